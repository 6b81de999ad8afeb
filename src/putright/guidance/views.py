"""The pages for everybody: at a landlord's address and at the public one alike.

Nothing here sets a cookie, writes a row or notes who read what.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone, translation
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from putright.accounts import holidays, queries
from putright.accounts.doors import EnteredRequest, open_to_all
from putright.accounts.forms import FindLandlord
from putright.accounts.models import Landlord
from putright.accounts.policy import policy_of
from putright.rules.errors import OutsideCalendar
from putright.ui import languages
from putright.ui.calendar_files import Day, calendar_file
from putright.ui.context import GUIDANCE
from putright.ui.languages import ENGLISH, Language

from . import calculator, pages, search, staff_views, writing
from .forms import DaysForm, SearchForm
from .pages import Page
from .queries import any_stories, stories
from .site import Site

# The page that the first one leads to before anything else, and those whose reader may not want to be seen there.
DANGER = "danger"
NOT_TO_BE_SEEN = frozenset({DANGER, "worries"})
View = Callable[..., HttpResponse]


def reading(view: View) -> Callable[..., HttpResponseBase]:
    """Opens a page to everybody and gives it the place of reading.

    At a landlord's address the middleware has found landlord and language; at the public one the language is found
    here: one that is not offered is no address.
    """

    @wraps(view)
    def shown(request: EnteredRequest, language: str = "", **parts: Any) -> HttpResponse:
        if request.landlord is None:
            chosen = languages.language(language)
            if chosen.code != language or chosen not in languages.offered():
                raise Http404
            translation.activate(language)
            request.LANGUAGE_CODE = language
            request.menu = languages.offered()
        site = Site(
            request.landlord, languages.language(request.LANGUAGE_CODE), timezone.localdate(request.moment)
        )
        return view(request, site, **parts)

    return open_to_all(require_safe(conditional_page(shown)))


# What each page needs


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in a list: where it is, what it says of itself, and its language where that is not the reader's."""

    slug: str
    title: str
    summary: str
    href: str
    foreign: Language | None


def _entry(page: Page, site: Site) -> Entry:
    return Entry(page.slug, page.title, page.summary, site.page(page.slug), _foreign(page.language, site))


def _foreign(code: str, site: Site) -> Language | None:
    return None if code == site.language.code else languages.language(code)


def _page(
    request: EnteredRequest, site: Site, template: str, title: str, below: str = "", **told: Any
) -> HttpResponse:
    """A page of guidance in its frame. `below` is what follows the address of the first page."""
    has_stories = bool(site.landlord and any_stories(site.landlord, site.today))
    return render(
        request,
        f"guidance/{template}.html",
        {
            "page_title": title,
            "site": site,
            "services": site.services,
            "contents": [_entry(one, site) for one in pages.contents(site.language.code)],
            "has_stories": has_stories,
            "here": f"{site.root}{below}",
            "canonical": request.build_absolute_uri(f"{site.root}{below}"),
            "alternates": [
                (one, request.build_absolute_uri(f"{site.root_in(one.code)}{below}"))
                for one in (
                    languages.offered(site.landlord.languages) if site.landlord else languages.offered()
                )
            ],
            **told,
        },
    )


def _kept(response: HttpResponse) -> HttpResponse:
    """A page about nobody: it may stay in the reader's own browser, for slow and dear connections.

    The browser asks each time whether it is still the same, so that a new text size or a withdrawn story shows at once.
    """
    response["Cache-Control"] = "private, no-cache"
    return response


def _written(page: Page, site: Site, *, deeper: bool = False) -> SafeString:
    """A page's text. Where it is shown in English for want of another, its facts are in English too."""
    with translation.override(page.language):
        return writing.written(page, site, deeper=deeper)


# Pages


@reading
def first(request: EnteredRequest, site: Site) -> HttpResponse:
    """The three steps, and all there is to read."""
    return _text(request, site, next(iter(pages.contents(site.language.code))), "")


@reading
def page(request: EnteredRequest, site: Site, slug: str) -> HttpResponse:
    """One page of guidance."""
    found = pages.page(slug, site.language.code)
    if found is None:
        raise Http404
    if site.page(slug) == site.root:
        return HttpResponseRedirect(site.root)
    return _text(request, site, found, f"{slug}/")


def _text(request: EnteredRequest, site: Site, found: Page, below: str) -> HttpResponse:
    entries = [_entry(one, site) for one in pages.contents(site.language.code)]
    place = next(number for number, one in enumerate(entries) if one.slug == found.slug)
    return _kept(
        _page(
            request,
            site,
            "first" if place == 0 else "page",
            found.title,
            below,
            summary=found.summary,
            text=_written(found, site),
            foreign=_foreign(found.language, site),
            form=SearchForm(),
            danger=next(one for one in entries if one.slug == DANGER),
            leave_quickly=found.slug in NOT_TO_BE_SEEN,
            previous=entries[place - 1] if place else None,
            next=entries[place + 1] if place + 1 < len(entries) else None,
        )
    )


@reading
def print_all(request: EnteredRequest, site: Site) -> HttpResponse:
    """Every page below one another, for paper."""
    texts = [
        (_entry(one, site), _written(one, site, deeper=True)) for one in pages.contents(site.language.code)
    ]
    return _kept(_page(request, site, "print", _("All pages"), "print/", texts=texts))


