"""Working days in England: Monday to Friday without the public holidays of holidays.toml.

Day 0 is the day something starts, working day or not; day 1 is the next working day (convention C1, C2).
Every look-up is one index into a list made once, so an addition costs the same for 5 days and for 500.
"""

from __future__ import annotations

import calendar
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path

from putright.rules.errors import BadData, OutsideCalendar

TABLE = Path(__file__).with_name("holidays.toml")
WEEKEND = {5: "saturday", 6: "sunday"}
ADDED = "added_holiday"


@dataclass(frozen=True, slots=True)
class Holiday:
    """One row of the table: the day, its name code, the key of its source, and the day it was looked up."""

    day: date
    code: str
    source: str
    retrieved: date


class Calendar:
    """The working days from `first` to `last`; asking about any day outside raises OutsideCalendar.

    Never changed once made: with_added() gives another calendar.
    """

    __slots__ = ("_first_ordinal", "_passed", "_working", "first", "holidays", "last")

    def __init__(self, first: date, last: date, holidays: Iterable[tuple[date, str]]) -> None:
        self.first = first
        self.last = last
        self.holidays = dict(holidays)
        self._first_ordinal = first.toordinal()
        days = [date.fromordinal(n) for n in range(self._first_ordinal, last.toordinal() + 1)]
        works = [day.weekday() < 5 and day not in self.holidays for day in days]
        self._working = tuple(day for day, working in zip(days, works, strict=True) if working)
        # For each day, how many working days have passed by its end: the index of the next one in _working.
        self._passed = tuple(accumulate(map(int, works)))

    @classmethod
    def england(cls) -> Calendar:
        """The calendar of the table in this room; read once."""
        return _england()

    def with_added(self, days: Iterable[date]) -> Calendar:
        """This calendar with one-off holidays that an operator has added.

        Raises OutsideCalendar for a day that the table does not reach.
        """
        added = frozenset(days)
        return _with_added(self, added) if added else self

    def is_working(self, d: date) -> bool:
        """Whether `d` is a working day."""
        return self.why_not_working(d) is None

    def why_not_working(self, d: date) -> str | None:
        """None for a working day, else 'saturday', 'sunday' or the holiday's name code.

        A holiday at the weekend is named by the weekend: that alone already makes it no working day.
        """
        self._passed_by(d)
        return WEEKEND.get(d.weekday()) or self.holidays.get(d)

    def add(self, d: date, n: int) -> date:
        """The `n`th working day after `d` (n >= 0; 0 gives `d` itself). Constant time."""
        i = d.toordinal() - self._first_ordinal
        if n <= 0 or i < 0:
            return self._add_oddly(d, n)
        try:
            return self._working[self._passed[i] + n - 1]
        except IndexError:
            raise self._outside(d, n) from None

    def counted(self, d: date, n: int) -> tuple[date, ...]:
        """Day 1 to day `n` after `d`, each of them a working day."""
        begin = self._passed_by(d)
        end = begin + n
        if end > len(self._working):
            raise self._outside(d, n)
        return self._working[begin:end]

    def working_days_between(self, a: date, b: date) -> int:
        """How many working days d there are with a < d <= b; 0 where b is not after a."""
        return max(0, self._passed_by(b) - self._passed_by(a))

    def skipped(self, a: date, b: date) -> tuple[tuple[date, str], ...]:
        """The days d with a < d <= b that do not count, each with the reason's code."""
        self._passed_by(a)
        self._passed_by(b)
        days = (a + timedelta(days=n) for n in range(1, (b - a).days + 1))
        return tuple((day, why) for day in days if (why := self.why_not_working(day)))

    def _passed_by(self, d: date) -> int:
        i = d.toordinal() - self._first_ordinal
        if i < 0 or i >= len(self._passed):
            raise self._outside(d, 0)
        return self._passed[i]

    def _add_oddly(self, d: date, n: int) -> date:
        """What add() meets seldom: a day outside the table, no days, or fewer."""
        self._passed_by(d)
        if n < 0:
            raise ValueError(f"Working days are counted forward: {n} is below 0.")
        return d

    def _outside(self, d: date, n: int) -> OutsideCalendar:
        if n and self.first <= d <= self.last:
            return OutsideCalendar("past_calendar_end", {"day": d, "days": n, "last": self.last})
        return OutsideCalendar(
            "outside_calendar", {"day": d, "days": n, "first": self.first, "last": self.last}
        )


def months_after(d: date, months: int) -> date:
    """The same day number `months` later, or that month's last day where it has none (convention C6)."""
    year, month = divmod(d.year * 12 + d.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(d.day, calendar.monthrange(year, month + 1)[1]))


def read_table(path: Path = TABLE) -> tuple[date, date, tuple[Holiday, ...]]:
    """The first day, the last day and the rows of a holiday table.

    Raises BadData for a row outside its own span, named twice, or with a source that is not described.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    rows = tuple(Holiday(row.pop("date"), **row) for row in table["holidays"])
    days = [row.day for row in rows]
    for row in rows:
        if not table["first"] <= row.day <= table["last"] or days.count(row.day) > 1:
            raise BadData("bad_holiday_row", {"file": path.name, "day": row.day})
        if row.source not in table["sources"]:
            raise BadData("bad_holiday_row", {"file": path.name, "day": row.day})
    return table["first"], table["last"], rows


@cache
def _england() -> Calendar:
    first, last, rows = read_table()
    return Calendar(first, last, ((row.day, row.code) for row in rows))


@lru_cache(maxsize=64)
def _with_added(calendar: Calendar, added: frozenset[date]) -> Calendar:
    for day in added:
        calendar._passed_by(day)
    named = dict.fromkeys(added, ADDED)
    return Calendar(calendar.first, calendar.last, (named | calendar.holidays).items())
