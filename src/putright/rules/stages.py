"""Which act may be done to a complaint, by whom, and what has to be there first.

The state is derived from the facts; the table says which acts a state and a role allow under an edition; the
guards of check() say what each act needs. A refusal names a code, the facts that it used, and the provision.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise

from putright.rules.acceptance import RefusalFacts, may_refuse
from putright.rules.calendar import Calendar
from putright.rules.clocks import extension_cap, original_due
from putright.rules.editions import Edition, edition
from putright.rules.errors import Refused
from putright.rules.facts import ComplaintFacts, StageFacts
from putright.rules.remedies import RemedyFacts, check_decided, check_offset


class State(StrEnum):
    """Where a complaint stands; derived by state(), never decided."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    STAGE2_ASKED = "stage2_asked"
    STAGE2_ACKNOWLEDGED = "stage2_acknowledged"
    STAGE2_ANSWERED = "stage2_answered"
    STAGE3_ASKED = "stage3_asked"
    STAGE3_ACKNOWLEDGED = "stage3_acknowledged"
    STAGE3_ANSWERED = "stage3_answered"
    REFUSED = "refused"
    ESCALATION_REFUSED = "escalation_refused"
    WITHDRAWN = "withdrawn"
    CLOSED_AFTER_STAGE1 = "closed_after_stage1"
    CLOSED = "closed"
    # It is answered with an earlier case, into which it was joined.
    JOINED = "joined"


class Act(StrEnum):
    """What can be done to a complaint."""

    ACKNOWLEDGE = "acknowledge"
    DEFINE = "define"
    ALLOCATE = "allocate"
    RECORD_CONTACT = "record_contact"
    FIND = "find"
    PROMISE = "promise"
    EXTEND = "extend"
    ANSWER = "answer"
    ESCALATE = "escalate"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    KEEP_PROMISE = "keep_promise"
    CLOSE = "close"
    REOPEN = "reopen"
    # Beside the stages: who and what belongs to the case.
    WRITE_MESSAGE = "write_message"
    ADD_FILE = "add_file"
    REDACT = "redact"
    ASK_EVIDENCE = "ask_evidence"
    MATCH_HOME = "match_home"
    LINK = "link"
    JOIN = "join"
    CHANGE_GROUP = "change_group"
    NAME_REPRESENTATIVE = "name_representative"
    RECORD_NEED = "record_need"
    DECIDE_NEED = "decide_need"
    RESTRICT = "restrict"
    REPORT_REPRISAL = "report_reprisal"
    ANSWER_REPRISAL = "answer_reprisal"
    LIMIT_CONTACT = "limit_contact"
    GIVE_NEWS = "give_news"
    REPLY_TO_MORE_TIME = "reply_to_more_time"
    DECIDE_REMEDY = "decide_remedy"
    APPROVE_REMEDY = "approve_remedy"
    SETTLE_REMEDY = "settle_remedy"
    DRAFT_LETTER = "draft_letter"
    CHECK_LETTER = "check_letter"
    LEARN = "learn"
    HOLD = "hold"
    # What residents say of their own case.
    CHECK_UNDERSTANDING = "check_understanding"
    TAKE_TIME = "take_time"
    RAISE_ISSUE = "raise_issue"
    CHANGE_CONTACT = "change_contact"
    SAY_AFTERWARDS = "say_afterwards"
    SHARE_STORY = "share_story"


class Role(StrEnum):
    """Who does it, as far as the rules tell people apart."""

    RESIDENT = "resident"
    COMPLAINTS_OFFICER = "complaints_officer"
    HOUSING_MANAGER = "housing_manager"
    HEAD_OF_HOUSING = "head_of_housing"
    LANDLORD_ADMIN = "landlord_admin"
    # Whoever takes a call: writes down what a resident says, and decides nothing.
    FRONT_LINE = "front_line"
    # Sees to it that work is shared out, covered and checked.
    TEAM_LEADER = "team_leader"
    # Answers for a service: what is learned from complaints becomes a change there.
    SERVICE_MANAGER = "service_manager"
    # The Member Responsible for Complaints (2024:9.5), on the governing body and outside the line.
    MEMBER_RESPONSIBLE = "member_responsible"


