"""What goes out to the landlord's own people: that something waits for them, never what a resident said."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from putright.record import outbox
from putright.ui import dates

from .messages import address
from .models import Complaint
from .reference import spoken


def to_answerer(complaint: Complaint, stage: int, what: str, *, at: datetime) -> None:
    """Tells whoever answers the stage `what` happened, in plain English, with the way to the case.

    Where nobody answers it yet it goes to the landlord's complaints team; one without an address finds it in its queue.
    """
    person = complaint.handler if stage == 1 else complaint.reviewer
    to = person.email if person is not None else complaint.landlord.email
    if not to:
        return
    outbox.send_later(
        complaint.landlord_id,
        to=to,
        subject=f"{spoken(complaint.reference)}: {what}",
        text=(
            f"{what}, on {dates.day(timezone.localdate(at), 'en')}.\n\n"
            f"Open it: {address(complaint.landlord, 'en', 'complaints:staff_case', reference=complaint.reference)}\n"
        ),
        about=("complaint", complaint.id),
        at=at,
    )
