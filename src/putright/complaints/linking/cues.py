"""What makes two cases alike, as plain rules: each cue has a weight and is shown. A person decides what they mean.

Nothing here touches the database.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Cue(StrEnum):
    """One thing that two cases have in common."""

    SAME_HOME = "same_home"
    SAME_EMAIL = "same_email"
    SAME_PHONE = "same_phone"
    SAME_NAME = "same_name"
    SAME_ADDRESS = "same_address"
    SAME_POSTCODE = "same_postcode"
    SAME_WORDS = "same_words"
    SIMILAR_WORDS = "similar_words"
    SAME_PROBLEM = "same_problem"
    NEAR_DAYS = "near_days"


# How much each counts. What is shown first is what counts most; `LIKELY` is where a list begins.
WEIGHTS: Mapping[Cue, int] = {
    Cue.SAME_HOME: 30,
    Cue.SAME_EMAIL: 30,
    Cue.SAME_PHONE: 30,
    Cue.SAME_ADDRESS: 25,
    Cue.SAME_NAME: 20,
    Cue.SAME_POSTCODE: 10,
    Cue.SAME_WORDS: 35,
    Cue.SIMILAR_WORDS: 20,
    Cue.SAME_PROBLEM: 10,
    Cue.NEAR_DAYS: 10,
}
WHOSE = frozenset({Cue.SAME_HOME, Cue.SAME_EMAIL, Cue.SAME_PHONE, Cue.SAME_NAME, Cue.SAME_ADDRESS})
ABOUT = frozenset({Cue.SAME_WORDS, Cue.SIMILAR_WORDS, Cue.SAME_PROBLEM})
LIKELY = 50
NEAR_DAYS = 30
# Shares of the words that two texts have in common.
SAME_SHARE, SIMILAR_SHARE = 0.6, 0.25

# Kinds of problem by the beginnings of words that tell of them. A prompt for people, never a decision: the words of a
# resident in another language tell nothing here.
PROBLEMS: Mapping[str, tuple[str, ...]] = {
    "damp_and_mould": ("damp", "mould", "mold", "condens", "fungus"),
    "leak": ("leak", "drip", "flood", "ceiling", "gutter", "roof"),
    "heating": ("heat", "boiler", "radiator", "thermostat"),
    "electrics": ("electric", "socket", "spark", "wiring", "fuse"),
    "doors_and_windows": ("door", "window", "lock", "intercom"),
    "lift": ("lift", "elevator"),
    "noise_and_behaviour": ("noise", "noisy", "neighbour", "shout", "threat", "antisocial"),
    "rent_and_charges": ("rent", "charge", "arrears", "refund", "invoice"),
    "staff": ("rude", "ignored", "attitude", "disrespect"),
    "pests": ("rat", "rats", "mice", "mouse", "cockroach", "bedbug", "pest", "vermin"),
    "shared_areas": ("stairwell", "communal", "rubbish", "litter", "bins", "landing"),
}
_COMMON = frozenset(
    "about after again because been before being could does doing done down each even every from have into just like "
    "more most much nobody none only other over said same some still such that their them then there these they thing "
    "this those told very want week weeks well were what when where which while with would your month months "
    "since".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_ENDING = re.compile(r"(?<=\w{4})(ings?|ed|es|s)\Z")


@dataclass(frozen=True, slots=True)
class Seen:
    """A case as far as cues look at it. `texts` are the words of the resident and ours."""

    id: UUID
    received_on: date
    home: UUID | None = None
    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""
    texts: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two cases are: the cues, those that count most first, and their sum."""

    cues: tuple[Cue, ...]
    days_apart: int

    @property
    def score(self) -> int:
        return sum(WEIGHTS[cue] for cue in self.cues)

    @property
    def likely_duplicate(self) -> bool:
        """The same people or place, about the same thing, at about the same time."""
        found = set(self.cues)
        return bool(found & WHOSE and found & ABOUT) and self.score >= LIKELY and self.days_apart <= 92

    @property
    def same_resident(self) -> bool:
        """Most likely the same person: reachable in the same way, or of one name at one place."""
        found = set(self.cues)
        return bool(found & {Cue.SAME_EMAIL, Cue.SAME_PHONE}) or (
            Cue.SAME_NAME in found and bool(found & {Cue.SAME_HOME, Cue.SAME_ADDRESS, Cue.SAME_POSTCODE})
        )

    @property
    def same_problem(self) -> bool:
        return bool(set(self.cues) & ABOUT)


def likeness(one: Seen, other: Seen) -> Likeness:
    """What two cases have in common."""
    found = {
        Cue.SAME_HOME: one.home is not None and one.home == other.home,
        Cue.SAME_EMAIL: _same(one.email.lower(), other.email.lower()),
        Cue.SAME_PHONE: _same(_digits(one.phone), _digits(other.phone)),
        Cue.SAME_NAME: _same(_plain(one.name), _plain(other.name)),
        Cue.SAME_ADDRESS: _same(_place(one), _place(other)),
        Cue.SAME_POSTCODE: _same(_tight(one.postcode), _tight(other.postcode)),
    }
    shared = share(one.texts, other.texts)
    found[Cue.SAME_WORDS] = shared >= SAME_SHARE
    found[Cue.SIMILAR_WORDS] = SIMILAR_SHARE <= shared < SAME_SHARE
    found[Cue.SAME_PROBLEM] = bool(problems(one.texts) & problems(other.texts))
    apart = abs((one.received_on - other.received_on).days)
    found[Cue.NEAR_DAYS] = apart <= NEAR_DAYS
    cues = sorted((cue for cue, there in found.items() if there), key=lambda cue: (-WEIGHTS[cue], cue.value))
    return Likeness(tuple(cues), apart)


def share(one: str, other: str) -> float:
    """The share of the telling words of two texts that stand in both, 0 to 1."""
    mine, theirs = _words(one), _words(other)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def problems(text: str) -> frozenset[str]:
    """The kinds of problem that the words of a text speak of."""
    words = [word.lower() for word in _WORD.findall(text)]
    return frozenset(
        kind
        for kind, beginnings in PROBLEMS.items()
        if any(word == one or (len(one) > 3 and word.startswith(one)) for word in words for one in beginnings)
    )


def _words(text: str) -> set[str]:
    """The telling words of a text without their endings, so that leak, leaks and leaking are one."""
    return {
        _ENDING.sub("", word)[:7]
        for word in (found.lower() for found in _WORD.findall(text))
        if len(word) > 3 and word not in _COMMON
    }


def _same(one: str, other: str) -> bool:
    return bool(one) and one == other


def _digits(phone: str) -> str:
    digits = "".join(character for character in phone if character.isdecimal())
    return "0" + digits.removeprefix("44") if phone.strip().startswith("+44") else digits


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _tight(postcode: str) -> str:
    return "".join(postcode.upper().split())


def _place(seen: Seen) -> str:
    """House and postcode: the first part of an address in one way of writing."""
    first = re.sub(r"[^\w]+", " ", seen.address.partition(",")[0].partition("\n")[0].casefold()).strip()
    return f"{first} {_tight(seen.postcode)}" if first and seen.postcode.strip() else ""
