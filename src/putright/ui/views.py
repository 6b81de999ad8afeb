"""The landlord's style sheet, and the pages that say that something went wrong and what to do next.

None of these asks the database. The doors of the style sheet and of the help pages are set where their
addresses are (`config`), because doors lie above this room.
"""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from . import accessibility as statement
from . import contrast, languages

logger = logging.getLogger(__name__)

DEFAULT_COLOUR = "#1d4f91"
# The link colour also stands on the grey of the footer and of inset boxes.
_GREY = "#f3f2f1"


def landlord_colours(brand_colour: str) -> str:
    """The text of a style sheet with a landlord's colour, darkened until white text on it can be read.

    A text that is no colour gives our own: a wrong setting must not make pages unreadable.
    """
    try:
        brand = contrast.darkened(brand_colour)
        link = contrast.darkened(brand_colour, ground=_GREY)
    except contrast.NotAColour:
        brand = contrast.darkened(DEFAULT_COLOUR)
        link = contrast.darkened(DEFAULT_COLOUR, ground=_GREY)
    return (
        ":root {\n"
        f"  --putright-brand: {brand};\n"
        "  --putright-on-brand: #fff;\n"
        f"  --putright-link: {link};\n"
        f"  --govuk-brand-colour: {brand};\n"
        f"  --govuk-link-colour: {link};\n"
        "}\n"
    )


def landlord_stylesheet(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """`/<landlord>/colours-<digest>.css`. The digest of the colour stands in the address, so browsers may
    keep it."""
    landlord = getattr(request, "landlord", None)
    response = HttpResponse(
        landlord_colours(getattr(landlord, "brand_colour", DEFAULT_COLOUR)),
        content_type="text/css; charset=utf-8",
    )
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def cookies(request: HttpRequest) -> HttpResponse:
    """What cookies the service sets, and that it sets no others."""
    return render(request, "ui/cookies.html", {"page_title": _("Cookies")})


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement: of the state that is kept, and of today."""
    landlord = getattr(request, "landlord", None)
    return render(
        request,
        "ui/accessibility.html",
        {
            "page_title": _("Accessibility statement"),
            "state": statement.state(),
            "unreviewed": statement.unreviewed(landlord.languages if landlord else ()),
            "criteria": statement.CRITERIA,
        },
    )


def safety(request: HttpRequest) -> HttpResponse:
    """How to keep others from seeing what was done here, and what leaving quickly does not do."""
    return render(
        request, "ui/safety.html", {"page_title": _("Keep what you do here private"), "leave_quickly": True}
    )


def help_page(request: HttpRequest) -> HttpResponse:
    """Other ways to complain, help with the form, and who else can help."""
    return render(request, "ui/help.html", {"page_title": _("Help")})


def _wrong(request: HttpRequest, kind: str, title: str, status: int) -> HttpResponse:
    return render(request, f"ui/errors/{kind}.html", {"page_title": title}, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: also the answer to a stranger, who must not learn that there is something.

    An address that leads nowhere has set no language yet: its own says which one its reader wants.
    """
    language = translation.get_language() or "en"
    if getattr(request, "landlord", None) is None:
        said = request.path.split("/")[2:3]
        language = next((one.code for one in languages.offered() if one.code in said), language)
    with translation.override(language):
        return _wrong(request, "not_found", _("Page not found"), 404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403. Doors answer 'not found'; this is for what the framework itself refuses."""
    return _wrong(request, "forbidden", _("You cannot open this page"), 403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent what no page of ours sends."""
    return _wrong(request, "bad_request", _("We could not read what your browser sent"), 400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token: an old page, or cookies turned off. `reason` is for logs and is
    not shown."""
    return _wrong(request, "csrf", _("Your answers were not sent"), 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, drawn without context processors that may be what failed; in plain markup where even that
    fails."""
    context = {"page_title": _("There is a problem with the service")}
    try:
        return HttpResponse(render_to_string("ui/errors/server_error.html", context, request), status=500)
    except Exception:
        logger.exception("The page for a server error could not be drawn.")
        return HttpResponse(_LAST_RESORT, status=500)


_LAST_RESORT = (
    '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>There is a problem</title></head>'
    "<body><main><h1>There is a problem with the service</h1>"
    "<p>Nothing was saved by your last step. Try again in a few minutes, or phone your landlord.</p>"
    "</main></body></html>"
)