A = Act
# What belongs to a case and not to a stage may be done whatever the state: a need, a helper, a conflict or a file is
# written down when it becomes known, also after the end.
ANY_TIME = frozenset(
    {A.RECORD_CONTACT, A.WRITE_MESSAGE, A.KEEP_PROMISE, A.GIVE_NEWS, A.SETTLE_REMEDY, A.LEARN}
    | {A.ADD_FILE, A.REDACT, A.MATCH_HOME, A.LINK, A.CHANGE_GROUP, A.NAME_REPRESENTATIVE}
    | {
        A.RECORD_NEED,
        A.DECIDE_NEED,
        A.RESTRICT,
        A.REPORT_REPRISAL,
        A.ANSWER_REPRISAL,
        A.LIMIT_CONTACT,
        A.HOLD,
    }
    # Something new after the end becomes a complaint of its own; consent is withdrawn as long as there is a case.
    | {A.RAISE_ISSUE, A.CHANGE_CONTACT, A.SHARE_STORY}
)
# While an answer is being made the resident may correct what we understand of it.
CORRECTED = frozenset({A.CHECK_UNDERSTANDING, A.TAKE_TIME})
ASKED = (
    ANY_TIME
    | CORRECTED
    | {A.ACKNOWLEDGE, A.DEFINE, A.ALLOCATE, A.REFUSE, A.WITHDRAW, A.ASK_EVIDENCE}
    | {
        A.DRAFT_LETTER,
        A.CHECK_LETTER,
    }
)
AT_WORK = (
    ANY_TIME
    | CORRECTED
    | {A.DEFINE, A.ALLOCATE, A.FIND, A.PROMISE, A.EXTEND, A.ANSWER, A.REFUSE, A.WITHDRAW, A.ASK_EVIDENCE}
    | {A.DECIDE_REMEDY, A.APPROVE_REMEDY, A.DRAFT_LETTER, A.CHECK_LETTER, A.REPLY_TO_MORE_TIME}
)
# What is planned is promised by the answer: after it nothing could make a plan a promise.
ANSWERED = ANY_TIME | {A.CLOSE, A.ASK_EVIDENCE, A.TAKE_TIME}

# Which acts a state allows to anybody at all. The edition adds two things to it, below. A promise can be kept in
# each of them: a case brought from another system may have been refused or closed with one still open.
WHEN: Mapping[State, frozenset[Act]] = {
    State.RECEIVED: ASKED | {A.JOIN},
    State.ACKNOWLEDGED: AT_WORK | {A.JOIN},
    State.ANSWERED: ANSWERED | {A.ESCALATE},
    State.STAGE2_ASKED: ASKED,
    State.STAGE2_ACKNOWLEDGED: AT_WORK,
    State.STAGE2_ANSWERED: ANSWERED,
    State.STAGE3_ASKED: ASKED,
    State.STAGE3_ACKNOWLEDGED: AT_WORK,
    State.STAGE3_ANSWERED: ANSWERED,
    # The Ombudsman may direct a landlord to take on what it refused: acknowledging does that.
    State.REFUSED: ANY_TIME | {A.ACKNOWLEDGE, A.CLOSE},
    State.ESCALATION_REFUSED: ANY_TIME | {A.ACKNOWLEDGE, A.CLOSE},
    State.WITHDRAWN: ANY_TIME,
    # The Code sets no time within which stage 2 must be asked for, so a closed case still hears that request.
    State.CLOSED_AFTER_STAGE1: ANY_TIME | {A.ESCALATE, A.REOPEN, A.SAY_AFTERWARDS},
    State.CLOSED: ANY_TIME | {A.REOPEN, A.SAY_AFTERWARDS},
    # Joined wrongly, it is taken apart again.
    State.JOINED: ANY_TIME | {A.JOIN},
}

