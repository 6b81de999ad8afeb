"""How the files beside a form become files of the case when it is sent.

Apart from the acts, since the act that takes a complaint in stands among those they build on.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from putright.complaints.models import CaseFile, Complaint, Draft, ServiceRequest
from putright.complaints.together import create_together

from .models import DraftFile


def kept_in(draft: Draft) -> list[Any]:
    """The files, by id and name, that stand among a form's answers, as `actions.files` writes them there."""
    return list(draft.answers.get("files", {}).get("kept", []))


def same_files(draft: Draft) -> Q:
    """The condition that a form has the files that stand among the answers we have read, and no others."""
    kept = kept_in(draft)
    return Q(answers__files__kept=kept) if kept else ~Q(answers__files__kept__0__isnull=False)


def hand_over_files(complaint: Complaint, draft: Draft, at: datetime) -> list[CaseFile]:
    """Makes the files beside a form files of the case, the bytes where they lie. The form must be locked, or sent in
    this transaction. They stay held until the scanner has seen them.
    """
    return _hand_over(complaint, [draft], at) if kept_in(draft) else []


def hand_over_files_of(complaint: Complaint, request: ServiceRequest, at: datetime) -> list[CaseFile]:
    """The same of the form by which the complaint's service request was sent: its files waited for a case."""
    forms = Draft.objects.filter(landlord=complaint.landlord, request=request).exclude(complaint=complaint)
    return _hand_over(complaint, forms, at)


def _hand_over(complaint: Complaint, drafts: Iterable[Draft], at: datetime) -> list[CaseFile]:
    files = [
        CaseFile(
            id=one.id,
            landlord=complaint.landlord,
            complaint=complaint,
            name=one.name,
            giver=CaseFile.Giver.RESIDENT,
            given_at=at,
            original=one.original,
        )
        for one in DraftFile.objects.filter(landlord=complaint.landlord, draft__in=drafts).select_related(
            "original"
        )
    ]
    create_together(files)
    return files
