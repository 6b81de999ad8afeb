"""What waits for somebody beside the cases' own dates, and whose it is. A folder of the room adds its line here."""

from __future__ import annotations

from putright.rules.stages import Role

from .queries import Waiting

WAITING: tuple[Waiting, ...] = ()


def of(roles: frozenset[Role]) -> list[Waiting]:
    """What waits for somebody with these roles."""
    return [kind for kind in WAITING if roles & set(kind.roles)]
