"""Reads of dangers: their facts for `rules.hazards`, their clocks, and the lists that pages show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, QuerySet, Window

from putright.accounts.models import Landlord
from putright.rules.hazards import (
    Attempt,
    HazardClock,
    HazardFacts,
    HazardKind,
    Seriousness,
    Step,
    hazard_clocks,
    next_hazard_clock,
    steps_missing,
)

from ..models import Complaint, Hazard, HazardAttempt
from ..queries import Standing, standing, with_facts

AT_THE_HEAD = 10
VISIT = "visit"


def facts_of_hazard(hazard: Hazard) -> HazardFacts:
    """The facts that `rules.hazards` computes every date of a danger from."""
    return HazardFacts(
        opened_at=hazard.opened_at,
        seriousness=Seriousness(hazard.seriousness) if hazard.seriousness else None,
        kind=HazardKind(hazard.kind) if hazard.kind else None,
        investigated_on=hazard.investigated_on,
        found=hazard.found,
        summary_on=hazard.summary_on,
        safe_at=hazard.safe_at,
        work_needed=hazard.work_needed,
        work_began_on=hazard.work_began_on,
        closed_at=hazard.closed_at,
    )


@dataclass(frozen=True, slots=True)
class HazardStanding:
    """How a danger stands at a moment: its clocks, the one that ends first, and what is still to be done."""

    clocks: tuple[HazardClock, ...]
    next: HazardClock | None
    late: bool
    missing: tuple[Step, ...]


def hazard_standing(hazard: Hazard, now: datetime) -> HazardStanding:
    """How `hazard` stands at the moment `now`. Asks the database nothing."""
    facts = facts_of_hazard(hazard)
    judged = hazard_clocks(facts, now)
    following = next_hazard_clock(judged)
    late = any(one.late and one.running for one in judged)
    decided = facts.seriousness not in {None, Seriousness.OTHER}
    return HazardStanding(judged, following, late, steps_missing(facts) if decided else ())


def next_due_of(hazard: Hazard) -> datetime | None:
    """When the clock that runs out first ends: what lists sort by. None where none runs."""
    if hazard.closed_at is not None:
        return None
    following = next_hazard_clock(hazard_clocks(facts_of_hazard(hazard)))
    return following.due_at if following else None


def attempts_of(rows: Iterable[HazardAttempt]) -> list[Attempt]:
    """The tries to reach somebody as closing asks about them."""
    return [Attempt(visit=one.how == VISIT, reached=one.reached, notice=one.notice) for one in rows]


def dangers(landlord: Landlord) -> QuerySet[Hazard]:
    """Dangers that are not over, the one whose clock ends first at the head, those without a clock last."""
    return (
        Hazard.objects.filter(landlord=landlord, closed_at=None)
        .select_related("complaint", "request")
        .order_by(F("next_due_at").asc(nulls_last=True), "opened_at", "id")
    )


def dangers_at_the_head(landlord: Landlord) -> list[Hazard]:
    """The worst few of them for the head of a list; each knows how many there are in all (`in_all`)."""
    return list(dangers(landlord).annotate(in_all=Window(Count("id")))[:AT_THE_HEAD])


def standing_of_case(hazard: Hazard, on: date) -> Standing | None:
    """How the complaint that a danger came with stands: its clocks run beside the danger's. None without one."""
    if hazard.complaint_id is None:
        return None
    rows = Complaint.objects.filter(landlord_id=hazard.landlord_id, id=hazard.complaint_id)
    return standing(with_facts(rows).get(), on)
