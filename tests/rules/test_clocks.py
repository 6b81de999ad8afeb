"""What the eight examples do not show: lateness, extensions, endings, third stages, added and closed days."""

from __future__ import annotations

import pytest

from putright.rules.clocks import (
    clocks,
    extension_cap,
    late,
    next_clock,
    original_due,
    overdue,
    refusal_due,
)
from putright.rules.errors import EditionNotYetInForce, UnknownEdition
from putright.rules.explanations import explanation
from putright.rules.facts import AddedHoliday, ComplaintFacts
from putright.rules.sentences import english
from tests.rules.cases import by_id, complaint, day, stage


def test_the_object_has_the_agreed_keys_in_their_order():
    clock = by_id(complaint("2024", stage(1, "2026-11-04")), "2026-11-12")["A1-24"]
    assert clock.to_json() == {
        "id": "A1-24",
        "provision": "6.2",
        "started": "2026-11-04",
        "due": "2026-11-11",
        "counted": ["2026-11-05", "2026-11-06", "2026-11-09", "2026-11-10", "2026-11-11"],
        "extended_to": None,
        "done": None,
        "working_days_late": 1,
        "met": False,
        "as_worded": "2026-11-11",
        "calendar_days": None,
        "stopped": None,
        "skipped": [{"day": "2026-11-07", "why": "saturday"}, {"day": "2026-11-08", "why": "sunday"}],
        "closures": [],
    }
    assert list(clock.to_json())[:9] == [
        *("id", "provision", "started", "due", "counted"),
        *("extended_to", "done", "working_days_late", "met"),
    ]


def test_a_late_acknowledgement_buys_no_time_and_both_dates_are_kept():
    found = by_id(complaint("2024", stage(1, "2026-11-04", acknowledged="2026-11-16")))
    assert (found["A1-24"].met, found["A1-24"].working_days_late) == (False, 3)
    assert found["R1-24"].started == day("2026-11-11")
    assert found["R1-24"].due == day("2026-11-25")
    assert found["R1-24"].as_worded == day("2026-11-30")


def test_without_an_acknowledgement_the_words_of_the_code_give_no_date():
    assert by_id(complaint("2024", stage(1, "2026-11-04")))["R1-24"].as_worded is None


def test_the_answers_clock_appears_once_it_has_started():
    facts = complaint("2024", stage(1, "2026-11-04"))
    assert set(by_id(facts, "2026-11-10")) == {"A1-24"}
    assert set(by_id(facts, "2026-11-11")) == {"A1-24", "R1-24"}
    assert set(by_id(facts)) == {"A1-24", "R1-24"}, "unjudged: the latest date that may be"


def test_nothing_open_is_judged_without_a_day():
    found = by_id(complaint("2024", stage(1, "2024-11-04")))
    assert [(clock.met, clock.working_days_late) for clock in found.values()] == [(None, None)] * 2


def test_open_clocks_are_judged_on_the_day_given():
    facts = complaint("2024", stage(1, "2026-11-04", acknowledged="2026-11-09"))
    assert (by_id(facts, "2026-11-23")["R1-24"].met, late(clocks(facts, day("2026-11-23")))) == (None, False)
    after = by_id(facts, "2026-11-24")
    assert (after["R1-24"].met, after["R1-24"].working_days_late) == (False, 1)
    assert late(after.values())
    assert overdue(after.values())


def test_done_on_a_saturday_is_late_by_no_working_day():
    found = by_id(complaint("2024", stage(1, "2026-10-30", acknowledged="2026-11-07")))
    assert found["A1-24"].due == day("2026-11-06")
    assert (found["A1-24"].met, found["A1-24"].working_days_late) == (False, 0)


def test_the_last_day_counts_to_its_end():
    assert by_id(complaint("2024", stage(1, "2026-11-04", acknowledged="2026-11-11")))["A1-24"].met


def test_late_stays_late_once_it_is_done_but_is_overdue_no_more():
    facts = complaint(
        "2024",
        stage(1, "2026-11-04", acknowledged="2026-11-09", answered="2026-11-27"),
        closed_on=day("2026-12-01"),
    )
    found = clocks(facts, day("2026-12-02"))
    assert late(found)
    assert not overdue(found)
    assert next_clock(found) is None


def test_the_next_clock_is_the_running_one_with_the_earliest_last_day():
    facts = complaint("2024", stage(1, "2026-11-04"))
    following = next_clock(clocks(facts))
    assert following is not None
    assert following.id == "A1-24"


EXTENDED = [
    # edition, new date, told, agreed, extended_to, extension kept
    ("2024", "2026-12-07", "2026-11-23", False, "2026-12-07", True),
    ("2024", "2026-12-04", "2026-11-23", False, "2026-12-04", True),
    ("2024", "2026-12-04", "2026-11-24", False, None, False),
    ("2024", "2026-12-18", "2026-11-20", False, "2026-12-07", False),
    ("2024", "2026-12-18", "2026-11-20", True, "2026-12-07", False),
    ("2022", "2026-12-18", "2026-11-20", False, "2026-12-07", False),
    ("2022", "2026-12-18", "2026-11-20", True, "2026-12-18", True),
    ("2022", "2026-12-18", "2026-11-24", True, None, False),
]


