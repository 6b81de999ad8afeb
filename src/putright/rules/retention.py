"""How long what is kept about people is kept, and by when somebody who asks what is held has to be answered.

Every value is data in retention.toml, with its source and how sure it is; a landlord may decide other years.
"""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from putright.rules.editions import CONFIDENCES
from putright.rules.errors import BadData

DATA = Path(__file__).with_name("retention.toml")
# What the years of a class may count from.
STARTS = ("ended", "done")
CLASSES = ("complaint", "service_request", "danger")


@dataclass(frozen=True, slots=True)
class Kept:
    """A class with its years, what they count from, and where the number comes from."""

    code: str
    starts: str
    years: int
    in_force_from: date
    confidence: str
    source: str


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """The calendar months within which somebody who asks what is held about them is answered."""

    months: int
    confidence: str
    source: str


@cache
def retention() -> tuple[tuple[Kept, ...], AnswerTime]:
    """The classes and the time to answer, as the data file says. Raises BadData."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    kept = tuple(
        Kept(row["code"], row["from"], row["years"], row["in_force_from"], row["confidence"], row["source"])
        for row in data["class"]
    )
    for one in kept:
        if one.code not in CLASSES or one.starts not in STARTS or one.confidence not in CONFIDENCES:
            raise BadData("bad_retention_row", {"file": DATA.name, "row": one.code})
    answer = data["answer"]
    return kept, AnswerTime(answer["months"], answer["confidence"], answer["source"])


def kept_for(code: str, on: date, own_years: Mapping[str, int] | None = None) -> Kept:
    """The class as it holds on a day, with the landlord's own years where it has decided."""
    rows = [one for one in retention()[0] if one.code == code and one.in_force_from <= on]
    newest = max(rows, key=lambda one: one.in_force_from)
    years = (own_years or {}).get(code)
    if years is None:
        return newest
    return Kept(
        newest.code, newest.starts, years, newest.in_force_from, "high", "the landlord's own decision"
    )


def before(on: date, years: int) -> date:
    """The day on or before which something must have ended to have been kept `years` by the day `on`."""
    return _moved(on, -12 * years)


def answer_by(asked_on: date) -> date:
    """The last day to answer somebody who asked what is held: the same day of the month, or the month's last (C6)."""
    return _moved(asked_on, retention()[1].months)


def _moved(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
