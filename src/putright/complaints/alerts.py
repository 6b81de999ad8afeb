"""What goes out to the landlord's own people: that something waits for them, never what a resident said."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.utils import timezone

from putright.record import outbox
from putright.rules.calendar import Calendar
from putright.rules.stages import WHO, Act
from putright.ui import dates

from .conflicts.queries import shut_out_of, without_shut_out
from .messages import address
from .models import Complaint
from .queries import people_of
from .reference import spoken

# From this hour on, in England, people are told of their day.
MORNING: Final = 7


def morning_of(now: datetime) -> date | None:
    """The working day whose morning has come, for messages that go out once a day; None before it and at weekends."""
    local = timezone.localtime(now)
    return local.date() if local.hour >= MORNING and Calendar.england().is_working(local.date()) else None


def to_answerer(complaint: Complaint, stage: int, what: str, *, at: datetime) -> None:
    """Tells whoever answers the stage `what` happened, in plain English, with the way to the case.

    Where nobody answers it yet it goes to the landlord's complaints team; one without an address finds it in its queue.
    """
    person = complaint.handler if stage == 1 else complaint.reviewer
    page = address(complaint.landlord, "en", "complaints:staff_case", reference=complaint.reference)
    for to in [person.email] if person is not None else team(complaint, timezone.localdate(at)):
        outbox.send_later(
            complaint.landlord_id,
            to=to,
            subject=f"{spoken(complaint.reference)}: {what}",
            text=(f"{what}, on {dates.day(timezone.localdate(at), 'en')}.\n\nOpen it: {page}\n"),
            about=("complaint", complaint.id),
            at=at,
        )


def team(complaint: Complaint, on: date) -> list[str]:
    """The team's own address; of a restricted case, which it would give away, those who may choose who answers it."""
    if not shut_out_of(complaint):
        return [complaint.landlord.email] if complaint.landlord.email else []
    return [
        one.email for one in without_shut_out(complaint, people_of(complaint.landlord, WHO[Act.RESTRICT], on))
    ]
