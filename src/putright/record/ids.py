"""Keys of rows: UUID version 7, so that rows of one day lie together in every index."""

import secrets
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0


def uuid7() -> UUID:
    """A new UUIDv7 (RFC 9562 section 5.7); within one process each is greater than the one before.

    48 bits of milliseconds since 1970, then 12 bits of the millisecond's fraction (method 3 of section 6.2),
    then 62 random bits. When the clock stands still or steps back, the time part moves on by one instead.
    An id tells when it was made and is no secret: what opens a door must be a token.
    """
    global _last
    with _lock:
        nanoseconds = time.time_ns()
        milliseconds, rest = divmod(nanoseconds, 1_000_000)
        moment = (milliseconds << 12) | (rest * 4096 // 1_000_000)
        if moment <= _last:
            moment = _last + 1
        _last = moment
    value = (moment >> 12) << 80
    value |= 0x7 << 76
    value |= (moment & 0xFFF) << 64
    value |= 0b10 << 62
    value |= secrets.randbits(62)
    return UUID(int=value)
