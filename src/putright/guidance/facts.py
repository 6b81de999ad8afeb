"""The facts that guidance quotes: from `rules`, by the day, and from facts.toml for the few that are no rule."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, npgettext, pgettext
from django.utils.translation import gettext as _

from putright.rules import hazards, retention, scheme
from putright.rules.editions import Edition, editions
from putright.ui import dates
from putright.ui.templatetags.ui import day_month_year, tel, web

DATA = Path(__file__).with_name("facts.toml")


@cache
def quoted() -> Mapping[str, Mapping[str, Any]]:
    """The rows of facts.toml; read once."""
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def edition_on(day: date) -> Edition:
    """The edition of the Code that a complaint made on this day has. Raises LookupError before the first."""
    begun = [one for one in editions() if one.in_force_from <= day]
    if not begun:
        raise LookupError(f"No edition of the Code was in force on {day}.")
    return begun[-1]


# How long something may take. Each is said after "within" in a sentence, and by itself in a table.


def working_days(number: int) -> str:
    # Translators: said after "within": "answers within 10 working days"
    return npgettext("within", "%(count)s working day", "%(count)s working days", number) % {"count": number}


def weeks(number: int) -> str:
    # Translators: said after "within" or "wait": "within 3 weeks"
    return npgettext("within", "%(count)s week", "%(count)s weeks", number) % {"count": number}


def months(number: int) -> str:
    # Translators: said after "within": "within 12 months"
    return npgettext("within", "%(count)s month", "%(count)s months", number) % {"count": number}


def hours(number: int) -> str:
    # Translators: said after "within": "makes it safe within 24 hours"
    return npgettext("within", "%(count)s hour", "%(count)s hours", number) % {"count": number}


def percent(number: int) -> SafeString:
    return format_html('<bdi dir="ltr">{}%</bdi>', number)


def _whole(number: int) -> SafeString:
    return format_html('<bdi dir="ltr">{}</bdi>', f"{number:,}")


def _english(text: str) -> SafeString:
    """A name that stays English, so that it can be matched with letters and searches."""
    return format_html('<bdi lang="en-GB" dir="ltr">{}</bdi>', text)


Fact = Callable[[date], str]


def _clock(event: str, stage: int) -> Fact:
    def days(today: date) -> str:
        rule = getattr(edition_on(today).stage_rules[stage], event)
        assert rule is not None  # tests hold every page of today to an edition that has these clocks
        return working_days(rule.days)

    return days


def _quoted(row: str, name: str) -> Any:
    return quoted()[row][name]


# Every token that may stand inside a sentence, wherever guidance is read.
FACTS: Mapping[str, Fact] = {
    "log_time": _clock("acknowledge", 1),
    "answer_time": _clock("respond", 1),
    "more_time": _clock("extend", 1),
    "log_time_2": _clock("acknowledge", 2),
    "answer_time_2": _clock("respond", 2),
    "more_time_2": _clock("extend", 2),
    "age_limit": lambda today: months(edition_on(today).age_limit_months),
    "edition_title": lambda today: _english(edition_on(today).title),
    "ombudsman_phone": lambda today: tel(scheme.contact(today).phone),
    "ombudsman_web": lambda today: web(scheme.contact(today).web),
    "ombudsman_limit": lambda today: months(scheme.time_limit(today).months),
    "review_time": lambda today: weeks(scheme.review_weeks()),
    "filter_began": lambda today: day_month_year(scheme.filter_days()[0]),
    "filter_last": lambda today: day_month_year(scheme.filter_days()[1]),
    "filter_ended": lambda today: day_month_year(scheme.filter_days()[1] + timedelta(days=1)),
    "filter_weeks": lambda today: weeks(scheme.weeks_to_wait()),
    "emergency_time": lambda today: hours(hazards.limits_on(today).emergency_hours),
    "hazard_from": lambda today: day_month_year(hazards.phases()[0].begins),
    "data_time": lambda today: months(retention.retention()[1].months),
    "survey_people": lambda today: _whole(_quoted("survey", "people")),
    "survey_unreported": lambda today: percent(_quoted("survey", "unreported_percent")),
    "survey_fear": lambda today: percent(_quoted("survey", "fear_percent")),
    "survey_nothing": lambda today: percent(_quoted("national_survey", "nothing_percent")),
    "charter_year": lambda today: str(_quoted("charter", "year")),
    "silent_keys": lambda today: format_html('<bdi dir="ltr">{}</bdi>', _quoted("calls", "silent_keys")),
}
# Tokens that a landlord fills: they stand in parts under `::: landlord` or `::: agreement` alone.
LANDLORD_FACTS = frozenset({"landlord", "phone"})


# The dates of the Code, as a table


@dataclass(frozen=True, slots=True)
class Duty:
    """One clock in words: what is to be done, within what, counted from when, and the provision behind it."""

    what: str
    within: str
    since: str
    provision: str
    certain: bool


def duties(of: Edition) -> list[Duty]:
    """Every clock of an edition that a resident waits for, in the order of the two stages."""
    what = {
        ("acknowledge", 1): pgettext("what a landlord must do", "Log your complaint, and tell you"),
        ("respond", 1): pgettext("what a landlord must do", "Answer at stage 1"),
        ("extend", 1): pgettext("what a landlord must do", "More time at stage 1, with a reason"),
        ("acknowledge", 2): pgettext(
            "what a landlord must do", "Log that you asked for stage 2, and tell you"
        ),
        ("respond", 2): pgettext("what a landlord must do", "Answer at stage 2"),
        ("extend", 2): pgettext("what a landlord must do", "More time at stage 2, with a reason"),
    }
    since = {
        # Translators: after "10 working days, counted from": the day you complain
        "receipt": pgettext("counted from", "the day you complain"),
        "logging": pgettext("counted from", "the day it was logged"),
        "acknowledgement": pgettext("counted from", "the day it was logged"),
        "escalation": pgettext("counted from", "the day you ask for stage 2"),
        "due": pgettext("counted from", "the first date for the answer"),
    }
    return [
        Duty(what[rule.event, rule.stage], working_days(rule.days), since[rule.starts], rule.provision,
             rule.confidence != "low")
        for event, stage in what
        for rule in of.clocks
        if (rule.event, rule.stage) == (event, stage)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Era:
    """An edition with the days on which complaints had to be made to fall under it; `until` None: still."""

    title: str
    begins: date
    until: date | None
    certain: bool
    duties: list[Duty]


def eras(own_switch: date | None = None) -> list[Era]:
    """Every edition of the landlords' Code, the newest first; with a landlord's own day of going over to one."""
    begun = []
    for one in editions():
        switches = own_switch and one.latest_switch and one.in_force_from <= own_switch <= one.latest_switch
        begun.append((own_switch if switches and own_switch else one.in_force_from, one))
    ends = [begins - timedelta(days=1) for begins, _one in begun[1:]]
    return [
        Era(one.title, begins, until, one.in_force_confidence != "low", duties(one))
        for (begins, one), until in zip(begun, [*ends, None], strict=True)
    ][::-1]


# Dangers in the home


def hazard_duties(today: date) -> list[tuple[str, str]]:
    """What a danger's clocks ask, and within what."""
    limits = hazards.limits_on(today)
    after_look = _("%(time)s after it was looked at")
    return [
        (
            pgettext("what a landlord must do", "An emergency: look at it and make it safe"),
            hours(limits.emergency_hours),
        ),
        (
            pgettext("what a landlord must do", "Other serious danger: look at it"),
            working_days(limits.investigate_days),
        ),
        (
            pgettext("what a landlord must do", "Tell you in writing what was found"),
            after_look % {"time": working_days(limits.summary_days)},
        ),
        (
            pgettext("what a landlord must do", "Make it safe"),
            after_look % {"time": working_days(limits.make_safe_days)},
        ),
        (
            pgettext("what a landlord must do", "Begin further work"),
            after_look % {"time": working_days(limits.begin_work_days)},
        ),
        (
            pgettext("what a landlord must do", "Begin further work, at the very latest"),
            after_look % {"time": weeks(limits.begin_work_weeks)},
        ),
    ]


