"""The way through the form: what comes before and after a page, its address, and whether a page of ours was sent.

What pages of the form share that stand in more than one folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from putright.accounts.doors import PutrightRequest, address

from .problem import Urgent
from .telling import OPENS, asked

CHECK = "check"


def after(request: HttpRequest, slug: str, answers: Mapping[str, Any]) -> str:
    """The page that follows `slug`: the page of answers for somebody who came from there to change one."""
    way = asked(answers)
    following = way[way.index(slug) + 1] if slug in way and slug != way[-1] else CHECK
    if "change" not in request.GET or following == Urgent.slug:
        return following
    # An answer that was changed may open pages that nobody has seen yet.
    opened = (one for one in OPENS.get(slug, ()) if one in way and one not in answers)
    return next(opened, CHECK)


def before(request: PutrightRequest, slug: str, answers: Mapping[str, Any]) -> str:
    """The address that Back leads to from the page `slug`."""
    if "change" in request.GET:
        return form_address(request, CHECK)
    way = asked(answers)
    if slug not in way or way[0] == slug:
        return address(request, "complaints:begin")
    return form_address(request, way[way.index(slug) - 1])


def form_address(request: PutrightRequest, page: str, *, change: bool = False, kept: bool = False) -> str:
    """The address of a page of the form. `kept` says there that only what was just typed is still here."""
    tail = "?change=1" if change else "?kept=1" if kept else ""
    return address(request, "complaints:form", page=page) + tail


class _Csrf(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(reason, status=403)


def from_our_page(request: HttpRequest) -> bool:
    """Django's own test for a form of ours, as an answer instead of an error page."""
    test = _Csrf(_any_view)
    return cast(HttpResponse | None, test.process_view(request, _any_view, (), {})) is None


def _any_view(request: HttpRequest) -> HttpResponse:
    """Django asks of a view only whether it is exempt from the test."""
    return HttpResponse()
