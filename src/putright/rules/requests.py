"""Service requests and first contacts: from which day a complaint counts, and when a request is looked at again.

Whatever is in doubt favours the resident: a complaint that grew from a request counts from the request, unless a later
day is given on which the resident first said that they were unhappy, with the reason (2024:1.5).
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from putright.rules.calendar import Calendar
from putright.rules.errors import Refused

DATA = Path(__file__).with_name("requests.toml")


def check_first_contact(received_on: date, *, contact_on: date, today: date) -> None:
    """Refused where the day from which all dates count lies ahead, or after the first contact that is known."""
    if received_on > today:
        raise Refused("received_in_future", {"day": received_on, "today": today})
    if received_on > contact_on:
        raise Refused("received_after_contact", {"day": received_on, "contact": contact_on})


def complaint_day(requested_on: date, *, unhappy_on: date | None, because: str, today: date) -> date:
    """The day on which a complaint that grew from a request was received.

    That of the request, or `unhappy_on`, never earlier and never ahead, with the reason `because`; else Refused.
    """
    if unhappy_on is None or unhappy_on == requested_on:
        return requested_on
    if unhappy_on > today:
        raise Refused("received_in_future", {"day": unhappy_on, "today": today}, "1.5")
    if unhappy_on < requested_on:
        raise Refused("unhappy_before_request", {"day": unhappy_on, "before": requested_on}, "1.5")
    if not because.strip():
        raise Refused("unhappy_day_without_reason", {"day": unhappy_on, "before": requested_on}, "1.5")
    return unhappy_on


def review_due(looked_at_on: date, calendar: Calendar | None = None) -> date:
    """The day by which a request is looked at again, from the day it came in or was last looked at (2024:1.4)."""
    begun = [row for row in _data()["review"] if row["from"] <= looked_at_on] or _data()["review"][:1]
    days = int(begun[-1]["every_working_days"])
    return (calendar or Calendar.england()).add(looked_at_on, days)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))
