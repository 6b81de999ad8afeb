"""Reads of what is written on cases and of what waits for a person, each in a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from putright.accounts.models import Landlord
from putright.complaints.models import CaseMessage, CaseNote, Complaint, ToTell
from putright.complaints.queries import covered_by
from putright.record import outbox
from putright.record.models import Message

# What messages are about that stand in no list of staff's: a reprisal, and a form that nobody has sent yet.
FORM = "draft"
SEALED = frozenset({"reprisal", FORM})


def unanswered(landlord: Landlord) -> QuerySet[CaseMessage]:
    """The residents' messages that nobody has answered, the oldest first, also those on cases that have ended."""
    return (
        CaseMessage.objects.filter(landlord=landlord, from_resident=True, answered_at=None)
        .select_related("complaint", "complaint__handler", "complaint__reviewer")
        .order_by("written_at", "id")
    )


def by_or_nobody(landlord: Landlord, person_id: UUID, on: date) -> Q:
    """What waits on a case that this person deals with, for themselves or for whom they cover, or that nobody does."""
    covered = covered_by(landlord, person_id, on)
    return (
        Q(complaint__handler=person_id)
        | Q(complaint__reviewer=person_id)
        | Q(complaint__handler__in=covered)
        | Q(complaint__reviewer__in=covered)
        | Q(complaint__handler=None, complaint__reviewer=None)
    )


def to_tell(landlord: Landlord) -> QuerySet[ToTell]:
    """The residents whom a person has to tell their news, the longest waiting first."""
    return (
        ToTell.objects.filter(landlord=landlord, done_at=None)
        .select_related("complaint", "complaint__handler", "complaint__reviewer")
        .order_by("since", "id")
    )


def to_tell_about(complaint: Complaint) -> QuerySet[ToTell]:
    """What is still to be told by a person on one case: one thing at most."""
    return ToTell.objects.filter(landlord=complaint.landlord, complaint=complaint, done_at=None)


def thread(complaint: Complaint) -> QuerySet[CaseMessage]:
    """A case's messages both ways, in the order in which they were written."""
    return (
        CaseMessage.objects.filter(landlord=complaint.landlord, complaint=complaint)
        .select_related("by", "answered_by")
        .order_by("written_at", "id")
    )


def notes(complaint: Complaint) -> QuerySet[CaseNote]:
    """A case's notes that stay inside, the latest first."""
    return (
        CaseNote.objects.filter(landlord=complaint.landlord, complaint=complaint)
        .select_related("by")
        .order_by("-written_at", "-id")
    )


def sent_about(complaint: Complaint) -> QuerySet[Message]:
    """What went out about a case by email, text or post, the latest first."""
    return Message.objects.filter(
        landlord_id=complaint.landlord_id, about_kind="complaint", about_id=complaint.id
    ).order_by("-written_at", "-id")


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A message that did not arrive, with the case it is about, where it is about one."""

    message: Message
    complaint: Complaint | None


def undelivered(landlord: Landlord) -> QuerySet[Message]:
    """What did not arrive and waits for a person, the oldest first.

    Without what tells of a reprisal: that there is one is not for those whom it may be about. And without links to
    saved forms: who saves one has not told us anything yet.
    """
    return outbox.not_arrived(landlord.id).exclude(about_kind__in=SEALED)


def not_arrived(landlord: Landlord, limit: int) -> list[Undelivered]:
    """The same with the cases, in two statements."""
    return _with_cases(landlord, list(undelivered(landlord)[:limit]))


def to_post(landlord: Landlord, limit: int) -> list[Undelivered]:
    """Letters to print and post by hand, the oldest first, in two statements."""
    return _with_cases(landlord, list(outbox.to_post(landlord.id)[:limit]))


def _with_cases(landlord: Landlord, messages: list[Message]) -> list[Undelivered]:
    ids: set[UUID] = {one.about_id for one in messages if one.about_kind == "complaint"}
    cases = {one.id: one for one in Complaint.objects.filter(landlord=landlord, id__in=ids)} if ids else {}
    # A case that the visitor is shut out of is not there, and neither is what went out about it.
    return [
        Undelivered(one, cases.get(one.about_id))
        for one in messages
        if one.about_kind != "complaint" or one.about_id in cases
    ]
