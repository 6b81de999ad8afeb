"""Remedies: their kinds, what money is for, the ranges in force on a day, and what a decided one has to say.

Every value is data in remedies.toml. Ranges are prompts, never limits: the guidance restores a resident's position,
and what does that for one household a person decides. What is refused here is only what the resident could not
follow: money without an amount, a head or a day (2024:7.3), or set against arrears beyond what the landlord promises.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from putright.rules.editions import CONFIDENCES
from putright.rules.errors import BadData, Refused

DATA = Path(__file__).with_name("remedies.toml")
PAYMENT = "payment"
# How a landlord treats rent arrears: never set against them, only where the resident agrees, or as it decides.
ARREARS = ("never", "with_agreement", "allowed")


@dataclass(frozen=True, slots=True)
class Band:
    """A range in whole pounds; `most` None: no upper end. `when` is the code of the finding it goes with."""

    when: str
    least: int
    most: int | None
    confidence: str


@dataclass(frozen=True, slots=True)
class FixedSum:
    """A sum in whole pounds for each day, week or appointment of one kind of loss."""

    code: str
    pounds: int
    per: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Guidance:
    """One set of ranges: from its first to its last day (None: it goes on), with where it was read.

    `dates_confidence` is about these two days alone, "low" for a setting.
    """

    code: str
    begins: date
    ends: date | None
    dates_confidence: str
    source: str
    bands: tuple[Band, ...]
    fixed: tuple[FixedSum, ...]

    @property
    def uncertain(self) -> bool:
        """Whether its days or any of its figures are of low confidence: the page says so beside them."""
        return "low" in _confidences(self)


@dataclass(frozen=True, slots=True)
class Prompts:
    """What to show beside a payment decided on a day. `before` has the last bands known where none hold that day."""

    now: Guidance | None
    before: Guidance | None


@dataclass(frozen=True, slots=True)
class RemedyFacts:
    """A remedy as somebody would decide it. Money in pence; `offset_pence` of it is set against arrears."""

    kind: str
    words: str = ""
    pence: int | None = None
    head: str = ""
    how: str = ""
    pay_by: date | None = None
    offset_pence: int = 0
    offset_agreed: bool = False


def kinds() -> tuple[str, ...]:
    """The codes of the kinds of remedy, in the order of the Code."""
    return tuple(row["code"] for row in _data()["kind"])


def heads() -> tuple[str, ...]:
    """The codes of what money may be paid for."""
    return tuple(row["code"] for row in _data()["head"])


def factors() -> tuple[str, ...]:
    """The codes of what is weighed beside any range."""
    return tuple(row["code"] for row in _data()["factor"])


def prompts(on: date) -> Prompts:
    """The ranges of the guidance in force on the day `on`, and the last bands before it where it has none itself."""
    now = next((one for one in guidance() if one.begins <= on and (one.ends is None or on <= one.ends)), None)
    before = None
    if now is None or not now.bands:
        ended = [one for one in guidance() if one.bands and one.ends is not None and one.ends < on]
        before = ended[-1] if ended else None
    return Prompts(now, before)


@cache
def guidance() -> tuple[Guidance, ...]:
    """Every set of ranges, the oldest first; read once. Raises BadData for a confidence that is none."""
    return tuple(sorted((_guidance(row) for row in _data()["set"]), key=lambda one: one.begins))


def check_decided(remedy: RemedyFacts, on: date, arrears: str) -> None:
    """Raises Refused where the resident could not tell from it what happens, or money would be held back unfairly.

    `arrears` is the landlord's own promise, one of ARREARS. Says nothing about the size of an amount.
    """
    if remedy.kind not in kinds():
        raise Refused("remedy_of_no_kind", {"kind": remedy.kind})
    if remedy.kind != PAYMENT:
        if not remedy.words.strip():
            raise Refused("remedy_without_words", {}, "7.3")
        return
    if not remedy.pence or remedy.pence < 1:
        raise Refused("payment_without_amount", {}, "7.3")
    if remedy.head not in heads():
        raise Refused("payment_without_head", {}, "7.3")
    if not remedy.how or remedy.pay_by is None:
        raise Refused("payment_without_day", {}, "7.3")
    if remedy.pay_by < on:
        raise Refused("payment_for_a_day_past", {"day": remedy.pay_by})
    check_offset(remedy, arrears)


def check_offset(remedy: RemedyFacts, arrears: str) -> None:
    """Raises Refused where more of a payment is set against arrears than the landlord's policy lets."""
    if not remedy.offset_pence:
        return
    if remedy.pence is None or remedy.offset_pence > remedy.pence:
        raise Refused("offset_more_than_payment", {})
    if arrears == "never":
        raise Refused("offset_never", {})
    if arrears == "with_agreement" and not remedy.offset_agreed:
        raise Refused("offset_without_agreement", {})


def _guidance(row: Mapping[str, Any]) -> Guidance:
    bands = tuple(
        Band(one["when"], one["least"], one.get("most"), one["confidence"]) for one in row.get("band", ())
    )
    fixed = tuple(
        FixedSum(one["code"], one["pounds"], one["per"], one["confidence"]) for one in row.get("fixed", ())
    )
    made = Guidance(
        row["code"],
        row["from"],
        row.get("until"),
        row["dates_confidence"],
        row["source"],
        bands,
        fixed,
    )
    if not _confidences(made) <= set(CONFIDENCES):
        raise BadData("bad_remedies_row", {"file": DATA.name, "set": made.code})
    return made


def _confidences(one: Guidance) -> set[str]:
    found = {one.dates_confidence}
    return found | {band.confidence for band in one.bands} | {fixed.confidence for fixed in one.fixed}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))
