"""An incident with interim limits stands beside the Code's clocks and changes nothing in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.rules import english
from putright.rules.clocks import clocks, late
from putright.rules.editions import edition
from putright.rules.errors import RulesError
from putright.rules.incidents import Incident, InterimRule, beside, not_done
from tests.rules.cases import complaint, day, stage
from tests.rules.histories import histories

LIMITS = (
    InterimRule("acknowledge", 1, 10),
    InterimRule("respond", 1, 20),
    InterimRule("acknowledge", 2, 10),
    InterimRule("respond", 2, 40),
)
ATTACK = Incident("Attack on our computers", day("2026-11-02"), day("2026-12-31"), LIMITS)
LATE = complaint(
    "2024", stage(1, "2026-11-03", acknowledged="2026-11-10", answered="2026-12-04"), stage(2, "2026-12-07")
)


def test_interim_limits_stand_beside_each_clock():
    found = {one.clock: one for one in beside(clocks(LATE, day("2026-12-15")), ATTACK, day("2026-12-15"))}
    assert {id: (one.due, one.last_day, one.met) for id, one in found.items()} == {
        "A1-24": (day("2026-11-10"), day("2026-11-17"), True),
        "R1-24": (day("2026-11-24"), day("2026-12-08"), True),
        "A2-24": (day("2026-12-14"), day("2026-12-21"), None),
        "R2-24": (day("2027-01-14"), day("2027-02-11"), None),
    }


def test_it_stays_late_by_the_code():
    judged = clocks(LATE, day("2026-12-15"))
    before = [clock.to_json() for clock in judged]
    assert beside(judged, ATTACK, day("2026-12-15"))
    assert late(judged)
    assert [clock.to_json() for clock in clocks(LATE, day("2026-12-15"))] == before
    answer = next(clock for clock in judged if clock.id == "R1-24")
    assert (answer.met, answer.working_days_late) == (False, 8)


@settings(max_examples=40, deadline=None, database=None)
@given(histories(), st.integers(-200, 200), st.integers(0, 200), st.integers(1, 60))
def test_the_codes_clocks_are_the_same_with_and_without(history, begins, lasts, limit):
    facts, on = history
    began = facts.received_on + timedelta(days=begins)
    rules = tuple(
        InterimRule(event, number, limit) for event in ("acknowledge", "respond") for number in (1, 2, 3)
    )
    incident = Incident("Flood in the office", began, began + timedelta(days=lasts), rules)
    judged = clocks(facts, on)
    found = beside(judged, incident, on)
    assert clocks(facts, on) == judged
    by_id = {clock.id: clock for clock in judged}
    for one in found:
        assert one.due == by_id[one.clock].last_day < one.last_day
        assert not (by_id[one.clock].met and one.met is False), "more time is never kept less"


def test_only_clocks_that_the_incident_touched():
    judged = clocks(LATE, day("2026-12-15"))
    ids = {
        name: [one.clock for one in beside(judged, replace(ATTACK, began_on=began, ended_on=ended))]
        for name, began, ended in (
            ("before", day("2026-10-01"), day("2026-11-02")),
            ("first day", day("2026-10-01"), day("2026-11-03")),
            ("after stage 1", day("2026-12-05"), None),
        )
    }
    assert ids == {"before": [], "first day": ["A1-24"], "after stage 1": ["A2-24", "R2-24"]}


def test_a_limit_that_gives_no_more_time_is_left_out():
    short = replace(ATTACK, limits=(InterimRule("respond", 1, 10), InterimRule("acknowledge", 1, 3)))
    assert beside(clocks(LATE), short) == ()


def test_an_interim_limit_that_was_missed_too():
    facts = complaint("2024", stage(1, "2026-11-03", acknowledged="2026-11-20"))
    found = beside(clocks(facts, day("2027-01-20")), ATTACK, day("2027-01-20"))
    assert [(one.clock, one.met) for one in found] == [("A1-24", False), ("R1-24", False)]


def test_an_interim_limit_explains_itself():
    first = beside(clocks(LATE), ATTACK)[0]
    assert [english(step.code, step.facts) for step in first.explained] == [
        "Interim limit because of an incident since Monday 2 November 2026: Attack on our computers.",
        "Acknowledge by Tuesday 17 November 2026 at the latest. Working days: 10.",
        "The Code’s own last day stays Tuesday 10 November 2026, and decides what is late.",
    ]
    assert first.explained[-1].provision == "6.2"


def test_what_the_code_asks_of_a_landlord_with_an_incident():
    assert [step.code for step in not_done(ATTACK, edition("2024"))] == (
        "incident.tell_ombudsman incident.tell_residents incident.publish incident.name_return"
    ).split()
    assert {step.provision for step in not_done(ATTACK, edition("2024"))} == {"8.5"}
    assert {step.provision for step in not_done(ATTACK, edition("2022"))} == {""}
    done = date(2026, 11, 4)
    told = replace(ATTACK, told_ombudsman_on=done, told_residents_on=done, published_on=done, back_by=done)
    assert not_done(told, edition("2024")) == ()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"ended_on": day("2026-11-01")}, "incident_ends_first"),
        ({"limits": (InterimRule("extend", 1, 10),)}, "bad_interim_limit"),
        ({"limits": (InterimRule("respond", 0, 10),)}, "bad_interim_limit"),
        ({"limits": (InterimRule("respond", 1, 0),)}, "bad_interim_limit"),
    ],
)
def test_an_incident_that_cannot_be(wrong, code):
    with pytest.raises(RulesError) as caught:
        replace(ATTACK, **wrong)
    assert caught.value.code == code
    assert str(caught.value)
