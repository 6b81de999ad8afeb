"""How far each language is: what has no translation, what nobody checked, and the sheet for who will check it.

Reads files of the package alone, never the database: translations come with the release, not with the landlord.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from putright.accounts.doors import PutrightRequest, address
from putright.complaints.roles import CHECKING
from putright.ui import catalogues, languages, reviews, sheets
from putright.ui.languages import Language
from putright.ui.reviews import Figures, Item, State

from .staff import page, staff_page

ROWS = 50


@dataclass(frozen=True)
class Row:
    """One language in the list."""

    language: Language
    href: str
    wanted: bool
    offered: bool
    figures: Figures


@staff_page(*CHECKING)
@require_safe
def show_languages(request: PutrightRequest) -> HttpResponse:
    """`staff/languages/`: each language, whether residents see it, and how much of it somebody has checked."""
    offered = languages.offered(request.landlord.languages)
    rows = [
        Row(
            language=one,
            href=address(request, "complaints:language", translation=one.code),
            wanted=one.code in request.landlord.languages,
            offered=one in offered,
            figures=reviews.figures(one.code),
        )
        for one in map(languages.language, catalogues.TRANSLATED)
    ]
    return page(
        request,
        "languages/list",
        {"page_title": _("Languages"), "rows": rows},
        here="languages",
    )


@staff_page(*CHECKING)
@require_safe
def show_language(request: PutrightRequest, translation: str) -> HttpResponse:
    """`staff/languages/<code>/`: what still needs somebody, critical sentences first; who has checked the rest."""
    state = _state(translation)
    only = request.GET.get("only", "")
    waiting = [one for one in state.unreviewed if only != "critical" or one.critical]
    listed = Paginator(waiting, ROWS).get_page(request.GET.get("page"))
    return page(
        request,
        "languages/one",
        {
            "page_title": languages.language(translation).english,
            "back_url": address(request, "complaints:languages"),
            "of": languages.language(translation),
            "state": state,
            "filled": state.percent(state.filled),
            "checked": state.percent(state.checked),
            "only": only if only == "critical" else "",
            "list": listed,
            "rows": [(item, state.people(item), lacks(state, item)) for item in listed],
            "sheet": address(request, "complaints:language_sheet", translation=translation),
        },
        here="languages",
    )


@staff_page(*CHECKING)
@require_safe
def language_sheet(request: PutrightRequest, translation: str) -> HttpResponse:
    """`staff/languages/<code>/sheet/`: what still needs somebody as a sheet, for a native reviewer to work on."""
    state = _state(translation)
    response = HttpResponse(sheets.as_csv(state, state.unreviewed), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="putright-{translation}.csv"'
    return response


def _state(code: str) -> State:
    if code not in catalogues.TRANSLATED:
        raise Http404
    return reviews.state(code)


NOT_TRANSLATED = gettext_lazy("Not translated: residents see the English")
ONE_MORE = gettext_lazy("Needs one person")
SECOND = gettext_lazy("Needs a second person")
TWO_MORE = gettext_lazy("Needs two people")


def lacks(state: State, item: Item) -> str:
    """What a sentence still needs, in words."""
    if not item.filled:
        return str(NOT_TRANSLATED)
    if state.needs(item) == 2:
        return str(TWO_MORE)
    return str(SECOND if state.people(item) else ONE_MORE)
