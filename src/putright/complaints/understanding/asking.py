"""A new version of what we understand, made by the act that words it (`actions.casework.define`)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from putright.complaints.models import Complaint, Understanding

from .models import WISHES


def ask_again(
    complaint: Complaint, version: str, *, on: date, person_id: UUID | None
) -> Understanding | None:
    """Puts another wording to the resident: one more version, to which nothing has been said. None where it says the
    same as the one before. Wishes about earlier versions are seen to by it.
    """
    rows = Understanding.objects.filter(landlord=complaint.landlord, complaint=complaint)
    last = rows.order_by("-number").first()
    if last is not None and last.version == version:
        return None
    rows.filter(says__in=WISHES, settled_on=None).update(settled_on=on, settled_by=person_id)
    return Understanding.objects.create(
        landlord=complaint.landlord,
        complaint=complaint,
        number=last.number + 1 if last else 1,
        version=version,
        asked_on=on,
    )
