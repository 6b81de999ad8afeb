"""Reads of what was learned: by case, by owner, and whether the same cause comes again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from putright.accounts.models import Landlord
from putright.complaints.models import Complaint, Learning
from putright.rules.calendar import months_after

MOST = 100
CASES_SHOWN = 5
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Again:
    """A cause in a service that came more than once within twelve months: how often, and the newest cases."""

    cause: str
    service: str
    number: int
    cases: tuple[Complaint, ...]


def learnings_of(complaint: Complaint) -> list[Learning]:
    """What was learned from a case, in the order in which it was written down."""
    return list(
        Learning.objects.filter(landlord=complaint.landlord_id, complaint=complaint).select_related("owner")
    )


def learned(complaint: Complaint, stage: int) -> bool:
    """Whether what this stage teaches stands, or need not: a case brought from another system is closed as it came."""
    if complaint.imported:
        return True
    return Learning.objects.filter(
        landlord=complaint.landlord_id, complaint=complaint, stage__gte=stage
    ).exists()


def recurring(landlord: Landlord, on: date, *, pairs: Iterable[tuple[str, str]] | None = None) -> list[Again]:
    """Causes by service that several complaints had in the twelve months up to `on`, the most frequent first.

    Each complaint counts once. `pairs` of (cause, service) keeps to those. Two statements, whatever the number.
    """
    rows = Learning.objects.filter(
        landlord=landlord, nothing_because="", recorded_on__gt=_twelve_months_before(on), recorded_on__lte=on
    )
    if pairs is not None:
        wanted = Q(pk__in=[])
        for cause, service in pairs:
            wanted |= Q(cause=cause, service=service)
        rows = rows.filter(wanted)
    counted = list(
        rows.order_by()
        .values("cause", "service")
        .annotate(number=Count("complaint", distinct=True))
        .filter(number__gt=1)
        .order_by("-number", "service", "cause")[:MOST]
    )
    cases = _newest_cases(rows, {(one["cause"], one["service"]) for one in counted})
    return [
        Again(
            one["cause"],
            one["service"],
            one["number"],
            tuple(cases.get((one["cause"], one["service"]), {}).values()),
        )
        for one in counted
    ]


def _newest_cases(
    rows: QuerySet[Learning], pairs: set[tuple[str, str]]
) -> dict[tuple[str, str], dict[UUID, Complaint]]:
    """The newest few complaints of each pair, from the newest rows alone: the number says how many there are."""
    found: dict[tuple[str, str], dict[UUID, Complaint]] = {}
    if not pairs:
        return found
    newest = rows.select_related("complaint").order_by("-recorded_on", "-id")[: 10 * MOST]
    for row in newest:
        pair = (row.cause, row.service)
        kept = found.setdefault(pair, {})
        if pair in pairs and len(kept) < CASES_SHOWN:
            kept[row.complaint_id] = row.complaint
    return found


def _twelve_months_before(on: date) -> date:
    return months_after(on, -MONTHS)


def actions_of(landlord: Landlord, *, owner: UUID | None = None, done: bool = False) -> list[Learning]:
    """What is to change at a landlord because of complaints, the nearest day first; MOST at most.

    With `owner` only theirs; `done` those already made, the newest first.
    """
    rows = Learning.objects.filter(landlord=landlord, nothing_because="").select_related("complaint", "owner")
    if owner is not None:
        rows = rows.filter(owner=owner)
    if done:
        return list(rows.filter(done_on__isnull=False).order_by("-done_on", "-id")[:MOST])
    return list(rows.filter(done_on=None).order_by("due_on", "id")[:MOST])
