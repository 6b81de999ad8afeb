"""Dates in words, in seven languages: weekday, day, month, year; Western digits; never a numeric date.

Month and weekday names come from CLDR (babel) with the project's own corrections: Romanian with comma-below
letters, Bengali জানুয়ারি, Arabic with the names used in the United Kingdom (يناير, not كانون الثاني), Polish
months in the genitive.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import Literal

from babel.dates import get_day_names, get_month_names

# The order of the parts: {weekday} {day} {month} {year}.
_FULL = {
    "pl": "{weekday}, {day} {month} {year}",
    "ro": "{weekday}, {day} {month} {year}",
    "ur": "{weekday}، {day} {month} {year}",
}
_AND = {"en": " and ", "ar": " و", "bn": " ও ", "pl": " i ", "pa": " ਅਤੇ ", "ro": " și ", "ur": " اور "}
_COMMA = {"ar": "، ", "ur": "، "}
_AT = {"en": "at", "ar": "الساعة", "bn": "সময়", "pl": "godz.", "pa": "ਸਮਾਂ", "ro": "ora", "ur": "وقت"}

# Where CLDR differs from the words chosen for the service.
_MONTHS: dict[str, dict[int, str]] = {"bn": {1: "জানুয়ারি", 2: "ফেব্রুয়ারি"}}
_CEDILLA_TO_COMMA = str.maketrans("şţŞŢ", "șțȘȚ")


def _code(language: object) -> str:
    code = str(language or "en").lower().split("-")[0]
    return code if code in _AND else "en"


@cache
def _months(code: str, width: Literal["wide", "abbreviated"]) -> dict[int, str]:
    names = {int(number): str(name) for number, name in get_month_names(width, locale=code).items()}
    if width == "wide":
        names |= _MONTHS.get(code, {})
    return {number: name.translate(_CEDILLA_TO_COMMA) for number, name in names.items()}


@cache
def _months_alone(code: str) -> dict[int, str]:
    """The months as they are called where no day stands before them."""
    names = {
        int(number): str(name)
        for number, name in get_month_names("wide", context="stand-alone", locale=code).items()
    }
    names |= _MONTHS.get(code, {})
    return {number: name.translate(_CEDILLA_TO_COMMA) for number, name in names.items()}


@cache
def _weekdays(code: str) -> dict[int, str]:
    names = {int(number): str(name) for number, name in get_day_names("wide", locale=code).items()}
    return {number: name.translate(_CEDILLA_TO_COMMA) for number, name in names.items()}


def weekday(day: datetime.date, language: object = "en") -> str:
    """Tuesday."""
    return _weekdays(_code(language))[day.weekday()]


def weekday_name(number: int, language: object = "en") -> str:
    """The name of a weekday by number, Monday being 0."""
    return _weekdays(_code(language))[number]


def day(day: datetime.date, language: object = "en") -> str:
    """Tuesday 3 November 2026; in Polish 'wtorek, 3 listopada 2026'."""
    code = _code(language)
    return _FULL.get(code, "{weekday} {day} {month} {year}").format(
        weekday=_weekdays(code)[day.weekday()],
        day=day.day,
        month=_months(code, "wide")[day.month],
        year=day.year,
    )


def day_without_year(day: datetime.date, language: object = "en") -> str:
    """Tuesday 3 November."""
    code = _code(language)
    return _FULL.get(code, "{weekday} {day} {month} {year}").replace(" {year}", "").format(
        weekday=_weekdays(code)[day.weekday()], day=day.day, month=_months(code, "wide")[day.month]
    )  # fmt: skip


def day_month_year(day: datetime.date, language: object = "en") -> str:
    """3 November 2026."""
    return f"{day.day} {_months(_code(language), 'wide')[day.month]} {day.year}"


def day_month(day: datetime.date, language: object = "en") -> str:
    """3 November."""
    return f"{day.day} {_months(_code(language), 'wide')[day.month]}"


def month_year(day: datetime.date, language: object = "en") -> str:
    """November 2026. Without a day the month stands by itself: 'listopad 2026', not 'listopada'."""
    return f"{_months_alone(_code(language))[day.month]} {day.year}"


def short(day: datetime.date, language: object = "en") -> str:
    """3 Nov 2026, for tables of staff."""
    code = _code(language)
    name = _months(code, "abbreviated")[day.month] if code == "en" else _months(code, "wide")[day.month]
    # British English has 'Sept' in CLDR; the other months have three letters, so columns stay even.
    return f"{day.day} {name[:3] if code == 'en' else name} {day.year}"


def moment(at: datetime.datetime, language: object = "en") -> str:
    """3 November 2026 at 14:05. Takes a moment already in the time zone to be shown."""
    code = _code(language)
    comma = _COMMA.get(code, ", ").strip()
    joint = f" {_AT[code]} " if code in {"en"} else f"{comma} {_AT[code]} "
    return f"{day_month_year(at.date(), code)}{joint}{at:%H:%M}"


def listed(words: Sequence[str], language: object = "en") -> str:
    """Words as a list of the language: 'one, two and three'."""
    code = _code(language)
    if len(words) < 2:
        return "".join(words)
    return _COMMA.get(code, ", ").join(words[:-1]) + _AND[code] + words[-1]


def days(found: Sequence[datetime.date], language: object = "en") -> str:
    """4, 5, 6, 9, 10 November; the month once for its days, the year where it changes.

    '30, 31 December 2026, 4, 5 January 2027'. Days are listed one by one, never as a range: '4-10' turns
    round in right-to-left text.
    """
    code = _code(language)
    comma = _COMMA.get(code, ", ")
    years = len({one.year for one in found}) > 1
    drawn = []
    for (year, month), group in groupby(found, key=lambda one: (one.year, one.month)):
        tail = f" {year}" if years else ""
        drawn.append(f"{comma.join(str(one.day) for one in group)} {_months(code, 'wide')[month]}{tail}")
    return comma.join(drawn)
