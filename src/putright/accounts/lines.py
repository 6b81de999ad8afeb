"""Who reports to whom at a landlord, and who has to be told when that changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from .models import Landlord, Line

# A line that is longer than this is no line of people.
DEEPEST = 50

Watcher = Callable[[Landlord, datetime], None]
_watchers: list[Watcher] = []


def when_a_line_changes(watcher: Watcher) -> None:
    """Has `watcher(landlord, at)` called in the transaction of each change. A room above registers itself once."""
    if watcher not in _watchers:
        _watchers.append(watcher)


def tell_of_change(landlord: Landlord, at: datetime) -> None:
    """Tells every room that asked for it that somebody at this landlord reports to somebody else now."""
    for watcher in _watchers:
        watcher(landlord, at)


def lines_of(landlord: Landlord) -> dict[UUID, UUID]:
    """Whom each person of the landlord reports to, by their ids."""
    return dict(Line.objects.filter(landlord=landlord).values_list("person_id", "reports_to_id"))


def above(lines: Mapping[UUID, UUID], person: UUID) -> list[UUID]:
    """Those whom `person` reports to, the nearest first, up to the top."""
    found: list[UUID] = []
    at = lines.get(person)
    while at is not None and at != person and at not in found and len(found) < DEEPEST:
        found.append(at)
        at = lines.get(at)
    return found


def below(lines: Mapping[UUID, UUID], person: UUID) -> list[UUID]:
    """Those who report to `person` directly."""
    return sorted(one for one, reports_to in lines.items() if reports_to == person)