@dataclass(frozen=True, slots=True)
class Covered:
    """Kinds of danger that Awaab's Law takes in from a day on; an uncertain day is a setting of ours."""

    begins: date
    certain: bool
    kinds: list[str]

    @property
    def listed(self) -> str:
        return dates.listed(self.kinds, get_language())


def covered() -> list[Covered]:
    """The phases of Awaab's Law in words, the oldest first."""
    said = {
        hazards.HazardKind.DAMP_MOULD: pgettext("danger", "damp and mould"),
        hazards.HazardKind.COLD: pgettext("danger", "cold"),
        hazards.HazardKind.HEAT: pgettext("danger", "heat"),
        hazards.HazardKind.FALLS: pgettext("danger", "falls"),
        hazards.HazardKind.STRUCTURE: pgettext("danger", "collapse and explosion"),
        hazards.HazardKind.FIRE: pgettext("danger", "fire"),
        hazards.HazardKind.ELECTRICAL: pgettext("danger", "electricity"),
        hazards.HazardKind.HYGIENE: pgettext("danger", "dirt, pests, drains and water"),
        hazards.HazardKind.OTHER: pgettext("danger", "all other dangers that the law names"),
    }
    found: list[Covered] = []
    for number, phase in enumerate(hazards.phases()):
        kinds = [words for kind, words in said.items() if kind in phase.hazards]
        # The first phase took in emergencies of every kind at once; the later ones repeat it.
        if phase.emergencies and number == 0:
            kinds.append(pgettext("danger", "every emergency"))
        found.append(Covered(phase.begins, phase.confidence != "low", kinds))
    return found


# Where the facts come from


@dataclass(frozen=True, slots=True)
class Source:
    """A fact, where it is from, the day it was looked up (or holds from) and whether it is certain."""

    what: str
    source: str
    since: date
    certain: bool


def sources(today: date) -> list[Source]:
    """What guidance rests on, for the page about itself. Sources keep their English names."""
    code, contact, phase = edition_on(today), scheme.contact(today), hazards.phases()[0]
    rows = quoted()
    return [
        Source(_("The dates and duties of your landlord"), code.title, code.in_force_from,
               code.in_force_confidence != "low"),
        Source(_("How to reach the Ombudsman"), contact.web, contact.begins, contact.confidence != "low"),
        Source(_("Dangers in the home"), phase.source, phase.begins, phase.confidence != "low"),
        Source(_("The seven promises"), rows["charter"]["source"], rows["charter"]["checked_on"], True),
        Source(_("How many do not complain, and why"), rows["survey"]["source"], rows["survey"]["checked_on"], False),
        Source(_("How many believe that nothing would happen"), rows["national_survey"]["source"],
               rows["national_survey"]["checked_on"], False),
        Source(_("When you may have a copy of what is held about you"), retention.retention()[1].source,
               quoted()["charter"]["checked_on"], retention.retention()[1].confidence != "low"),
        Source(_("Numbers to call in danger"), rows["calls"]["source"], rows["calls"]["checked_on"], False),
    ]  # fmt: skip
