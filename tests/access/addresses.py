"""Every address of the service, read from the URLconf itself, and how an answer reads in the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True)
class Address:
    """A pattern of the URLconf: its name with the namespace, and what stands in it."""

    name: str
    parts: frozenset[str]
    pattern: str

    def path(self, given: Mapping[str, Any]) -> str:
        return reverse(self.name, kwargs={part: given[part] for part in self.parts})


def every_address() -> list[Address]:
    return list(_walk(get_resolver().url_patterns, "", frozenset(), ""))


def _walk(
    patterns: Sequence[URLPattern | URLResolver], space: str, above: frozenset[str], path: str
) -> Iterator[Address]:
    for one in patterns:
        there = above | set(one.pattern.converters) | set(one.pattern.regex.groupindex)
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _walk(one.url_patterns, inner, frozenset(there), path + str(one.pattern))
        else:
            assert one.name, f"{path}{one.pattern} has no name: give it one, and a row in tests/access"
            yield Address(f"{space}{one.name}", frozenset(there), path + str(one.pattern))


def read(response: HttpResponseBase) -> str:
    """An answer as the tables write it: its status, or `in` and `2nd` for the way to sign in."""
    if response.status_code != 302:
        return str(response.status_code)
    target = response.headers["Location"].partition("?")[0]
    if target == reverse("account_login"):
        return "in"
    if target == reverse("mfa_index"):
        return "2nd"
    return "302"


def table(text: str, columns: Sequence[str]) -> dict[str, dict[str, str]]:
    """A table as it is written in the tests: a row's name, then an entry for each column.

    An entry may stand for a group of columns in the heading's place: the heading must name the columns.
    """
    lines = [line.split() for line in text.strip().splitlines() if line.strip() and not line.startswith("#")]
    assert lines[0][1:] == list(columns), f"The heading is {lines[0][1:]}, not {list(columns)}."
    rows: dict[str, dict[str, str]] = {}
    for name, *entries in lines[1:]:
        assert len(entries) == len(columns), f"The row {name} has {len(entries)} of {len(columns)} entries."
        assert name not in rows, f"The row {name} stands there twice."
        rows[name] = dict(zip(columns, entries, strict=True))
    return rows


def written(rows: Mapping[str, Mapping[str, str]], columns: Sequence[str]) -> str:
    """A table as text again, for the message of a test that fails."""
    width = max(map(len, rows), default=10) + 1
    lines = [f"{'':{width}}" + " ".join(f"{one:>3}" for one in columns)]
    lines += [
        f"{name:{width}}" + " ".join(f"{row.get(one, '?'):>3}" for one in columns)
        for name, row in rows.items()
    ]
    return "\n".join(lines)
