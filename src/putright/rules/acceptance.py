"""May a complaint be refused, how old may it be, and does a new issue join it? From facts, edition by edition.

To accept is the rule. A refusal needs a ground of the edition, what that ground rests on, and reasons for this
complaint alone; whoever is refused may go to the Ombudsman. The grounds are data in codes/*.toml.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from putright.rules.calendar import months_after
from putright.rules.editions import Edition, GroundRule, edition
from putright.rules.errors import Refused
from putright.rules.explanations import Explained
from putright.rules.facts import ComplaintFacts


@dataclass(frozen=True, slots=True)
class RefusalFacts:
    """What a refusal rests on; each ground reads only its own.

    `happened_on` is the day of the matter, the latest where it went on; `aware_on` the day the resident learned
    of it, where that was later. `no_discretion_because` is the recorded decision not to take on a late
    complaint all the same. `claim_filed_on` and `particulars_filed_on` are days on which they were filed at
    court. `earlier_reference` and `earlier_answered_on` name the complaint under which the matter was already
    looked at. `fair_because` says why a ground that no edition lists is fair and reasonable here.
    """

    ground: str
    happened_on: date | None = None
    aware_on: date | None = None
    no_discretion_because: str = ""
    claim_filed_on: date | None = None
    particulars_filed_on: date | None = None
    earlier_reference: str = ""
    earlier_answered_on: date | None = None
    fair_because: str = ""


@dataclass(frozen=True, slots=True)
class Age:
    """A complaint's age against the limit of its edition; `last_day` is the last on which it was in time."""

    made_on: date
    counted_from: date
    last_day: date
    months: int
    in_time: bool
    explained: tuple[Explained, ...]


class Belongs(StrEnum):
    """Where a new issue belongs."""

    JOINS = "joins"
    OWN_COMPLAINT = "own_complaint"


@dataclass(frozen=True, slots=True)
class NewIssue:
    """Whether a new issue joins the complaint at hand or becomes one of its own, and why."""

    belongs: Belongs
    explained: tuple[Explained, ...]


def age(edition_id: str | Edition, *, made_on: date, happened_on: date, aware_on: date | None = None) -> Age:
    """Whether a complaint made on `made_on` came within the edition's limit: calendar months, the last day in.

    The months run from the matter or, where the edition says so, from the day the resident learned of it if
    that was later. Raises Refused where the matter is dated after the complaint, or awareness out of order.
    """
    code = edition_id if isinstance(edition_id, Edition) else edition(edition_id)
    provision = code.provision("age_limit")
    if happened_on > made_on:
        raise Refused("issue_after_complaint", {"day": happened_on, "made": made_on}, provision)
    if aware_on and not happened_on <= aware_on <= made_on:
        facts = {"day": aware_on, "happened": happened_on, "made": made_on}
        raise Refused("aware_out_of_order", facts, provision)
    starts, counted_from = "age.from_issue", happened_on
    if aware_on and aware_on > happened_on and code.age_limit_from == "issue_or_awareness":
        starts, counted_from = "age.from_awareness", aware_on
    last_day = months_after(counted_from, code.age_limit_months)
    in_time = made_on <= last_day
    steps = (
        (starts, {"day": counted_from}),
        ("age.last_day", {"months": code.age_limit_months, "day": last_day}),
        ("age.in_time" if in_time else "age.late", {"day": made_on}),
    )
    return Age(
        made_on,
        counted_from,
        last_day,
        code.age_limit_months,
        in_time,
        tuple(Explained(step, dict(facts), provision) for step, facts in steps),
    )


def grounds(edition_id: str | Edition) -> tuple[GroundRule, ...]:
    """The grounds that an edition knows, in the order of its data. Raises UnknownEdition."""
    return (edition_id if isinstance(edition_id, Edition) else edition(edition_id)).grounds


