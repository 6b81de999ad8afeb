"""What every page knows without its view saying so."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from putright.rules import scheme

from . import languages, text_size
from .languages import Language

# Where somebody goes who must leave at once: a website that anybody may be reading.
NEUTRAL_SITE = "https://www.bbc.co.uk/weather"


# The place of the guidance: at the end of a landlord's address, or by itself for everybody.
GUIDANCE = "make-things-right"


class Landlord(Protocol):
    """What `ui` reads of a landlord. The room `accounts` keeps the real thing; `ui` knows only this much."""

    code: str
    name: str
    phone: str
    brand_colour: str
    languages: list[str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of the language menu."""

    language: Language
    href: str
    current: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: landlord, language, the language menu and the addresses that stand on every page.

    Reads `request.landlord` (None or absent where no landlord is known yet), `request.language`, or else the
    language that is active, and `request.own_case`, the reference of the case that the resident opened: there the
    Ombudsman's page is the one that speaks of this case; `request.leave_quickly`, whether its pages need the way out.
    Touches no database, so that the pages for errors can use it too.
    """
    landlord: Any = getattr(request, "landlord", None)
    code = getattr(request, "language", None) or get_language()
    present = languages.language(str(code) if code else None)
    return {
        "landlord": landlord,
        "language": present,
        "language_menu": _menu(request, _spoken(request, landlord), present),
        "links": _links(landlord, present, getattr(request, "own_case", ""))
        if landlord
        else {"guidance": f"/{GUIDANCE}/{present.code}/", "leave_quickly": NEUTRAL_SITE},
        "text_size": text_size.chosen(request),
        "leave_quickly": getattr(request, "leave_quickly", False),
        "demo": bool(getattr(settings, "DEMO", False)),
        "ombudsman": scheme.contact(timezone.localdate(getattr(request, "moment", None))),
    }


def _spoken(request: HttpRequest, landlord: Landlord | None) -> tuple[Language, ...]:
    """The languages of a page: the landlord's, or those that a page without a landlord says it has (`request.menu`)."""
    if landlord is not None:
        return languages.offered(landlord.languages)
    return tuple(getattr(request, "menu", ()))


def _menu(request: HttpRequest, found: tuple[Language, ...], present: Language) -> tuple[Choice, ...]:
    if not found:
        return ()
    # A language that is on for this page stays in its menu even where it is offered no longer.
    if present not in found:
        found = (*found, present)
    if len(found) == 1:
        return ()
    query = request.META.get("QUERY_STRING", "")
    tail = f"?{query}" if query and request.method == "GET" else ""
    return tuple(
        Choice(one, languages.address_in(request.path, present.code, one.code) + tail, one == present)
        for one in found
    )


def _links(landlord: Landlord, present: Language, own_case: str) -> dict[str, str]:
    """Addresses by their fixed shape: pages lie above this room, so nothing of theirs is imported here."""
    root = f"/{landlord.code}/{present.code}/"
    colours = hashlib.sha256(str(landlord.brand_colour).encode()).hexdigest()[:8]
    found = {
        "home": root,
        "complain": f"{root}complain/",
        "find": f"{root}find/",
        "help": f"{root}help/",
        "accessibility": f"{root}accessibility/",
        "cookies": f"{root}cookies/",
        "guidance": f"{root}{GUIDANCE}/",
        "ombudsman": f"{root}your-complaint/{quote(own_case)}/ombudsman/"
        if own_case
        else f"{root}ombudsman/",
        "privacy": f"{root}privacy/",
        "safety": f"{root}safety/",
        "text_size": f"{root}text-size/",
        "leave_quickly": getattr(landlord, "leave_to", NEUTRAL_SITE),
        "stylesheet": f"/{landlord.code}/colours-{colours}.css",
    }
    if getattr(landlord, "has_logo", False):
        found["logo"] = f"/{landlord.code}/logo.png"
    return found
