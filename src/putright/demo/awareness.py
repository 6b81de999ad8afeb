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
# Of a hundred forms of a month: by language, what became of them, and where those that were left ended.
MONTHLY = {
    ("en", "", "sent", ""): 41,
    ("en", "larch-lobby", "sent", ""): 6,
    ("en", "after-visit", "sent", ""): 9,
    ("en", "", "requested", ""): 7,
    ("en", "", "left", "danger"): 8,
    ("en", "", "left", "what-went-wrong"): 6,
    ("en", "", "left", "contact"): 5,
    ("en", "rent-letter", "left", "danger"): 2,
    ("ur", "", "sent", ""): 5,
    ("ur", "larch-lobby", "left", "what-went-wrong"): 2,
    ("pl", "", "sent", ""): 3,
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
                for (language, campaign, ending, page), number in MONTHLY.items():
                    # More people come through as the year goes on: that is what the figures are for.
                    many = number * (24 - back) // 24 if ending == "sent" else number
                    counts[month.isoformat(), language, campaign, ending, page] += max(many, 1)
            add(landlord.id, counts)
        count_heard(landlord.id, now)