_OFFICER, _MANAGER, _HEAD = Role.COMPLAINTS_OFFICER, Role.HOUSING_MANAGER, Role.HEAD_OF_HOUSING
CASEWORKERS = frozenset({_OFFICER, _MANAGER, _HEAD})
# Those who write down what a resident says, and the resident.
HEARERS = CASEWORKERS | {Role.RESIDENT, Role.FRONT_LINE, Role.TEAM_LEADER}

# Who may do an act where the state allows it. Staff escalate and withdraw only by noting the resident's word.
WHO: Mapping[Act, frozenset[Role]] = {
    A.ACKNOWLEDGE: frozenset({_OFFICER, _HEAD}),
    A.DEFINE: CASEWORKERS,
    A.ALLOCATE: frozenset({_OFFICER, _HEAD, Role.TEAM_LEADER}),
    A.RECORD_CONTACT: HEARERS,
    A.FIND: frozenset({_MANAGER, _HEAD}),
    A.PROMISE: CASEWORKERS,
    A.EXTEND: CASEWORKERS,
    A.ANSWER: frozenset({_MANAGER, _HEAD}),
    A.ESCALATE: HEARERS,
    A.REFUSE: frozenset({_OFFICER, _HEAD}),
    A.WITHDRAW: HEARERS,
    A.KEEP_PROMISE: CASEWORKERS,
    A.CLOSE: CASEWORKERS,
    A.REOPEN: CASEWORKERS | {Role.RESIDENT},
    A.WRITE_MESSAGE: CASEWORKERS | {Role.RESIDENT},
    A.ADD_FILE: HEARERS,
    A.REDACT: CASEWORKERS,
    A.ASK_EVIDENCE: CASEWORKERS,
    A.MATCH_HOME: CASEWORKERS | {Role.FRONT_LINE, Role.TEAM_LEADER},
    A.LINK: CASEWORKERS | {Role.TEAM_LEADER},
    A.JOIN: frozenset({_OFFICER, _HEAD}),
    A.CHANGE_GROUP: HEARERS,
    A.NAME_REPRESENTATIVE: HEARERS,
    A.RECORD_NEED: HEARERS,
    A.DECIDE_NEED: CASEWORKERS,
    A.RESTRICT: frozenset({_OFFICER, _HEAD}),
    A.REPORT_REPRISAL: HEARERS,
    A.ANSWER_REPRISAL: frozenset({Role.MEMBER_RESPONSIBLE}),
    A.LIMIT_CONTACT: frozenset({_HEAD}),
    A.GIVE_NEWS: CASEWORKERS,
    A.REPLY_TO_MORE_TIME: HEARERS,
    A.DECIDE_REMEDY: frozenset({_MANAGER, _HEAD}),
    A.APPROVE_REMEDY: frozenset({_MANAGER, _HEAD}),
    A.SETTLE_REMEDY: CASEWORKERS | {Role.RESIDENT},
    A.DRAFT_LETTER: CASEWORKERS,
    A.CHECK_LETTER: CASEWORKERS | {Role.TEAM_LEADER},
    A.LEARN: CASEWORKERS | {Role.SERVICE_MANAGER},
    A.HOLD: frozenset({_OFFICER, _HEAD, Role.LANDLORD_ADMIN}),
    A.CHECK_UNDERSTANDING: HEARERS,
    A.TAKE_TIME: HEARERS,
    A.RAISE_ISSUE: HEARERS,
    A.CHANGE_CONTACT: HEARERS,
    A.SAY_AFTERWARDS: HEARERS,
    A.SHARE_STORY: HEARERS,
}