@dataclass(frozen=True, slots=True)
class Hit:
    entry: Entry
    snippet: str


@reading
def find(request: EnteredRequest, site: Site) -> HttpResponse:
    """The pages that hold what is searched for."""
    form = SearchForm(request.GET if "q" in request.GET else None)
    typed = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    hits = [
        Hit(_entry(one.page, site), _snippet(one.line, one.page, site))
        for one in search.search(typed, site.language.code, site.conditions)
    ]
    return _page(
        request, site, "search", _("Search this guidance"), "search/", form=form, typed=typed, hits=hits
    )


def _snippet(line: str, page: Page, site: Site) -> str:
    """A line with its facts in their places, as plain text."""
    with translation.override(page.language):
        filled = pages.TOKEN.sub(lambda token: strip_tags(str(site.fact(token[1]))), line)
    return search.shortened(" ".join(filled.split()))


@reading
def dates(request: EnteredRequest, site: Site) -> HttpResponse:
    """When must my landlord answer? From the days in the address alone; nothing is kept of them."""
    asked = any(name.startswith("made_on-") for name in request.GET)
    form = DaysForm(request.GET if asked else None, today=site.today)
    reckoned = _reckoned(form, site)
    days = form.days() if reckoned else None
    return _page(request, site, "dates", str(form.title), "dates/", form=form, days=days, reckoned=reckoned)


@reading
def dates_file(request: EnteredRequest, site: Site) -> HttpResponse:
    """The dates that are still to come, for the calendar of a phone. Kept here as little as the page's."""
    form = DaysForm(request.GET, today=site.today)
    reckoned = _reckoned(form, site)
    if reckoned is None:
        raise Http404
    days = [
        Day(f"{one.id}-{one.day}@guidance.putright", one.day, one.what.rstrip(":"))
        for one in reckoned.shown
        if one.coming
    ]
    response = calendar_file("complaint", days, request.moment)
    response["Cache-Control"] = "private, no-store"
    return response


def _reckoned(form: DaysForm, site: Site) -> calculator.Reckoned | None:
    """What follows from the days that were typed; None, with a sentence in the form, where they cannot be."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return calculator.reckon(form.days(), site.today, _decides(site.landlord), holidays.added_holidays())
    except OutsideCalendar:
        form.add_error(None, _("One of these days is further ahead than the bank holidays are known."))
        return None


def _decides(landlord: Landlord | None) -> calculator.Landlords:
    if landlord is None:
        return calculator.Landlords()
    return calculator.Landlords(
        own_switch=landlord.own_switch_2022,
        closure_days=tuple(
            (date.fromisoformat(one["day"]), str(one["name"])) for one in landlord.closure_days
        ),
        needs_agreement=policy_of(landlord).extension_needs_agreement,
    )


@reading
def told(request: EnteredRequest, site: Site) -> HttpResponse:
    """Residents' stories: shown only with their permission, so never from a copy that a browser kept."""
    assert site.landlord is not None  # only a landlord's addresses lead here
    found = stories(site.landlord, site.language, site.today)
    return _page(
        request,
        site,
        "stories",
        _("What happened to others"),
        "stories/",
        stories=[(one.text, _foreign(one.language.code, site)) for one in found],
    )


@reading
def landlords(request: EnteredRequest, site: Site) -> HttpResponse:
    """The landlords that this installation serves: their own pages have their numbers and their form."""
    form = FindLandlord(request.GET or None)
    words = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    found = list(queries.public_landlords(words))
    return _page(
        request,
        site,
        "choose",
        _("Find your landlord"),
        "landlords/",
        form=form,
        words=words,
        found=[(one.name, f"/{one.code}/{_spoken(one, site)}/{GUIDANCE}/") for one in found],
        more=len(found) == queries.PUBLIC_ROWS,
    )


def _spoken(landlord: Landlord, site: Site) -> str:
    """The reader's language where the landlord offers it, else English."""
    offered = languages.offered(landlord.languages)
    return site.language.code if site.language in offered else ENGLISH.code


@open_to_all
@require_safe
def choose(request: EnteredRequest) -> HttpResponse:
    """The public guidance without a language: in English, whose menu has the others."""
    return HttpResponseRedirect(f"/{GUIDANCE}/{ENGLISH.code}/")


_SHARED = [
    ("", first, "first"),
    ("dates/", dates, "dates"),
    ("dates/calendar/", dates_file, "dates_file"),
    ("search/", find, "search"),
    ("print/", print_all, "print"),
]
landlord_patterns: list[URLPattern] = [
    *(path(route, view, name=name) for route, view, name in _SHARED),
    path("stories/", told, name="stories"),
    *staff_views.patterns,
    path("<slug:slug>/", page, name="page"),
]
public_patterns: list[URLPattern] = [
    path("", choose, name="choose"),
    *(path(f"<str:language>/{route}", view, name=name) for route, view, name in _SHARED),
    path("<str:language>/landlords/", landlords, name="landlords"),
    path("<str:language>/<slug:slug>/", page, name="page"),
]
