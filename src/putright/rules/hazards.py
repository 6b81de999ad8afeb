"""Dangers in the home: their own clocks, beside a complaint's, and what has to be there before one is closed.

How serious a danger is a person decides, with a reason. Until somebody has, it counts as an emergency. The limits and
the kinds that they are law for, by date, are data in hazards.toml; where they are no law yet they hold all the same,
and the explanation says so. A danger ends by being made safe, never because a complaint ends.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from putright.rules.calendar import WEEKEND, Calendar
from putright.rules.editions import CONFIDENCES
from putright.rules.errors import BadData, Refused
from putright.rules.explanations import Explained, NamedDay

DATA = Path(__file__).with_name("hazards.toml")
LONDON = ZoneInfo("Europe/London")


class Seriousness(StrEnum):
    """How serious a danger is, as a person decided."""

    EMERGENCY = "emergency"
    SIGNIFICANT = "significant"
    # Looked at by a person who found that it is neither. It stays on the list until it is closed.
    OTHER = "other"


class HazardKind(StrEnum):
    """What kind of danger it is, in the groups by which the law takes them in."""

    DAMP_MOULD = "damp_mould"
    COLD = "cold"
    HEAT = "heat"
    FALLS = "falls"
    STRUCTURE = "structure"
    FIRE = "fire"
    ELECTRICAL = "electrical"
    HYGIENE = "hygiene"
    OTHER = "other"


class Step(StrEnum):
    """What is done about a danger, in the order in which it is usually done."""

    MAKE_SAFE = "make_safe"
    INVESTIGATE = "investigate"
    SUMMARY = "summary"
    DECIDE_WORK = "decide_work"
    BEGIN_WORK = "begin_work"
    BEGIN_WORK_LATEST = "begin_work_latest"


class Ending(StrEnum):
    """How a danger came to its end."""

    MADE_SAFE = "made_safe"
    NO_DANGER = "no_danger"
    NO_ACCESS = "no_access"


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits from a day on. `confidence` is about the figures."""

    begins: date
    emergency_hours: int
    investigate_days: int
    summary_days: int
    make_safe_days: int
    begin_work_days: int
    begin_work_weeks: int
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Phase:
    """Kinds of danger that the law takes in from a day on; "low" confidence marks a day that is a setting."""

    id: str
    begins: date
    hazards: frozenset[str]
    emergencies: bool
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class HazardFacts:
    """What is known of one danger. Moments are aware; days are England's. Empty is what nobody has done or decided.

    `found` says whether the investigation found a hazard of that seriousness; `work_needed` whether further work is to
    follow once it is safe.
    """

    opened_at: datetime
    seriousness: Seriousness | None = None
    kind: HazardKind | None = None
    investigated_on: date | None = None
    found: bool | None = None
    summary_on: date | None = None
    safe_at: datetime | None = None
    work_needed: bool | None = None
    work_began_on: date | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A call or visit, as far as closing asks about it. `notice` says how a visit was announced and to whom."""

    visit: bool
    reached: bool
    notice: str = ""


@dataclass(frozen=True, slots=True)
class HazardClock:
    """One clock of a danger, judged. It runs to `due_at`, which belongs to the limit (a day counts to its end).

    `days` is None for limits in hours or weeks. `phase` is the part of the law that it rests on, None where there is
    none on the day that the danger was reported; `next_phase` is then the part that will take this kind in.
    `met` is None while nothing can be judged.
    """

    step: Step
    started_at: datetime
    from_report: bool
    due_at: datetime
    hours: int | None
    days: int | None
    weeks: int | None
    done_at: datetime | None
    stopped: str | None
    stopped_at: datetime | None
    met: bool | None
    assumed: bool
    phase: Phase | None
    next_phase: Phase | None
    counted: tuple[date, ...]
    skipped: tuple[tuple[date, str], ...]

    @property
    def running(self) -> bool:
        """Whether something is still to be done."""
        return self.done_at is None and self.stopped is None

    @property
    def late(self) -> bool:
        """Missed, whether made good since or not."""
        return self.met is False

    @property
    def due_on(self) -> date:
        """The last day that counts."""
        moment = self.due_at if self.hours else self.due_at - timedelta(microseconds=1)
        return moment.astimezone(LONDON).date()


@cache
def limits() -> tuple[Limits, ...]:
    """Every set of limits, the oldest first; read once."""
    rows = (dict(row) for row in _data()["limits"])
    return tuple(sorted((Limits(begins=row.pop("from"), **row) for row in rows), key=lambda one: one.begins))


def limits_on(day: date) -> Limits:
    """The limits for a danger reported on this day: the newest that have begun, else the first there are."""
    begun = [one for one in limits() if one.begins <= day]
    return begun[-1] if begun else limits()[0]


@cache
def phases() -> tuple[Phase, ...]:
    """The phases in which the law takes kinds in, the oldest first; read once. Raises BadData for a bad row."""
    found = []
    for row in _data()["phase"]:
        kinds = frozenset(row["hazards"])
        if kinds - set(HazardKind) or row["confidence"] not in CONFIDENCES:
            raise BadData("bad_hazard_row", {"file": DATA.name, "row": row["id"]})
        found.append(
            Phase(row["id"], row["from"], kinds, row["emergencies"], row["source"], row["confidence"])
        )
    return tuple(sorted(found, key=lambda one: one.begins))


def phase_of(kind: HazardKind | None, seriousness: Seriousness | None, day: date) -> Phase | None:
    """The phase by which a danger reported on this day is in scope of the law; None where it is in none."""
    emergency = (seriousness or Seriousness.EMERGENCY) is Seriousness.EMERGENCY
    for one in phases():
        if one.begins <= day and ((emergency and one.emergencies) or kind in one.hazards):
            return one
    return None


def visits_in_vain() -> int:
    """How many announced visits without access a danger may be closed on."""
    return int(_data()["no_access"]["visits"])


def hazard_clocks(
    facts: HazardFacts, now: datetime | None = None, calendar: Calendar | None = None
) -> tuple[HazardClock, ...]:
    """Every clock that has started. Those that run are judged at the moment `now`; without it none is.

    Raises OutsideCalendar for days that the holiday table does not reach.
    """
    if facts.seriousness is Seriousness.OTHER:
        return ()
    base = calendar or Calendar.england()
    opened_on = _day(facts.opened_at)
    rule = limits_on(opened_on)
    made = _Maker(facts, now, base)
    significant = facts.seriousness is Seriousness.SIGNIFICANT
    if significant:
        made.days(Step.INVESTIGATE, opened_on, rule.investigate_days, _end(facts.investigated_on), True)
    else:
        made.hours(rule.emergency_hours)
    if facts.investigated_on is not None:
        from_then = facts.investigated_on
        made.days(Step.SUMMARY, from_then, rule.summary_days, _end(facts.summary_on), False)
        if significant:
            made.days(Step.MAKE_SAFE, from_then, rule.make_safe_days, facts.safe_at, False)
        made.days(Step.BEGIN_WORK, from_then, rule.begin_work_days, _end(facts.work_began_on), False)
        made.weeks(from_then, rule.begin_work_weeks, _end(facts.work_began_on))
    return tuple(made.clocks)


def next_hazard_clock(clocks: Iterable[HazardClock]) -> HazardClock | None:
    """The running clock that ends first; None where nothing is waited for."""
    return min((one for one in clocks if one.running), key=lambda one: one.due_at, default=None)


class _Maker:
    """Makes the clocks of one danger, one after the other."""

    def __init__(self, facts: HazardFacts, now: datetime | None, calendar: Calendar) -> None:
        self.facts, self.now, self.calendar = facts, now, calendar
        self.clocks: list[HazardClock] = []
        day = _day(facts.opened_at)
        self.phase = phase_of(facts.kind, facts.seriousness, day)
        later = [one for one in phases() if one.begins > day and (facts.kind in one.hazards)]
        self.next_phase = later[0] if later and self.phase is None else None

    def hours(self, hours: int) -> None:
        # In UTC: an hour that the clocks skip or repeat is not taken from anybody.
        opened = self.facts.opened_at.astimezone(UTC)
        due = opened + timedelta(hours=hours)
        self._add(Step.MAKE_SAFE, opened, due, self.facts.safe_at, True, hours=hours)

    def days(self, step: Step, start: date, days: int, done: datetime | None, from_report: bool) -> None:
        last = self.calendar.add(start, days)
        counted = self.calendar.counted(start, days)
        skipped = self.calendar.skipped(start, last)
        self._add(
            step, _start(start), _end_of(last), done, from_report, days=days, counted=counted, skipped=skipped
        )

    def weeks(self, start: date, weeks: int, done: datetime | None) -> None:
        last = start + timedelta(weeks=weeks)
        self._add(Step.BEGIN_WORK_LATEST, _start(start), _end_of(last), done, False, weeks=weeks)

    def _add(
        self,
        step: Step,
        started: datetime,
        due: datetime,
        done: datetime | None,
        from_report: bool,
        *,
        hours: int | None = None,
        days: int | None = None,
        weeks: int | None = None,
        counted: tuple[date, ...] = (),
        skipped: tuple[tuple[date, str], ...] = (),
    ) -> None:
        stopped, stopped_at = (None, None) if done else self._stopped(step)
        until = done or stopped_at or self.now
        met = None
        if until is not None:
            # What happened on a day is dated to its end, which is the limit's own end on the last day.
            met = until <= due if done else (False if until > due else None)
        self.clocks.append(
            HazardClock(
                step,
                started,
                from_report,
                due,
                hours,
                days,
                weeks,
                done,
                stopped,
                stopped_at,
                met,
                self.facts.seriousness is None,
                self.phase,
                self.next_phase,
                counted,
                skipped,
            )
        )

    def _stopped(self, step: Step) -> tuple[str | None, datetime | None]:
        facts, investigated = self.facts, _end(self.facts.investigated_on)
        if step in {Step.MAKE_SAFE, Step.BEGIN_WORK, Step.BEGIN_WORK_LATEST} and facts.found is False:
            return "not_found", investigated
        if step in {Step.BEGIN_WORK, Step.BEGIN_WORK_LATEST} and facts.work_needed is False:
            return "not_needed", investigated
        return ("closed", facts.closed_at) if facts.closed_at else (None, None)


# What may be noted, and when it may be closed


def check_step(facts: HazardFacts, step: Step, on: date, today: date) -> None:
    """Refused where a step cannot have been done on the day `on`: before the report, ahead of today, out of order."""
    if on > today:
        raise Refused("hazard_step_in_future", {"day": on, "today": today})
    opened = _day(facts.opened_at)
    if on < opened:
        raise Refused("hazard_step_before_report", {"day": on, "before": opened})
    if step in {Step.SUMMARY, Step.DECIDE_WORK, Step.BEGIN_WORK}:
        if facts.investigated_on is None:
            raise Refused("hazard_not_investigated", {})
        if on < facts.investigated_on:
            raise Refused("hazard_step_before_investigation", {"day": on, "before": facts.investigated_on})


def check_close(facts: HazardFacts, ending: Ending, attempts: Sequence[Attempt]) -> None:
    """Refused while something is missing that closing needs: a try to reach somebody, a decision how serious it is,
    and what this ending rests on."""
    if not attempts:
        raise Refused("hazard_without_attempt", {})
    if facts.seriousness is None:
        raise Refused("hazard_not_classified", {})
    if ending is Ending.NO_ACCESS:
        proven = sum(one.visit and not one.reached and bool(one.notice.strip()) for one in attempts)
        if proven < visits_in_vain():
            raise Refused("hazard_no_access_unproven", {"visits": proven, "needed": visits_in_vain()})
        return
    if facts.seriousness is Seriousness.OTHER:
        return
    if ending is Ending.NO_DANGER and facts.found is not False:
        raise Refused("hazard_no_danger_unproven", {})
    missing = steps_missing(facts)
    if missing:
        raise Refused("hazard_steps_missing", {"hazard_step": [one.value for one in missing]})


def steps_missing(facts: HazardFacts) -> tuple[Step, ...]:
    """What is still to be done before the danger is over, in order."""
    investigated = facts.investigated_on is not None
    wanted = (
        (Step.INVESTIGATE, facts.seriousness is Seriousness.SIGNIFICANT and not investigated),
        (Step.SUMMARY, investigated and facts.summary_on is None),
        (Step.MAKE_SAFE, facts.found is not False and facts.safe_at is None),
        (Step.DECIDE_WORK, investigated and facts.found is not False and facts.work_needed is None),
        (Step.BEGIN_WORK, bool(facts.work_needed) and facts.work_began_on is None),
    )
    return tuple(step for step, lacking in wanted if lacking)


# How its dates came about


def hazard_explanation(clock: HazardClock) -> tuple[Explained, ...]:
    """The steps from the report to the last moment, what became of it, and whether the limit is law."""
    started, due = clock.started_at.astimezone(LONDON), clock.due_at.astimezone(LONDON)
    steps: list[tuple[str, dict[str, object]]] = []
    if clock.assumed:
        steps.append(("hazard_assumed", {}))
    if clock.hours:
        steps.append(("hazard_from.moment", {"day": started.date(), "time": f"{started:%H:%M}"}))
        steps.append(("hazard_hours", {"hours": clock.hours}))
        steps.append(("hazard_due.moment", {"day": due.date(), "time": f"{due:%H:%M}"}))
    else:
        code = "hazard_from.report" if clock.from_report else "hazard_from.investigation"
        steps.append((code, {"day": started.date()}))
        if clock.weeks:
            steps.append(("hazard_weeks", {"weeks": clock.weeks}))
        else:
            steps.append(("working_days", {"days": list(clock.counted)}))
        holidays = [(day, why) for day, why in clock.skipped if why not in WEEKEND.values()]
        if holidays:
            steps.append(
                ("holidays_skipped", {"days": [NamedDay(day, f"day.{why}") for day, why in holidays]})
            )
        steps.append((f"hazard_due.{clock.step}", {"day": clock.due_on}))
    steps += _outcome(clock)
    steps.append(_law(clock))
    return tuple(Explained(code, facts, "") for code, facts in steps)


def _outcome(clock: HazardClock) -> list[tuple[str, dict[str, object]]]:
    found: list[tuple[str, dict[str, object]]] = []
    if clock.done_at:
        return [("hazard_done_in_time" if clock.met else "hazard_done_late", {"day": _ended(clock.done_at)})]
    if clock.late:
        found.append(("hazard_not_done", {"day": clock.due_on}))
    if clock.stopped and clock.stopped_at:
        found.append((f"hazard_stopped.{clock.stopped}", {"day": _ended(clock.stopped_at)}))
    return found


def _law(clock: HazardClock) -> tuple[str, dict[str, object]]:
    if clock.phase:
        sure = clock.phase.confidence != "low"
        return "hazard_law.since" if sure else "hazard_law.setting", {"day": clock.phase.begins}
    if clock.next_phase:
        return "hazard_law.later", {"day": clock.next_phase.begins}
    return "hazard_law.before", {"day": phases()[0].begins}


def _ended(moment: datetime) -> date:
    """The day of a moment; one that stands for a whole day lies at its very end."""
    return (moment.astimezone(LONDON) - timedelta(microseconds=1)).date()


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def _start(day: date) -> datetime:
    return datetime.combine(day, time(0), LONDON)


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(0), LONDON)


def _end(day: date | None) -> datetime | None:
    return _end_of(day) if day else None


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))
