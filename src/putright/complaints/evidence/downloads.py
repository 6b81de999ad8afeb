"""How a file goes out: to be kept, never to be shown as a page of ours, and with a row in the access log."""

from __future__ import annotations

from typing import Final, TypeVar
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpResponse, StreamingHttpResponse

from putright.accounts.doors import PutrightRequest
from putright.complaints import access
from putright.complaints.models import Complaint
from putright.record import access_log, documents
from putright.record.chain import By
from putright.record.documents import Document

from .models import CaseFile

Response = TypeVar("Response", HttpResponse, StreamingHttpResponse)
# A file of somebody else's must do nothing in a browser, whatever it holds and whoever opens it.
SANDBOX: Final = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def file_of(complaint: Complaint, file_id: UUID) -> CaseFile:
    """A file of a case that a door has opened. Http404 for another case's."""
    return access.row_of(
        complaint,
        CaseFile.objects.select_related("complaint", "original", "shared", "redacted", "given_by"),
        id=file_id,
    )


def download(
    request: PutrightRequest, file: CaseFile, document: Document | None, name: str, *, by: By, what: str
) -> StreamingHttpResponse:
    """The document as a file to keep, under a cleaned name. Http404 where there is none."""
    if document is None or file.forgotten_at is not None:
        raise Http404
    access_log.seen(request.landlord.id, by=by, what=what, subject=("file", file.id), at=request.moment)
    response = StreamingHttpResponse(documents.read(document), content_type=document.content_type)
    response["Content-Length"] = str(document.size)
    return guarded(response, f"attachment; filename*=UTF-8''{quote(name, safe='')}")


def guarded(response: Response, disposition: str) -> Response:
    """The answer with the headers that keep it from being more than a file."""
    response["Content-Disposition"] = disposition
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def picture(data: bytes) -> HttpResponse:
    """A picture that we drew ourselves, to be shown on a page."""
    return guarded(HttpResponse(data, content_type="image/jpeg"), "inline")
