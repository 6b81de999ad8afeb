"""Words in which people say that something is dangerous, or that they are unhappy: a hint for a person to look.

A hint decides nothing. That no word was found says nothing either: most people put it in words of their own.
"""

from __future__ import annotations

import tomllib
import unicodedata
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("cues.toml")


class About(StrEnum):
    """What a list of words hints at."""

    DANGER = "danger"
    UNHAPPY = "unhappy"


def cues(text: str, about: About, on: date) -> tuple[str, ...]:
    """The words of the lists of that day that stand in `text`, in every language that there is a list for.

    Each as the list has it, without its stars, the longest first; at most ten.
    """
    said = f" {_plain(text)} "
    found = {word for word, needle in _needles(about, on) if needle in said}
    return tuple(sorted(found, key=lambda word: (-len(word), word))[:10])


@cache
def languages(about: About) -> frozenset[str]:
    """The languages that have a list."""
    return frozenset(row["language"] for row in _rows() if row["about"] == about)


@cache
def _needles(about: About, on: date) -> tuple[tuple[str, str], ...]:
    """(word, what to look for) of the newest list of each language that has begun.

    `word` stands for the whole word, `word*` for its beginning, `*word*` for any place in a word.
    """
    newest = {
        row["language"]: row
        for row in sorted(_rows(), key=lambda row: row["from"])
        if row["about"] == about and row["from"] <= on
    }
    found = []
    for row in newest.values():
        for word in row["words"]:
            plain = _plain(word.strip("*"))
            before = "" if word.startswith("*") else " "
            after = "" if word.endswith("*") else " "
            found.append((word.strip("*"), f"{before}{plain}{after}"))
    return tuple(found)


def _plain(text: str) -> str:
    """Small letters without accents, and one space for whatever lies between words."""
    letters = []
    for one in unicodedata.normalize("NFKD", text.casefold()):
        group = unicodedata.category(one)
        if group in {"Mn", "Cf"}:
            continue
        letters.append(one if group[0] in "LMN" else " ")
    return " ".join("".join(letters).replace("ł", "l").split())


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(DATA.read_text(encoding="utf-8"))["list"])
