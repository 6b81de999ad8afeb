"""When must my landlord answer? The dates are those of `rules`, whoever types what."""

from __future__ import annotations

from datetime import date

import pytest

from putright.guidance.calculator import Days, Landlords, reckon
from putright.guidance.forms import DaysForm
from putright.rules.clocks import clocks
from putright.rules.facts import AddedHoliday, ComplaintFacts, StageFacts

TODAY = date(2026, 11, 22)
ALONE = Landlords()


def shown(days: Days, today: date = TODAY, landlords: Landlords = ALONE) -> list[tuple[date, str]]:
    return [(one.day, one.state) for one in reckon(days, today, landlords).shown]


def test_the_first_two_dates_of_a_complaint_made_today() -> None:
    found = reckon(Days(made_on=date(2026, 11, 20)), TODAY, ALONE)
    assert [one.day for one in found.shown] == [date(2026, 11, 27)]
    assert (found.next, found.next_day) == ("wait_acknowledge", date(2026, 11, 27))
    assert found.going.now == "advice"
    assert found.edition is not None and found.edition.id == "2024"


def test_a_date_that_passed_is_not_called_late_before_it_is_known_that_nothing_came() -> None:
    found = reckon(Days(made_on=date(2026, 11, 3)), TODAY, ALONE)
    assert [(one.day, one.state, one.late) for one in found.shown] == [
        (date(2026, 11, 10), "This date has passed.", True),
        (date(2026, 11, 24), "", False),
    ]
    assert (found.next, found.next_day) == ("late", date(2026, 11, 10))
    assert found.going.now == "no_reply"


def test_the_worked_example_of_the_code_guide() -> None:
    logged = Days(made_on=date(2026, 11, 4), logged_on=date(2026, 11, 9))
    assert shown(logged, date(2026, 11, 12)) == [
        (date(2026, 11, 11), "Done in time"),
        (date(2026, 11, 23), ""),
    ]
    more = Days(made_on=date(2026, 11, 4), logged_on=date(2026, 11, 9), more_until=date(2026, 12, 31))
    assert shown(more, date(2026, 11, 12))[1][0] == date(2026, 12, 7)


@pytest.mark.parametrize(
    ("made_on", "edition"),
    [
        (date(2020, 6, 30), None),
        (date(2020, 7, 1), "2020"),
        (date(2022, 4, 1), "2022"),
        (date(2024, 4, 1), "2024"),
    ],
)
def test_a_complaint_has_the_rules_of_its_day(made_on: date, edition: str | None) -> None:
    found = reckon(Days(made_on=made_on), TODAY, ALONE)
    assert (found.edition.id if found.edition else None) == edition
    assert bool(found.shown) is (edition is not None)
    assert found.edition_certain is (edition != "2020")


def test_a_landlord_that_went_over_later_keeps_the_older_rules_until_then() -> None:
    own = Landlords(own_switch=date(2022, 9, 1))
    assert reckon(Days(made_on=date(2022, 5, 3)), TODAY, own).edition.id == "2020"  # type: ignore[union-attr]
    assert reckon(Days(made_on=date(2022, 5, 3)), TODAY, ALONE).edition.id == "2022"  # type: ignore[union-attr]


def test_every_date_is_one_of_the_clocks_and_explains_itself() -> None:
    days = Days(
        made_on=date(2026, 3, 2),
        logged_on=date(2026, 3, 5),
        answered_on=date(2026, 3, 25),
        asked_2_on=date(2026, 3, 31),
        logged_2_on=date(2026, 4, 1),
    )
    facts = ComplaintFacts(
        date(2026, 3, 2),
        "2024",
        (
            StageFacts(1, date(2026, 3, 2), date(2026, 3, 5), answered_on=date(2026, 3, 25)),
            StageFacts(2, date(2026, 3, 31), date(2026, 4, 1)),
        ),
    )
    found = reckon(days, date(2026, 4, 20), ALONE)
    assert [one.day for one in found.shown] == [clock.last_day for clock in clocks(facts, date(2026, 4, 20))]
    assert found.shown[-1].day == date(2026, 5, 1)
    assert any("Good Friday" in step for step in found.shown[-1].steps)
    assert [one.state for one in found.shown[:2]] == ["Done in time", "Done late"]


