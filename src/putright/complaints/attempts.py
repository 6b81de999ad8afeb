"""How often a passphrase may be tried: counted in the database, so that the limit holds across web workers.

Failures are counted for each reference typed, whether or not there is such a case, and for each address on
the network. The limit for an address is wider: a library or a block of flats may share one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.cache import cache
from django.db import connection

from .returning.limits import whose

PERIOD = 60 * 60
FOR_REFERENCE = 10
FOR_ADDRESS = 60


@dataclass(frozen=True)
class Attempt:
    """One attempt that is under way; `barred` says that there were too many before it."""

    keys: tuple[str, str]
    barred: bool

    def failed(self) -> None:
        """Counts it against its reference and its address."""
        for key in self.keys:
            cache.set(key, cache.get(key, 0) + 1, PERIOD)

    def succeeded(self) -> None:
        """Whoever knows the passphrase has the reference's attempts back."""
        cache.delete(self.keys[0])


def attempt(landlord_id: UUID, reference: str, address: str, *, at: datetime) -> Attempt:
    """An attempt to open `reference` from the network address `address`.

    A reference is whatever is tried: that of a case, or the code of a saved form.

    Until the transaction ends no other attempt at the same reference or from the same address is judged, so
    that many at once are no way past the limit. Reference first, address second: two that wait cannot wait for
    each other.
    """
    keys = (
        _key(landlord_id, "reference", reference),
        _key(landlord_id, "address", whose(landlord_id, "attempt", address, at=at)),
    )
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    tried = [cache.get(key, 0) for key in keys]
    return Attempt(keys, barred=tried[0] >= FOR_REFERENCE or tried[1] >= FOR_ADDRESS)


def _key(landlord_id: UUID, kind: str, what: str) -> str:
    # A cache key takes no spaces. An address on the network comes as a digest that nobody reads back.
    return f"passphrase-{kind}-{hashlib.sha256(f'{landlord_id} {what}'.encode()).hexdigest()}"
