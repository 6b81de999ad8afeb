"""The clocks of one complaint, from its facts alone: the one place where "due" and "late" are decided.

Conventions C1 to C9 of README.md:
C2 the starting day is day 0; C3 the last day counts to its end; C4 a late or missing acknowledgement buys no
time; C5 an extension is counted from the original due date; C9 a refusal is due by the acknowledgement's day.
There is no pause: a clock ends by being done, by an answer, a refusal, a withdrawal, by the case closing or by being
joined into an earlier one, whose clocks then stand for both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from putright.rules.calendar import Calendar
from putright.rules.editions import ClockRule, StageRules, edition
from putright.rules.errors import EditionNotYetInForce
from putright.rules.facts import ComplaintFacts, StageFacts

Ending = tuple[date, str]


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock, judged.

    `started` is day 0 as it counts (C4), from what `starts` names; `due` the original last day; `as_worded`
    the date without C4, None while the acknowledgement it hangs on is missing. `promised` is the new date
    of an extension as it was given, `extended_to` as much of it as counts. `stopped` says why the clock ended
    without being done. `met` and `working_days_late` are None while nothing can be judged.
    """

    id: str
    provision: str
    stage: int
    event: str
    starts: str
    started: date
    days: int
    due: date
    as_worded: date | None
    extended_to: date | None
    done: date | None
    stopped: str | None
    stopped_on: date | None
    working_days_late: int | None
    met: bool | None
    promised: date | None
    calendar: Calendar = field(repr=False, compare=False)
    closure_days: tuple[tuple[date, str], ...] = field(default=(), repr=False, compare=False)
    plain_days: bool = False
    # The landlord promised to take more time only with the resident's agreement, and had none by the due date.
    agreement_missing: bool = False

    @property
    def last_day(self) -> date:
        """The last day that counts: the extension's, where one counts, else the original due date."""
        if self.event == "extend":
            return self.due
        return self.extended_to or self.due

    @property
    def running(self) -> bool:
        """Whether something is still to be done by the last day."""
        return self.done is None and self.stopped is None and self.event != "extend"

    @property
    def late(self) -> bool:
        """Missed, whether made good since or not. The one meaning of late for pages, commands and figures."""
        return self.met is False and self.event != "extend"

    @property
    def counted(self) -> tuple[date, ...]:
        """Day 1 to the last of the original limit, ending on `due`."""
        return self.calendar.counted(self.started, self.days)

    @property
    def skipped(self) -> tuple[tuple[date, str], ...]:
        """The days up to the last day that do not count, each with the reason's code."""
        return self.calendar.skipped(self.started, self.last_day)

    @property
    def calendar_days(self) -> date | None:
        """The last day if the text's plain "days" were calendar days (C8): a warning, never a due date."""
        return self.started + timedelta(days=self.days) if self.plain_days else None

    @property
    def closures(self) -> tuple[tuple[date, str], ...]:
        """The landlord's own closure days among the counted ones: shown, and counted all the same."""
        last = self.last_day
        return tuple((day, why) for day, why in self.closure_days if self.started < day <= last)

    def to_json(self) -> dict[str, object]:
        """The object that `putright clocks` and `putright due` print; dates as YYYY-MM-DD."""
        return {
            "id": self.id,
            "provision": self.provision,
            "started": _iso(self.started),
            "due": _iso(self.due),
            "counted": [_iso(day) for day in self.counted],
            "extended_to": _iso(self.extended_to),
            "done": _iso(self.done),
            "working_days_late": self.working_days_late,
            "met": self.met,
            "as_worded": _iso(self.as_worded),
            "calendar_days": _iso(self.calendar_days),
            "stopped": self.stopped,
            "skipped": [{"day": _iso(day), "why": why} for day, why in self.skipped],
            "closures": [{"day": _iso(day), "why": why} for day, why in self.closures],
        }


def clocks(
    facts: ComplaintFacts, on: date | None = None, calendar: Calendar | None = None
) -> tuple[Clock, ...]:
    """Every clock that has started, stage by stage: acknowledgement, answer, extension.

    Open clocks are judged on the day `on`; without it none is, and an unacknowledged complaint's answer is
    shown as due at the latest day that convention C4 leaves. A complaint without an edition has no clocks.
    Raises UnknownEdition, EditionNotYetInForce (a later edition is never read for an earlier complaint) and
    OutsideCalendar.
    """
    if facts.edition is None:
        return ()
    code = edition(facts.edition)
    if facts.made < code.in_force_from:
        raise EditionNotYetInForce(
            "edition_not_yet_in_force", {"edition": code.id, "day": facts.made, "from": code.in_force_from}
        )
    base = calendar or Calendar.england()
    found: list[Clock] = []
    for stage in facts.stages:
        rules = code.stage_rules.get(stage.number)
        if rules is not None:
            _stage_clocks(found, facts, stage, rules, on, base)
    return tuple(found)