def test_what_to_do_follows_from_the_days() -> None:
    answered = Days(made_on=date(2026, 10, 1), logged_on=date(2026, 10, 2), answered_on=date(2026, 10, 9))
    assert reckon(answered, TODAY, ALONE).next == "ask_stage_2"
    final = Days(
        made_on=date(2025, 6, 2),
        logged_on=date(2025, 6, 3),
        answered_on=date(2025, 6, 10),
        asked_2_on=date(2025, 6, 11),
        logged_2_on=date(2025, 6, 12),
        answered_2_on=date(2025, 7, 1),
    )
    found = reckon(final, date(2025, 8, 1), ALONE)
    assert (found.next, found.going.now) == ("final", "final")
    assert found.going.referral is not None and not found.going.referral.late
    late = reckon(final, TODAY, ALONE)
    assert late.going.referral is not None and late.going.referral.late
    assert reckon(Days(made_on=date(2019, 1, 7)), TODAY, ALONE).next == "ask"


def test_where_a_landlord_asks_for_agreement_the_first_date_is_named_too() -> None:
    more = Days(made_on=date(2026, 11, 4), logged_on=date(2026, 11, 9), more_until=date(2026, 12, 1))
    asks = reckon(more, date(2026, 11, 12), Landlords(needs_agreement=True))
    assert [one.first_due for one in asks.shown] == [None, date(2026, 11, 23)]
    assert [one.first_due for one in reckon(more, date(2026, 11, 12), ALONE).shown] == [None, None]


def test_a_bank_holiday_added_by_an_operator_counts() -> None:
    added = [AddedHoliday(date(2026, 11, 25), date(2026, 11, 1))]
    days = Days(made_on=date(2026, 11, 20))
    assert reckon(days, TODAY, ALONE, added).shown[0].day == date(2026, 11, 30)


# What is typed

GOOD = {"made_on-day": "3", "made_on-month": "11", "made_on-year": "2026"}


def typed(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"made_on-day": ""}, "made_on", "Enter the day you complained"),
        (GOOD | {"made_on-day": ""}, "made_on", "The day you complained must include a day"),
        (GOOD | {"made_on-day": "31"}, "made_on", "The day you complained must be a real date"),
        (GOOD | {"made_on-day": "x"}, "made_on", "The day you complained must be a real date"),
        (GOOD | {"made_on-year": "26"}, "made_on", "Year must include 4 numbers"),
        (GOOD | {"made_on-year": "2027"}, "made_on", "The day you complained must be today or in the past"),
        (
            GOOD | typed("logged_on", date(2026, 11, 2)),
            "logged_on",
            "The day your complaint was logged must not be before the day you complained",
        ),
        (
            GOOD | typed("answered_on", date(2026, 12, 1)),
            "answered_on",
            "The day of the answer must be today or in the past",
        ),
        (
            GOOD | typed("more_until", date(2099, 1, 1)),
            "more_until",
            "The new date at stage 1 is too far ahead. Check the year",
        ),
        (
            GOOD | typed("answered_2_on", date(2026, 11, 20)),
            "asked_2_on",
            "Enter the day you asked for stage 2 as well",
        ),
    ],
)
def test_wrong_days_get_one_sentence(given: dict[str, str], field: str, says: str) -> None:
    form = DaysForm(given, today=TODAY)
    assert not form.is_valid()
    assert form.errors == {field: [says]}


def test_a_new_date_may_lie_ahead() -> None:
    form = DaysForm(GOOD | typed("more_until", date(2026, 12, 8)), today=TODAY)
    assert form.is_valid()
    assert form.days() == Days(made_on=date(2026, 11, 3), more_until=date(2026, 12, 8))
    assert form.stage_1_used and not form.stage_2_used
