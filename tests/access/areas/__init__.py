"""The rows of the access tables that belong to a folder of `complaints`, one module for each folder.

A module may hold GET and POST (rows of tests/access/test_every_address.py without their heading), ACTS with ACT_ROWS
(of test_every_act.py), `make(world)`, which makes the rows that its addresses name, and `parts(world, case)`: what
stands in its addresses, by the names that they use (it reads alone).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any


def _nothing_made(world: Any) -> None:
    """The world has all that the addresses name."""


def _no_parts(world: Any, case: Any) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Area:
    """What one module adds to the tables."""

    get: str = ""
    post: str = ""
    act_rows: str = ""
    acts: Mapping[str, Any] = field(default_factory=dict)
    make: Callable[[Any], None] = _nothing_made
    parts: Callable[[Any, Any], Mapping[str, Any]] = _no_parts


def _area(name: str) -> Area:
    module = import_module(f"tests.access.areas.{name}")
    return Area(
        getattr(module, "GET", ""),
        getattr(module, "POST", ""),
        getattr(module, "ACT_ROWS", ""),
        getattr(module, "ACTS", {}),
        getattr(module, "make", _nothing_made),
        getattr(module, "parts", _no_parts),
    )


AREAS = [_area(one.stem) for one in sorted(Path(__file__).parent.glob("[a-z]*.py"))]
