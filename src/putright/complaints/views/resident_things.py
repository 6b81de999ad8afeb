"""What "your complaint" shows beside its dates: what waits for the resident, messages and papers.

Everything that hangs on the case comes in one statement, however much of it there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import npgettext, pgettext

from putright.accounts.doors import PutrightRequest, address
from putright.complaints.evidence.actions import Giver, for_resident
from putright.complaints.evidence.queries import name_outside
from putright.complaints.gathering import Children, gather_into
from putright.complaints.models import (
    Afterwards,
    CaseFile,
    CaseMessage,
    Complaint,
    Group,
    Hazard,
    MoreTimeReply,
    News,
    OwnTime,
    Promise,
    Remedy,
    Reprisal,
    Understanding,
)
from putright.record.models import AccessEntry
from putright.rules.stages import Act

# So much of each is read; more of it stands on its own page.
MESSAGES = 50


@dataclass(frozen=True)
class Thing:
    """One thing for the resident to do: its words, where it is done, and what it is about, as somebody typed it."""

    text: str
    href: str
    about: str = ""
    # Theirs to decide whenever they like, and not something that we ask for: shown as a button, below the rest.
    button: bool = False


@cache
def _children() -> tuple[Children, ...]:
    return (
        Children("understandings", Understanding.objects.order_by("number")),
        Children("own_times", OwnTime.objects.order_by("id")),
        Children("more_time_replies", MoreTimeReply.objects.order_by("id")),
        Children(
            "promises",
            Promise.objects.filter(promised_on__isnull=False).order_by("due_on", "id"),
            to="made_promises",
        ),
        Children(
            "remedies",
            Remedy.objects.filter(offered_on__isnull=False).order_by("stage", "id"),
            along=("point",),
            to="offers",
        ),
        Children("news", News.objects.order_by("-given_on", "-id"), along=("by",), most=50, to="told_news"),
        Children(
            "messages",
            CaseMessage.objects.order_by("-written_at", "-id"),
            along=("by",),
            most=MESSAGES,
            to="latest_messages",
        ),
        Children("reprisals", Reprisal.objects.order_by("told_on", "id"), to="told_reprisals"),
        Children(
            "files",
            CaseFile.objects.order_by("given_at", "id"),
            along=("original", "shared", "redacted"),
            to="papers",
        ),
        Children("hazards", Hazard.objects.filter(closed_at=None), to="open_dangers"),
        Children("groups", Group.objects.order_by("id"), to="of_group"),
        Children("afterwards", Afterwards.objects.order_by("id"), to="asked_afterwards"),
    )


def gather(complaint: Complaint) -> Any:
    """The case with what its page shows, in one statement."""
    return gather_into(complaint, Complaint.objects.filter(landlord=complaint.landlord_id), *_children())


def last_opened(complaint: Complaint) -> dict[str, datetime]:
    """When the resident last opened the pages on which something new may stand for them, by the page's name."""
    rows = (
        AccessEntry.objects.filter(
            landlord_id=complaint.landlord_id,
            subject_kind="complaint",
            subject_id=complaint.id,
            by_kind="resident",
            what__in=("messages", "tell_reprisal"),
        )
        .order_by()
        .values_list("what")
        .annotate(last=Max("at"))
    )
    return dict(rows)


def unread(complaint: Any, opened: dict[str, datetime]) -> int:
    """How many messages of the landlord's came since the resident last opened the messages."""
    last = opened.get("messages")
    return sum(
        1
        for one in complaint.latest_messages
        if not one.from_resident and (last is None or one.written_at > last)
    )


def to_check(complaint: Any) -> Understanding | None:
    """What we understand, where the resident has not said whether it is right."""
    asked = max(complaint.understandings.all(), key=lambda one: one.number, default=None)
    return asked if asked is not None and not asked.says else None


