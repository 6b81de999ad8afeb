"""A clock as residents' pages show it."""

from __future__ import annotations

from typing import Any

from putright.rules.clocks import Clock
from putright.rules.explanations import explanation
from putright.ui import words


def explained(clock: Clock) -> dict[str, Any]:
    """A clock as pages show it: the day that counts and, in sentences, how it was reached."""
    return {"clock": clock, "day": clock.last_day, "steps": words.explanation(explanation(clock))}
