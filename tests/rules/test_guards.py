"""What each act needs beyond state and role, and the code of each refusal."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from putright.rules.acceptance import RefusalFacts
from putright.rules.clocks import clocks, overdue
from putright.rules.errors import Refused
from putright.rules.remedies import RemedyFacts
from putright.rules.stages import (
    Act,
    Approval,
    Extension,
    Joining,
    PointFacts,
    Role,
    State,
    What,
    check,
    impossible,
    state,
)
from tests.rules.cases import complaint, day, stage

OFFICER, MANAGER, HEAD, RESIDENT = (
    Role.COMPLAINTS_OFFICER,
    Role.HOUSING_MANAGER,
    Role.HEAD_OF_HOUSING,
    Role.RESIDENT,
)
RECEIVED = complaint("2024", stage(1, "2026-11-04"))
AT_WORK = complaint("2024", stage(1, "2026-11-04", acknowledged="2026-11-09"))
ANSWERED_1 = stage(1, "2026-11-04", acknowledged="2026-11-09", answered="2026-11-16")
ANSWERED = complaint("2024", ANSWERED_1)
REVIEWED = complaint("2024", ANSWERED_1, stage(2, "2026-11-20", acknowledged="2026-11-23"))
POINT = PointFacts(1, finding="agree", reasons="No visit was made.", remedy="Repair by Friday")


def refusal(act, role, facts, on, happened_on=None, **what) -> tuple[str, str] | None:  # type: ignore[no-untyped-def]
    """The code and provision of the refusal, or None where the act may be done."""
    happened = day(happened_on) if happened_on else None
    try:
        check(act, role=role, facts=facts, on=day(on), happened_on=happened, what=What(**what))
    except Refused as refused:
        assert str(refused), "a refusal has its sentence"
        return refused.code, refused.provision
    return None


def test_a_definition_has_at_least_one_point():
    assert refusal(Act.ACKNOWLEDGE, OFFICER, RECEIVED, "2026-11-05") == ("definition_without_points", "6.2")
    assert refusal(Act.DEFINE, OFFICER, RECEIVED, "2026-11-05") == ("definition_without_points", "6.2")
    assert refusal(Act.ACKNOWLEDGE, OFFICER, RECEIVED, "2026-11-05", points=[PointFacts(1)]) is None


def test_acknowledged_before_answered():
    assert refusal(Act.ANSWER, MANAGER, RECEIVED, "2026-11-05", points=[POINT]) == (
        "acknowledge_first",
        "6.2",
    )
    asked = complaint("2024", ANSWERED_1, stage(2, "2026-11-20"))
    assert refusal(Act.ANSWER, HEAD, asked, "2026-11-23", points=[POINT]) == ("acknowledge_first", "6.11")


def test_stage_2_of_2022_may_be_answered_without_an_acknowledgement():
    first = stage(1, "2022-11-04", acknowledged="2022-11-09", answered="2022-11-16")
    asked = complaint("2022", first, stage(2, "2022-11-21"))
    assert refusal(Act.ANSWER, HEAD, asked, "2022-11-23", points=[POINT]) is None


def test_a_role_that_may_not_and_a_state_that_does_not_allow():
    assert refusal(Act.ANSWER, OFFICER, AT_WORK, "2026-11-10") == ("not_this_role", "")
    assert refusal(Act.CLOSE, OFFICER, AT_WORK, "2026-11-10") == ("not_in_this_state", "")


@pytest.mark.parametrize(
    ("missing", "code", "provision"),
    [
        ({"finding": " "}, "point_without_finding", "6.7"),
        ({"reasons": ""}, "point_without_reasons", "6.7"),
        ({"remedy": "  "}, "point_without_remedy", "7.3"),
    ],
)
def test_an_answer_deals_with_every_point(missing, code, provision):
    whole = {"finding": "agree", "reasons": "Because.", "remedy": "Paid"}
    faulty = PointFacts(2, **whole | missing)
    asked = refusal(Act.ANSWER, MANAGER, AT_WORK, "2026-11-16", points=[POINT, faulty])
    assert asked == (code, provision)
    with pytest.raises(Refused) as refused:
        check(
            Act.ANSWER, role=MANAGER, facts=AT_WORK, on=day("2026-11-16"), what=What(points=[POINT, faulty])
        )
    assert refused.value.facts["points"] == [2]


def test_an_answer_needs_points_and_says_why_there_is_no_remedy():
    assert refusal(Act.ANSWER, MANAGER, AT_WORK, "2026-11-16") == ("definition_without_points", "6.2")
    none = PointFacts(1, "disagree", "The visit was made.", no_remedy_because="Nothing went wrong")
    assert refusal(Act.ANSWER, MANAGER, AT_WORK, "2026-11-16", points=[none]) is None


@pytest.mark.parametrize("act", [Act.ANSWER, Act.FIND, Act.ALLOCATE])
def test_stage_2_is_considered_by_somebody_else(act):
    same = {"person": "Dee", "answers_stage": "Dee", "considered_before": {"Dee"}, "points": [POINT]}
    assert refusal(act, HEAD, REVIEWED, "2026-11-24", **same) == ("considered_before", "6.13")
    assert (
        refusal(act, HEAD, REVIEWED, "2026-11-24", **same | {"person": "Eve", "answers_stage": "Eve"}) is None
    )


def test_the_first_stage_may_be_considered_by_anybody():
    same = {"person": "Dee", "answers_stage": "Dee", "considered_before": {"Dee"}, "points": [POINT]}
    assert refusal(Act.ANSWER, MANAGER, AT_WORK, "2026-11-16", **same) is None


def extend(facts=AT_WORK, on="2026-11-20", role=OFFICER, person=None, new="2026-12-07", **more):  # type: ignore[no-untyped-def]
    wanted = Extension(day(new), **{"reasons": "A survey is needed."} | more)
    return refusal(Act.EXTEND, role, facts, on, person=person, answers_stage="Max", extension=wanted)


def test_more_time_within_the_cap():
    assert extend() is None
    assert extend(on="2026-11-23") is None, "the original due day is still in time"
    assert extend(role=MANAGER, person="Max") is None


@pytest.mark.parametrize(
    ("how", "code", "provision"),
    [
        ({"reasons": " "}, "extension_without_reasons", "6.4"),
        ({"on": "2026-11-24"}, "extension_told_late", "6.4"),
        ({"new": "2026-11-23"}, "extension_not_later", "6.4"),
        ({"role": MANAGER, "person": "Ann"}, "extension_by_another", ""),
        ({"role": HEAD}, "extension_by_another", ""),
        ({"new": "2026-12-08"}, "extension_beyond_cap", "6.4"),
        ({"new": "2026-12-08", "good_reason": "Asbestos"}, "extension_beyond_cap", "6.4"),
        (
            {"new": "2026-12-08", "good_reason": "Asbestos", "approved_by": MANAGER},
            "extension_beyond_cap",
            "6.4",
        ),
        (
            {"new": "2026-12-08", "good_reason": "Asbestos", "approved_by": HEAD},
            "extension_without_news",
            "5.9",
        ),
    ],
)
def test_more_time_that_is_refused(how, code, provision):
    assert extend(**how) == (code, provision)


def test_more_time_beyond_the_cap_with_reason_approval_and_news():
    assert extend(new="2026-12-18", good_reason="Asbestos", approved_by=HEAD, news_every_days=5) is None


def test_more_time_once_a_stage_and_with_a_date():
    again = complaint("2024", stage(1, "2026-11-04", acknowledged="2026-11-09", extended="2026-12-01"))
    assert extend(facts=again) == ("extension_twice", "6.4")
    assert refusal(Act.EXTEND, OFFICER, AT_WORK, "2026-11-20") == ("extension_without_date", "6.4")


def test_stage_2_needs_the_answer_first_and_no_reason():
    assert refusal(Act.ESCALATE, RESIDENT, AT_WORK, "2026-11-10") == ("stage_not_answered", "6.10")
    assert refusal(Act.ESCALATE, RESIDENT, ANSWERED, "2026-11-17") is None


@pytest.mark.parametrize(
    ("edition", "reasons", "refused"),
    [
        ("2020", "", None),
        ("2022", "", ("third_stage_without_reasons", "5.17")),
        ("2022", "Tenant panel, as our self-assessment says.", None),
        ("2024", "Tenant panel, as our self-assessment says.", ("no_further_stage", "6.10")),
    ],
)
def test_a_third_stage_where_the_edition_has_one(edition, reasons, refused):
    facts = complaint(
        edition, ANSWERED_1, stage(2, "2026-11-20", acknowledged="2026-11-23", answered="2026-12-01")
    )
    assert refusal(Act.ESCALATE, RESIDENT, facts, "2026-12-03", third_stage_reasons=reasons) == refused


@pytest.mark.parametrize("edition", ["2020", "2022", "2024", None])
def test_stage_2_needs_no_reasons_from_anybody(edition):
    facts = complaint(edition, ANSWERED_1)
    for role in (RESIDENT, OFFICER):
        assert refusal(Act.ESCALATE, role, facts, "2026-11-20", reasons="") is None


@pytest.mark.parametrize(("edition", "provision"), [("2020", None), ("2022", "5.12"), ("2024", "6.13")])
def test_who_may_review_is_the_editions_to_say(edition, provision):
    facts = complaint(edition, ANSWERED_1, stage(2, "2026-11-20", acknowledged="2026-11-23"))
    same = {"person": "Dee", "answers_stage": "Dee", "considered_before": {"Dee"}, "points": [POINT]}
    expected = ("considered_before", provision) if provision else None
    assert refusal(Act.ANSWER, HEAD, facts, "2026-11-24", **same) == expected


def test_a_refusal_has_reasons():
    assert refusal(Act.REFUSE, OFFICER, RECEIVED, "2026-11-05") == ("refusal_without_reasons", "2.4")
    asked = complaint("2024", ANSWERED_1, stage(2, "2026-11-20"))
    assert refusal(Act.REFUSE, HEAD, asked, "2026-11-23", reasons=" ") == ("refusal_without_reasons", "5.11")
    before_any = complaint(None, stage(1, "2019-11-04"))
    assert refusal(Act.REFUSE, OFFICER, before_any, "2019-11-05") == ("refusal_without_reasons", "")
    assert refusal(Act.REFUSE, OFFICER, before_any, "2019-11-05", reasons="Filed at court") is None


def test_a_refusal_has_a_ground_that_holds():
    reasons = "The claim and its particulars are with the county court."
    ask = partial(refusal, Act.REFUSE, OFFICER, RECEIVED, "2026-11-05", reasons=reasons)
    assert ask() == ("refusal_without_ground", "2.4")
    assert ask(refusal=RefusalFacts("in_court")) == ("ground_without_facts", "2.2")
    filed = RefusalFacts("in_court", claim_filed_on=day("2026-10-01"), particulars_filed_on=day("2026-10-12"))
    assert ask(refusal=filed) is None


def test_closed_only_when_every_promise_is_kept():
    assert refusal(Act.CLOSE, OFFICER, ANSWERED, "2026-11-20", promises_open=1) == ("promises_open", "6.6")
    assert refusal(Act.CLOSE, OFFICER, ANSWERED, "2026-11-20") is None


def test_dates_to_come_and_dates_before_the_preceding_fact():
    points = {"points": [PointFacts(1)]}
    late = refusal(Act.ACKNOWLEDGE, OFFICER, RECEIVED, "2026-11-05", "2026-11-06", **points)
    assert late == ("date_in_future", "")
    early = refusal(Act.ACKNOWLEDGE, OFFICER, RECEIVED, "2026-11-05", "2026-11-03", **points)
    assert early == ("date_before_preceding", "")
    assert refusal(Act.ACKNOWLEDGE, OFFICER, RECEIVED, "2026-11-09", "2026-11-05", **points) is None
    assert refusal(Act.RECORD_CONTACT, OFFICER, RECEIVED, "2026-11-09", "2026-11-02") is None


STATES = [
    (RECEIVED, State.RECEIVED),
    (AT_WORK, State.ACKNOWLEDGED),
    (ANSWERED, State.ANSWERED),
    (REVIEWED, State.STAGE2_ACKNOWLEDGED),
    (complaint("2024", ANSWERED_1, stage(2, "2026-11-20")), State.STAGE2_ASKED),
    (complaint("2024", ANSWERED_1, stage(2, "2026-11-20", answered="2026-12-01")), State.STAGE2_ANSWERED),
    (complaint("2024", ANSWERED_1, stage(2, "2026-11-20", refused="2026-11-24")), State.ESCALATION_REFUSED),
    (complaint("2022", ANSWERED_1, stage(2, "2026-11-20"), stage(3, "2026-11-21")), State.STAGE3_ASKED),
    (
        complaint(
            "2022", ANSWERED_1, stage(2, "2026-11-20"), stage(3, "2026-11-21", acknowledged="2026-11-22")
        ),
        State.STAGE3_ACKNOWLEDGED,
    ),
    (
        complaint("2022", ANSWERED_1, stage(2, "2026-11-20"), stage(3, "2026-11-21", answered="2026-11-22")),
        State.STAGE3_ANSWERED,
    ),
    (complaint("2024", stage(1, "2026-11-04", refused="2026-11-06")), State.REFUSED),
    (
        complaint("2024", stage(1, "2026-11-04", refused="2026-11-06", acknowledged="2026-11-09")),
        State.ACKNOWLEDGED,
    ),
    (complaint("2024", stage(1, "2026-11-04"), withdrawn_on=day("2026-11-06")), State.WITHDRAWN),
    (complaint("2024", ANSWERED_1, closed_on=day("2026-11-18")), State.CLOSED_AFTER_STAGE1),
    (complaint("2024", ANSWERED_1, stage(2, "2026-11-20"), closed_on=day("2026-11-18")), State.STAGE2_ASKED),
    (complaint("2024", ANSWERED_1, stage(2, "2026-11-20"), closed_on=day("2026-12-18")), State.CLOSED),
    (
        complaint("2024", stage(1, "2026-11-04", refused="2026-11-06"), closed_on=day("2026-11-09")),
        State.CLOSED,
    ),
    (complaint("2024", stage(1, "2026-11-04"), joined_on=day("2026-11-05")), State.JOINED),
]


@pytest.mark.parametrize(("facts", "stands"), STATES)
def test_the_state_follows_from_the_facts(facts, stands):
    assert state(facts) is stands


def test_every_state_is_reached_from_some_facts():
    assert {stands for _, stands in STATES} == set(State)


IMPOSSIBLE = [
    ("acknowledged_before_received", complaint("2024", stage(1, "2026-11-04", acknowledged="2026-11-03"))),
    ("answered_before_received", complaint("2024", stage(1, "2026-11-04", answered="2026-11-03"))),
    ("refused_before_received", complaint("2024", stage(1, "2026-11-04", refused="2026-11-03"))),
    (
        "extended_before_received",
        complaint("2024", stage(1, "2026-11-04", extended="2026-12-01", told="2026-11-03")),
    ),
    ("escalated_before_received", complaint("2024", ANSWERED_1, stage(2, "2026-11-03"))),
    ("withdrawn_before_received", complaint("2024", stage(1, "2026-11-04"), withdrawn_on=day("2026-11-03"))),
    ("closed_before_received", complaint("2024", stage(1, "2026-11-04"), closed_on=day("2026-11-03"))),
    ("joined_before_received", complaint("2024", stage(1, "2026-11-04"), joined_on=day("2026-11-03"))),
    ("made_after_received", complaint("2024", stage(1, "2026-11-04"), made_on=day("2026-11-05"))),
    (
        "acknowledged_before_escalated",
        complaint("2024", ANSWERED_1, stage(2, "2026-11-20", acknowledged="2026-11-19")),
    ),
    (
        "answered_before_escalated",
        complaint("2024", ANSWERED_1, stage(2, "2026-11-20", answered="2026-11-19")),
    ),
    ("refused_before_escalated", complaint("2024", ANSWERED_1, stage(2, "2026-11-20", refused="2026-11-19"))),
    (
        "extended_before_escalated",
        complaint("2024", ANSWERED_1, stage(2, "2026-11-20", extended="2026-12-31", told="2026-11-19")),
    ),
    ("extended_into_past", complaint("2024", stage(1, "2026-11-04", extended="2026-11-03"))),
    ("escalated_out_of_order", complaint("2022", ANSWERED_1, stage(2, "2026-11-20"), stage(3, "2026-11-19"))),
    (
        "refused_after_answer",
        complaint("2024", stage(1, "2026-11-04", answered="2026-11-09", refused="2026-11-10")),
    ),
    ("stages_not_in_order", complaint("2022", ANSWERED_1, stage(3, "2026-11-20"))),
    ("stage_not_in_edition", complaint("2024", ANSWERED_1, stage(2, "2026-11-20"), stage(3, "2026-11-21"))),
]


@pytest.mark.parametrize(("code", "facts"), IMPOSSIBLE)
def test_a_history_that_cannot_be(code, facts):
    refused = impossible(facts)
    assert refused is not None
    assert refused.code == code
    assert str(refused)


@pytest.mark.parametrize(
    "facts",
    [
        complaint("2024", stage(1, "2024-05-01", answered="2025-05-01")),
        complaint("2024", stage(1, "2024-05-01", acknowledged="2024-09-01", answered="2024-06-01")),
        complaint("2024", stage(1, "2024-05-01"), stage(2, "2024-05-02", answered="2024-05-03")),
        complaint("2024", stage(1, "2024-05-01", extended="2025-05-01", told="2025-01-01")),
        complaint("2024", stage(1, "2024-05-01", refused="2024-05-03", answered="2024-09-03")),
        complaint(None, stage(1, "2001-05-01"), stage(2, "2001-06-01"), stage(3, "2001-07-01")),
    ],
)
def test_a_history_that_broke_the_code_is_taken(facts):
    assert impossible(facts) is None


def test_what_is_still_to_come_has_not_happened():
    assert impossible(ANSWERED, on=day("2026-11-16")) is None
    refused = impossible(ANSWERED, on=day("2026-11-15"))
    assert refused is not None
    assert refused.code == "happened_in_future"


@pytest.mark.parametrize("act", [Act.FIND, Act.ANSWER])
def test_a_stage_is_answered_by_the_person_it_was_given_to(act: Act):
    mine = {"person": "Ann", "answers_stage": "Ann", "points": [POINT]}
    assert refusal(act, MANAGER, AT_WORK, "2026-11-10", **mine) is None
    assert refusal(act, MANAGER, AT_WORK, "2026-11-10", **mine | {"person": "Bob"}) == (
        "answered_by_another",
        "",
    )
    assert refusal(act, MANAGER, AT_WORK, "2026-11-10", **mine | {"answers_stage": None}) == (
        "answered_by_another",
        "",
    )


EARLIER = Joining(State.ACKNOWLEDGED, day("2026-11-03"))
JOINED = complaint("2024", stage(1, "2026-11-04"), joined_on=day("2026-11-05"))


@pytest.mark.parametrize(
    ("into", "code"),
    [
        (EARLIER, None),
        (replace(EARLIER, received_on=day("2026-11-04")), None),
        (replace(EARLIER, received_on=day("2026-11-05")), "join_into_later"),
        (replace(EARLIER, state=State.ANSWERED), "join_into_ended"),
        (replace(EARLIER, state=State.WITHDRAWN), "join_into_ended"),
        (replace(EARLIER, state=State.JOINED), "join_into_ended"),
        (replace(EARLIER, same_case=True), "join_into_itself"),
        (replace(EARLIER, same_landlord=False), "join_elsewhere"),
        (replace(EARLIER, holds_others=True), "join_holds_others"),
        (replace(EARLIER, has_group=True), "join_has_group"),
        (None, "not_joined"),
    ],
)
def test_a_case_is_joined_into_an_earlier_one_that_waits_for_its_answer_too(into, code):
    refused = refusal(Act.JOIN, OFFICER, RECEIVED, "2026-11-06", joining=into)
    assert (refused[0] if refused else None) == code


def test_a_joined_case_can_only_be_taken_apart():
    assert refusal(Act.JOIN, OFFICER, JOINED, "2026-11-06", joining=EARLIER) == ("joined_already", "")
    assert refusal(Act.JOIN, OFFICER, JOINED, "2026-11-06") is None
    assert refusal(Act.JOIN, MANAGER, JOINED, "2026-11-06") == ("not_this_role", "")
    assert refusal(Act.ANSWER, MANAGER, JOINED, "2026-11-06") == ("not_in_this_state", "")


def test_joining_stops_the_clocks_and_taking_apart_gives_them_back_with_their_dates():
    whole = replace(JOINED, joined_on=None)
    (stopped,) = clocks(JOINED, day("2026-12-24"))
    assert (stopped.stopped, stopped.late) == ("joined", False)
    assert next(clock.due for clock in clocks(whole, day("2026-12-24"))) == stopped.due
    assert overdue(clocks(whole, day("2026-12-24")))


def test_an_answer_does_not_go_out_with_a_payment_that_waits_for_approval():
    asked = {"points": [POINT], "unapproved": [2, 1]}
    assert refusal(Act.ANSWER, MANAGER, AT_WORK, "2026-11-16", **asked) == ("payment_not_approved", "7.3")
    assert refusal(Act.ANSWER, MANAGER, AT_WORK, "2026-11-16", points=[POINT]) is None


@pytest.mark.parametrize(
    ("approver", "limit", "code"),
    [
        ("Max", 100_000, "approved_by_proposer"),
        (None, 100_000, "approved_by_proposer"),
        ("Hetty", 49_999, "approval_above_limit"),
        ("Hetty", 50_000, None),
    ],
)
def test_money_is_approved_by_somebody_else_within_their_limit(approver, limit, code):
    asked = Approval(pence=50_000, proposed_by="Max", limit=limit)
    got = refusal(Act.APPROVE_REMEDY, HEAD, AT_WORK, "2026-11-16", person=approver, approval=asked)
    assert got == ((code, "7.3") if code else None)


def test_a_remedy_is_decided_by_whoever_answers_the_stage():
    sorry = RemedyFacts("apology", words="I am sorry.")
    asked = {"answers_stage": "Max", "remedy": sorry}
    assert refusal(Act.DECIDE_REMEDY, MANAGER, AT_WORK, "2026-11-16", person="Max", **asked) is None
    other = refusal(Act.DECIDE_REMEDY, MANAGER, AT_WORK, "2026-11-16", person="Dee", **asked)
    assert other == ("answered_by_another", "")


def test_a_resident_does_not_write_down_that_money_was_paid():
    assert refusal(Act.SETTLE_REMEDY, RESIDENT, ANSWERED, "2026-11-20", paying=True) == ("not_this_role", "")
    assert refusal(Act.SETTLE_REMEDY, RESIDENT, ANSWERED, "2026-11-20") is None
    assert refusal(Act.SETTLE_REMEDY, OFFICER, ANSWERED, "2026-11-20", paying=True) is None


def test_there_is_nothing_to_say_to_more_time_that_was_not_taken():
    asked = refusal(Act.REPLY_TO_MORE_TIME, RESIDENT, AT_WORK, "2026-11-16")
    assert asked == ("no_more_time_taken", "6.4")
    told = complaint(
        "2024", stage(1, "2026-11-04", acknowledged="2026-11-09", extended="2026-12-07", told="2026-11-13")
    )
    assert refusal(Act.REPLY_TO_MORE_TIME, RESIDENT, told, "2026-11-16") is None


def test_a_case_is_closed_with_what_it_teaches_and_what_it_owes():
    assert refusal(Act.CLOSE, OFFICER, ANSWERED, "2026-11-20", learned=False) == ("learning_missing", "9.1")
    assert refusal(Act.CLOSE, OFFICER, ANSWERED, "2026-11-20", payments_open=1) == ("payments_open", "7.3")
    assert refusal(Act.CLOSE, OFFICER, ANSWERED, "2026-11-20") is None