def next_clock(clocks: Iterable[Clock]) -> Clock | None:
    """The running clock with the earliest last day; None where nothing is waited for."""
    return min((clock for clock in clocks if clock.running), key=lambda clock: clock.last_day, default=None)


def late(clocks: Iterable[Clock]) -> bool:
    """Whether a limit of the Code was missed, at any stage, made good since or not: THE meaning of late."""
    return any(clock.late for clock in clocks)


def overdue(clocks: Iterable[Clock]) -> bool:
    """Whether something late is still to be done."""
    return any(clock.late and clock.running for clock in clocks)


def extension_cap(facts: ComplaintFacts, stage: int, calendar: Calendar | None = None) -> date | None:
    """The latest new date that an extension of this stage's answer may give; None where no cap is stated.

    Raises ValueError for a stage that this complaint has no answer clock for.
    """
    answer = _response(facts, stage, calendar)
    rule = edition(str(facts.edition)).stage_rules[stage].extend
    return answer.calendar.add(answer.due, rule.days) if rule else None


def original_due(facts: ComplaintFacts, stage: int, calendar: Calendar | None = None) -> date:
    """The day by which the answer of this stage is due without an extension. Raises as extension_cap()."""
    return _response(facts, stage, calendar).due


def refusal_due(facts: ComplaintFacts, stage: int, calendar: Calendar | None = None) -> date:
    """The day by which a refusal to accept (1) or to escalate (2, 3) is due: convention C9, in every edition.

    Raises ValueError for a stage that was not asked for, or a complaint without an edition.
    """
    asked = facts.stage(stage)
    if asked is None or facts.edition is None:
        raise ValueError(f"Stage {stage} was not asked for under an edition of the Code.")
    days = edition(facts.edition).refusal_days
    return _calendar_for(facts, asked.refused_on, calendar or Calendar.england()).add(asked.asked_on, days)


def _response(facts: ComplaintFacts, stage: int, calendar: Calendar | None) -> Clock:
    for clock in clocks(facts, None, calendar):
        if clock.event == "respond" and clock.stage == stage:
            return clock
    raise ValueError(f"No answer is due at stage {stage}.")


def _stage_clocks(
    found: list[Clock],
    facts: ComplaintFacts,
    stage: StageFacts,
    rules: StageRules,
    on: date | None,
    base: Calendar,
) -> None:
    """Add the clocks of one stage to `found`."""
    stop = _stop(facts, stage)
    answered, acknowledged = stage.answered_on, stage.acknowledged_on
    last_acknowledgement = None
    if rules.acknowledge:
        ended = stop
        if answered and (stop is None or answered <= stop[0]):
            ended = (answered, "answered")
        clock = _clock(
            facts,
            rules.acknowledge,
            rules.acknowledge.starts,
            stage.asked_on,
            None,
            acknowledged,
            ended,
            on,
            base,
        )
        found.append(clock)
        last_acknowledgement = clock.due

    rule = rules.respond
    started, starts = stage.asked_on, rule.starts
    if rule.follows_acknowledgement and last_acknowledgement:
        # C4: the earlier of the actual and the last permitted day; otherwise being late would buy time.
        started = last_acknowledgement
        if acknowledged and acknowledged <= last_acknowledgement:
            started = acknowledged
        else:
            starts = "acknowledgement_deadline"
        untouched = acknowledged is None and answered is None and stage.extended_to is None
        if untouched and ((on and on < started) or (stop and stop[0] < started)):
            return  # not started
    found.append(_clock(facts, rule, starts, started, stage, answered, stop, on, base, rules.extend))
    if stage.extended_to and rules.extend:
        found.append(_extension(found[-1], rules.extend, stage))


