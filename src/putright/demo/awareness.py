"""Whether people came through: campaigns of a landlord, and forms of past months as the counters hold them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from putright.accounts.models import Landlord, Person
from putright.complaints.awareness.actions import Key, add, begin_campaign, count_heard
from putright.record.chain import By
from putright.record.tenancy import as_landlord

CAMPAIGNS = {
    "meadowbank": (
        ("larch-lobby", "Poster in the lobby of Larch House"),
        ("after-visit", "Card that operatives leave after a repair"),
        ("rent-letter", "Line in the yearly rent letter"),
    )
}
# Forms begun in one month, which is about what a landlord of this size has: by language, campaign, what became of
# them, and where those that were left ended. The rarer ones come in every third month.
MONTHLY = {
    ("en", "", "sent", ""): 2,
    ("en", "after-visit", "sent", ""): 1,
    ("en", "", "requested", ""): 1,
    ("en", "", "left", "danger"): 1,
    ("en", "", "left", "what-went-wrong"): 1,
}
EVERY_THIRD = {
    ("en", "larch-lobby", "sent", ""): 1,
    ("en", "", "left", "contact"): 1,
    ("en", "rent-letter", "left", "danger"): 1,
    ("ur", "", "sent", ""): 1,
    ("ur", "larch-lobby", "left", "what-went-wrong"): 1,
    ("pl", "", "sent", ""): 1,
    ("bn", "", "left", "danger"): 1,
}


def come_through(landlord: Landlord, people: Mapping[str, Person], now: datetime) -> None:
    """Begins the campaigns of a landlord of the demo and fills the counters of the year before `now`."""
    campaigns = CAMPAIGNS.get(landlord.code, ())
    with as_landlord(landlord.id):
        if campaigns:
            officer = By.staff(people["olive"].id, "")
            for code, name in campaigns:
                begin_campaign(landlord, code, name, by=officer, at=now - timedelta(days=400))
            month = timezone.localdate(now).replace(day=1)
            counts: Counter[Key] = Counter()
            for back in range(1, 13):
                month = (month - timedelta(days=1)).replace(day=1)
                rows = MONTHLY | (EVERY_THIRD if back % 3 == 1 else {})
                for (language, campaign, ending, page), number in rows.items():
                    counts[month.isoformat(), language, campaign, ending, page] += number
            add(landlord.id, counts)
        count_heard(landlord.id, now)