# A stage that an edition gives no acknowledgement of its own may be answered straight after the request.
STRAIGHT_AWAY = AT_WORK - ASKED
STAGE_ASKED = {State.RECEIVED: 1, State.STAGE2_ASKED: 2, State.STAGE3_ASKED: 3}
STAGE_ANSWERED = {State.ANSWERED: 1, State.STAGE2_ANSWERED: 2, State.STAGE3_ANSWERED: 3}

# Acts that happen one after the other; the rest may be noted for any day up to today.
IN_ORDER = frozenset({A.ACKNOWLEDGE, A.EXTEND, A.ANSWER, A.ESCALATE, A.REFUSE, A.WITHDRAW, A.CLOSE, A.REOPEN})
SENIOR_MANAGERS = frozenset({Role.HEAD_OF_HOUSING})


@dataclass(frozen=True, slots=True)
class PointFacts:
    """One point complained of, as far as it has been answered; blank texts count as missing."""

    number: int
    finding: str = ""
    reasons: str = ""
    remedy: str = ""
    no_remedy_because: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """More time as it would be given. The last three matter only beyond the cap.

    `news_every_days` is the interval agreed with the resident for news, in working days.
    """

    new_date: date
    reasons: str
    good_reason: str = ""
    approved_by: Role | None = None
    news_every_days: int | None = None


@dataclass(frozen=True, slots=True)
class Joining:
    """A case as another would be joined into it.

    `state` and `received_on` are the surviving case's; `same_case` says that both are one; `holds_others` that the
    case to be joined has cases of its own joined into it, `has_group` that it is a group's.
    """

    state: State
    received_on: date
    same_case: bool = False
    same_landlord: bool = True
    holds_others: bool = False
    has_group: bool = False


@dataclass(frozen=True, slots=True)
class Approval:
    """A payment that somebody would approve: its pence, who proposed it, and the approver's limit in pence."""

    pence: int
    proposed_by: object
    limit: int


@dataclass(frozen=True, slots=True)
class What:
    """What the guards of an act need to know beyond the facts; each act reads only its own.

    `refusal` is the ground of a refusal with what it rests on; `third_stage_reasons` are the landlord's own, from
    its self-assessment, for having a third stage at all: the resident never owes any. `unapproved` are the points
    whose payment is not approved (0: the complaint as a whole); `arrears` is the landlord's policy on setting a
    payment against arrears; `learned` whether what is learned is written down, or need not be.
    """

    points: Sequence[PointFacts] = ()
    person: object | None = None
    answers_stage: object | None = None
    considered_before: Collection[object] = field(default=frozenset())
    extension: Extension | None = None
    reasons: str = ""
    promises_open: int = 0
    refusal: RefusalFacts | None = None
    third_stage_reasons: str = ""
    # None where a case that was joined is taken apart again.
    joining: Joining | None = None
    remedy: RemedyFacts | None = None
    arrears: str = "with_agreement"
    approval: Approval | None = None
    unapproved: Sequence[int] = ()
    paying: bool = False
    payments_open: int = 0
    learned: bool = True


def state(facts: ComplaintFacts) -> State:
    """Where a complaint with these facts stands."""
    if facts.joined_on:
        return State.JOINED
    if not facts.stages:
        return State.RECEIVED
    last = max(facts.stages, key=lambda stage: stage.number)
    if facts.withdrawn_on and facts.withdrawn_on >= last.asked_on:
        return State.WITHDRAWN
    if facts.closed_on and facts.closed_on >= last.asked_on:
        answered_once = last.number == 1 and last.answered_on
        return State.CLOSED_AFTER_STAGE1 if answered_once else State.CLOSED
    if last.refusal:
        return State.REFUSED if last.number == 1 else State.ESCALATION_REFUSED
    if last.answered_on:
        return next(known for known, number in STAGE_ANSWERED.items() if number == last.number)
    if last.acknowledged_on:
        return (State.ACKNOWLEDGED, State.STAGE2_ACKNOWLEDGED, State.STAGE3_ACKNOWLEDGED)[last.number - 1]
    return next(known for known, number in STAGE_ASKED.items() if number == last.number)


