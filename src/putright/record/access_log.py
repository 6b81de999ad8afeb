"""The access log: who looked at what or took it away. Append-only, beside the chains, one INSERT a view."""

from datetime import datetime
from uuid import UUID

from putright.record.chain import By, Subject
from putright.record.models import AccessEntry


def seen(
    landlord_id: UUID, *, by: By, what: str, subject: Subject | tuple[str, None], at: datetime
) -> AccessEntry:
    """Notes one view or export, in the caller's transaction.

    what     a short word for the page or file: "case", "letter_pdf", "export"
    subject  ("complaint", its id), or ("complaint_list", None) for a page about many
    at       the moment, with its time zone
    """
    return AccessEntry.objects.create(
        landlord_id=landlord_id,
        at=at,
        by_kind=by.kind,
        person_id=by.person_id,
        role=by.role or "",
        what=what,
        subject_kind=subject[0],
        subject_id=subject[1],
    )
