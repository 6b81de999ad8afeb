"""Years of history for one landlord of the demo: as many complaints as are wanted, through the import, part by part.

Each part is made from its own number, so that parts can be made side by side and a second run goes on where the first
ended. Most are closed; those of the last weeks are as far as they would be today.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime, timedelta
from multiprocessing import get_context
from time import perf_counter
from typing import Any

from .cast import LANDLORDS, DemoLandlord
from .histories import CHANNELS, events_of

PART = 2000
PROCESSES = 2
FIRST_DAY = date(2019, 11, 4)
_TREES = "Alder Aspen Beech Birch Cedar Elder Hazel Holly Juniper Larch Laurel Maple Poplar Rowan Willow Yew".split()
_WAYS = "Close Court Drive Gardens Grove Lane Mews Place Rise Row Street Terrace Walk Way Wharf Yard".split()


def fill_up(
    complaints: int,
    tell: Callable[[str], None],
    *,
    set_up: Callable[[], None] | None = None,
) -> tuple[int, float]:
    """Gives the demo's first landlord histories until it has that many of them; gives the events and the seconds.

    tell    called now and then with how far it is
    set_up  sets Django up in a fresh process, so that two can work side by side; left out, this one does it all
    """
    from putright.complaints.models import Complaint
    from putright.record.tenancy import as_landlord

    landlord = _landlord()
    with as_landlord(landlord.id):
        there = Complaint.objects.filter(
            landlord=landlord, imported=True, reference__startswith="H0", reference__lt="H1"
        ).count()
    parts = [(start, min(start + PART, complaints)) for start in range(there, complaints, PART)]
    began, events, made = perf_counter(), 0, there
    for (start, end), its_events in zip(parts, _each(parts, set_up), strict=True):
        events += its_events
        made += end - start
        if made % (10 * PART) == 0 or made == complaints:
            seconds = perf_counter() - began
            tell(
                f"{made:,} complaints; {events:,} events in {seconds:.0f} s, {events / seconds:,.0f} a second"
            )
    return events, perf_counter() - began


def _each(parts: list[tuple[int, int]], set_up: Callable[[], None] | None) -> Iterator[int]:
    if set_up is None or len(parts) < PROCESSES:
        yield from map(make, parts)
        return
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn"), initializer=set_up) as pool:
        yield from pool.map(make, parts)


def make(part: tuple[int, int]) -> int:
    """Takes in the histories of one part; gives how many events that were."""
    from django.utils import timezone

    from putright.complaints.imports import take

    events = 0
    now = timezone.now()
    for outcome, _line in take(lines(part, now), at=now):
        if outcome.what != "taken":
            raise RuntimeError(f"The demo's own history was refused: {outcome.reference}: {outcome.why}")
        events += outcome.events
    return events


def lines(part: tuple[int, int], now: datetime) -> Iterator[tuple[int, str]]:
    """The histories of one part as lines of the import's format, with their numbers; the same on the same day."""
    given, chance = LANDLORDS[0], random.Random(f"{part}")
    for number in range(*part):
        yield number + 1, json.dumps(_history(given, number, chance, now.date()))


def _history(given: DemoLandlord, number: int, chance: random.Random, today: date) -> dict[str, Any]:
    # Words that many, some and one of the complaints have, as in life: a search has to find each.
    where = (
        f"It is at {chance.randint(1, 200)} {chance.choice(_TREES)} {chance.choice(_WAYS)}, job {number:07}."
    )
    received = FIRST_DAY + timedelta(days=chance.randrange((today - FIRST_DAY).days + 1))
    trouble, events = events_of(received, chance, today)
    return {
        "reference": f"H{number:07}",
        "landlord": given.code,
        "channel": chance.choice(CHANNELS),
        "points": [f"{trouble.words} {where}", *trouble.more],
        "events": events,
    }


def _landlord() -> Any:
    from putright.accounts.models import Landlord

    return Landlord.objects.get(code=LANDLORDS[0].code)
