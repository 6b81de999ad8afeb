"""How the files beside a form become files of the case when it is sent.

Apart from the acts, since the act that takes a complaint in stands among those they build on.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from putright.complaints.models import CaseFile, Complaint, Draft
from putright.complaints.together import create_together

from .models import DraftFile


def kept_in(draft: Draft) -> list[str]:
    """The ids of the files that stand among a form's answers, as `actions.files` writes them there."""
    return list(draft.answers.get("files", {}).get("kept", []))


def same_files(draft: Draft) -> Q:
    """The condition that a form has the files that stand among the answers we have read, and no others."""
    kept = kept_in(draft)
    return Q(answers__files__kept=kept) if kept else ~Q(answers__files__kept__0__isnull=False)


def hand_over_files(complaint: Complaint, draft: Draft, at: datetime) -> list[CaseFile]:
    """Makes the files beside a form files of the case, the bytes where they lie. The form must be locked, or sent in
    this transaction. They stay held until the scanner has seen them.
    """
    if not kept_in(draft):
        return []
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
        for one in DraftFile.objects.filter(landlord=draft.landlord_id, draft=draft).select_related(
            "original"
        )
    ]
    create_together(files)
    return files
