"""What pages of other folders take from here: whether something is done too often, and what is answered then."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from putright.accounts.doors import PutrightRequest, address

from . import limits


def too_often(request: PutrightRequest, what: limits.What) -> bool:
    """Counts one time from the visitor's address, and says whether it is over a limit now."""
    where = limits.address_of(request)
    return limits.count(request.landlord, what, where, at=request.moment).too_often


def too_often_page(request: PutrightRequest) -> HttpResponse:
    """What whoever is over a limit reads where nothing was typed."""
    return render(
        request,
        "complaints/resident/returning/too_often.html",
        {
            "page_title": _("Very many complaints were begun from your network"),
            "too_often": limits.sentence(request.landlord),
            "back_url": address(request, "complaints:start"),
        },
        status=429,
    )
