"""The languages of the service: one table, and which of them may be offered.

Names, directions and digits follow the glossary of the project; Punjabi is in Gurmukhi letters, and its own
name replaces the Latin one that Django ships.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

LOCALE = Path(__file__).resolve().parent.parent / "locale"


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the interface.

    `filled` says that every sentence for residents has a translation; `reviewed`, that native speakers have checked
    each of them (ui/reviews.py knows). What is filled and not reviewed is a draft: it carries a banner and stays off
    in production.
    """

    code: str
    bcp47: str
    autonym: str
    english: str
    dir: Literal["ltr", "rtl"]
    filled: bool

    def __str__(self) -> str:
        return self.code

    @property
    def reviewed(self) -> bool:
        """Whether somebody has checked every sentence, and two people the critical ones. English is the source."""
        return self.code == "en" or checked(self.code)

    @property
    def draft(self) -> bool:
        return not self.reviewed

    @property
    def own_name(self) -> SafeString:
        """The autonym, marked as what it is, so that it is read out and drawn in its own language."""
        return format_html(
            '<span class="putright-own-name" lang="{}" dir="{}">{}</span>', self.bcp47, self.dir, self.autonym
        )


LANGUAGES: tuple[Language, ...] = (
    Language("en", "en-GB", "English", "English", "ltr", filled=True),
    Language("ar", "ar", "العربية", "Arabic", "rtl", filled=True),
    Language("bn", "bn", "বাংলা", "Bengali", "ltr", filled=True),
    Language("pl", "pl", "Polski", "Polish", "ltr", filled=True),
    Language("pa", "pa-Guru", "ਪੰਜਾਬੀ", "Punjabi", "ltr", filled=True),
    Language("ro", "ro", "Română", "Romanian", "ltr", filled=True),
    Language("ur", "ur", "اردو", "Urdu", "rtl", filled=True),
)


@cache
def checked(code: str) -> bool:
    """Whether a language's reviews are complete; looked up once, since a service that runs changes no file.

    A language without reviews is answered without reading its catalogue, which takes memory that a worker can spare.
    """
    if not (LOCALE / code / "reviews.toml").is_file():
        return False
    # Here, since the catalogues are listed by this table.
    from . import reviews

    return reviews.state(code).complete


_BY_CODE = {language.code: language for language in LANGUAGES}
ENGLISH = _BY_CODE["en"]


def language(code: str | None) -> Language:
    """The language of `code` (a region, as in en-gb, is passed over); English for anything we do not have."""
    return _BY_CODE.get((code or "").lower().split("-")[0], ENGLISH)


def offered(codes: Iterable[str] | None = None) -> tuple[Language, ...]:
    """The languages that a visitor may choose, English first, then in the landlord's order.

    Takes the landlord's own list of codes, or None for every language we have. A language that is not filled
    is never offered; a draft only where PUTRIGHT_DRAFT_LANGUAGES is on.
    """
    wanted = [one.code for one in LANGUAGES] if codes is None else ["en", *codes]
    drafts = bool(getattr(settings, "PUTRIGHT_DRAFT_LANGUAGES", False))
    found = [_BY_CODE[code] for code in dict.fromkeys(wanted) if code in _BY_CODE]
    return tuple(one for one in found if one.filled and (one.reviewed or drafts))


def address_in(path: str, present: str, wanted: str) -> str:
    """The address of the same page in another language.

    The language is the first or second part of an address (`/<language>/…` where the host names the landlord,
    `/<landlord>/<language>/…` otherwise), or the third of those that lie apart (`/equality/<landlord>/<language>/…`).
    An address without one is given back unchanged.
    """
    parts = path.split("/")
    # A landlord's code may look like a language's ("pa"), so the second part is asked first.
    for place in (3, 2, 1) if parts[1:2] == ["equality"] else (2, 1):
        if len(parts) > place + 1 and parts[place] == present:
            return "/".join([*parts[:place], wanted, *parts[place + 1 :]])
    return path
