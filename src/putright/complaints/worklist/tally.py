"""Kept counters of ended cases: what each adds, how the counters follow a case, and how they heal.

Counts of open cases are never kept: a case becomes overdue by a day that passes, not by an event. Those are read from
indexes. Only `settle` and the worker's round call the two functions that write; a test counts everything anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from putright.complaints.models import Complaint
from putright.complaints.queries import ENDED, Standing, standing, with_facts
from putright.rules.stages import State

from .models import Tally

# One case adds 1 to each of its measures. In time without and with more time are kept apart.
STAGES = (1, 2, 3)
ANSWERS = ("in_time", "in_time_with_more_time", "late")
MEASURES = (
    "ended",
    "withdrawn",
    "acknowledged_late",
    *(f"stage{stage}_{how}" for stage in STAGES for how in ANSWERS),
)


def measures(complaint: Complaint, stands: Standing) -> list[str]:
    """What an ended case counts as, by its clocks as `rules` judge them."""
    found = ["ended"]
    if stands.state is State.WITHDRAWN:
        found.append("withdrawn")
    if any(clock.event == "acknowledge" and clock.late for clock in stands.clocks):
        found.append("acknowledged_late")
    for clock in stands.clocks:
        if clock.event != "respond" or clock.done is None:
            continue
        how = "late" if clock.late else "in_time_with_more_time" if clock.extended_to else "in_time"
        found.append(f"stage{clock.stage}_{how}")
    return found


def entry(complaint: Complaint, on: date) -> dict[str, Any] | None:
    """What the case should be counted as on the day `on`: its month and measures, or None while it is open.

    Takes a complaint with its facts (`queries.with_facts`).
    """
    stands = standing(complaint, on)
    ended = complaint.withdrawn_on if stands.state is State.WITHDRAWN else complaint.closed_on
    if stands.state.value not in ENDED or ended is None:
        return None
    return {"month": ended.replace(day=1).isoformat(), "measures": measures(complaint, stands)}


def differences(
    before: Iterable[dict[str, Any] | None], after: Iterable[dict[str, Any] | None]
) -> dict[tuple[date, str], int]:
    """By how much each counter moves where cases counted as `before` are counted as `after`; no zeros."""
    moved: Counter[tuple[date, str]] = Counter()
    for sign, entries in ((-1, before), (1, after)):
        for one in entries:
            if one is not None:
                for measure in one["measures"]:
                    moved[date.fromisoformat(one["month"]), measure] += sign
    return {key: number for key, number in moved.items() if number}


def count_ended(landlord_id: UUID, on: date, *, limit: int = 10**9, batch: int = 500) -> int:
    """Counts ended cases that no counter holds yet, at most `limit`, a batch in a transaction. Gives how many.

    They were brought by an import or made in bulk; every other case is counted when it ends. Safe to run twice.
    """
    done, last = 0, UUID(int=0)
    while done < limit:
        with transaction.atomic():
            rows = Complaint.objects.filter(landlord_id=landlord_id)
            ids = list(
                rows.filter(state__in=ENDED, counted__isnull=True, id__gt=last)
                .select_for_update(skip_locked=True)
                .order_by("id")
                .values_list("id", flat=True)[: min(batch, limit - done)]
            )
            if not ids:
                break
            last = ids[-1]
            recount(landlord_id, with_facts(rows.filter(id__in=ids)), on)
            done += len(ids)
    return done


def recount(landlord_id: UUID, complaints: Iterable[Complaint], on: date) -> None:
    """Makes the counters follow these cases, which the caller has locked: what they added is taken out, what they
    add now is put in."""
    changed = [(one, one.counted, entry(one, on)) for one in complaints]
    changed = [each for each in changed if each[1] != each[2]]
    if not changed:
        return
    for one, _before, after in changed:
        one.counted = after
    Complaint.objects.bulk_update([one for one, _before, after in changed if after], ["counted"])
    # Open again. A bulk update would write JSON's own null, which is not the absence of a value.
    opened = [one.id for one, _before, after in changed if after is None]
    if opened:
        Complaint.objects.filter(landlord_id=landlord_id, id__in=opened).update(counted=None)
    moved = differences(
        (before for _one, before, _after in changed), (after for _one, _before, after in changed)
    )
    # In one order, so that two who move the same counters take turns.
    for (month, measure), by in sorted(moved.items()):
        rows = Tally.objects.filter(landlord_id=landlord_id, month=month, measure=measure)
        if not rows.update(number=F("number") + by):
            Tally.objects.bulk_create(
                [Tally(landlord_id=landlord_id, month=month, measure=measure, number=0)],
                ignore_conflicts=True,
            )
            rows.update(number=F("number") + by)