def _clock(
    facts: ComplaintFacts,
    rule: ClockRule,
    starts: str,
    started: date,
    stage: StageFacts | None,
    done: date | None,
    stop: Ending | None,
    on: date | None,
    base: Calendar,
    cap_rule: ClockRule | None = None,
) -> Clock:
    """One clock judged; `stage` is given for an answer, which may be extended and may hang on C4."""
    stopped_on, stopped = (None, None)
    if stop and (done is None or stop[0] < done):
        done, (stopped_on, stopped) = None, stop
    ended = done or stopped_on
    calendar = base
    if facts.added_holidays:
        calendar = _calendar_for(facts, ended, base)
    due = calendar.add(started, rule.days)
    as_worded: date | None = due
    extended_to: date | None = None
    promised: date | None = None
    agreement_missing = False
    if stage is not None:
        if starts == "acknowledgement_deadline":
            late_acknowledgement = stage.acknowledged_on
            as_worded = calendar.add(late_acknowledgement, rule.days) if late_acknowledgement else None
        promised = stage.extended_to
        if promised:
            extended_to = _extended_to(calendar, due, stage, promised, cap_rule)
            agreement_missing = _agreement_missing(stage, due)
    last = extended_to or due
    until = ended or on
    late_by, met = None, None
    if until:
        late_by = calendar.working_days_between(last, until) if until > last else 0
        met = until <= last if done else (False if until > last else None)
    return Clock(
        rule.id,
        rule.provision,
        rule.stage,
        rule.event,
        starts,
        started,
        rule.days,
        due,
        as_worded,
        extended_to,
        done,
        stopped,
        stopped_on,
        late_by,
        met,
        promised,
        calendar,
        facts.closure_days,
        rule.plain_days,
        agreement_missing,
    )


def _agreement_missing(stage: StageFacts, due: date) -> bool:
    """Whether the landlord's own promise to ask for agreement was not kept by the day the answer was first due."""
    if not stage.extension_needs_agreement:
        return False
    agreed_on = stage.extension_agreed_on
    return not stage.extension_agreed or (agreed_on is not None and agreed_on > due)


def _extended_to(
    calendar: Calendar, due: date, stage: StageFacts, promised: date, cap_rule: ClockRule | None
) -> date | None:
    """As much of a promised new date as counts: told in time, at most the cap, later than the due date, and agreed to
    by the due date where the landlord promises to take more time only so.
    """
    told = stage.extended_told_on
    if (told and told > due) or promised <= due or _agreement_missing(stage, due):
        return None
    if cap_rule is None or (cap_rule.agreement_lifts_cap and stage.extension_agreed):
        return promised
    return min(promised, calendar.add(due, cap_rule.days))


def _extension(answer: Clock, rule: ClockRule, stage: StageFacts) -> Clock:
    """The row of an extension: from the original due date to the cap, done when the resident was told."""
    calendar, told, promised = answer.calendar, stage.extended_told_on, answer.promised
    assert promised is not None  # an extension row is only made where a new date was promised
    cap = calendar.add(answer.due, rule.days)
    within = promised <= cap or (rule.agreement_lifts_cap and stage.extension_agreed)
    told_in_time = told is None or told <= answer.due
    return Clock(
        rule.id,
        rule.provision,
        rule.stage,
        rule.event,
        rule.starts,
        answer.due,
        rule.days,
        cap,
        calendar.add(answer.as_worded, rule.days) if answer.as_worded else None,
        promised,
        told,
        None,
        None,
        0 if told_in_time or told is None else calendar.working_days_between(answer.due, told),
        told_in_time and within,
        promised,
        calendar,
        answer.closure_days,
    )


def _stop(facts: ComplaintFacts, stage: StageFacts) -> Ending | None:
    """The first thing that ends this stage other than its own answer, with its reason."""
    endings: list[Ending] = []
    if len(facts.stages) > stage.number:
        endings += [
            (later.answered_on, "answered")
            for later in facts.stages
            if later.number > stage.number and later.answered_on
        ]
    if refused := stage.refusal:
        endings.append((refused, "refused"))
    # A case that was closed and then taken further runs again: an ending before this stage does not touch it.
    if facts.withdrawn_on and facts.withdrawn_on >= stage.asked_on:
        endings.append((facts.withdrawn_on, "withdrawn"))
    if facts.joined_on:
        endings.append((facts.joined_on, "joined"))
    if facts.closed_on and facts.closed_on >= stage.asked_on:
        endings.append((facts.closed_on, "closed"))
    return min(endings, key=lambda ending: ending[0]) if endings else None


def _calendar_for(facts: ComplaintFacts, ended: date | None, base: Calendar) -> Calendar:
    """The calendar with the holidays added while this clock was open: what has ended never moves."""
    days = (added.day for added in facts.added_holidays if ended is None or added.added_on <= ended)
    return base.with_added(days)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
