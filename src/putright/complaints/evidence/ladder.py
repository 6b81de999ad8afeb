"""When somebody who was asked hears from us again, and when a lead does. Pure: days in, days out.

1. A reminder, once, some working days before the answer is due.
2. On the due day and every few working days after it, we ask again, ten times at most: then it is the lead's.
3. Some working days after the due day a lead hears of it, once.
After a day off the steps that were missed are done as one, never twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from putright.rules.calendar import Calendar

MOST_CHASES: Final = 10


class Step(StrEnum):
    REMIND = "remind"
    CHASE = "chase"
    ESCALATE = "escalate"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the ladder sees it, with the landlord's numbers of working days."""

    asked_on: date
    due_on: date
    remind_before: int
    chase_every: int
    escalate_after: int
    reminded_on: date | None = None
    chased_on: date | None = None
    chases: int = 0
    escalated_on: date | None = None


def due_steps(asked: Asked, on: date, calendar: Calendar) -> frozenset[Step]:
    """What is to be done now."""
    return frozenset(step for step, day in _days(asked, calendar) if day <= on and _still(step, asked, on))


def next_day(asked: Asked, on: date, calendar: Calendar) -> date | None:
    """The next day after `on` on which there is something to do; None when there is nothing more."""
    days = [day for step, day in _days(asked, calendar) if _still(step, asked, max(day, on))]
    return max(min(days), on + timedelta(days=1)) if days else None


def _still(step: Step, asked: Asked, on: date) -> bool:
    """A reminder after the due day is none: then it is asked for again instead."""
    return step is not Step.REMIND or on < asked.due_on


def _days(asked: Asked, calendar: Calendar) -> list[tuple[Step, date]]:
    found = []
    if asked.reminded_on is None and asked.remind_before:
        day = working_days_before(asked.due_on, asked.remind_before, calendar)
        # Whoever was asked within that time has only just read the question.
        if day > asked.asked_on:
            found.append((Step.REMIND, day))
    if asked.chases < MOST_CHASES:
        day = asked.due_on
        if asked.chased_on is not None and asked.chased_on >= asked.due_on:
            day = calendar.add(asked.chased_on, asked.chase_every)
        found.append((Step.CHASE, day))
    if asked.escalated_on is None:
        found.append((Step.ESCALATE, calendar.add(asked.due_on, asked.escalate_after)))
    return found


def working_days_before(day: date, number: int, calendar: Calendar) -> date:
    """The `number`th working day before `day`."""
    while number:
        day -= timedelta(days=1)
        number -= calendar.is_working(day)
    return day
