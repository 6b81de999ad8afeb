"""Who has looked at a case: the access log as staff and the resident may read it, day by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from putright.accounts.models import Person
from putright.complaints.models import Complaint, Contact
from putright.record.models import AccessEntry

# A page shows this much, the latest first: one line for each person, role and day.
MOST_LINES = 300
DAYS_BACK = 366
ENGLAND = ZoneInfo("Europe/London")
# Parts of the names of pages by which something is taken away from the service.
_TAKES_AWAY = frozenset(
    {"pdf", "download", "export", "file", "bundle", "word", "copy", "calendar", "print", "pack", "zip"}
)


@dataclass(frozen=True)
class Looked:
    """What one person did on one day: how often they opened pages of the case, and how often they took a copy."""

    by_kind: str
    role: str
    person_id: UUID | None
    person: Person | None
    times: int
    copies: int
    # Whether they dealt with the case: their name is no secret to the resident.
    dealt: bool


@dataclass
class Day:
    """One day, with what each did."""

    on: date
    lines: list[Looked] = field(default_factory=list)


@dataclass(frozen=True)
class Looks:
    """The days, the latest first, and whether there were more than a page shows."""

    days: list[Day]
    more: bool


def who_looked(complaint: Complaint, today: date) -> Looks:
    """Who opened this case, or took something from it, in the last year. In three statements, whatever it holds."""
    rows = list(_grouped(complaint, today)[: MOST_LINES + 1])
    people = Person.objects.in_bulk({row["person_id"] for row in rows if row["person_id"]})
    dealt = dealt_with(complaint)
    days: list[Day] = []
    for row in rows[:MOST_LINES]:
        if not days or days[-1].on != row["day"]:
            days.append(Day(row["day"]))
        copies = sum(1 for what in row["pages"] if takes_away(what))
        days[-1].lines.append(
            Looked(
                row["by_kind"],
                row["role"],
                row["person_id"],
                people.get(row["person_id"]),
                row["times"],
                copies,
                row["person_id"] in dealt,
            )
        )
    return Looks(days, len(rows) > MOST_LINES)


def takes_away(what: str) -> bool:
    """Whether a page of that name gives something to take away: a PDF, a file, an export."""
    return bool(_TAKES_AWAY & set(what.split("_")))


def dealt_with(complaint: Complaint) -> frozenset[UUID]:
    """Staff who dealt with the case: it was given to them, they signed a letter of it or spoke to the resident."""
    ids: set[UUID | None] = {complaint.handler_id, complaint.reviewer_id}
    for stage in complaint.stages.all():
        ids |= {stage.acknowledged_by_id, stage.answered_by_id}
    ids |= set(
        Contact.objects.filter(landlord=complaint.landlord_id, complaint=complaint.id)
        .order_by()
        .values_list("by", flat=True)
        .distinct()
    )
    return frozenset(_there(ids))


def _there(ids: Iterable[UUID | None]) -> Iterable[UUID]:
    return (one for one in ids if one is not None)


def _grouped(complaint: Complaint, today: date) -> QuerySet[AccessEntry, Any]:
    entries = AccessEntry.objects.filter(
        landlord_id=complaint.landlord_id,
        subject_kind="complaint",
        subject_id=complaint.id,
        at__date__gte=today - timedelta(days=DAYS_BACK),
    )
    return (
        entries.annotate(day=TruncDate("at", tzinfo=ENGLAND))
        .values("day", "by_kind", "person_id", "role")
        .annotate(times=Count("id"), pages=ArrayAgg("what"))
        .order_by("-day", "by_kind", "role", "person_id")
    )
