"""Text messages: how many parts a text takes, and whether a number can be sent one. Pure functions.

A text in the phones' own alphabet (GSM-7) has 160 places, or 153 a part where it takes several; in any other script
it is written in two bytes a place (UCS-2): 70, or 67 a part (3GPP TS 23.038 and 23.040). Arabic, Bengali, Gurmukhi and
some Polish and Romanian letters are not in the alphabet, so that one such letter halves the room.
"""

from __future__ import annotations

import re
from typing import Final

# 3GPP TS 23.038 section 6.2.1: the basic alphabet, and below it what takes two places, after an escape.
BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED: Final = frozenset("^{}\\[~]|€\f")
MOST_PARTS: Final = 3

_PHONE = re.compile(r"(\+|00)?[0-9]{7,15}\Z")
# A mobile number of the United Kingdom: 07, but not the personal numbers and pagers of 070 and 076 (076 24 is Man's).
_MOBILE = re.compile(r"(?:\+?44|0044|0)7(?:[1-57-9]\d{8}|624\d{6})\Z")
_ABROAD = re.compile(r"(?:\+|00)(?!44)[1-9][0-9]{6,14}\Z")


class TooLong(ValueError):
    """A text of more than three parts: nobody reads it, and some phones get it in pieces."""


def parts(text: str) -> int:
    """How many parts a text takes; an empty one takes one, since it is still a message."""
    if all(letter in BASIC or letter in EXTENDED for letter in text):
        places = [2 if letter in EXTENDED else 1 for letter in text]
        return _parts(places, alone=160, each=153)
    # Beyond the first plane a letter takes two places, and no part ends between them.
    places = [2 if ord(letter) > 0xFFFF else 1 for letter in text]
    return _parts(places, alone=70, each=67)


def _parts(places: list[int], *, alone: int, each: int) -> int:
    if sum(places) <= alone:
        return 1
    count, room = 1, each
    for one in places:
        if one > room:
            count, room = count + 1, each
        room -= one
    return count


def checked(text: str) -> str:
    """The text, if it fits into three parts. Raises TooLong with how many it takes."""
    takes = parts(text)
    if takes > MOST_PARTS:
        raise TooLong(f"The text takes {takes} parts. Shorten it to {MOST_PARTS} at most.")
    return text


def number(typed: str) -> str:
    """A phone number as a provider takes it, without spaces, brackets and hyphens. Raises ValueError for none."""
    tidy = re.sub(r"[\s().\-‐-―]", "", typed)
    if not _PHONE.match(tidy):
        raise ValueError(f"{typed!r} is no phone number.")
    return tidy


def takes_texts(typed: str) -> bool:
    """Whether a number is one that texts reach: a mobile of the United Kingdom, or a number of another country."""
    try:
        tidy = number(typed)
    except ValueError:
        return False
    return bool(_MOBILE.match(tidy) or _ABROAD.match(tidy))
