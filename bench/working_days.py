"""How fast the rules count: additions of working days, and whole complaints, beside numpy.busday_offset.

    PYTHONPATH=src .venv/bin/python bench/working_days.py [HOW_MANY_COMPLAINTS]

Numpy counts over the same dates and holidays, one call a date (as the rules do) and all in one call; its
answers are compared with ours before anything is timed.
"""
# ruff: noqa: T201  (it prints its figures)

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter

import numpy as np

from putright.rules.calendar import Calendar
from putright.rules.clocks import clocks
from putright.rules.facts import ComplaintFacts, StageFacts

SEED = 2024
ADDITIONS = 1_000_000
BEGIN = date(2024, 4, 1)
SPAN = 365 * 9


def main(complaints: int) -> None:
    """Print one line for each way of counting."""
    chance = random.Random(SEED)  # noqa: S311  (made-up dates, the same each time)
    calendar = Calendar.england()
    days = [BEGIN + timedelta(days=chance.randrange(SPAN)) for _ in range(ADDITIONS)]
    holidays = np.array(sorted(calendar.holidays), dtype="datetime64[D]")
    counting = np.busdaycalendar(holidays=holidays)
    as_numpy = np.array(days, dtype="datetime64[D]")
    # Backward to the last working day, then forward: day 0 may be no working day itself.
    theirs = np.busday_offset(as_numpy, 10, roll="backward", busdaycal=counting)
    ours = np.array([calendar.add(day, 10) for day in days], dtype="datetime64[D]")
    if not (theirs == ours).all():
        sys.exit("The two do not agree: no speed is worth printing.")

    report("additions, one call each", ADDITIONS, lambda: add_each(calendar, days))
    few = as_numpy[: ADDITIONS // 10]
    report("numpy.busday_offset, one call each", len(few), lambda: numpy_each(few, counting))
    report(
        "numpy.busday_offset, all in one call",
        ADDITIONS,
        lambda: np.busday_offset(as_numpy, 10, roll="backward", busdaycal=counting),
    )
    answers = [case(day, escalated=False) for day in days[:complaints]]
    report("answer clocks of stage 1 (with their acknowledgement)", complaints, lambda: judge(answers))
    whole = [case(day, escalated=True) for day in days[:complaints]]
    report("whole complaints, both stages, one extended", complaints, lambda: judge(whole))


def report(what: str, how_many: int, work: Callable[[], object]) -> None:
    """Time `work` once and print how many of `what` it did in a second."""
    begin = perf_counter()
    work()
    seconds = perf_counter() - begin
    print(f"{what:54} {how_many / seconds:14,.0f} a second   ({how_many:,} in {seconds:.2f} s)")


def add_each(calendar: Calendar, days: list[date]) -> None:
    """Add ten working days to each."""
    add = calendar.add
    for day in days:
        add(day, 10)


def numpy_each(days: np.ndarray, counting: np.busdaycalendar) -> None:
    """The same by numpy, a call for each."""
    for day in days:
        np.busday_offset(day, 10, roll="backward", busdaycal=counting)


def case(received: date, escalated: bool) -> ComplaintFacts:
    """A complaint answered at stage 1 or, extended once, at stage 2."""
    later = [received + timedelta(days=n) for n in (4, 15, 30, 35, 63, 91, 60)]
    first = StageFacts(1, received, acknowledged_on=later[0], answered_on=later[1])
    second = StageFacts(
        2,
        later[2],
        acknowledged_on=later[3],
        extended_to=later[5],
        extended_told_on=later[6],
        answered_on=later[4],
    )
    return ComplaintFacts(received, "2024", (first, second) if escalated else (first,))


def judge(cases: list[ComplaintFacts]) -> None:
    """Every clock of each case, judged on one day."""
    on = date(2034, 6, 1)
    for facts in cases:
        clocks(facts, on)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
