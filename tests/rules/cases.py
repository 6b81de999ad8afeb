"""Short ways to write a complaint's facts and to read its clocks by id."""

from __future__ import annotations

from datetime import date

from putright.rules.clocks import Clock, clocks
from putright.rules.facts import ComplaintFacts, StageFacts


def day(text: str) -> date:
    """'2026-11-04' as a date."""
    return date.fromisoformat(text)


def stage(number: int, asked: str, **facts: str | bool) -> StageFacts:
    """A stage; dates as text, `_on` left out: stage(1, '2026-11-04', acknowledged='2026-11-09')."""
    names = {
        "acknowledged": "acknowledged_on",
        "extended": "extended_to",
        "told": "extended_told_on",
        "agreed": "extension_agreed",
        "agreed_on": "extension_agreed_on",
        "needs_agreement": "extension_needs_agreement",
        "answered": "answered_on",
        "refused": "refused_on",
    }
    given = {names[name]: day(value) if isinstance(value, str) else value for name, value in facts.items()}
    return StageFacts(number, day(asked), **given)  # type: ignore[arg-type]


def complaint(edition: str | None, *stages: StageFacts, **rest: object) -> ComplaintFacts:
    """A complaint received when its first stage was asked for."""
    return ComplaintFacts(stages[0].asked_on, edition, stages, **rest)  # type: ignore[arg-type]


def by_id(facts: ComplaintFacts, on: str | None = None) -> dict[str, Clock]:
    """The clocks by their id, judged on a day or not at all."""
    return {clock.id: clock for clock in clocks(facts, day(on) if on else None)}
