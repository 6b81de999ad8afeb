"""The Ombudsman by date: how to reach it, who may go to it when and by which route, what it may not look at.

Every value is data in scheme.toml. What is not known for certain says so in its explanation: a dated setting.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from putright.rules.calendar import months_after
from putright.rules.editions import CONFIDENCES
from putright.rules.errors import BadData, Refused, RulesError
from putright.rules.explanations import Explained

DATA = Path(__file__).with_name("scheme.toml")
KINDS = frozenset({"must", "may"})


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the Ombudsman from a day on. `confidence` is about that day, "low" for a setting."""

    begins: date
    name: str
    post: tuple[str, ...]
    phone: str
    email: str
    web: str
    new_cases_by_email: bool
    confidence: str
    # The page of the Ombudsman's own form for new cases; empty before there was one that is known.
    form: str = ""


def contact(on: date) -> Contact:
    """The Ombudsman's contact block for a letter of this day. RulesError before the first one known."""
    begun = [known for known in contacts() if known.begins <= on]
    if not begun:
        raise RulesError("no_ombudsman_contact", {"day": on, "first": contacts()[0].begins})
    return begun[-1]


@cache
def contacts() -> tuple[Contact, ...]:
    """Every contact block, the oldest first; read once."""
    rows = (dict(row) for row in _data()["contact"])
    known = (Contact(begins=row.pop("from"), post=tuple(row.pop("post")), **row) for row in rows)
    return tuple(sorted(known, key=lambda one: one.begins))


def democratic_filter(on: date) -> bool:
    """Whether a letter of this day has to mention the designated person (MP, councillor, tenant panel).

    From 1 October 2022 it must not: the filter had ended.
    """
    dates = _data()["democratic_filter"]
    return bool(dates["first_day"] <= on <= dates["last_day"])


def weeks_to_wait() -> int:
    """How many weeks after the final answer a resident could go direct while the filter stood."""
    return int(_data()["democratic_filter"]["weeks_to_wait"])


def failure_orders(on: date) -> bool:
    """Whether on this day the Ombudsman could order a landlord to deal with a complaint, and publish that it had to."""
    return bool(_data()["failure_orders"]["first_day"] <= on)


def filter_days() -> tuple[date, date]:
    """The first and the last day of the democratic filter, for the history of older complaints."""
    dates = _data()["democratic_filter"]
    return dates["first_day"], dates["last_day"]


def review_weeks() -> int:
    """Within how many weeks of the Ombudsman's decision somebody may ask for a review of it."""
    return int(_data()["review"]["weeks"])


class Route(StrEnum):
    """How a complaint comes before the Ombudsman. All but the first belong to the democratic filter."""

    DIRECT = "direct"
    DESIGNATED_PERSON = "designated_person"
    REFUSED_IN_WRITING = "refused_in_writing"
    AGREED_IN_WRITING = "agreed_in_writing"
    EIGHT_WEEKS = "eight_weeks"