def permitted(state: State, role: Role, edition: Edition | None) -> frozenset[Act]:
    """The acts that this role may do in this state under an edition (None: made before any)."""
    acts = {act for act in WHEN[state] | _by_edition(state, edition) if role in WHO[act]}
    return frozenset(acts)


def check(
    act: Act,
    *,
    role: Role,
    facts: ComplaintFacts,
    on: date,
    happened_on: date | None = None,
    what: What | None = None,
    calendar: Calendar | None = None,
) -> None:
    """Say nothing where the act may be done; otherwise raise Refused with code, facts and provision.

    `on` is today; `happened_on` the day of the act where it is noted later. `facts` are those before the act.
    1. Does the state, under this edition, and the role allow it? 2. Is the date possible? 3. The act's guard.
    """
    code = edition(facts.edition) if facts.edition else None
    stands = state(facts)
    _may(act, role, stands, code)
    day = happened_on or on
    _possible_day(act, facts, day, on)
    guard = GUARDS.get(act)
    if guard:
        guard(Asked(act, facts, _stage(facts), code, day, role, what or What(), calendar))


@dataclass(frozen=True, slots=True)
class Asked:
    """An act as a guard sees it: the facts before it, the stage that it belongs to, day and details."""

    act: Act
    facts: ComplaintFacts
    stage: StageFacts
    edition: Edition | None
    day: date
    role: Role
    what: What
    calendar: Calendar | None

    def refuse(self, code: str, guard: str, **facts: object) -> Refused:
        """A refusal with the provision that this edition puts behind the guard."""
        return Refused(
            code, {"stage": self.stage.number} | facts, _provision(self.edition, guard, self.stage.number)
        )


def _by_edition(state: State, code: Edition | None) -> frozenset[Act]:
    asked, answered = STAGE_ASKED.get(state), STAGE_ANSWERED.get(state)
    if asked and not _acknowledges(code, asked):
        return STRAIGHT_AWAY
    if answered and code and answered < code.stages_at_most:
        return frozenset({A.ESCALATE})
    return frozenset()


def _acknowledges(code: Edition | None, stage: int) -> bool:
    """Whether the edition has an acknowledgement with its own limit at this stage."""
    rules = code.stage_rules.get(stage) if code else None
    return bool(rules and rules.acknowledge)


def _may(act: Act, role: Role, stands: State, code: Edition | None) -> None:
    acts = WHEN[stands] | _by_edition(stands, code)
    if act in acts and role in WHO[act]:
        return
    facts = {"act": act.value, "state": stands.value, "role": role.value}
    if act in acts:
        raise Refused("not_this_role", facts)
    if act is A.ESCALATE and stands in STAGE_ANSWERED:
        raise Refused("no_further_stage", facts, _provision(code, "final_stage", STAGE_ANSWERED[stands]))
    if act is A.ESCALATE and stands in (State.RECEIVED, State.ACKNOWLEDGED):
        raise Refused("stage_not_answered", facts, _provision(code, "escalation", 1))
    if act in STRAIGHT_AWAY and stands in STAGE_ASKED:
        raise Refused("acknowledge_first", facts, _provision(code, "acknowledge_first", STAGE_ASKED[stands]))
    raise Refused("not_in_this_state", facts)


def _possible_day(act: Act, facts: ComplaintFacts, day: date, today: date) -> None:
    if day > today:
        raise Refused("date_in_future", {"act": act.value, "day": day, "today": today})
    if act in IN_ORDER:
        before = max(when for _, _, when in facts.dates())
        if day < before:
            raise Refused("date_before_preceding", {"act": act.value, "day": day, "before": before})


