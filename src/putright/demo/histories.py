"""Closed cases of several years, as rows of the import's format: most in time, some late, some awkward."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from putright.rules.calendar import Calendar

from .cast import DemoLandlord
from .words import TROUBLES, Trouble

FIRST_DAY = date(2019, 11, 4)
CHANNELS = ("web", "phone", "phone", "email", "letter", "visit", "representative", "social_media", "survey")


def histories(landlord: DemoLandlord, today: date, *, seed: int = 7) -> Iterator[dict[str, Any]]:
    """The landlord's closed complaints from November 2019 to two months ago; the same for the same day and seed."""
    chance = random.Random(f"{landlord.code} {seed}")
    span = (today - timedelta(days=60) - FIRST_DAY).days
    for number in range(1, landlord.cases + 1):
        received = FIRST_DAY + timedelta(days=chance.randrange(span))
        trouble = chance.choice(TROUBLES)
        yield {
            "reference": f"{landlord.code[:2].upper()}-{received.year}-{number:04}",
            "landlord": landlord.code,
            "channel": chance.choice(CHANNELS),
            "points": [trouble.words, *trouble.more],
            "events": _events(received, trouble, chance, today),
        }


def events_of(received: date, chance: random.Random, today: date) -> tuple[Trouble, list[dict[str, Any]]]:
    """What went wrong in one complaint received on that day, and what has happened to it until today."""
    trouble = chance.choice(TROUBLES)
    return trouble, _events(received, trouble, chance, today)


def _events(received: date, trouble: Trouble, chance: random.Random, today: date) -> list[dict[str, Any]]:
    after = Calendar.england().add
    events: list[dict[str, Any]] = [{"kind": "received", "on": received}]
    kind = chance.random()
    if kind < 0.05:
        events.append({"kind": "withdrawn", "on": after(received, chance.randint(1, 6))})
    elif kind < 0.09:
        events.append(
            {
                "kind": "refused",
                "stage": 1,
                "on": after(received, chance.randint(2, 5)),
                "reason": "The matter was decided by a court, and the claim had been filed.",
            }
        )
        events.append({"kind": "closed", "on": after(events[-1]["on"], chance.randint(20, 40))})
    else:
        told = after(received, _days(chance, 5))
        events.append({"kind": "acknowledged", "stage": 1, "on": told})
        answered = _stage(events, 1, told, 10, chance)
        if chance.random() < 0.3:
            asked = answered + timedelta(days=chance.randint(1, 40))
            events.append({"kind": "escalated", "on": asked})
            told = after(asked, _days(chance, 5))
            events.append({"kind": "acknowledged", "stage": 2, "on": told})
            answered = _stage(events, 2, told, 20, chance)
        if chance.random() < 0.6:
            done = after(answered, chance.randint(3, 25))
            events += [
                {
                    "kind": "action_promised",
                    "on": answered,
                    "action": trouble.promise,
                    "due": after(answered, 15),
                },
                {"kind": "action_done", "on": done, "action": trouble.promise},
                {"kind": "closed", "on": after(done, 2)},
            ]
        else:
            events.append({"kind": "closed", "on": after(answered, chance.randint(5, 30))})
    return [_written(event) for event in events if event["on"] <= today]


def _stage(events: list[dict[str, Any]], stage: int, told: date, limit: int, chance: random.Random) -> date:
    after = Calendar.england().add
    answered: date
    if chance.random() < 0.2:
        asked = after(told, limit - chance.randint(0, 3))
        until = after(told, limit + 8)
        events.append(
            {
                "kind": "extended",
                "stage": stage,
                "on": asked,
                "until": until,
                "reason": "A specialist has to inspect.",
            }
        )
        answered = after(asked, chance.randint(3, 12))
    else:
        answered = after(told, _days(chance, limit))
    events.append({"kind": "answered", "stage": stage, "on": answered})
    return answered


def _days(chance: random.Random, limit: int) -> int:
    """Working days that something took: within the limit in about six cases of seven."""
    return chance.randint(1, limit) if chance.random() < 0.86 else limit + chance.randint(1, 14)


def _written(event: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in event.items()}
