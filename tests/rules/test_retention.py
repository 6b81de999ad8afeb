"""How long things are kept, and by when a question about them is answered."""

from __future__ import annotations

from datetime import date

import pytest

from putright.rules.retention import CLASSES, answer_by, before, kept_for, retention


@pytest.mark.parametrize(
    ("asked", "by"),
    [
        (date(2026, 11, 22), date(2026, 12, 22)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_months_last(asked: date, by: date) -> None:
    assert answer_by(asked) == by


def test_years_count_back_by_the_calendar() -> None:
    assert before(date(2026, 11, 22), 6) == date(2020, 11, 22)
    assert before(date(2028, 2, 29), 1) == date(2027, 2, 28)


def test_a_landlords_own_years_win_and_say_so() -> None:
    on = date(2026, 11, 22)
    assert kept_for("complaint", on).confidence == "low"
    own = kept_for("complaint", on, {"complaint": 2})
    assert (own.years, own.confidence) == (2, "high")
    assert kept_for("service_request", on, {"complaint": 2}).years == 3


def test_each_class_has_a_row_with_its_source() -> None:
    rows, answer = retention()
    assert {one.code for one in rows} == set(CLASSES)
    assert all(one.source and one.years > 0 for one in rows)
    assert answer.months == 1 and answer.source