@dataclass(frozen=True, slots=True)
class DesignatedPerson:
    """What an MP, a councillor of the home's area or a recognised tenant panel put in writing, and when.

    A referral needs the resident's consent in writing: without it, it is none.
    """

    referred_on: date | None = None
    consent: bool = False
    refused_on: date | None = None
    agreed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Referral:
    """A complaint that may be taken to the Ombudsman, and by which route.

    `last_day` is the last within the Ombudsman's own limit; past it (`late`) it may be taken there all the
    same, and the Ombudsman may decline it: that is flagged, never blocked.
    """

    route: Route
    last_day: date
    late: bool
    explained: tuple[Explained, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """Within how many months after the final answer a complaint is brought to the Ombudsman, from a day on."""

    begins: date
    months: int
    confidence: str


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the Scheme. `from_confidence` is about the day it began: "low" for a setting."""

    id: str
    begins: date
    from_confidence: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A ground on which the Ombudsman must ("must") or may ("may") leave a complaint alone.

    `paragraph` is that of the Scheme's version, '' where it is not established. `months` is the limit of a
    ground about time, None for the others.
    """

    code: str
    kind: str
    version: str
    paragraph: str
    confidence: str
    months: int | None
    explained: tuple[Explained, ...]


Dated = TypeVar("Dated", Limit, Version)


def may_refer(
    on: date, final_response_on: date | None, designated: DesignatedPerson | None = None
) -> Referral:
    """By which route a complaint may be taken to the Ombudsman on the day `on`; otherwise raises Refused.

    `final_response_on` is the day of the landlord's last answer, or of its refusal to accept or to escalate.
    The day of the referral decides, not the day of the events. Before the final answer the Ombudsman helps, and
    while the democratic filter stood a resident needed a designated person's word or had to wait.
    """
    if final_response_on is None or on < final_response_on:
        raise Refused("no_final_response", {"day": on})
    route, steps = _route(on, final_response_on, designated or DesignatedPerson())
    limit = time_limit(on)
    last_day = months_after(final_response_on, limit.months)
    late = on > last_day
    steps.append(Explained("referral.last_day", {"months": limit.months, "day": last_day}, ""))
    if limit.confidence == "low":
        steps.append(Explained("dated_setting", {}, ""))
    if late:
        found = next((one for one in grounds(on) if one.code == "late_to_ombudsman"), None)
        paragraph = found.paragraph if found else ""
        steps.append(Explained("referral.late", {"day": last_day}, paragraph))
    return Referral(route, last_day, late, tuple(steps))


def time_limit(on: date) -> Limit:
    """The Ombudsman's limit for a complaint that is brought to it on a day. RulesError before the first known."""
    return _latest(_time_limits(), on)


@cache
def _time_limits() -> tuple[Limit, ...]:
    rows = (dict(row) for row in _data()["time_limit"])
    known = (Limit(begins=row.pop("from"), **row) for row in rows)
    return tuple(sorted(known, key=lambda one: one.begins))


def version(on: date) -> Version:
    """The Scheme's version in force on a day: that of the determination. RulesError before the first known."""
    return _latest(versions(), on)


@cache
def versions() -> tuple[Version, ...]:
    """Every version of the Scheme, the oldest first; read once."""
    rows = (dict(row) for row in _data()["version"])
    known = (Version(begins=row.pop("from"), **row) for row in rows)
    return tuple(sorted(known, key=lambda one: one.begins))


def grounds(on: date) -> tuple[Jurisdiction, ...]:
    """Every ground on which the Ombudsman may leave a complaint alone, in the Scheme's version of that day.

    Most need a person's judgement: they are shown, and block nothing. Raises RulesError as version(), and
    BadData for a row that is none.
    """
    return _grounds(version(on))


def raised(
    on: date,
    *,
    final_response_on: date | None,
    made_on: date | None = None,
    happened_on: date | None = None,
) -> tuple[Jurisdiction, ...]:
    """The grounds that the dates of a case already raise on a day; `made_on` is when the landlord was told."""
    known = {one.code: one for one in grounds(on)}
    found = []
    if final_response_on is None or on < final_response_on:
        found.append("procedure_not_finished")
    elif on > months_after(final_response_on, time_limit(on).months):
        found.append("late_to_ombudsman")
    late = known.get("late_to_landlord")
    if late and late.months and made_on and happened_on and made_on > months_after(happened_on, late.months):
        found.append("late_to_landlord")
    return tuple(known[code] for code in found if code in known)


def _route(on: date, final_response_on: date, designated: DesignatedPerson) -> tuple[Route, list[Explained]]:
    if not democratic_filter(on):
        return Route.DIRECT, [Explained("referral.direct", {"day": final_response_on}, "")]
    opened = final_response_on + timedelta(weeks=weeks_to_wait())
    written = (
        (Route.DESIGNATED_PERSON, designated.referred_on if designated.consent else None),
        (Route.REFUSED_IN_WRITING, designated.refused_on),
        (Route.AGREED_IN_WRITING, designated.agreed_on),
    )
    for route, day in written:
        # What was written before the final answer was written too early to be about it.
        if day and final_response_on <= day <= on:
            return route, [Explained(f"referral.{route}", {"day": day}, "")]
    if on >= opened:
        facts = {"day": opened, "weeks": weeks_to_wait()}
        return Route.EIGHT_WEEKS, [Explained("referral.eight_weeks", facts, "")]
    ended = _data()["democratic_filter"]["last_day"] + timedelta(days=1)
    facts = {"opens": min(opened, ended), "weeks": weeks_to_wait()}
    if designated.referred_on and not designated.consent:
        raise Refused("referral_without_consent", facts)
    raise Refused("filter_not_passed", facts)


def _latest(known: Sequence[Dated], on: date) -> Dated:
    begun = [one for one in known if one.begins <= on]
    if not begun:
        raise RulesError("no_scheme_then", {"day": on, "first": known[0].begins})
    return begun[-1]


@cache
def _grounds(of: Version) -> tuple[Jurisdiction, ...]:
    order = [known.id for known in versions()]
    return tuple(
        _ground(row, of)
        for row in _data()["ground"]
        if "until" not in row or order.index(of.id) <= order.index(row["until"])
    )


def _ground(row: dict[str, Any], of: Version) -> Jurisdiction:
    here = row.get("in", {}).get(of.id, {})
    confidence = here.get("confidence", row["confidence"])
    if row["kind"] not in KINDS or confidence not in CONFIDENCES:
        raise BadData("bad_scheme_row", {"file": DATA.name, "ground": row["code"]})
    paragraph, months = here.get("paragraph", ""), here.get("months", row.get("months"))
    steps = [Explained(f"jurisdiction.{row['kind']}", {"jurisdiction": row["code"]}, paragraph)]
    if not paragraph:
        steps.append(Explained("jurisdiction.no_paragraph", {}, ""))
    if months:
        steps.append(Explained("jurisdiction.months", {"months": months}, paragraph))
    if confidence == "low" or of.from_confidence == "low":
        steps.append(Explained("dated_setting", {}, paragraph))
    return Jurisdiction(row["code"], row["kind"], of.id, paragraph, confidence, months, tuple(steps))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))