def _stage(facts: ComplaintFacts) -> StageFacts:
    if not facts.stages:
        return StageFacts(1, facts.received_on)
    return max(facts.stages, key=lambda stage: stage.number)


def _provision(code: Edition | None, guard: str, stage: int) -> str:
    return code.provision(guard, stage) if code else ""


def _defined(asked: Asked) -> None:
    if not asked.what.points:
        raise asked.refuse("definition_without_points", "definition")


def _other_person(asked: Asked) -> None:
    """Whoever considered an earlier stage may not consider this one, where the edition says so."""
    if asked.stage.number == 1 or not _provision(asked.edition, "other_person", asked.stage.number):
        return
    if asked.what.person is not None and asked.what.person in asked.what.considered_before:
        raise asked.refuse("considered_before", "other_person")


def _allocated(asked: Asked) -> None:
    """`what.person` is the one it goes to."""
    _other_person(asked)


def _found(asked: Asked) -> None:
    _other_person(asked)
    _own_stage(asked)


def _own_stage(asked: Asked) -> None:
    """A stage is answered by the person it was given to: the resident has one contact, and one name to hold to it."""
    if asked.what.person is not None and asked.what.person != asked.what.answers_stage:
        raise asked.refuse("answered_by_another", "")


# What each point's answer has to hold: the code of the refusal, its guard, and where it is written.
WITHOUT: tuple[tuple[str, str, Callable[[PointFacts], str]], ...] = (
    ("point_without_finding", "every_point", lambda point: point.finding),
    ("point_without_reasons", "every_point", lambda point: point.reasons),
    ("point_without_remedy", "remedy", lambda point: point.remedy.strip() or point.no_remedy_because),
)


def _answered(asked: Asked) -> None:
    _other_person(asked)
    _own_stage(asked)
    points = asked.what.points
    if not points:
        raise asked.refuse("definition_without_points", "definition")
    for code, guard, text in WITHOUT:
        missing = [point.number for point in points if not text(point).strip()]
        if missing:
            raise asked.refuse(code, guard, points=missing)
    if asked.what.unapproved:
        raise asked.refuse("payment_not_approved", "remedy", points=sorted(asked.what.unapproved))


def lacking(point: PointFacts) -> tuple[str, ...]:
    """The codes of all that this point's answer still lacks, for the page that leads to issuing it."""
    return tuple(code for code, _, text in WITHOUT if not text(point).strip())


def _extended(asked: Asked) -> None:
    """More time: once a stage, by its answerer or the complaints officer, told in time, with reasons."""
    what, stage, extension = asked.what, asked.stage, asked.what.extension
    if extension is None:
        raise asked.refuse("extension_without_date", "extension_reasons")
    if stage.extended_to:
        raise asked.refuse("extension_twice", "extension_cap", extended_to=stage.extended_to)
    mine = what.person is not None and what.person == what.answers_stage
    if asked.role is not Role.COMPLAINTS_OFFICER and not mine:
        raise asked.refuse("extension_by_another", "")
    if not extension.reasons.strip():
        raise asked.refuse("extension_without_reasons", "extension_reasons")
    far = _past_the_table(extension.new_date, asked.calendar)
    if far:
        raise far
    if asked.edition is None:
        return  # without an edition there is no due date to hold it to
    due = original_due(asked.facts, stage.number, asked.calendar)
    if asked.day > due:
        raise asked.refuse("extension_told_late", "extension_in_time", day=asked.day, due=due)
    if extension.new_date <= due:
        raise asked.refuse("extension_not_later", "extension_reasons", day=extension.new_date, due=due)
    cap = extension_cap(asked.facts, stage.number, asked.calendar)
    if cap and extension.new_date > cap:
        _beyond_cap(asked, extension, cap)


def _past_the_table(day: date, calendar: Calendar | None = None) -> Refused | None:
    """Why no extension may run to `day`: past the holiday table nothing could be counted up to it."""
    table = calendar or Calendar.england()
    if day <= table.last:
        return None
    return Refused("outside_calendar", {"day": day, "first": table.first, "last": table.last})