@pytest.mark.parametrize(("edition", "new", "told", "agreed", "counts", "kept"), EXTENDED)
def test_extensions_of_stage_1(edition, new, told, agreed, counts, kept):
    first = stage(1, "2026-11-04", acknowledged="2026-11-09", extended=new, told=told, agreed=agreed)
    found = by_id(complaint(edition, first))
    short = edition[2:]
    assert found[f"R1-{short}"].extended_to == (day(counts) if counts else None)
    row = found[f"X1-{short}"]
    assert (row.started, row.due) == (day("2026-11-23"), day("2026-12-07"))
    assert (row.done, row.met, row.extended_to) == (day(told), kept, day(new))


def test_an_extension_told_late_counts_its_working_days():
    first = stage(1, "2026-11-04", acknowledged="2026-11-09", extended="2026-12-01", told="2026-11-25")
    assert by_id(complaint("2024", first))["X1-24"].working_days_late == 2


def test_the_day_told_counts_as_in_time_where_it_is_not_known():
    found = by_id(complaint("2024", stage(1, "2026-11-04", acknowledged="2026-11-09", extended="2026-12-07")))
    assert (found["X1-24"].done, found["X1-24"].met) == (None, True)
    assert not found["X1-24"].running


def test_answered_within_the_extension_is_met_and_after_the_cap_is_late():
    first = {"acknowledged": "2026-11-09", "extended": "2026-12-18", "told": "2026-11-20"}
    answered = by_id(complaint("2024", stage(1, "2026-11-04", answered="2026-12-07", **first)))
    assert answered["R1-24"].met
    after = by_id(complaint("2024", stage(1, "2026-11-04", answered="2026-12-09", **first)))
    assert (after["R1-24"].met, after["R1-24"].working_days_late) == (False, 2)


def test_caps_and_due_dates_by_themselves():
    facts = complaint("2024", stage(1, "2026-11-04", acknowledged="2026-11-09"))
    assert original_due(facts, 1) == day("2026-11-23")
    assert extension_cap(facts, 1) == day("2026-12-07")
    with pytest.raises(ValueError, match="No answer is due"):
        original_due(facts, 2)


ENDINGS = [
    ({"withdrawn_on": "2026-11-06"}, {}, {"A1-24": "withdrawn"}),
    ({"closed_on": "2026-11-13"}, {}, {"A1-24": "closed", "R1-24": "closed"}),
    ({}, {"refused": "2026-11-10"}, {"A1-24": "refused"}),
    ({}, {"answered": "2026-11-10"}, {"A1-24": "answered", "R1-24": None}),
    ({"closed_on": "2026-11-26"}, {"acknowledged": "2026-11-06"}, {"A1-24": None, "R1-24": "closed"}),
]


@pytest.mark.parametrize(("whole", "first", "stopped"), ENDINGS)
def test_what_ends_a_clock_without_its_being_done(whole, first, stopped):
    rest = {name: day(value) for name, value in whole.items()}
    found = by_id(complaint("2024", stage(1, "2026-11-04", **first), **rest), "2027-01-04")
    assert {id: clock.stopped for id, clock in found.items()} == stopped
    assert not any(clock.running for clock in found.values())


def test_a_refusal_that_was_overturned_ends_no_clock():
    first = stage(1, "2026-11-04", refused="2026-11-06", acknowledged="2026-11-20", answered="2026-12-04")
    found = by_id(complaint("2024", first))
    assert [(clock.stopped, clock.met) for clock in found.values()] == [(None, False)] * 2


def test_a_clock_that_ended_in_time_is_not_judged_and_one_that_ended_late_was_missed():
    early = by_id(complaint("2024", stage(1, "2026-11-04", answered="2026-11-10")))["A1-24"]
    assert (early.met, early.working_days_late) == (None, 0)
    after = by_id(complaint("2024", stage(1, "2026-11-04", answered="2026-11-13")))["A1-24"]
    assert (after.met, after.working_days_late) == (False, 2)


def test_stage_1_runs_on_when_stage_2_is_asked_for_first_and_ends_with_its_answer():
    second = {"acknowledged": "2026-11-24"}
    first = stage(1, "2026-11-04", acknowledged="2026-11-09")
    running = by_id(complaint("2024", first, stage(2, "2026-11-20", **second)), "2026-11-30")
    assert running["R1-24"].running
    assert running["R1-24"].met is False
    ended = by_id(complaint("2024", first, stage(2, "2026-11-20", answered="2026-12-04", **second)))
    assert ended["R1-24"].stopped == "answered"


def test_a_case_closed_after_stage_1_and_taken_further_runs_again():
    first = stage(1, "2026-06-01", acknowledged="2026-06-08", answered="2026-06-22")
    found = by_id(complaint("2024", first, stage(2, "2026-09-01"), closed_on=day("2026-07-01")), "2026-09-02")
    assert found["A2-24"].running


