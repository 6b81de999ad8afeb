"""What goes out about a request: to whoever was asked a link and a day, to staff that there is news. Never the case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from putright.accounts.models import Person
from putright.complaints.messages import address
from putright.record import outbox
from putright.ui import dates

from .models import EvidenceRequest

# The first line of each message to whom we asked, by what it is for.
_SUBJECTS = {
    "ask": "A question from %(landlord)s: answer by %(day)s",
    "again": "A new link to a question from %(landlord)s",
    "remind": "A reminder from %(landlord)s: answer by %(day)s",
    "chase": "%(landlord)s is waiting for your answer, due %(day)s",
    "extended": "%(landlord)s has given you until %(day)s",
    "cancelled": "%(landlord)s no longer needs your answer",
}
_BEGINNINGS = {
    "ask": "We need to know something about work or a service for one of our residents.",
    "again": "Here is a new link to what we asked you.",
    "remind": "We have asked you something and have no answer yet.",
    "chase": "We asked you something and the answer is late. A resident is waiting for it.",
    "extended": "You have more time to answer what we asked you.",
}


def to_asked(request: EvidenceRequest, why: str, token: str, *, at: datetime) -> None:
    """Writes to whoever was asked, with the private link. Nothing of the case stands in the message."""
    landlord = request.complaint.landlord
    filled = {"landlord": landlord.name, "day": dates.day(request.due_on, "en")}
    link = address(landlord, "en", "complaints:evidence_link", token=token)
    outbox.send_later(
        request.landlord_id,
        to=request.email,
        subject=_SUBJECTS[why] % filled,
        text=(
            f"{_BEGINNINGS[why]}\n\n"
            f"Read the question and answer it here, by {filled['day']}. You do not need an account:\n{link}\n\n"
            "The link is for you alone. If somebody else knows the answer, you can say so on the page.\n\n"
            f"{landlord.name}, {landlord.phone}"
        ),
        about=("complaint", request.complaint_id),
        at=at,
        forget_text=True,
    )


def cancelled(request: EvidenceRequest, *, at: datetime) -> None:
    """Tells whoever was asked that no answer is needed any more."""
    landlord = request.complaint.landlord
    filled = {"landlord": landlord.name, "day": ""}
    outbox.send_later(
        request.landlord_id,
        to=request.email,
        subject=_SUBJECTS["cancelled"] % filled,
        text=(
            "You do not need to answer what we asked you. The link no longer works.\n\n"
            f"{landlord.name}, {landlord.phone}"
        ),
        about=("complaint", request.complaint_id),
        at=at,
    )


def to_staff(
    request: EvidenceRequest, to: Iterable[str], subject: str, *, at: datetime, key: str | None = None
) -> None:
    """Tells staff that there is news about a request; what it is stands on the case."""
    page = address(
        request.complaint.landlord, "en", "complaints:evidence", reference=request.complaint.reference
    )
    for one in sorted(set(to)):
        outbox.send_later(
            request.landlord_id,
            to=one,
            subject=subject,
            text=f"Read it on the case:\n{page}\n",
            about=("complaint", request.complaint_id),
            at=at,
            key=f"{key}:{one}"[:120] if key else None,
        )


def answer_came(request: EvidenceRequest, asker: Person, *, at: datetime) -> None:
    """Tells whoever asked that an answer is there."""
    to_staff(request, [asker.email], "An answer to a request for evidence has come", at=at)


def late(request: EvidenceRequest, to: Iterable[str], due_on: date, *, at: datetime) -> None:
    """Tells leads that what was asked for has not come; once for each day on which it was due."""
    subject = f"Evidence for a complaint is late: due {dates.day(due_on, 'en')}"
    to_staff(request, to, subject, at=at, key=f"evidence-late:{request.id}:{due_on}")
