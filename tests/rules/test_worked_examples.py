"""The eight examples that were counted by hand."""

from __future__ import annotations

import pytest

from putright.rules.explanations import explanation
from tests.rules.cases import by_id, complaint, day, stage


def due(facts, id):  # type: ignore[no-untyped-def]
    return by_id(facts)[id].due


def test_1_plain_2024():
    found = by_id(complaint("2024", stage(1, "2026-11-04", acknowledged="2026-11-09", extended="2026-12-07")))
    assert found["A1-24"].due == day("2026-11-11")
    assert [d.day for d in found["A1-24"].counted] == [5, 6, 9, 10, 11]
    assert found["R1-24"].due == day("2026-11-23")
    assert [d.day for d in found["R1-24"].counted] == [10, 11, 12, 13, 16, 17, 18, 19, 20, 23]
    assert found["X1-24"].due == day("2026-12-07")
    assert [d.day for d in found["X1-24"].counted] == [24, 25, 26, 27, 30, 1, 2, 3, 4, 7]


def test_1_never_acknowledged():
    found = by_id(complaint("2024", stage(1, "2026-11-04", extended="2026-12-09")))
    assert found["R1-24"].due == day("2026-11-25")
    assert found["X1-24"].due == day("2026-12-09")
    assert found["R1-24"].extended_to == day("2026-12-09")


def test_2_same_facts_under_2020():
    found = by_id(complaint("2020", stage(1, "2026-11-04", acknowledged="2026-11-09", extended="2026-12-02")))
    assert found["A1-20"].due == day("2026-11-11")
    assert found["R1-20"].due == day("2026-11-18")
    assert found["X1-20"].due == day("2026-12-02")


@pytest.mark.parametrize(("logged", "answer"), [("2026-11-04", "2026-11-18"), ("2026-11-11", "2026-11-25")])
def test_2_same_facts_under_2022(logged, answer):
    assert due(complaint("2022", stage(1, "2026-11-04", acknowledged=logged)), "R1-22") == day(answer)


def test_3_christmas():
    found = by_id(complaint("2024", stage(1, "2026-12-18", acknowledged="2026-12-29", extended="2027-01-27")))
    assert found["A1-24"].due == day("2026-12-29")
    assert [d.day for d in found["A1-24"].counted] == [21, 22, 23, 24, 29]
    assert found["R1-24"].due == day("2027-01-13")
    assert found["X1-24"].due == day("2027-01-27")
    holidays = [why for _, why in found["A1-24"].skipped if why not in ("saturday", "sunday")]
    assert holidays == ["christmas_day", "boxing_day_substitute"]


def test_4_stage_2_over_easter():
    first = stage(1, "2026-02-02", acknowledged="2026-02-03", answered="2026-02-16")
    second = stage(2, "2026-03-31", acknowledged="2026-04-01", extended="2026-06-02")
    found = by_id(complaint("2024", first, second))
    assert found["A2-24"].due == day("2026-04-09")
    assert found["R2-24"].due == day("2026-05-01")
    assert found["X2-24"].due == day("2026-06-02")


@pytest.mark.parametrize("received", ["2026-08-21", "2026-08-22", "2026-08-23"])
def test_5_weekend(received):
    found = by_id(complaint("2024", stage(1, received, acknowledged="2026-08-28")))
    assert found["A1-24"].due == day("2026-08-28")
    assert found["R1-24"].due == day("2026-09-14")


def test_6_one_off_holiday_2022():
    first = stage(1, "2022-09-13", acknowledged="2022-09-13", answered="2022-09-13")
    found = by_id(complaint("2022", first, stage(2, "2022-09-13", extended="2022-10-26")))
    assert found["A1-22"].due == day("2022-09-21")
    assert found["R1-22"].due == day("2022-09-28")
    assert found["R2-22"].due == day("2022-10-12")
    assert found["X2-22"].due == day("2022-10-26")
    # C8: the text's plain days, read strictly; a warning, never the due date.
    assert found["A1-22"].calendar_days == day("2022-09-18")
    steps = {step.code: step.facts for step in explanation(found["A1-22"])}
    assert steps["calendar_days"] == {"day": day("2022-09-18")}


def test_the_2024_edition_says_working_days_and_has_no_stricter_reading():
    assert by_id(complaint("2024", stage(1, "2026-11-04")))["A1-24"].calendar_days is None


def test_7_first_day_of_the_2024_edition():
    assert due(complaint("2024", stage(1, "2024-04-01")), "A1-24") == day("2024-04-08")


def test_8_full_path():
    first = stage(1, "2026-06-01", acknowledged="2026-06-08", extended="2026-07-06", answered="2026-07-06")
    second = stage(2, "2026-07-20", acknowledged="2026-07-27", extended="2026-09-22", answered="2026-09-22")
    found = by_id(complaint("2024", first, second))
    dates = {id: clock.due for id, clock in found.items()}
    assert dates == {
        "A1-24": day("2026-06-08"),
        "R1-24": day("2026-06-22"),
        "X1-24": day("2026-07-06"),
        "A2-24": day("2026-07-27"),
        "R2-24": day("2026-08-24"),
        "X2-24": day("2026-09-22"),
    }
    assert all(clock.met for clock in found.values())
