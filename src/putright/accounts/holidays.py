"""Bank holidays that an operator has added, for rooms that count days and know no casework.

They are kept where the cases are that they move. The room that keeps them registers how they are read.
"""

from __future__ import annotations

from collections.abc import Callable

from putright.rules.facts import AddedHoliday

Reader = Callable[[], tuple[AddedHoliday, ...]]

_readers: list[Reader] = []


def kept_by(reader: Reader) -> None:
    """Has added holidays read by `reader`. The room that keeps them registers itself once."""
    if reader not in _readers:
        _readers.append(reader)


def added_holidays() -> tuple[AddedHoliday, ...]:
    """Every bank holiday that an operator has added to the table of `rules`."""
    return tuple(one for reader in _readers for one in reader())
