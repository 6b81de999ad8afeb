"""When news is due, counted in working days from the last news."""

from __future__ import annotations

import pytest

from putright.rules.news import next_news, react_by
from tests.rules.cases import day


@pytest.mark.parametrize(
    ("intervals", "given", "due"),
    [
        ([], None, None),
        ([], "2026-11-20", None),
        ([("2026-11-20", 5)], None, "2026-11-27"),
        ([("2026-11-20", 5)], "2026-11-25", "2026-12-02"),
        # News from before the interval was agreed does not count for it.
        ([("2026-11-20", 5)], "2026-11-10", "2026-11-27"),
        # The nearest of several leads; Christmas and Boxing Day's substitute are passed over.
        ([("2026-12-18", 10), ("2026-12-23", 2)], None, "2026-12-29"),
    ],
)
def test_news_is_due_at_the_interval_agreed(intervals, given, due):
    agreed = [(day(began), every) for began, every in intervals]
    assert next_news(agreed, day(given) if given else None) == (day(due) if due else None)


@pytest.mark.parametrize(
    ("said", "by"), [("2026-11-19", "2026-11-20"), ("2026-11-20", "2026-11-23"), ("2026-12-24", "2026-12-29")]
)
def test_somebody_reacts_within_a_working_day(said, by):
    assert react_by(day(said)) == day(by)