@pytest.mark.parametrize("edition", ["2020", "2022"])
def test_a_third_stage_has_its_clock_and_no_cap(edition):
    short = edition[2:]
    facts = complaint(
        edition,
        stage(1, "2022-05-03", acknowledged="2022-05-03", answered="2022-05-10"),
        stage(2, "2022-05-16", answered="2022-06-06"),
        stage(3, "2022-06-13", extended="2022-09-01"),
    )
    found = by_id(facts)
    assert found[f"R3-{short}"].due == day("2022-07-11")
    assert found[f"R3-{short}"].extended_to == day("2022-09-01")
    assert f"X3-{short}" not in found
    assert extension_cap(facts, 3) is None


@pytest.mark.parametrize("edition", ["2020", "2022", "2024"])
def test_a_refusal_to_escalate_is_due_in_5_working_days(edition):
    facts = complaint(edition, stage(1, "2026-06-01", answered="2026-06-05"), stage(2, "2026-07-20"))
    assert refusal_due(facts, 2) == day("2026-07-27")


def test_a_complaint_made_before_any_edition_has_no_clocks():
    facts = complaint(None, stage(1, "2015-03-02", answered="2016-01-01"))
    assert clocks(facts, day("2026-01-05")) == ()


def test_a_later_edition_is_never_read_for_an_earlier_complaint():
    with pytest.raises(EditionNotYetInForce):
        clocks(complaint("2024", stage(1, "2024-03-28")))
    received_after = ComplaintFacts(
        day("2024-04-02"), "2024", (stage(1, "2024-04-02"),), made_on=day("2024-03-28")
    )
    with pytest.raises(EditionNotYetInForce):
        clocks(received_after)
    with pytest.raises(UnknownEdition):
        clocks(complaint("1999", stage(1, "2024-03-28")))


def test_an_added_holiday_moves_the_open_clocks_and_no_others():
    added = (AddedHoliday(day("2026-11-18"), added_on=day("2026-11-12")),)
    first = stage(1, "2026-11-04", acknowledged="2026-11-09")
    assert by_id(complaint("2024", first, added_holidays=added))["R1-24"].due == day("2026-11-24")
    answered = stage(1, "2026-11-04", acknowledged="2026-11-09", answered="2026-11-11")
    found = by_id(complaint("2024", answered, stage(2, "2026-11-16"), added_holidays=added))
    assert found["R1-24"].due == day("2026-11-23"), "it had ended when the day was added"
    assert found["A2-24"].due == day("2026-11-24")
    assert (day("2026-11-18"), "added_holiday") in found["A2-24"].skipped


def test_the_landlords_closed_days_are_shown_and_counted():
    shut = ((day("2026-12-30"), "Office closed"), (day("2026-08-03"), "Not within"))
    first = stage(1, "2026-12-18", acknowledged="2026-12-29")
    with_them, without = by_id(complaint("2024", first, closure_days=shut)), by_id(complaint("2024", first))
    assert with_them["R1-24"].due == without["R1-24"].due == day("2027-01-13")
    assert with_them["R1-24"].closures == ((day("2026-12-30"), "Office closed"),)
    assert day("2026-12-30") in with_them["R1-24"].counted


def told(facts: ComplaintFacts, id: str, on: str | None = None) -> list[str]:
    return [english(step.code, step.facts) for step in explanation(by_id(facts, on)[id])]


def test_a_date_explains_itself():
    assert told(complaint("2024", stage(1, "2026-11-03")), "A1-24") == [
        "Received Tuesday 3 November 2026: day 0.",
        "Working days 4, 5, 6, 9, 10 November 2026.",
        "Acknowledge, define and log by Tuesday 10 November 2026.",
    ]


def test_holidays_closures_and_both_readings_are_explained():
    facts = complaint(
        "2024",
        stage(1, "2026-12-18", acknowledged="2026-12-30"),
        closure_days=((day("2026-12-31"), "Stocktaking"),),
    )
    assert told(facts, "R1-24", "2027-01-18") == [
        "The last day to acknowledge was Tuesday 29 December 2026: day 0."
        " A late or missing acknowledgement buys no time.",
        "Working days 30, 31 December 2026, 4, 5, 6, 7, 8, 11, 12, 13 January 2027.",
        "Not counted, besides weekends: Friday 1 January 2027 (New Year’s Day).",
        "Counted although the landlord was closed: Thursday 31 December 2026 (Stocktaking).",
        "Answer by Wednesday 13 January 2027.",
        "By the words of the Code alone it would be Thursday 14 January 2027.",
        "Not done by Wednesday 13 January 2027: late. Working days late: 3.",
    ]


@pytest.mark.parametrize(("edition", "new", "told_on", "agreed", "counts", "kept"), EXTENDED)
def test_every_extension_explains_what_counts(edition, new, told_on, agreed, counts, kept):
    first = stage(1, "2026-11-04", acknowledged="2026-11-09", extended=new, told=told_on, agreed=agreed)
    codes = {step.code for step in explanation(by_id(complaint(edition, first))[f"R1-{edition[2:]}"])}
    expected = (
        "extension_not_counted" if counts is None else "extended" if counts == new else "extension_capped"
    )
    assert expected in codes
