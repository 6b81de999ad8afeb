"""The holiday table against the list that was counted by hand; the look-ups.

tests/fuzz compares the whole table with both packages that it was made from.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from putright.rules.calendar import Calendar, read_table
from putright.rules.errors import BadData, OutsideCalendar
from tests.rules.cases import day

LISTED = {
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}
CALENDAR = Calendar.england()


@pytest.mark.parametrize("year", LISTED)
def test_the_years_listed_by_hand(year):
    found = {f"{d:%m-%d}" for d in CALENDAR.holidays if d.year == year}
    assert found == set(LISTED[year].split())


@pytest.mark.parametrize("one_off", ["2020-05-08", "2022-06-03", "2022-09-19", "2023-05-08"])
def test_one_off_days_are_there(one_off):
    assert not CALENDAR.is_working(day(one_off))


@pytest.mark.parametrize("ordinary", ["2020-05-04", "2022-05-30", "2026-01-02", "2026-06-15", "2026-03-17"])
def test_moved_and_other_nations_days_are_working_days(ordinary):
    assert CALENDAR.is_working(day(ordinary))


def test_the_table_reaches_from_2019_to_2032_at_least_and_dates_each_row():
    first, last, rows = read_table()
    assert first <= date(2019, 1, 1)
    assert last >= date(2032, 12, 31)
    assert all(row.code and row.retrieved and row.source in ("published", "worked_out") for row in rows)


def test_a_row_without_its_source_is_refused(tmp_path):
    table = tmp_path / "holidays.toml"
    row = '{ date = 2026-05-04, code = "early_may", source = "hearsay", retrieved = 2026-01-01 }'
    table.write_text(f"first = 2026-01-01\nlast = 2026-12-31\nholidays = [{row}]\n[sources.published]\n")
    with pytest.raises(BadData) as refused:
        read_table(table)
    assert refused.value.code == "bad_holiday_row"


def test_why_a_day_does_not_count():
    assert CALENDAR.why_not_working(day("2026-11-07")) == "saturday"
    assert CALENDAR.why_not_working(day("2026-11-08")) == "sunday"
    assert CALENDAR.why_not_working(day("2026-12-28")) == "boxing_day_substitute"
    assert CALENDAR.why_not_working(day("2026-11-09")) is None


def test_day_0_is_the_day_itself_and_day_1_the_next_working_day():
    saturday = day("2026-11-07")
    assert CALENDAR.add(saturday, 0) == saturday
    assert CALENDAR.add(saturday, 1) == day("2026-11-09")
    assert CALENDAR.counted(saturday, 2) == (day("2026-11-09"), day("2026-11-10"))
    assert CALENDAR.counted(saturday, 0) == ()
    with pytest.raises(ValueError, match="counted forward"):
        CALENDAR.add(saturday, -1)


@pytest.mark.parametrize(
    "ask",
    [
        lambda c: c.add(c.last + timedelta(days=1), 0),
        lambda c: c.add(c.last + timedelta(days=1), 5),
        lambda c: c.add(c.first - timedelta(days=1), 5),
        lambda c: c.add(c.last - timedelta(days=3), 5),
        lambda c: c.counted(c.last, 1),
        lambda c: c.counted(c.first - timedelta(days=400), 1),
        lambda c: c.is_working(c.last + timedelta(days=1)),
        lambda c: c.why_not_working(c.first - timedelta(days=1)),
        lambda c: c.working_days_between(c.first, date.max),
        lambda c: c.working_days_between(date.min, c.first),
        lambda c: c.skipped(c.last, c.last + timedelta(days=1)),
        lambda c: c.with_added([c.last + timedelta(days=1)]),
    ],
)
def test_outside_the_table_is_an_error_in_one_sentence(ask):
    with pytest.raises(OutsideCalendar) as refused:
        ask(CALENDAR)
    assert str(refused.value).count(". ") == 0
    assert "holiday table" in str(refused.value)


def test_an_added_holiday_makes_another_calendar():
    monday = day("2026-11-09")
    added = CALENDAR.with_added([monday])
    assert added.why_not_working(monday) == "added_holiday"
    assert added.add(day("2026-11-07"), 1) == day("2026-11-10")
    assert CALENDAR.is_working(monday)
    assert CALENDAR.with_added([]) is CALENDAR


def test_days_between_leave_out_the_first_and_take_the_last():
    assert CALENDAR.working_days_between(day("2026-11-06"), day("2026-11-09")) == 1
    assert CALENDAR.working_days_between(day("2026-11-06"), day("2026-11-08")) == 0
    assert CALENDAR.working_days_between(day("2026-11-09"), day("2026-11-06")) == 0
