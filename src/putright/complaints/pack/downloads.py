"""How a pack goes out, whoever takes it: as a PDF or as a ZIP.

That it was taken is a row of the access log, which the case's door writes under the name of the address: those names
are `gathering.TAKEN`.
"""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone

from putright.accounts.doors import PutrightRequest
from putright.complaints.letters import Content
from putright.complaints.models import Complaint

from . import papers
from .gathering import Case, Reach, gathered

Response = TypeVar("Response", HttpResponse, StreamingHttpResponse)


def case_for(request: PutrightRequest, complaint: Complaint, reach: Reach) -> Case:
    """The case as it stands today, read for a pack."""
    return gathered(complaint, reach, timezone.localdate(request.moment))


def pdf_download(case: Case, content: Content) -> HttpResponse:
    """The PDF as a file to keep. Raises LetterNotRendered."""
    return _named(HttpResponse(papers.pdf_of(content), content_type="application/pdf"), case, "pdf")


def zip_download(case: Case, content: Content) -> StreamingHttpResponse:
    """The ZIP as a file to keep, sent while it is read."""
    response = StreamingHttpResponse(papers.zip_of(case, content), content_type="application/zip")
    return _named(response, case, "zip")


def _named(response: Response, case: Case, ending: str) -> Response:
    response["Content-Disposition"] = f'attachment; filename="{papers.name_of(case, ending)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
