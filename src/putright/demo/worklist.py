"""A team as it is on a working day: somebody away, searches kept, and the ended cases counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from putright.accounts.models import Landlord, Person
from putright.complaints.worklist.actions import note_absence, save_search
from putright.complaints.worklist.tally import count_ended
from putright.record.chain import By
from putright.record.tenancy import as_landlord

# Who is away at a landlord, who covers, and how long: keys of the demo's cast.
AWAY = {"meadowbank": (("mabel", "martin", -2, 6), ("hetty", None, 20, 27))}
# Who keeps which search.
SEARCHES = {
    "meadowbank": (
        ("olive", "Overdue with nobody chosen", {"standing": "overdue", "who": "nobody"}, True),
        ("martin", "Mould", {"q": "mould", "standing": "open"}, True),
    )
}


def share_out(landlord: Landlord, people: Mapping[str, Person], now: datetime) -> None:
    """Writes down the absences and kept searches of a landlord of the demo, and counts what has ended."""
    today = timezone.localdate(now)
    with as_landlord(landlord.id):
        for who, cover, first, last in AWAY.get(landlord.code, ()):
            note_absence(
                landlord,
                people[who],
                from_on=today + timedelta(days=first),
                until_on=today + timedelta(days=last),
                cover=people[cover] if cover else None,
                by=By.staff(people[who].id, ""),
                at=now,
            )
        for who, name, asks, notify in SEARCHES.get(landlord.code, ()):
            save_search(
                landlord, name=name, asks=asks, notify=notify, by=By.staff(people[who].id, ""), at=now
            )
        count_ended(landlord.id, today)
