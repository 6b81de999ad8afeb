"""What must hold for every date and every history, tried on many."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from putright.rules.calendar import Calendar
from putright.rules.clocks import clocks
from putright.rules.editions import edition_for, editions
from tests.rules.histories import histories

CALENDAR = Calendar.england()
FEW = settings(max_examples=40, deadline=None, database=None)
days = st.dates(date(2019, 1, 1), date(2034, 12, 31))
numbers = st.integers(0, 120)


@FEW
@given(days, days, numbers)
def test_a_later_start_never_ends_earlier(a, b, n):
    first, second = sorted((a, b))
    assert CALENDAR.add(first, n) <= CALENDAR.add(second, n)


@FEW
@given(days, numbers)
def test_more_days_end_later(d, n):
    assert CALENDAR.add(d, n) < CALENDAR.add(d, n + 1)


@FEW
@given(days, st.integers(1, 120))
def test_never_due_on_a_day_that_is_no_working_day(d, n):
    assert CALENDAR.is_working(CALENDAR.add(d, n))


@FEW
@given(days, numbers)
def test_adding_and_counting_back_agree(d, n):
    end = CALENDAR.add(d, n)
    assert CALENDAR.working_days_between(d, end) == n
    if n:
        assert CALENDAR.counted(d, n)[-1] == end
    every_day = {d + timedelta(days=k) for k in range(1, (end - d).days + 1)}
    assert {*CALENDAR.counted(d, n), *(day for day, _ in CALENDAR.skipped(d, end))} == every_day


@FEW
@given(days, days)
def test_a_later_edition_is_never_read_for_an_earlier_complaint(a, b):
    earlier, later = (edition_for(d) for d in sorted((a, b)))
    order = [None, *editions()]
    assert order.index(earlier) <= order.index(later)
    assert earlier is None or earlier.in_force_from <= min(a, b)


@FEW
@given(histories())
def test_the_clocks_of_any_history(facts_and_day):
    facts, on = facts_and_day
    for clock in clocks(facts, on):
        assert clock.due > clock.started
        assert clock.calendar.is_working(clock.due)
        assert clock.counted[-1] == clock.due
        assert len(clock.counted) == clock.days
        assert clock.started >= facts.received_on
        assert clock.last_day >= clock.due
        assert clock.as_worded is None or clock.as_worded >= clock.due
        assert not (clock.done and clock.stopped)
        assert clock.working_days_late is None or clock.working_days_late >= 0
        if clock.met:
            assert not clock.working_days_late
        if clock.working_days_late and clock.event != "extend":
            assert clock.met is False


@FEW
@given(histories())
def test_time_passing_never_makes_late_good(facts_and_day):
    facts, on = facts_and_day
    missed = {clock.id for clock in clocks(facts, on) if clock.late}
    assert missed <= {clock.id for clock in clocks(facts, on + timedelta(days=30)) if clock.late}
