"""How often something may be done from one place in an hour: limits that stop a machine and not a family behind one
address.

A landlord's policy has the numbers (`hourly_from_address`, `hourly_at_landlord`). They are counted in the database, by
one statement that adds and reads at once, so that they hold across the web workers and against many requests at the
same time. An address on the network is kept as a digest under the service's key that changes every day.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.db import connection
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from putright.accounts.doors import PutrightRequest
from putright.accounts.models import Landlord
from putright.accounts.policy import policy_of
from putright.record.ids import uuid7

from .models import Pace

What = Literal["begin", "save", "upload", "code", "passphrase", "link", "equality"]

# The rows of an hour are read in that hour alone.
KEPT_FOR: Final = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Counted:
    """How often it was done in this hour, this time included: from this place, and at the landlord altogether."""

    here: int
    altogether: int
    most_here: int
    most_altogether: int

    @property
    def too_often(self) -> bool:
        return self.here > self.most_here or self.altogether > self.most_altogether


def network_of(address: str) -> str:
    """What counts as one place: an address, of IPv6 the first 64 bits, which a home or a machine has to itself."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def whose(landlord_id: UUID, what: str, address: str, *, at: datetime) -> str:
    """The digest that stands for a place at a landlord on one day, for one thing: what else was done there it hides."""
    day = timezone.localdate(at).isoformat()
    return salted_hmac(
        "putright.complaints.returning.limits",
        f"{day} {landlord_id} {what} {network_of(address)}",
        algorithm="sha256",
    ).hexdigest()


def address_of(request: PutrightRequest) -> str:
    """The visitor's address on the network; behind a proxy the one that the proxy names."""
    return str(get_adapter(request).get_client_ip(request))


def count(landlord: Landlord, what: What, address: str, *, at: datetime) -> Counted:
    """Counts one time, in the caller's transaction, and gives how often it was done in this hour.

    One statement. Those from the same place take turns until the transaction ends; others do not wait.
    """
    hour = at.replace(minute=0, second=0, microsecond=0)
    row = (landlord.id, what, hour)
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH mine AS (INSERT INTO complaints_pace AS pace (id, landlord_id, what, hour, whose, number)"
            " VALUES (%s, %s, %s, %s, %s, 1) ON CONFLICT (landlord_id, what, hour, whose)"
            " DO UPDATE SET number = pace.number + 1 RETURNING number)"
            " SELECT number, 1 + (SELECT coalesce(sum(number), 0) FROM complaints_pace"
            " WHERE landlord_id = %s AND what = %s AND hour = %s) FROM mine",
            [uuid7(), *row, whose(landlord.id, what, address, at=at), *row],
        )
        here, altogether = cursor.fetchone()
    return _judged(landlord, what, here, altogether)


def counted(landlord: Landlord, what: What, address: str, *, at: datetime) -> Counted:
    """How often it was done in this hour, without counting another time: `too_often` says whether one more would be."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    here = Q(whose=whose(landlord.id, what, address, at=at))
    found = Pace.objects.filter(landlord=landlord, what=what, hour=hour).aggregate(
        here=Sum("number", filter=here, default=0), altogether=Sum("number", default=0)
    )
    return _judged(landlord, what, found["here"] + 1, found["altogether"] + 1)


def _judged(landlord: Landlord, what: What, here: int, altogether: int) -> Counted:
    policy = policy_of(landlord)
    return Counted(here, altogether, policy.hourly_from_address[what], policy.hourly_at_landlord[what])


def sentence(landlord: Landlord) -> str:
    """What whoever is over a limit reads: one sentence that says what to do next."""
    # Translators: shown when very many forms, files or attempts came from one place within an hour.
    return _(
        "This was done very often from your network in the last hour. Try again in an hour, or call us: %(phone)s"
    ) % {"phone": landlord.phone}


def forget_paces(landlord_id: UUID, now: datetime) -> int:
    """Removes the counts of hours that are over; gives how many rows."""
    return Pace.objects.filter(landlord_id=landlord_id, hour__lt=now - KEPT_FOR).delete()[0]
