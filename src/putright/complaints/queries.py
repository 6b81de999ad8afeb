"""Reads: the facts of a case for `rules`, its clocks, and the lists that pages show. Nothing here writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from putright.accounts.models import Landlord, Person, Role
from putright.record.chain import timeline
from putright.rules.clocks import Clock, clocks, late, next_clock, overdue
from putright.rules.facts import AddedHoliday, ComplaintFacts, StageFacts
from putright.rules.stages import WHO, Act, State, state
from putright.rules.stages import Role as RoleKind

from . import kinds
from .gathering import Children, gather_into, gathered
from .models import (
    ENDED as ENDED,
)
from .models import OPEN as OPEN
from .models import (
    Absence,
    AddedDay,
    Complaint,
    Contact,
    ContactLimit,
    Finding,
    Hazard,
    Letter,
    Need,
    OneOffHoliday,
    OwnTime,
    Point,
    Promise,
    Stage,
    StillToCome,
    Understanding,
    Worry,
)
from .points.queries import live
from .reference import tidy_reference

_FOR_FACTS = (
    Children("stages", Stage.objects.order_by("number")),
    Children("added_days", AddedDay.objects.order_by("day")),
    Children(
        "promises",
        Promise.objects.filter(promised_on__isnull=False, done_on=None).order_by("due_on", "id"),
        to="open_promises",
    ),
)
FINDINGS = Children("findings", Finding.objects.order_by("stage"))


@cache
def _contents(contacts: int) -> tuple[Children, ...]:
    return (
        Children("points", Point.objects.order_by("number")),
        FINDINGS,
        Children("promises", Promise.objects.order_by("due_on", "id"), along=("owner", "point")),
        Children(
            "contacts",
            Contact.objects.order_by("-on", "-id"),
            along=("by",),
            most=contacts,
            to="latest_contacts",
        ),
        Children("letters", Letter.objects.order_by("issued_at"), along=("issued_by",), without=("content",)),
        Children("hazards", Hazard.objects.order_by("opened_at")),
        Children(
            "needs",
            Need.objects.filter(ended_on=None, decision__in=("agreed", "changed")).order_by("asked_on", "id"),
            to="agreed_needs",
        ),
        Children(
            "worries",
            Worry.objects.order_by("told_on"),
            without=("words", "person", "agreed"),
            to="worries_now",
        ),
        Children(
            "contact_limits", ContactLimit.objects.filter(ended_on=None).order_by("from_on"), to="limits_now"
        ),
        Children("still_to_come", StillToCome.objects.filter(done_at=None).order_by("since"), to="to_see_to"),
        Children("understandings", Understanding.objects.order_by("-number"), most=1, to="understood_last"),
        Children("own_times", OwnTime.objects.order_by("-id"), most=1, to="own_time_last"),
    )


def with_facts(complaints: QuerySet[Complaint]) -> QuerySet[Complaint]:
    """The same complaints with everything that `facts_of` and `standing` read, in one statement.

    Not for rows that are locked as they are read: see `gathered`.
    """
    return gathered(complaints.select_related("landlord").defer("landlord__logo"), *_FOR_FACTS)


def contents_of(complaint: Complaint, contacts: int) -> Complaint:
    """The complaint with what the case page shows of it, in one more statement.

    Points, findings, promises with their owners, letters and dangers are what the relations give; its latest
    `contacts`, and no more of them, stand in `latest_contacts`; what was agreed for them in `agreed_needs`, limits to
    contact that hold in `limits_now`; what they fear in `worries_now`, without their words; what the form promised and
    is still to come in `to_see_to`; the newest version of what is understood in `understood_last`, the time that they
    last asked for in `own_time_last` (one or none each).
    """
    return gather_into(
        complaint, Complaint.objects.filter(landlord=complaint.landlord_id), *_contents(contacts)
    )


def all_added_holidays() -> tuple[AddedHoliday, ...]:
    """Every bank holiday that an operator has added: for rooms that count days and know no case."""
    rows = OneOffHoliday.objects.order_by("day").values_list("day", "added_on")
    return tuple(AddedHoliday(day=day, added_on=added_on) for day, added_on in rows)


def facts_of(complaint: Complaint) -> ComplaintFacts:
    """The facts that `rules` computes every date from (dates are England's, whole days)."""
    return facts_from(complaint, complaint.stages.all(), complaint.added_days.all())


def facts_from(
    complaint: Complaint, stages: Iterable[Stage], added_days: Iterable[AddedDay]
) -> ComplaintFacts:
    """The same for a case whose stages and added days are at hand, written down yet or not."""
    return ComplaintFacts(
        received_on=complaint.received_on,
        made_on=complaint.made_on,
        edition=complaint.edition or None,
        stages=tuple(_stage_facts(stage) for stage in sorted(stages, key=lambda one: one.number)),
        withdrawn_on=complaint.withdrawn_on,
        closed_on=complaint.closed_on,
        joined_on=complaint.joined_on,
        added_holidays=tuple(AddedHoliday(day=added.day, added_on=added.added_on) for added in added_days),
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
        extension_needs_agreement=stage.extension_needs_agreement,
        extension_agreed_on=stage.extension_agreed_on,
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands on a day: its clocks, the one that runs, and whether it is late. Every page shows this one."""

    state: State
    clocks: tuple[Clock, ...]
    next: Clock | None
    # A limit was missed, made good since or not; and something late is still to be done.
    late: bool
    overdue: bool
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
    promises: Iterable[Promise]
    if hasattr(complaint, "open_promises"):
        promises = complaint.open_promises
    else:
        promises = [one for one in complaint.promises.all() if one.promised_on and not one.done_on]
    return standing_of(facts_of(complaint), [promise.due_on for promise in promises], on)


def standing_of(facts: ComplaintFacts, promised_for: Iterable[date], on: date) -> Standing:
    """How a case with these facts, and open promises for these days, stands on the day `on`."""
    judged = clocks(facts, on)
    days = sorted(promised_for)
    return Standing(
        state=state(facts),
        clocks=judged,
        next=next_clock(judged),
        late=late(judged),
        overdue=overdue(judged),
        open_promises=len(days),
        promises_overdue=sum(day < on for day in days),
        next_promise_on=days[0] if days else None,
    )


def foreseen(complaint: Complaint) -> tuple[Clock, ...]:
    """Its clocks with nothing judged. While it is not acknowledged, the answer's shows the latest day it can have:
    the one that follows from acknowledging on the last day permitted (C4)."""
    return clocks(facts_of(complaint))


def by_reference(complaints: QuerySet[Complaint], typed: str) -> Complaint | None:
    """The one of a landlord's `complaints` whose reference was typed, or None.

    As it stands first: an imported AB-12 is another case than AB12. Else as it was meant, in capitals without spaces.
    """
    meant = tidy_reference(typed)
    found = {one.reference: one for one in complaints.filter(reference__in=[typed, meant])}
    return found.get(typed) or found.get(meant)


def current_stage(complaint: Complaint) -> Stage:
    """The stage the case is at: the highest that was asked for."""
    return max(complaint.stages.all(), key=lambda stage: stage.number)


def stage_of(complaint: Complaint, number: int) -> Stage | None:
    """The stage of that number, or None while nobody asked for it."""
    return next((stage for stage in complaint.stages.all() if stage.number == number), None)


def points_with_findings(complaint: Complaint) -> list[Point]:
    """The points that are answered by themselves, in order, each with its findings and what is answered under it."""
    points = gathered(complaint.points.order_by("number"), FINDINGS)
    return live(points)


def open_complaints(landlord: Landlord) -> QuerySet[Complaint]:
    """A landlord's cases that are not at an end, the nearest date first (cases without a date last)."""
    return (
        with_facts(Complaint.objects.filter(landlord=landlord))
        .exclude(state__in=ENDED)
        .select_related("landlord", "handler", "reviewer")
        .order_by("next_due_on", "id")
    )


def open_hazards(landlord: Landlord) -> Sequence[Hazard]:
    """Dangers that nobody has dealt with yet, the one whose clock ends first at the head; 50 at most."""
    return list(
        Hazard.objects.filter(landlord=landlord, closed_at=None)
        .select_related("complaint")
        .order_by(F("next_due_at").asc(nulls_last=True), "opened_at")[:50]
    )


def covered_by(landlord: Landlord, person_id: UUID, on: date) -> QuerySet[Absence, UUID]:
    """The ids of those whom a person covers for on that day."""
    return Absence.objects.filter(
        Q(until_on=None) | Q(until_on__gte=on), landlord=landlord, from_on__lte=on, cover_id=person_id
    ).values_list("person_id", flat=True)


def mine(landlord: Landlord, person_id: UUID, on: date) -> Q:
    """The cases that a person deals with: their own, and on that day those of everybody they cover for."""
    covered = covered_by(landlord, person_id, on)
    own = Q(handler_id=person_id) | Q(reviewer_id=person_id)
    return own | Q(handler_id__in=covered) | Q(reviewer_id__in=covered)


def added_holidays(complaint: Complaint) -> list[AddedDay]:
    """The one-off bank holidays that were named on a case, in their order."""
    return sorted(complaint.added_days.all(), key=lambda added: added.day)


def danger_is_open(complaint: Complaint) -> bool:
    """Whether somebody may be in danger, as told with this complaint, and nobody has ended it yet."""
    return complaint.hazards.filter(landlord=complaint.landlord_id, closed_at=None).exists()


# The staff's lists


class Show(StrEnum):
    """Which of a landlord's open cases a list shows."""

    ALL = "all"
    MINE = "mine"
    NEW = "new"
    UNALLOCATED = "unallocated"
    STAGE_2 = "stage-2"


class Urgency(StrEnum):
    """How near the next day of a case is, the worst first."""

    LATE = "late"
    TODAY = "today"
    THIS_WEEK = "this_week"
    LATER = "later"
    UNDATED = "undated"


STAGE_1 = frozenset({State.RECEIVED.value, State.ACKNOWLEDGED.value})
LATER_STAGES = frozenset(
    one.value
    for one in (
        State.STAGE2_ASKED,
        State.STAGE2_ACKNOWLEDGED,
        State.STAGE3_ASKED,
        State.STAGE3_ACKNOWLEDGED,
    )
)
_ASKED = frozenset(one.value for one in (State.RECEIVED, State.STAGE2_ASKED, State.STAGE3_ASKED))
SEARCH_LIMIT = 50


def queue(landlord: Landlord, show: Show, person_id: UUID, on: date) -> QuerySet[Complaint]:
    """The cases on which something is still to be done, the nearest day first, those without a day last.

    `on` is today: a person's own cases are also those of whom they cover for on that day.

    A withdrawn or closed case with a promise still to keep is among them: what was promised stays promised.
    """
    rows = (
        with_facts(Complaint.objects.filter(landlord=landlord))
        .filter(Q(next_due_on__isnull=False) | Q(state__in=OPEN))
        .select_related("landlord", "handler", "reviewer")
        .order_by("next_due_on", "id")
    )
    if show is Show.MINE:
        return rows.filter(mine(landlord, person_id, on))
    if show is Show.NEW:
        return rows.filter(state__in=_ASKED)
    if show is Show.UNALLOCATED:
        return rows.filter(Q(state__in=STAGE_1, handler=None) | Q(state__in=LATER_STAGES, reviewer=None))
    if show is Show.STAGE_2:
        return rows.filter(state__in=LATER_STAGES)
    return rows


def urgency(due_on: date | None, on: date) -> Urgency:
    """How near `due_on` is on the day `on`. A week ends on its Sunday."""
    if due_on is None:
        return Urgency.UNDATED
    if due_on < on:
        return Urgency.LATE
    if due_on == on:
        return Urgency.TODAY
    return Urgency.THIS_WEEK if due_on <= end_of_week(on) else Urgency.LATER


def urgency_counts(rows: QuerySet[Complaint], on: date) -> dict[Urgency, int]:
    """How many of these cases there are of each urgency, in one statement."""
    found = rows.order_by().aggregate(
        late=Count("id", filter=Q(next_due_on__lt=on)),
        today=Count("id", filter=Q(next_due_on=on)),
        this_week=Count("id", filter=Q(next_due_on__gt=on, next_due_on__lte=end_of_week(on))),
        later=Count("id", filter=Q(next_due_on__gt=end_of_week(on))),
        undated=Count("id", filter=Q(next_due_on=None)),
    )
    return {one: int(found[one.value]) for one in Urgency}


def end_of_week(on: date) -> date:
    """The Sunday of the week of that day."""
    return on + timedelta(days=6 - on.weekday())


@dataclass(frozen=True, slots=True)
class Load:
    """Somebody who may answer a stage, and how many open cases they have in hand."""

    person: Person
    roles: tuple[RoleKind, ...]
    open_cases: int


def people_who_answer(landlord: Landlord, on: date) -> list[Load]:
    """The landlord's people whose role lets them answer a complaint, by name, each with their open cases."""
    roles: dict[UUID, list[RoleKind]] = {}
    people: dict[UUID, Person] = {}
    for role in _roles(landlord, WHO[Act.ANSWER], on):
        people[role.person_id] = role.person
        roles.setdefault(role.person_id, []).append(RoleKind(role.kind))
    in_hand: dict[UUID, int] = {}
    for field, states in (("handler", STAGE_1), ("reviewer", LATER_STAGES)):
        counted = (
            Complaint.objects.filter(landlord=landlord, state__in=states, **{f"{field}__in": list(people)})
            .values_list(field)
            .annotate(number=Count("id"))
        )
        for person_id, number in counted:
            in_hand[person_id] = in_hand.get(person_id, 0) + number
    return [
        Load(person, tuple(sorted(roles[person.id])), in_hand.get(person.id, 0))
        for person in sorted(people.values(), key=lambda one: one.name)
    ]


def people_of(landlord: Landlord, kinds: Iterable[RoleKind], on: date) -> list[Person]:
    """The landlord's people with one of these roles on that day, by name, each once."""
    found = {role.person_id: role.person for role in _roles(landlord, kinds, on)}
    return sorted(found.values(), key=lambda one: one.name)


def _roles(landlord: Landlord, kinds: Iterable[RoleKind], on: date) -> QuerySet[Role]:
    return Role.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=on),
        landlord=landlord,
        kind__in=[kind.value for kind in kinds],
        person__is_active=True,
    ).select_related("person")


def considered_before(complaint: Complaint, stage: int) -> frozenset[UUID]:
    """Who may not answer this stage because they were concerned with an earlier one.

    That is everybody it was ever given to, who worked on its answer or who issued it, also where somebody else took
    over: the record knows them all. None of them is another person in the sense of 2024:6.13.
    """
    if stage == 1:
        return frozenset()
    # The reviewer's field is that of the present stage: who reviewed stage 2 stands in the record.
    concerned = {complaint.handler_id}
    concerned |= {one.answered_by_id for one in complaint.stages.all() if one.number < stage}
    for noted in timeline(
        complaint.landlord_id,
        ("complaint", complaint.id),
        only=(kinds.ALLOCATED, kinds.FOUND),
        personal=False,
    ):
        if int(str(noted.facts["stage"])) >= stage:
            continue
        concerned.add(
            UUID(str(noted.facts["person"])) if noted.kind == kinds.ALLOCATED else noted.by.person_id
        )
    return frozenset(one for one in concerned if one is not None)
