"""The letter as a page: the accessible original, complete in itself, and the same inside a product's page."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from putright.ui import languages

from .content import Content

# By their plain addresses: an issued letter outlives the release whose digests would stand in them.
SHEETS = {
    "ltr": ("css/putright.css", "complaints/letter.css"),
    "rtl": ("css/putright.rtl.css", "complaints/letter.css"),
}


def html(content: Content) -> str:
    """A whole HTML page: language, direction, one h1, landmarks. Its look comes from sheets that we serve."""
    return render_to_string(
        "complaints/letter/page.html",
        {
            "letter": content,
            "language_tag": languages.language(content["language"]).bcp47,
            "colours": _colours(content["landlord"]),
            "sheets": [settings.STATIC_URL + sheet for sheet in SHEETS[content["direction"]]],
        },
    )


def body(content: Content, *, top: int = 1) -> SafeString:
    """The letter alone, for a page of the product; `top` is the level of its first heading there.

    The page links `complaints/letter.css`.
    """
    return render_to_string("complaints/letter/body.html", {"letter": content, "top": top})


def _colours(landlord: dict[str, str]) -> str:
    """The address of the sheet with the landlord's colour as it was on the letter's day (see ui.context)."""
    digest = hashlib.sha256(landlord["colour"].encode()).hexdigest()[:8]
    return f"/{landlord['code']}/colours-{digest}.css"
