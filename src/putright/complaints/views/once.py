"""A form that is sent twice, by a double click or since the first answer got lost, is done once.

Each page that is shown has a token of its own in its forms (CSRF), so the same token with the same answers is the same
sending. Where it led is kept for a while, in the transaction of what it did: a second one waits for the first, and is
led there too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar, cast

from django.core.cache import cache
from django.db import connection
from django.http import HttpResponseBase, HttpResponseRedirect

from putright.accounts.doors import PutrightRequest

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

SECONDS: Final = 10 * 60


def once(view: View) -> View:
    """Does what is sent to `view` once. What was refused, or asks for more, is answered each time."""

    @wraps(view)
    def shown(request: PutrightRequest, **parts: Any) -> HttpResponseBase:
        key = _key(request) if request.method == "POST" else ""
        if not key:
            return view(request, **parts)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        led_to = cache.get(key)
        if led_to is not None:
            return HttpResponseRedirect(led_to)
        response = view(request, **parts)
        if response.status_code == 302:
            cache.set(key, response.headers["Location"], SECONDS)
        return response

    return cast(View, shown)


def _key(request: PutrightRequest) -> str:
    """What this sending is known by: who, where and what; empty for one without a page's token."""
    if not request.POST.get("csrfmiddlewaretoken"):
        return ""
    person = request.visitor.person
    files = [(name, one.name, one.size) for name, many in sorted(request.FILES.lists()) for one in many]
    said = [str(person.id if person else ""), request.get_full_path(), sorted(request.POST.lists()), files]
    return f"sent-once-{hashlib.sha256(json.dumps(said).encode()).hexdigest()}"
