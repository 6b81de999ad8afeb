"""The address that a campaign's poster, text or radio spot gives: it leads to the form, and says where from."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_safe

from putright.accounts.doors import PutrightRequest, address, open_to_all

from .models import CODE


@open_to_all
@require_safe
def campaign(request: PutrightRequest, code: str) -> HttpResponse:
    """`from/<code>/`: on to the form. The code goes along in the address, not in a cookie: it is forgotten with it.

    Any code leads there, since a poster hangs longer than its campaign; whether it is counted is asked when a form
    begins.
    """
    code = code.lower()
    tail = f"?from={code}" if re.fullmatch(CODE, code) else ""
    return redirect(address(request, "complaints:begin") + tail)


patterns = [path("from/<str:code>/", campaign, name="campaign")]
