"""An incident, a cyber attack say, that keeps a landlord from the Code's limits, shown beside them.

The Code has no pause. A landlord may publish limits for the time of an incident; they stand beside each clock of
the Code and change nothing in it: what is due and what is late is decided by clocks.py alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from putright.rules.clocks import Clock
from putright.rules.editions import Edition
from putright.rules.errors import RulesError
from putright.rules.explanations import Explained

EVENTS = frozenset({"acknowledge", "respond"})


@dataclass(frozen=True, slots=True)
class InterimRule:
    """An interim limit: do `event` at `stage` within `days` working days of what starts the Code's own clock."""

    event: str
    stage: int
    days: int


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened and since when; `ended_on` None while it lasts. `name` is the landlord's own words.

    The last four are what the Code asks of a landlord in such a case: the Ombudsman told why, residents told, a
    notice published, and a day named by which it will keep the Code again. Raises RulesError for one that ended
    before it began, or a limit that is none.
    """

    name: str
    began_on: date
    ended_on: date | None = None
    limits: tuple[InterimRule, ...] = ()
    told_ombudsman_on: date | None = None
    told_residents_on: date | None = None
    published_on: date | None = None
    back_by: date | None = None

    def __post_init__(self) -> None:
        if self.ended_on and self.ended_on < self.began_on:
            raise RulesError("incident_ends_first", {"day": self.ended_on, "began": self.began_on})
        for rule in self.limits:
            if rule.event not in EVENTS or rule.stage < 1 or rule.days < 1:
                facts = {"got": f"{rule.event} {rule.stage} {rule.days}", "known": sorted(EVENTS)}
                raise RulesError("bad_interim_limit", facts)


@dataclass(frozen=True, slots=True)
class InterimLimit:
    """An interim limit beside one clock: `due` is the Code's last day, which stands; `last_day` the interim one.

    `met` is None while nothing can be judged. It never makes a late clock one that is in time.
    """

    clock: str
    event: str
    stage: int
    days: int
    due: date
    last_day: date
    met: bool | None
    explained: tuple[Explained, ...]


def beside(clocks: Iterable[Clock], incident: Incident, on: date | None = None) -> tuple[InterimLimit, ...]:
    """The interim limits of the clocks that were open on a day of the incident, in the order of the clocks.

    Open ones are judged on `on`, and none without it. A limit that gives no more time than the Code is left out.
    """
    rules = {(rule.event, rule.stage): rule for rule in incident.limits}
    found = []
    for clock in clocks:
        rule = rules.get((clock.event, clock.stage))
        if rule is None or not _touched(clock, incident):
            continue
        last_day = clock.calendar.add(clock.started, rule.days)
        if last_day > clock.last_day:
            found.append(_limit(clock, rule, last_day, incident, on))
    return tuple(found)


def not_done(incident: Incident, edition: Edition | None) -> tuple[Explained, ...]:
    """What the Code asks of a landlord with an incident and what is not recorded yet."""
    provision = edition.provision("incident") if edition else ""
    asked = {
        "incident.tell_ombudsman": incident.told_ombudsman_on,
        "incident.tell_residents": incident.told_residents_on,
        "incident.publish": incident.published_on,
        "incident.name_return": incident.back_by,
    }
    return tuple(Explained(code, {}, provision) for code, done in asked.items() if done is None)


def _touched(clock: Clock, incident: Incident) -> bool:
    ended = clock.done or clock.stopped_on
    begun = incident.ended_on is None or clock.started <= incident.ended_on
    return begun and (ended is None or ended >= incident.began_on)


def _limit(
    clock: Clock, rule: InterimRule, last_day: date, incident: Incident, on: date | None
) -> InterimLimit:
    until = clock.done or clock.stopped_on or on
    met = None
    if until and (clock.done or until > last_day):
        met = until <= last_day
    steps = (
        Explained("interim.because", {"incident": incident.name, "day": incident.began_on}, ""),
        Explained(f"interim.{clock.event}", {"day": last_day, "working_days": rule.days}, ""),
        Explained("interim.code_stands", {"day": clock.last_day}, clock.provision),
    )
    return InterimLimit(clock.id, clock.event, clock.stage, rule.days, clock.last_day, last_day, met, steps)
