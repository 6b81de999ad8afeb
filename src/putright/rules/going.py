"""May I go to the Housing Ombudsman now? Three plain answers from the facts of a complaint, and which is its own.

Anybody may ask the Ombudsman for advice at any time; whoever got no answer in time tells it; whoever has a final answer
takes the complaint there. Every page shows all three, and marks the one that is this case now. Pure: no clock of its
own, and no date that `clocks` or `scheme` did not give.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from putright.rules import scheme
from putright.rules.clocks import Clock, clocks, next_clock
from putright.rules.editions import Edition, edition
from putright.rules.errors import Refused
from putright.rules.explanations import Explained
from putright.rules.facts import ComplaintFacts
from putright.rules.scheme import Referral
from putright.rules.stages import State, state

# Two stages where a complaint was made before the first edition, as every edition since has had at least.
STAGES_BEFORE_THE_CODE = 2


class Going(StrEnum):
    """Why somebody turns to the Ombudsman."""

    ADVICE = "advice"
    NO_REPLY = "no_reply"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the three answers; `now` says that it is this case's own. `steps` are its sentences, in their order."""

    going: Going
    now: bool
    steps: tuple[Explained, ...]


@dataclass(frozen=True, slots=True)
class MayIGo:
    """The three answers, always in the same order, with what they rest on.

    `missed` are the clocks that ran out with nothing done; `final_on` is the day of the final answer, or of the refusal
    that counts as one; `referral` how the complaint may be taken to the Ombudsman, None where it may not be yet.
    """

    answers: tuple[Answer, ...]
    missed: tuple[Clock, ...]
    final_on: date | None
    referral: Referral | None

    @property
    def now(self) -> Going:
        """The one of the three that is this case's own."""
        return next(one.going for one in self.answers if one.now)


def may_i_go(on: date, facts: ComplaintFacts, promised_for: Iterable[date] = ()) -> MayIGo:
    """What the Ombudsman can do about a complaint with these facts on the day `on`.

    `promised_for` are the days of what was promised and is not done: one that is over is said, whichever answer counts.

    Exactly one of the three answers is marked: the final answer before the missed date, and that before advice. Nobody
    is ever told that they may not go: what stands in the way is a date or a route, and both are named. Raises as
    clocks() and scheme.version().
    """
    judged = clocks(facts, on)
    missed = tuple(clock for clock in judged if clock.running and clock.late)
    final_on = final_answer_on(facts)
    if final_on is not None and final_on > on:
        final_on = None
    code = edition(facts.edition) if facts.edition else None
    referral, final = _final(on, facts, final_on, code)
    waiting = _waiting(facts, judged, code)
    now = Going.FINAL if final_on else Going.NO_REPLY if missed else Going.ADVICE
    broken = tuple(day for day in sorted(promised_for) if day < on)[:1]
    late_promise = tuple(Explained("going.promise_late", {"day": day}, "") for day in broken)
    advice = Explained("going.advice", {}, _told_of_it(code))
    said = {
        Going.ADVICE: (advice, *(() if missed else waiting), *late_promise),
        Going.NO_REPLY: _no_reply(on, missed, waiting),
        Going.FINAL: final,
    }
    return MayIGo(
        tuple(Answer(going, going is now, steps) for going, steps in said.items()),
        missed,
        final_on,
        referral,
    )


def final_answer_on(facts: ComplaintFacts) -> date | None:
    """The day of the landlord's last word: the answer of the last stage, or a refusal to accept or to go on.

    None while there is none: stage 1 was answered and stage 2 may still be asked for, or a stage is open.
    """
    if not facts.stages:
        return None
    last = max(facts.stages, key=lambda stage: stage.number)
    if last.refusal:
        return last.refusal
    stages = edition(facts.edition).stages if facts.edition else STAGES_BEFORE_THE_CODE
    return last.answered_on if last.number >= stages else None


def _waiting(facts: ComplaintFacts, judged: tuple[Clock, ...], code: Edition | None) -> tuple[Explained, ...]:
    """What the landlord still owes and by when, or what the resident can still ask it for."""
    coming = next_clock(judged)
    if coming is not None:
        return (Explained(f"going.waiting.{coming.event}", {"day": coming.last_day}, coming.provision),)
    stands = state(facts)
    if stands is State.WITHDRAWN:
        return (Explained("going.withdrawn", {}, ""),)
    last = max((stage.number for stage in facts.stages), default=1)
    if stands in (State.ANSWERED, State.CLOSED_AFTER_STAGE1) and final_answer_on(facts) is None:
        provision = code.provision("escalation", 1) if code else ""
        return (Explained("going.next_stage", {"stage": last, "next": last + 1}, provision),)
    return ()


def _no_reply(on: date, missed: tuple[Clock, ...], waiting: tuple[Explained, ...]) -> tuple[Explained, ...]:
    said = [Explained("going.no_reply", {}, "")]
    said += [
        Explained(f"going.missed.{one.event}", {"stage": one.stage, "day": one.last_day}, one.provision)
        for one in missed
    ]
    if not missed:
        said.append(Explained("going.nothing_missed", {}, ""))
        said += [step for step in waiting if step.code.startswith("going.waiting.")]
    if scheme.failure_orders(on):
        unfinished = next((one for one in scheme.grounds(on) if one.code == "procedure_not_finished"), None)
        said.append(Explained("going.orders", {}, ""))
        said.append(Explained("going.without_final", {}, unfinished.paragraph if unfinished else ""))
    else:
        said.append(Explained("going.asks", {}, ""))
    return tuple(said)


def _final(
    on: date, facts: ComplaintFacts, final_on: date | None, code: Edition | None
) -> tuple[Referral | None, tuple[Explained, ...]]:
    """How and by when a final answer is taken to the Ombudsman. A late one is flagged, never blocked."""
    if final_on is None:
        return None, (Explained("going.not_final", {}, ""), Explained("going.after_final", {}, ""))
    last = max(facts.stages, key=lambda stage: stage.number)
    how = "refused" if last.refusal else "answered"
    guard = "refusal" if last.refusal else "final_stage"
    provision = code.provision(guard, last.number) if code else ""
    said = [Explained(f"going.final.{how}", {"day": final_on}, provision)]
    try:
        referral = scheme.may_refer(on, final_on)
    except Refused as refused:
        said.append(Explained("going.final.wait", dict(refused.facts), ""))
        return None, tuple(said)
    said.append(Explained("going.final.direct", {}, ""))
    limit = scheme.time_limit(on)
    said.append(Explained("going.final.by", {"day": referral.last_day, "months": limit.months}, ""))
    if referral.late:
        late = next((one for one in scheme.grounds(on) if one.code == "late_to_ombudsman"), None)
        said.append(Explained("going.final.late", {}, late.paragraph if late else ""))
    return referral, tuple(said)


def _told_of_it(code: Edition | None) -> str:
    """The provision by which residents hear of the Ombudsman from the first letter on; '' where none is known."""
    blocks = code.letters.get("stage1_acknowledgement", ()) if code else ()
    return next((one.provision for one in blocks if one.block == "ombudsman"), "")
