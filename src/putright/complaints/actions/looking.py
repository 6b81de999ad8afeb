"""Looking at a case again because time has passed: what was missed is noted once, and stale sort keys are put right."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F, Q
from django.utils import timezone

from putright.complaints.correspondence import kinds as more_kinds
from putright.complaints.models import Complaint, History, Missed, Promise
from putright.complaints.queries import ENDED, Standing, standing, with_facts
from putright.record import chain
from putright.record.chain import By
from putright.record.kinds import Kind

log = logging.getLogger("putright.tending")
DAY = timedelta(days=1)
# An open case is looked at once a week at least: a sort key that went stale is put right then.
LOOKED_AT_EVERY = timedelta(days=7)


def look_again(landlord_id: UUID, complaint_id: UUID, *, at: datetime) -> int:
    """Notes each date of the case that passed with the thing not done, and says when to look next.

    In the caller's transaction, which holds the case's row. Gives how many dates were newly found missed. Each is an
    event of its own, dated on the first day that was too late, however much later it is found; nothing moves a due
    date. A case that was brought in stays one that its import may go on with: noting is no work on it.
    """
    on = timezone.localdate(at)
    complaint = with_facts(Complaint.objects.filter(landlord_id=landlord_id)).get(id=complaint_id)
    stands = standing(complaint, on)
    found = [*_missed_clocks(stands), *_missed_promises(complaint, on)]
    noted = set(
        Missed.objects.filter(landlord_id=landlord_id, complaint=complaint).values_list("what", flat=True)
    )
    fresh = [one for one in found if one.what not in noted]
    Missed.objects.bulk_create(
        Missed(landlord_id=landlord_id, complaint=complaint, what=one.what, due=one.due, noted_at=at)
        for one in fresh
    )
    for one in fresh:
        chain.note(
            landlord_id=complaint.landlord_id,
            subject=("complaint", complaint.id),
            kind=one.kind.name,
            by=By.system(),
            at=at,
            # The first day that was too late.
            on=one.due + DAY,
            facts=one.facts,
            edition=complaint.edition or None,
        )
    if fresh:
        History.objects.filter(landlord_id=landlord_id, complaint=complaint).update(
            events=F("events") + len(fresh)
        )
    keys = {"state": stands.state.value, "next_due_on": stands.next_due_on}
    if (complaint.state, complaint.next_due_on) != tuple(keys.values()):
        log.warning("The sort keys of %s were stale and are put right.", complaint.reference)
    Complaint.objects.filter(landlord_id=landlord_id, id=complaint.id).update(
        look_on=next_look(stands, on), **keys
    )
    return len(fresh)


def next_look(stands: Standing, on: date) -> date | None:
    """The next day on which something of the case can have been missed; within a week while it is open.

    Only the nearest promise is known here: the look on the day after it finds the next.
    """
    days = [clock.last_day + DAY for clock in stands.clocks if clock.running and clock.last_day >= on]
    if stands.next_promise_on is not None and stands.next_promise_on >= on:
        days.append(stands.next_promise_on + DAY)
    if stands.state.value not in ENDED or stands.next_due_on is not None:
        days.append(on + LOOKED_AT_EVERY)
    return min(days, default=None)


@dataclass(frozen=True, slots=True)
class Passed:
    """A date that passed with the thing not done: under which name it is kept, and what its event says."""

    what: str
    due: date
    kind: Kind
    facts: dict[str, object]


def _missed_clocks(stands: Standing) -> list[Passed]:
    return [
        Passed(
            clock.id,
            clock.last_day,
            more_kinds.CLOCK_MISSED,
            {"clock": clock.id, "stage": clock.stage, "due": clock.last_day},
        )
        for clock in stands.clocks
        if clock.late
    ]


def _missed_promises(complaint: Complaint, on: date) -> list[Passed]:
    late = Promise.objects.filter(
        Q(done_on=None) | Q(done_on__gt=F("due_on")),
        landlord=complaint.landlord_id,
        complaint=complaint,
        promised_on__isnull=False,
        due_on__lt=on,
    ).order_by("due_on", "id")
    return [
        Passed(
            f"promise:{promise.id}",
            promise.due_on,
            more_kinds.PROMISE_MISSED,
            {"promise": str(promise.id), "due": promise.due_on},
        )
        for promise in late
    ]
