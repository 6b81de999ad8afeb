"""Codes to come back with: three words and a number, as they are read aloud and typed; and what is kept of one.

A code is found by a digest under the service's key, and checked against a hash that is slow on purpose, like a
password's. It opens nothing by itself: a postcode or a phone number that stands in the form belongs to it.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from putright.complaints.reference import WORDS

_SALT = "putright.complaints.returning.codes"
# A postcode has five letters and digits at least; a number that can be dialled ten, or nine without its 0.
_LEAST = 5


def new_code() -> str:
    """Three words and a number, such as `amber-kite-fern-42`."""
    return "-".join([*(secrets.choice(WORDS) for _ in range(3)), str(secrets.randbelow(90) + 10)])


def tidy(typed: str) -> str:
    """What a person typed as the code it means: letters and digits alone, small, in whatever script the digits are."""
    return _bare(typed).lower()


def digests(landlord_id: UUID, typed: str) -> list[str]:
    """The digests by which a code may be kept: under the present key first, then under earlier ones."""
    value = f"{landlord_id} {tidy(typed)}"
    return [
        salted_hmac(_SALT, value, secret=key, algorithm="sha256").hexdigest()
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


def tidy_proof(typed: str) -> str:
    """A postcode or a phone number as it is compared: 07700 900 982 is +44 7700 900982. Empty for what is neither."""
    bare = _bare(typed).upper()
    if bare.isdigit():
        for beginning in ("0044", "44"):
            if bare.startswith(beginning) and len(bare) >= len(beginning) + 9:
                bare = bare.removeprefix(beginning)
        bare = bare.lstrip("0")
        return bare if len(bare) >= 2 * _LEAST - 1 else ""
    return bare if len(bare) >= _LEAST else ""


def proves(typed: str, known: Iterable[str]) -> bool:
    """Whether what was typed is one of the known postcodes and numbers. Takes as long for each, right or wrong."""
    tidied = tidy_proof(typed)
    same = [constant_time_compare(tidied, tidy_proof(one)) for one in known]
    return bool(tidied) and any(same)


def _bare(typed: str) -> str:
    text = unicodedata.normalize("NFKC", typed)
    western = (str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)
    return "".join(one for one in western if one.isalnum())