def things_to_do(
    request: PutrightRequest,
    complaint: Any,
    *,
    stage: Any,
    may: frozenset[Act],
    helpers: Iterable[dict[str, Any]],
    opened: dict[str, datetime],
) -> list[Thing]:
    """What waits for the resident, in one list: what we ask first, what they may decide after it."""

    def to(name: str, **parts: Any) -> str:
        return address(request, f"complaints:{name}", reference=complaint.reference, **parts)

    found: list[Thing] = []
    if to_check(complaint) is not None and Act.CHECK_UNDERSTANDING in may:
        found.append(Thing(pgettext("to do", "Check whether we have understood you"), to("understood")))
    replies = [one for one in complaint.more_time_replies.all() if one.stage == stage.number]
    if Act.REPLY_TO_MORE_TIME in may and stage.extended_to and not replies:
        found.append(Thing(pgettext("to do", "Tell us what you think of the new date"), to("more_time")))
    found += [
        Thing(
            pgettext("to do", "Say whether somebody may speak for you:"),
            one["href"],
            one["who"].name or one["who"].organisation,
        )
        for one in helpers
        if one["standing"] == "asked"
    ]
    found += [
        Thing(_("Tell us if this was done:"), to("promise", promise=one.id), one.action)
        for one in complaint.made_promises
        if one.done_on and not one.resident_says
    ]
    found += [
        Thing(
            pgettext("to do", "Accept what we offer, or say no"),
            to("offer", remedy=one.id),
            f"£{one.amount:,.2f}" if one.is_payment else one.words,
        )
        for one in complaint.offers
        if not (one.accepted_on or one.declined_on or one.paid_on)
    ]
    number = unread(complaint, opened)
    if number:
        found.append(
            Thing(
                npgettext(
                    "to do",
                    "Read %(number)s new message from us",
                    "Read %(number)s new messages from us",
                    number,
                )
                % {"number": number},
                to("messages"),
            )
        )
    if any(_answered_since(one, opened.get("tell_reprisal")) for one in complaint.told_reprisals):
        found.append(
            Thing(
                pgettext("to do", "Read the answer to what happened to you because you complained"),
                to("tell_reprisal"),
            )
        )
    if Act.SAY_AFTERWARDS in may and any(
        one.closed_on == complaint.closed_on and one.said_on is None for one in complaint.asked_afterwards
    ):
        found.append(Thing(pgettext("to do", "Answer two short questions: how was it?"), to("afterwards")))
    if Act.ESCALATE in may:
        found.append(Thing(_("Ask for stage 2"), to("stage2"), button=True))
    return found


def _answered_since(reprisal: Reprisal, opened: datetime | None) -> bool:
    if reprisal.answered_on is None:
        return False
    # The day alone is kept: what was answered on the day on which the page was opened is named once more.
    return opened is None or timezone.localdate(opened) <= reprisal.answered_on


@dataclass(frozen=True)
class Paper:
    """A letter or a file in the one list of documents. `href` is empty while it cannot be opened."""

    title: str
    on: Any
    href: str
    pdf: str = ""
    # Who it is from: "you", "us" or "others".
    giver: str = "us"


def papers(request: PutrightRequest, complaint: Any, letters: Sequence[dict[str, Any]]) -> list[Paper]:
    """Letters and files together, the latest first; of files that others gave those that the resident may see."""

    def to(name: str, **parts: Any) -> str:
        return address(request, f"complaints:{name}", reference=complaint.reference, **parts)

    found = [
        Paper(
            one["title"] or "",
            one["issued_at"],
            to("letter", letter=one["id"]),
            to("letter_pdf", letter=one["id"]),
        )
        for one in letters
    ]
    for file in complaint.papers:
        mine = file.giver == Giver.RESIDENT
        document = for_resident(file)
        if mine or document is not None:
            found.append(
                Paper(
                    file.name if mine else name_outside(file),
                    file.given_at if mine else file.let_see_at,
                    to("file", file=file.id) if document is not None else "",
                    giver="you" if mine else "others",
                )
            )
    return sorted(found, key=lambda one: one.on, reverse=True)


def contact_by(complaint: Any, stage: Any, today: date) -> date | None:
    """The day by which somebody has promised to tell the resident more, while it is still to come."""
    days = [complaint.news_due_on] + [
        one.react_by
        for one in complaint.more_time_replies.all()
        if one.stage == stage.number and one.reacted_on is None
    ]
    return min((one for one in days if one is not None and one >= today), default=None)
