"""The link of a request for evidence: exchanged at once for a cookie, which opens this request and nothing else.

As a resident's link: the token stands in the message alone, its digest here, and no page's address holds it, so that
no referrer and no log does. The cookie names the link it came from: a link that is taken back ends it.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.http import Http404, HttpResponse

from putright.accounts.doors import PutrightRequest
from putright.accounts.links import digest
from putright.accounts.models import Landlord
from putright.record import access_log
from putright.record.chain import By

from .models import EvidenceLink, EvidenceRequest

COOKIE = "putright-evidence"
HOURS = 12
_SALT = "putright.evidence"
_MOST = 10


def new_token() -> tuple[str, str]:
    """A token for a message, and the digest to keep."""
    token = secrets.token_urlsafe(32)
    return token, digest(token)


def link_of(token: str, landlord: Landlord, *, at: datetime) -> EvidenceLink | None:
    """The link that the token belongs to, or None: unknown, expired, taken back, another landlord's."""
    return EvidenceLink.objects.filter(landlord=landlord, digest=digest(token), expires_at__gt=at).first()


def let_in(request: PutrightRequest, response: HttpResponse, link: EvidenceLink) -> None:
    """Gives the browser the cookie that opens the link's request, beside those it opened before."""
    opens = [one for one in _opened(request) if one != link.id][: _MOST - 1]
    response.set_cookie(
        COOKIE,
        signing.dumps(
            {"host": request.get_host(), "links": [str(one) for one in (link.id, *opens)]}, salt=_SALT
        ),
        max_age=HOURS * 60 * 60,
        path=f"/{request.landlord.code}/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def request_for(request: PutrightRequest, request_id: UUID) -> EvidenceRequest:
    """The request, if a link that still works opened it in this browser. Http404 for any other. The view is logged."""
    found = (
        EvidenceRequest.objects.filter(
            landlord=request.landlord,
            id=request_id,
            links__id__in=_opened(request),
            links__expires_at__gt=request.moment,
        )
        .select_related("complaint", "complaint__landlord", "asked_by")
        .distinct()
        .first()
    )
    if found is None:
        raise Http404
    name = request.resolver_match.url_name if request.resolver_match else None
    access_log.seen(
        request.landlord.id,
        by=By.link(),
        what=name or "page",
        subject=("complaint", found.complaint_id),
        at=request.moment,
    )
    return found


def _opened(request: PutrightRequest) -> list[UUID]:
    try:
        value = signing.loads(request.COOKIES[COOKIE], salt=_SALT, max_age=HOURS * 60 * 60)
        return [UUID(one) for one in value["links"]] if value["host"] == request.get_host() else []
    except (KeyError, signing.BadSignature, ValueError, TypeError):
        return []
