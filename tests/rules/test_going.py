"""May I go to the Ombudsman now? Three answers, exactly one of them this case's own, each date from the rules."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.rules import english
from putright.rules.clocks import clocks, overdue
from putright.rules.going import Going, MayIGo, final_answer_on, may_i_go
from tests.rules.cases import by_id, complaint, day, stage


def codes(found: MayIGo, going: Going) -> list[str]:
    return [step.code for one in found.answers if one.going is going for step in one.steps]


def said(found: MayIGo, going: Going) -> str:
    return " ".join(
        english(step.code, step.facts) for one in found.answers if one.going is going for step in one.steps
    )


def test_a_fresh_complaint_may_ask_for_advice_and_is_told_what_it_waits_for():
    facts = complaint("2024", stage(1, "2026-11-03"))
    found = may_i_go(day("2026-11-04"), facts)
    assert found.now is Going.ADVICE
    assert [one.going for one in found.answers] == [Going.ADVICE, Going.NO_REPLY, Going.FINAL]
    assert codes(found, Going.ADVICE) == ["going.advice", "going.waiting.acknowledge"]
    assert "Tuesday 10 November 2026" in said(found, Going.ADVICE)
    assert codes(found, Going.NO_REPLY)[:3] == [
        "going.no_reply",
        "going.nothing_missed",
        "going.waiting.acknowledge",
    ]
    assert codes(found, Going.FINAL) == ["going.not_final", "going.after_final"]
    assert found.referral is None


def test_one_day_past_the_answer_it_has_had_no_reply():
    facts = complaint("2024", stage(1, "2026-11-03", acknowledged="2026-11-10"))
    assert may_i_go(day("2026-11-24"), facts).now is Going.ADVICE
    found = may_i_go(day("2026-11-25"), facts)
    assert found.now is Going.NO_REPLY
    assert [clock.id for clock in found.missed] == ["R1-24"]
    missed = next(step for one in found.answers for step in one.steps if step.code == "going.missed.respond")
    assert missed.facts == {"stage": 1, "day": day("2026-11-24")}
    assert missed.provision == by_id(facts)["R1-24"].provision == "6.3"
    assert "going.waiting.respond" not in codes(found, Going.ADVICE)


def test_both_missed_dates_are_named_where_nothing_at_all_was_done():
    found = may_i_go(day("2026-12-31"), complaint("2024", stage(1, "2026-11-03")))
    assert [clock.event for clock in found.missed] == ["acknowledge", "respond"]
    assert {"going.missed.acknowledge", "going.missed.respond"} <= set(codes(found, Going.NO_REPLY))


def test_a_first_answer_is_not_the_final_one():
    facts = complaint("2024", stage(1, "2026-11-03", acknowledged="2026-11-10", answered="2026-11-20"))
    found = may_i_go(day("2027-06-01"), facts)
    assert found.now is Going.ADVICE
    assert "going.next_stage" in codes(found, Going.ADVICE)
    assert found.final_on is None


def test_a_late_answer_that_was_given_is_no_missing_reply():
    facts = complaint("2024", stage(1, "2026-11-03", acknowledged="2026-11-10", answered="2026-12-20"))
    assert may_i_go(day("2026-12-21"), facts).now is Going.ADVICE


def second(**facts: str) -> tuple[object, ...]:
    return (
        stage(1, "2026-01-05", acknowledged="2026-01-07", answered="2026-01-20"),
        stage(2, "2026-02-02", **facts),
    )


def test_the_final_answer_opens_the_way_at_once_for_twelve_months():
    facts = complaint("2024", *second(acknowledged="2026-02-04", answered="2026-02-27"))
    for on, late in (("2026-02-27", False), ("2027-02-27", False), ("2027-02-28", True)):
        found = may_i_go(day(on), facts)
        assert found.now is Going.FINAL
        assert found.final_on == day("2026-02-27")
        assert found.referral is not None
        assert found.referral.last_day == day("2027-02-27")
        assert ("going.final.late" in codes(found, Going.FINAL)) is late
        assert "going.final.direct" in codes(found, Going.FINAL)
    assert "Saturday 27 February 2027: within 12 months" in said(found, Going.FINAL)


@pytest.mark.parametrize(
    "facts",
    [
        complaint("2024", stage(1, "2026-11-03", refused="2026-11-06")),
        complaint("2024", *second(refused="2026-02-05")),
        complaint("2022", stage(1, "2022-11-03", refused="2022-11-08")),
        complaint(None, stage(1, "2019-11-04", refused="2019-11-08")),
    ],
)
def test_a_refusal_counts_as_the_final_answer(facts):
    refused = facts.stages[-1].refused_on
    found = may_i_go(refused, facts)
    assert found.now is Going.FINAL
    assert found.final_on == refused
    assert "going.final.refused" in codes(found, Going.FINAL)


def test_a_refusal_that_was_taken_back_is_none():
    facts = complaint("2024", stage(1, "2026-11-03", refused="2026-11-06", acknowledged="2026-11-09"))
    assert may_i_go(day("2026-11-10"), facts).now is Going.ADVICE


def test_a_third_stage_that_was_asked_for_reopens_the_question():
    stages = (
        stage(1, "2022-05-02", acknowledged="2022-05-04", answered="2022-05-16"),
        stage(2, "2022-05-20", acknowledged="2022-05-23", answered="2022-06-10"),
    )
    assert final_answer_on(complaint("2022", *stages)) == day("2022-06-10")
    asked = complaint("2022", *stages, stage(3, "2022-06-13"))
    assert final_answer_on(asked) is None
    assert may_i_go(day("2022-06-14"), asked).now is not Going.FINAL


def test_while_the_democratic_filter_stood_the_way_waited_eight_weeks():
    stages = (
        stage(1, "2022-05-02", acknowledged="2022-05-04", answered="2022-05-16"),
        stage(2, "2022-05-20", acknowledged="2022-05-23", answered="2022-06-10"),
    )
    facts = complaint("2022", *stages)
    waits = may_i_go(day("2022-06-20"), facts)
    assert waits.now is Going.FINAL
    assert waits.referral is None
    assert codes(waits, Going.FINAL)[-1] == "going.final.wait"
    assert "Friday 5 August 2022" in said(waits, Going.FINAL)
    assert may_i_go(day("2022-08-05"), facts).referral is not None
    # The day of the referral decides: since 1 October 2022 nobody waits.
    assert may_i_go(day("2022-10-01"), facts).referral is not None


def test_what_the_ombudsman_does_follows_the_scheme_of_the_day():
    early = complaint(None, stage(1, "2020-03-02"))
    assert "going.asks" in codes(may_i_go(day("2020-08-31"), early), Going.NO_REPLY)
    later = may_i_go(day("2020-09-01"), early)
    assert "going.orders" in codes(later, Going.NO_REPLY)
    step = next(step for one in later.answers for step in one.steps if step.code == "going.without_final")
    assert step.provision == "39(a)"


def test_a_promise_that_was_not_kept_is_said_with_its_day():
    facts = complaint("2024", stage(1, "2026-11-03", acknowledged="2026-11-10", answered="2026-11-20"))
    promised = [day("2026-12-01"), day("2026-11-25")]
    assert "going.promise_late" not in codes(may_i_go(day("2026-11-25"), facts, promised), Going.ADVICE)
    found = may_i_go(day("2026-11-26"), facts, promised)
    assert codes(found, Going.ADVICE)[-1] == "going.promise_late"
    assert "Wednesday 25 November 2026" in said(found, Going.ADVICE)


def test_a_withdrawn_complaint_may_be_made_anew():
    facts = complaint("2024", stage(1, "2026-11-03"), withdrawn_on=day("2026-11-05"))
    found = may_i_go(day("2027-01-04"), facts)
    assert found.now is Going.ADVICE
    assert codes(found, Going.ADVICE) == ["going.advice", "going.withdrawn"]


days = st.integers(0, 400).map(lambda number: date(2026, 1, 5) + timedelta(days=number))
later = st.none() | st.integers(0, 60).map(
    lambda number: (date(2026, 1, 5) + timedelta(days=number)).isoformat()
)


@settings(max_examples=150)
@given(on=days, acknowledged=later, answered=later, refused=later, second=st.booleans())
def test_exactly_one_is_now_and_it_never_contradicts_the_clocks(on, acknowledged, answered, refused, second):
    happened = {"acknowledged": acknowledged, "answered": answered, "refused": refused}
    given_facts = {name: value for name, value in happened.items() if value}
    if second:
        first = stage(1, "2026-01-05", acknowledged="2026-01-05", answered="2026-01-05")
        facts = complaint("2024", first, stage(2, "2026-01-05", **given_facts))
    else:
        facts = complaint("2024", stage(1, "2026-01-05", **given_facts))
    found = may_i_go(on, facts)
    assert [one.going for one in found.answers] == list(Going)
    assert sum(one.now for one in found.answers) == 1
    final = final_answer_on(facts)
    if final is not None and final <= on:
        assert found.now is Going.FINAL
    else:
        assert (found.now is Going.NO_REPLY) is overdue(clocks(facts, on))
    for one in found.answers:
        assert one.steps
        assert all(english(step.code, step.facts) for step in one.steps)
