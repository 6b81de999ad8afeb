"""Reads: the facts of a case for `rules`, its clocks, and the lists that pages show. Nothing here writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from putright.accounts.models import Landlord
from putright.rules.clocks import Clock, clocks, late, next_clock
from putright.rules.facts import AddedHoliday, ComplaintFacts, StageFacts
from putright.rules.stages import State, state

from .models import AddedDay, Complaint, Hazard, Point, Promise, Stage

ENDED = frozenset({State.CLOSED.value, State.WITHDRAWN.value})


def with_facts(complaints: QuerySet[Complaint]) -> QuerySet[Complaint]:
    """The same complaints with everything that `facts_of` reads, in a fixed number of statements."""
    return complaints.select_related("landlord").prefetch_related(
        Prefetch("stages", Stage.objects.order_by("number")),
        "added_days",
        Prefetch(
            "promises",
            Promise.objects.filter(promised_on__isnull=False, done_on=None),
            to_attr="open_promises",
        ),
    )


def facts_of(complaint: Complaint) -> ComplaintFacts:
    """The facts that `rules` computes every date from (dates are England's, whole days)."""
    return ComplaintFacts(
        received_on=complaint.received_on,
        made_on=complaint.made_on,
        edition=complaint.edition or None,
        stages=tuple(
            _stage_facts(stage) for stage in sorted(complaint.stages.all(), key=lambda one: one.number)
        ),
        withdrawn_on=complaint.withdrawn_on,
        closed_on=complaint.closed_on,
        added_holidays=tuple(
            AddedHoliday(day=added.day, added_on=added.added_on) for added in complaint.added_days.all()
        ),
        closure_days=tuple(
            (date.fromisoformat(closure["day"]), closure["name"])
            for closure in complaint.landlord.closure_days
        ),
    )


def _stage_facts(stage: Stage) -> StageFacts:
    return StageFacts(
        number=stage.number,
        asked_on=stage.asked_on,
        acknowledged_on=stage.acknowledged_on,
        extended_to=stage.extended_to,
        extended_told_on=stage.extended_told_on,
        extension_agreed=stage.extension_agreed,
        answered_on=stage.answered_on,
        refused_on=stage.refused_on,
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands on a day: its clocks, the one that runs, and whether it is late. Every page shows this one."""

    state: State
    clocks: tuple[Clock, ...]
    next: Clock | None
    late: bool
    open_promises: int
    promises_overdue: int
    next_promise_on: date | None

    @property
    def next_due_on(self) -> date | None:
        """The day that sorts the case: the running clock's last day, or the earliest open promise if sooner."""
        days = [self.next.last_day] if self.next else []
        if self.next_promise_on:
            days.append(self.next_promise_on)
        return min(days, default=None)


def standing(complaint: Complaint, on: date) -> Standing:
    """How `complaint` stands on the day `on`. Reads what `with_facts` fetched, or fetches it."""
    facts = facts_of(complaint)
    judged = clocks(facts, on)
    promises: Iterable[Promise]
    if hasattr(complaint, "open_promises"):
        promises = complaint.open_promises
    else:
        promises = [one for one in complaint.promises.all() if one.promised_on and not one.done_on]
    days = sorted(promise.due_on for promise in promises)
    return Standing(
        state=state(facts),
        clocks=judged,
        next=next_clock(judged),
        late=late(judged),
        open_promises=len(days),
        promises_overdue=sum(day < on for day in days),
        next_promise_on=days[0] if days else None,
    )


def current_stage(complaint: Complaint) -> Stage:
    """The stage the case is at: the highest that was asked for."""
    return max(complaint.stages.all(), key=lambda stage: stage.number)


def stage_of(complaint: Complaint, number: int) -> Stage | None:
    """The stage of that number, or None while nobody asked for it."""
    return next((stage for stage in complaint.stages.all() if stage.number == number), None)


def points_with_findings(complaint: Complaint) -> list[Point]:
    """The case's points in order, each with its findings fetched."""
    return list(complaint.points.order_by("number").prefetch_related("findings"))


def open_complaints(landlord: Landlord) -> QuerySet[Complaint]:
    """A landlord's cases that are not at an end, the nearest date first (cases without a date last)."""
    return (
        with_facts(Complaint.objects.filter(landlord=landlord))
        .exclude(state__in=ENDED)
        .select_related("landlord", "handler", "reviewer")
        .order_by("next_due_on", "id")
    )


def open_hazards(landlord: Landlord) -> Sequence[Hazard]:
    """Dangers that nobody has dealt with yet, the oldest first; 50 at most."""
    return list(
        Hazard.objects.filter(landlord=landlord, closed_at=None)
        .select_related("complaint")
        .order_by("opened_at")[:50]
    )


def dealt_with_by(person_id: object) -> Q:
    """Cases in which this person is the handler or the reviewer."""
    return Q(handler_id=person_id) | Q(reviewer_id=person_id)


def added_holidays(complaint: Complaint) -> list[AddedDay]:
    return sorted(complaint.added_days.all(), key=lambda added: added.day)