def _beyond_cap(asked: Asked, extension: Extension, cap: date) -> None:
    missing = []
    if not extension.good_reason.strip():
        missing.append("good_reason")
    if extension.approved_by not in SENIOR_MANAGERS:
        missing.append("approval")
    if missing:
        raise asked.refuse(
            "extension_beyond_cap", "extension_cap", day=extension.new_date, cap=cap, missing=missing
        )
    if not extension.news_every_days or extension.news_every_days < 1:
        raise asked.refuse("extension_without_news", "extension_news", day=extension.new_date, cap=cap)


def _refused(asked: Asked) -> None:
    """Reasons and a ground with what it rests on; without an edition there is no list of grounds, only reasons."""
    what, code, stage = asked.what, asked.edition, asked.stage.number
    if code is not None and code.grounds:
        made = asked.facts.made
        may_refuse(code, stage, made_on=made, on=asked.day, refusal=what.refusal, reasons=what.reasons)
    elif not what.reasons.strip():
        raise asked.refuse("refusal_without_reasons", "refusal")


def _escalated(asked: Asked) -> None:
    """A third stage that an edition allows only with reasons: the landlord's, recorded beforehand."""
    code, number = asked.edition, asked.stage.number
    if code is None or number < code.stages or code.third_stage != "with_reasons":
        return
    if not asked.what.third_stage_reasons.strip():
        raise asked.refuse("third_stage_without_reasons", "third_stage")


def _closed(asked: Asked) -> None:
    if asked.what.promises_open:
        raise asked.refuse("promises_open", "promises", open=asked.what.promises_open)
    if asked.what.payments_open:
        raise asked.refuse("payments_open", "remedy", open=asked.what.payments_open)
    if not asked.what.learned:
        raise asked.refuse("learning_missing", "learning")


def _replied_to_more_time(asked: Asked) -> None:
    if not asked.stage.extended_to:
        raise asked.refuse("no_more_time_taken", "extension_reasons")


def _remedy_decided(asked: Asked) -> None:
    """By whoever answers the stage; the amount is theirs to judge, what the resident has to be told is not."""
    _other_person(asked)
    _own_stage(asked)
    if asked.what.remedy is not None:
        check_decided(asked.what.remedy, asked.day, asked.what.arrears)


def _remedy_approved(asked: Asked) -> None:
    """Money is approved by somebody else than who proposed it, within their own limit."""
    approval = asked.what.approval
    if approval is None:
        return
    if asked.what.person is None or asked.what.person == approval.proposed_by:
        raise asked.refuse("approved_by_proposer", "remedy")
    if approval.pence > approval.limit:
        facts = {"limit": pounds(approval.limit), "amount": pounds(approval.pence)}
        raise asked.refuse("approval_above_limit", "remedy", **facts)


def _remedy_settled(asked: Asked) -> None:
    """The resident accepts or declines, or says so to staff; that money was paid only staff write down."""
    if asked.what.paying and asked.role is Role.RESIDENT:
        facts = {"act": asked.act.value, "role": asked.role.value}
        raise Refused("not_this_role", facts)
    if asked.what.remedy is not None:
        check_offset(asked.what.remedy, asked.what.arrears)


def pounds(pence: int) -> str:
    """An amount as it is written after a pound sign: "1,250" or "62.50"."""
    return f"{pence // 100:,}" if pence % 100 == 0 else f"{pence / 100:,.2f}"


NOT_ANSWERED = frozenset({State.RECEIVED, State.ACKNOWLEDGED})


