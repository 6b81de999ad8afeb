"""Reads: homes by postcode or reference, and those that a case may be about. Each list is bounded and uses an index."""

from __future__ import annotations

import re
from dataclasses import dataclass

from putright.accounts.models import Landlord
from putright.complaints.models import Complaint, Home, HomeList

from .reading import tidy_postcode

FOUND = 100
SUGGESTED = 10
_PART = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?(?: ?[0-9][A-Z]{0,2})?\Z")
_NUMBER = re.compile(r"\d+[a-z]?")
_WORD = re.compile(r"\w+")


def find(landlord: Landlord, typed: str) -> list[Home]:
    """Homes by their exact reference, by a postcode or by its beginning; 100 at most, those that are gone last."""
    words = " ".join(typed.split())
    if not words:
        return []
    rows = Home.objects.filter(landlord=landlord)
    by_reference = list(rows.filter(reference=words))
    if by_reference:
        return by_reference
    capitals = words.upper()
    if postcode := tidy_postcode(words):
        found = rows.filter(postcode=postcode)
    elif _PART.match(capitals):
        # A range instead of LIKE: row-level security lets only such comparisons use the index.
        found = rows.filter(postcode__gte=capitals, postcode__lt=f"{capitals}\U0010ffff")
    else:
        return []
    return sorted(
        found.order_by("postcode", "line_1", "id")[:FOUND], key=lambda home: home.gone_on is not None
    )


@dataclass(frozen=True)
class Suggestion:
    """A home that a case may be about: how many of the parts of the address given stand in it too."""

    home: Home
    same: int
    of: int

    @property
    def close(self) -> bool:
        """Whether the house number or name and the street are the same."""
        return self.same == self.of


def suggestions(complaint: Complaint, typed: str = "") -> list[Suggestion]:
    """Homes that a case may be about, the likeliest first: those at its postcode, or what was searched for.

    A person chooses: the words of an address are compared, nothing more.
    """
    homes = [home for home in find(complaint.landlord, typed or complaint.postcode) if home.gone_on is None]
    given = parts(complaint.address)
    found = [Suggestion(home, len(given & parts(str(home))), len(given)) for home in homes]
    return sorted(found, key=lambda one: (-one.same, _first_number(one.home), one.home.line_1))[:SUGGESTED]


def parts(address: str) -> frozenset[str]:
    """The telling parts of an address: numbers with their letter, and words, without punctuation and capitals."""
    return frozenset(
        word for word in _WORD.findall(address.casefold()) if word not in {"the", "flat", "apartment"}
    )


def _first_number(home: Home) -> int:
    found = _NUMBER.search(home.line_1)
    return int(re.sub(r"\D", "", found[0])) if found else 0


def lists(landlord: Landlord) -> list[HomeList]:
    """The lists that were imported last, the latest first; 10 at most."""
    return list(
        HomeList.objects.filter(landlord=landlord).select_related("imported_by").order_by("-imported_at")[:10]
    )
