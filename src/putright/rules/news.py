"""When news is due to a resident who waits, and when somebody has to react to what a resident says.

The interval is agreed with the resident (2024:5.9, 6.4); it is counted in working days from the last news, or from the
day it was agreed. The working day within which a manager reacts to a resident who does not agree to more time is a
convention of this project: the Code says nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from putright.rules.calendar import Calendar

REACT_WITHIN = 1


def next_news(
    intervals: Iterable[tuple[date, int]], given_on: date | None, calendar: Calendar | None = None
) -> date | None:
    """The day by which news is due next, None where no interval runs.

    `intervals` are (agreed on, working days between news) of all that is still open; `given_on` is the day of the last
    news, which counts for each of them.
    """
    days = calendar or Calendar.england()
    return min(
        (days.add(max(began, given_on or began), every) for began, every in intervals if every > 0),
        default=None,
    )


def react_by(said_on: date, calendar: Calendar | None = None) -> date:
    """The last day to react to a resident who does not agree to more time, or asks for a call about it."""
    return (calendar or Calendar.england()).add(said_on, REACT_WITHIN)