def _joined(asked: Asked) -> None:
    """One answer for both, from the earlier case: joining must never give the resident a later date."""
    into = asked.what.joining
    joined = asked.facts.joined_on is not None
    if into is None:
        if not joined:
            raise asked.refuse("not_joined", "")
        return
    if joined:
        raise asked.refuse("joined_already", "")
    if into.same_case:
        raise asked.refuse("join_into_itself", "")
    if not into.same_landlord:
        raise asked.refuse("join_elsewhere", "")
    if into.received_on > asked.facts.received_on:
        raise asked.refuse(
            "join_into_later", "", received=asked.facts.received_on, other_received=into.received_on
        )
    if into.state not in NOT_ANSWERED:
        raise asked.refuse("join_into_ended", "", state=into.state.value)
    if into.holds_others:
        raise asked.refuse("join_holds_others", "")
    if into.has_group:
        raise asked.refuse("join_has_group", "")


# Withdrawal has no guard, and escalation none about the resident: no reason may be asked of them.
GUARDS: Mapping[Act, Callable[[Asked], None]] = {
    A.ACKNOWLEDGE: _defined,
    A.DEFINE: _defined,
    A.ALLOCATE: _allocated,
    A.FIND: _found,
    A.EXTEND: _extended,
    A.ANSWER: _answered,
    A.ESCALATE: _escalated,
    A.REFUSE: _refused,
    A.CLOSE: _closed,
    A.JOIN: _joined,
    A.REPLY_TO_MORE_TIME: _replied_to_more_time,
    A.DECIDE_REMEDY: _remedy_decided,
    A.APPROVE_REMEDY: _remedy_approved,
    A.SETTLE_REMEDY: _remedy_settled,
}


def impossible(facts: ComplaintFacts, on: date | None = None) -> Refused | None:
    """Why a history cannot have happened, or None. One that merely broke the Code is possible.

    `on` is today, where dates to come should be refused as well.
    """
    return next(_impossibilities(facts, on), None)


def _impossibilities(facts: ComplaintFacts, on: date | None) -> Iterator[Refused]:
    if facts.made_on and facts.made_on > facts.received_on:
        yield Refused("made_after_received", {"day": facts.made_on, "received": facts.received_on})
    for what, number, day in facts.dates():
        if on and day > on:
            yield Refused("happened_in_future", {"what": what, "stage": number, "day": day, "today": on})
        if day < facts.received_on:
            yield Refused(
                f"{what}_before_received", {"day": day, "stage": number, "received": facts.received_on}
            )
    numbers = [stage.number for stage in facts.stages]
    if numbers != list(range(1, len(numbers) + 1)):
        yield Refused("stages_not_in_order", {"stages": numbers})
    code = edition(facts.edition) if facts.edition else None
    if code and numbers and max(numbers) > code.stages_at_most:
        yield Refused(
            "stage_not_in_edition",
            {"stage": max(numbers), "edition": code.id},
            code.provision("final_stage"),
        )
    for earlier, later in pairwise(facts.stages):
        if later.asked_on < earlier.asked_on:
            yield Refused("escalated_out_of_order", {"stage": later.number, "day": later.asked_on})
    for stage in facts.stages:
        yield from _impossible_stage(stage)


def _impossible_stage(stage: StageFacts) -> Iterator[Refused]:
    happened = {
        "acknowledged": stage.acknowledged_on,
        "extended": stage.extended_told_on,
        "answered": stage.answered_on,
        "refused": stage.refused_on,
    }
    for what, day in happened.items():
        if day and day < stage.asked_on:
            yield Refused(
                f"{what}_before_escalated", {"day": day, "stage": stage.number, "asked": stage.asked_on}
            )
    if stage.extended_to and stage.extended_to < stage.asked_on:
        yield Refused(
            "extended_into_past", {"day": stage.extended_to, "stage": stage.number, "asked": stage.asked_on}
        )
    if stage.extended_to and (far := _past_the_table(stage.extended_to)):
        yield far
    if stage.answered_on and stage.refused_on and stage.refused_on > stage.answered_on:
        yield Refused("refused_after_answer", {"stage": stage.number, "day": stage.refused_on})
