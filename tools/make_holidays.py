"""Make src/putright/rules/holidays.toml, the dated table of England's public holidays.

    .venv/bin/python tools/make_holidays.py > src/putright/rules/holidays.toml

1. Where the government's own list reaches (the offline copy in govuk-bank-holidays), it decides.
2. Past its end the package holidays works the days out from the Acts; each such row says so, because a later
   proclamation may still move or add a day. An operator adds a one-off day without waiting for a release.
3. Where both reach, they must agree on every weekday, or nothing is written.

Only development needs these two packages; the service reads the table alone.
"""

# ruff: noqa: T201, DTZ011  (it prints the table, and notes the day it was made)

from __future__ import annotations

import importlib.metadata
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import govuk_bank_holidays
import holidays

FIRST = date(2019, 1, 1)
LAST = date(2035, 12, 31)

CODES = {
    "New Year’s Day": "new_years_day",
    "Good Friday": "good_friday",
    "Easter Monday": "easter_monday",
    "Early May bank holiday": "early_may",
    "Early May bank holiday (VE day)": "early_may_ve_day",
    "Spring bank holiday": "spring",
    "Summer bank holiday": "summer",
    "Christmas Day": "christmas_day",
    "Boxing Day": "boxing_day",
    "Platinum Jubilee bank holiday": "platinum_jubilee",
    "Bank Holiday for the State Funeral of Queen Elizabeth II": "state_funeral",
    "Bank holiday for the coronation of King Charles III": "coronation",
    # The package holidays names the same days a little differently.
    "New Year's Day": "new_years_day",
    "May Day": "early_may",
    "Spring Bank Holiday": "spring",
    "Late Summer Bank Holiday": "summer",
    "Platinum Jubilee of Elizabeth II": "platinum_jubilee",
    "State Funeral of Queen Elizabeth II": "state_funeral",
    "Coronation of Charles III": "coronation",
}

Table = dict[date, str]


def published() -> Table:
    """The government's list for England (and Wales, which shares it): day to name code."""
    listed = Path(govuk_bank_holidays.__file__).with_name("bank-holidays.json").read_text()
    events = json.loads(listed)["england-and-wales"]["events"]
    table = {}
    for event in events:
        day = date.fromisoformat(event["date"])
        if FIRST <= day <= LAST:
            substitute = "_substitute" if event["notes"] == "Substitute day" else ""
            table[day] = CODES[event["title"]] + substitute
    return table


def worked_out() -> Table:
    """The same days as the package holidays works them out, weekdays only: day to name code."""
    years = range(FIRST.year, LAST.year + 1)
    table = {}
    for day, title in holidays.UnitedKingdom(subdiv="ENG", years=years, observed=True).items():
        if day.weekday() < 5:
            name = title.removesuffix(" (observed)")
            substitute = "_substitute" if title != name else ""
            table[day] = CODES[name] + substitute
    return table


def rows() -> Iterator[tuple[date, str, str]]:
    """Every row of the table in order of date: day, name code, source key."""
    listed, reckoned = published(), worked_out()
    end_of_list = max(listed)
    apart = set(listed) ^ {day for day in reckoned if day <= end_of_list}
    if apart:
        sys.exit(
            f"The two packages do not agree on {sorted(map(str, apart))}: find out which is right first."
        )
    for day, code in sorted((reckoned | listed).items()):
        yield day, code, "published" if day <= end_of_list else "worked_out"


def main() -> None:
    """Print the table as TOML."""
    listing = Path(govuk_bank_holidays.__file__).with_name("bank-holidays.json")
    retrieved = date.today()
    version = importlib.metadata.version
    print("# England's public holidays. Made by tools/make_holidays.py; make it anew rather than edit it.")
    print(f"first = {FIRST}\nlast = {LAST}\n")
    print("# A row for each day; the sources are described below the rows.\nholidays = [")
    for day, code, source in rows():
        print(f'    {{ date = {day}, code = "{code}", source = "{source}", retrieved = {retrieved} }},')
    print("]\n")
    print("[sources.published]")
    print('title = "gov.uk/bank-holidays, England and Wales"')
    print(f'through = "govuk-bank-holidays {version("govuk-bank-holidays")}, {listing.name}"')
    print(f'retrieved = {retrieved}\nconfidence = "high"\n')
    print("[sources.worked_out]")
    print('title = "Banking and Financial Dealings Act 1971 and custom, not yet published by gov.uk"')
    print(f'through = "holidays {version("holidays")}"')
    print(f'retrieved = {retrieved}\nconfidence = "medium"')


if __name__ == "__main__":
    main()
