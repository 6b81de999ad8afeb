"""The Ombudsman as a letter of a given day has to describe it: contact details, and the democratic filter."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from putright.rules.errors import RulesError

DATA = Path(__file__).with_name("scheme.toml")


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the Ombudsman from a day on. `confidence` is about that day, "low" for a setting."""

    begins: date
    name: str
    post: tuple[str, ...]
    phone: str
    email: str
    web: str
    new_cases_by_email: bool
    confidence: str


def contact(on: date) -> Contact:
    """The Ombudsman's contact block for a letter of this day. RulesError before the first one known."""
    begun = [known for known in contacts() if known.begins <= on]
    if not begun:
        raise RulesError("no_ombudsman_contact", {"day": on, "first": contacts()[0].begins})
    return begun[-1]


@cache
def contacts() -> tuple[Contact, ...]:
    """Every contact block, the oldest first; read once."""
    rows = (dict(row) for row in _data()["contact"])
    known = (Contact(begins=row.pop("from"), post=tuple(row.pop("post")), **row) for row in rows)
    return tuple(sorted(known, key=lambda one: one.begins))


def democratic_filter(on: date) -> bool:
    """Whether a letter of this day has to mention the designated person (MP, councillor, tenant panel).

    From 1 October 2022 it must not: the filter had ended.
    """
    dates = _data()["democratic_filter"]
    return bool(dates["first_day"] <= on <= dates["last_day"])


def weeks_to_wait() -> int:
    """How many weeks after the final answer a resident could go direct while the filter stood."""
    return int(_data()["democratic_filter"]["weeks_to_wait"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))