def may_refuse(
    edition_id: str | Edition,
    stage: int,
    *,
    made_on: date,
    on: date,
    refusal: RefusalFacts | None,
    reasons: str,
) -> tuple[Explained, ...]:
    """Why a complaint (stage 1) or a further stage may be refused on the day `on`; otherwise raises Refused.

    `made_on` is the day the complaint was made: no complaint grows too old while it waits.
    """
    code = edition_id if isinstance(edition_id, Edition) else edition(edition_id)
    right = code.provision("refusal", stage)
    if not reasons.strip():
        raise Refused("refusal_without_reasons", {"stage": stage}, right)
    known = [ground.code for ground in code.grounds]
    if refusal is None or refusal.ground not in known:
        raise Refused("refusal_without_ground", {"stage": stage, "ground": known}, right)
    rule = next(ground for ground in code.grounds if ground.code == refusal.ground)
    _recorded(rule, refusal, stage, on)
    explained = [Explained("refused_on_ground", {"ground": rule.code}, rule.provision)]
    if rule.confidence == "low":
        explained.append(Explained("recalled", {}, rule.provision))
    if rule.age:
        explained += _too_old(code, rule, refusal, stage, made_on)
    explained.append(Explained("refusal_may_be_challenged", {}, right))
    return tuple(explained)


def new_issue(
    facts: ComplaintFacts, *, related: bool, delays: bool = False, on: date | None = None
) -> NewIssue:
    """Whether an issue joins this complaint or becomes its own. `on`: the day it was raised, now where absent.

    It joins where it is related, stage 1 is neither answered nor ended, and adding it would not delay the
    answer unreasonably (`delays`). At stage 2 it never joins: the answer it would have stood in is out.
    """
    code = edition(facts.edition) if facts.edition else None
    provision = code.provision("new_issue") if code else ""
    why = _apart(facts, related, delays, on)
    if why is None:
        return NewIssue(Belongs.JOINS, (Explained("new_issue.joins", {}, provision),))
    steps = (why, Explained("new_issue.own_dates", {}, provision))
    return NewIssue(
        Belongs.OWN_COMPLAINT, tuple(Explained(step.code, step.facts, provision) for step in steps)
    )


def _apart(facts: ComplaintFacts, related: bool, delays: bool, on: date | None) -> Explained | None:
    """Why a new issue does not join, or None."""
    first = facts.stage(1)
    if first and _past(first.answered_on, on):
        return Explained("new_issue.answered", {"day": first.answered_on}, "")
    for day in (facts.withdrawn_on, facts.closed_on, first.refusal if first else None):
        if _past(day, on):
            return Explained("new_issue.ended", {"day": day}, "")
    if not related:
        return Explained("new_issue.unrelated", {}, "")
    return Explained("new_issue.delays", {}, "") if delays else None


def _past(day: date | None, on: date | None) -> bool:
    return day is not None and (on is None or day <= on)


def _recorded(rule: GroundRule, refusal: RefusalFacts, stage: int, on: date) -> None:
    """Raises Refused where what the ground rests on is not recorded, or is still to come."""
    missing = []
    for need in rule.needs:
        value = getattr(refusal, need)
        if value is None or (isinstance(value, str) and not value.strip()):
            missing.append(need)
        elif isinstance(value, date) and value > on:
            facts = {"ground": rule.code, "missing": [need], "day": value, "today": on}
            raise Refused("ground_in_future", facts, rule.provision)
    if missing:
        facts = {"stage": stage, "ground": rule.code, "missing": missing}
        raise Refused("ground_without_facts", facts, rule.provision)


def _too_old(
    code: Edition, rule: GroundRule, refusal: RefusalFacts, stage: int, made_on: date
) -> tuple[Explained, ...]:
    assert refusal.happened_on is not None  # the ground's data asks for it
    found = age(code, made_on=made_on, happened_on=refusal.happened_on, aware_on=refusal.aware_on)
    if found.in_time:
        facts = {"stage": stage, "day": found.last_day, "made": made_on, "months": found.months}
        raise Refused("not_too_old", facts, code.provision("age_limit"))
    discretion = code.provision("discretion")
    if not refusal.no_discretion_because.strip():
        facts = {"stage": stage, "day": found.last_day, "made": made_on}
        raise Refused("discretion_not_decided", facts, discretion)
    return (*found.explained, Explained("discretion_decided", {}, discretion))
