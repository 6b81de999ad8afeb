"""Reads of the work: who is away, what waits beside the cases, how much each person has, what has ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, F, Func, IntegerField, Q, QuerySet, When

from putright.accounts.models import Landlord, Person, Role
from putright.complaints.models import Complaint
from putright.complaints.queries import LATER_STAGES, OPEN, end_of_week
from putright.rules.stages import CASEWORKERS
from putright.rules.stages import Role as RoleKind

from .models import Absence, SavedSearch, Tally
from .tally import ANSWERS

# A count that says how much waits stops here: "100 or more" is read as well as 4,312, and costs no more than 100.
COUNT_LIMIT = 100
MONTHS_SHOWN = 13


# Absence


def away(landlord: Landlord, on: date) -> dict[UUID, Absence]:
    """Who is away on that day, by the person's id, with who covers."""
    rows = Absence.objects.filter(
        Q(until_on=None) | Q(until_on__gte=on), landlord=landlord, from_on__lte=on
    ).select_related("person", "cover")
    return {row.person_id: row for row in rows}


def absences(landlord: Landlord, on: date) -> list[Absence]:
    """Absences that go on or are to come, the earliest first; 100 at most."""
    return list(
        Absence.objects.filter(Q(until_on=None) | Q(until_on__gte=on), landlord=landlord)
        .select_related("person", "cover")
        .order_by("from_on", "id")[:100]
    )


# What waits beside the cases


@dataclass(frozen=True)
class Waiting:
    """One kind of thing that waits for somebody: its words, where its list is, whose it is, and its rows.

    The words may be those of a number, by `ngettext_lazy(…, "number")`: say them with `said`.
    """

    code: str
    text: Any
    page: str
    roles: tuple[RoleKind, ...]
    rows: Callable[[Landlord, Person, date], QuerySet[Any]]

    def said(self, number: int) -> str:
        """The words for so many of them."""
        return str(self.text % {"number": number})


def counted(
    landlord: Landlord, person: Person, on: date, kinds: Sequence[Waiting]
) -> list[tuple[Waiting, int]]:
    """How many of each kind wait, COUNT_LIMIT at most each, in one statement however many kinds there are."""
    if not kinds:
        return []
    numbers = (
        Landlord.objects.filter(id=landlord.id)
        .values_list(
            *(
                Func(
                    ArraySubquery(kind.rows(landlord, person, on).order_by().values("id")[:COUNT_LIMIT]),
                    function="cardinality",
                    output_field=IntegerField(),
                )
                for kind in kinds
            )
        )
        .get()
    )
    return list(zip(kinds, numbers, strict=True))


# Load


@dataclass
class Load:
    """What a person has in hand: open cases, and of those how many are overdue, due soon, at a later stage."""

    person: Person
    roles: list[RoleKind] = field(default_factory=list)
    open: int = 0
    overdue: int = 0
    this_week: int = 0
    later_stage: int = 0
    absence: Absence | None = None


def load(landlord: Landlord, on: date, cases: QuerySet[Complaint]) -> tuple[list[Load], Load | None]:
    """What each of the landlord's caseworkers has in hand, the most overdue first; and what nobody has.

    `cases` are those that whoever looks may know of. Three statements.
    """
    found: dict[UUID, Load] = {}
    roles = Role.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=on),
        landlord=landlord,
        kind__in=[kind.value for kind in CASEWORKERS],
        person__is_active=True,
    ).select_related("person")
    for role in roles:
        found.setdefault(role.person_id, Load(role.person)).roles.append(RoleKind(role.kind))
    gone = away(landlord, on)
    nobody: Load | None = None
    who = Case(When(state__in=LATER_STAGES, then=F("reviewer_id")), default=F("handler_id"))
    rows = (
        cases.filter(landlord=landlord, state__in=OPEN)
        .order_by()
        .annotate(who=who)
        .values("who")
        .annotate(
            open=Count("id"),
            overdue=Count("id", filter=Q(next_due_on__lt=on)),
            this_week=Count("id", filter=Q(next_due_on__gte=on, next_due_on__lte=end_of_week(on))),
            later_stage=Count("id", filter=Q(state__in=LATER_STAGES)),
        )
    )
    for row in rows:
        one = found.get(row["who"])
        if one is None:
            # Also the cases of people who have left: somebody has to take them.
            one = nobody = nobody or Load(Person(name=""))
        one.open += row["open"]
        one.overdue += row["overdue"]
        one.this_week += row["this_week"]
        one.later_stage += row["later_stage"]
    for person_id, one in found.items():
        one.absence = gone.get(person_id)
    return sorted(found.values(), key=lambda one: (-one.overdue, -one.open, one.person.name)), nobody


# Figures


@dataclass(frozen=True)
class Month:
    """The ended cases of one month by measure."""

    first: date
    numbers: dict[str, int]

    @property
    def ended(self) -> int:
        return self.numbers.get("ended", 0)

    @property
    def stage1(self) -> dict[str, int]:
        return self._answers(1)

    @property
    def stage2(self) -> dict[str, int]:
        return self._answers(2)

    def _answers(self, stage: int) -> dict[str, int]:
        return {how: self.numbers.get(f"stage{stage}_{how}", 0) for how in ANSWERS}


def months(landlord: Landlord, on: date) -> list[Month]:
    """The kept counters of the last 13 months, the newest first; months without an ended case are left out."""
    since = (on.replace(day=1) - timedelta(days=366)).replace(day=1)
    found: dict[date, dict[str, int]] = {}
    rows = Tally.objects.filter(landlord=landlord, month__gte=since, number__gt=0)
    for row in rows:
        found.setdefault(row.month, {})[row.measure] = row.number
    return [Month(month, numbers) for month, numbers in sorted(found.items(), reverse=True)][:MONTHS_SHOWN]


@dataclass(frozen=True)
class OpenNow:
    """How the open cases stand: counts by state, and how many are overdue."""

    by_state: dict[str, int]
    overdue: int

    @property
    def total(self) -> int:
        return sum(self.by_state.values())


def open_now(landlord: Landlord, on: date, cases: QuerySet[Complaint]) -> OpenNow:
    """How the open cases stand on the day, in one statement over the open ones alone."""
    rows = (
        cases.filter(landlord=landlord, state__in=OPEN)
        .order_by()
        .values("state")
        .annotate(number=Count("id"), overdue=Count("id", filter=Q(next_due_on__lt=on)))
    )
    by_state: dict[str, int] = {}
    overdue = 0
    for row in rows:
        by_state[row["state"]] = row["number"]
        overdue += row["overdue"]
    return OpenNow(by_state, overdue)


# Saved searches


def kept_searches(landlord: Landlord, person: Person) -> list[SavedSearch]:
    """The searches that a person keeps, by name; 50 at most."""
    return list(SavedSearch.objects.filter(landlord=landlord, person=person).order_by("name")[:50])


def newer(cases: Iterable[Complaint], than: UUID | None) -> list[Complaint]:
    """Those of the cases that arrived after the one of that id (ids grow with time)."""
    return [one for one in cases if than is None or one.id > than]
