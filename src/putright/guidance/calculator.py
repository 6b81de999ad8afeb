"""The dates of a complaint that nobody has told us about: from the days that somebody typed, by `rules` alone.

Nothing is kept, and nothing here reads the database: the view gives the landlord's own settings, where there is one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from putright.rules import clocks as clock_rules
from putright.rules.clocks import Clock
from putright.rules.editions import Edition, edition_for
from putright.rules.explanations import explanation
from putright.rules.facts import AddedHoliday, ComplaintFacts, StageFacts
from putright.rules.going import Going, MayIGo, may_i_go
from putright.ui import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """What somebody knows of their complaint. `more_until` are new dates that the landlord has given."""

    made_on: date
    logged_on: date | None = None
    more_until: date | None = None
    answered_on: date | None = None
    asked_2_on: date | None = None
    logged_2_on: date | None = None
    more_until_2: date | None = None
    answered_2_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Landlords:
    """What a landlord decides about dates; the public pages know none of it."""

    own_switch: date | None = None
    closure_days: tuple[tuple[date, str], ...] = ()
    needs_agreement: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """One date in words. `first_due` is the date without more time, where the new one counts only if agreed to."""

    id: str
    what: str
    day: date
    state: str
    late: bool
    coming: bool
    steps: list[str]
    first_due: date | None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """All that follows from the days: the edition (None: made before any), the dates, what to do, the Ombudsman."""

    edition: Edition | None
    edition_certain: bool
    shown: list[Shown]
    next: str
    next_day: date | None
    going: MayIGo

    @property
    def coming(self) -> bool:
        """Whether a date is still to come."""
        return any(one.coming for one in self.shown)


def reckon(
    days: Days, today: date, landlords: Landlords, added_holidays: Iterable[AddedHoliday] = ()
) -> Reckoned:
    """The dates of a complaint with these days, judged on the day `today`. Raises OutsideCalendar."""
    found = edition_for(days.made_on, landlords.own_switch)
    facts = ComplaintFacts(
        received_on=days.made_on,
        edition=found.id if found else None,
        stages=_stages(days),
        added_holidays=tuple(added_holidays),
        closure_days=landlords.closure_days,
    )
    judged = clock_rules.clocks(facts, today)
    going = may_i_go(today, facts)
    step, day = _next(days, judged, going)
    return Reckoned(
        found,
        found is None or found.in_force_confidence != "low",
        [_shown(clock, landlords) for clock in judged if clock.event != "extend"],
        step,
        day,
        going,
    )


def _stages(days: Days) -> tuple[StageFacts, ...]:
    first = StageFacts(
        1,
        days.made_on,
        acknowledged_on=days.logged_on,
        extended_to=days.more_until,
        answered_on=days.answered_on,
    )
    if days.asked_2_on is None:
        return (first,)
    second = StageFacts(
        2,
        days.asked_2_on,
        acknowledged_on=days.logged_2_on,
        extended_to=days.more_until_2,
        answered_on=days.answered_2_on,
    )
    return (first, second)


def _next(days: Days, judged: tuple[Clock, ...], going: MayIGo) -> tuple[str, date | None]:
    """What to do now, as a name that the page has words for, and the day that it is about."""
    if going.now is Going.FINAL:
        return "final", None
    if going.now is Going.NO_REPLY:
        return "late", going.missed[0].last_day
    coming = clock_rules.next_clock(judged)
    if coming is not None:
        return f"wait_{coming.event}", coming.last_day
    if days.answered_on and days.asked_2_on is None:
        return "ask_stage_2", None
    return "ask", None


def _shown(clock: Clock, landlords: Landlords) -> Shown:
    agreed = landlords.needs_agreement and clock.extended_to is not None
    return Shown(
        clock.id,
        _what(clock),
        clock.last_day,
        _state(clock),
        clock.late,
        clock.running and not clock.late,
        words.explanation(explanation(clock)),
        clock.due if agreed else None,
    )


def _what(clock: Clock) -> str:
    said: dict[tuple[str, int], Any] = {
        ("acknowledge", 1): _("Your landlord had to log your complaint by"),
        ("respond", 1): _("Your landlord had to answer at stage 1 by"),
        ("acknowledge", 2): _("Your landlord had to log your request for stage 2 by"),
        ("respond", 2): _("Your landlord had to answer at stage 2 by"),
    }
    if clock.running and not clock.late:
        said = {
            ("acknowledge", 1): _("Your landlord must log your complaint by"),
            ("respond", 1): _("Your landlord must answer at stage 1 by"),
            ("acknowledge", 2): _("Your landlord must log your request for stage 2 by"),
            ("respond", 2): _("Your landlord must answer at stage 2 by"),
        }
    return str(said[clock.event, clock.stage])


def _state(clock: Clock) -> str:
    if clock.done and clock.late:
        return _("Done late")
    if clock.done:
        return _("Done in time")
    if clock.stopped:
        return _("Late") if clock.late else pgettext("a date that no longer matters", "Over")
    # What nobody typed may have been done all the same: the page asks for it before it calls anybody late.
    return _("This date has passed.") if clock.late else ""
