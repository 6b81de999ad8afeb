"""The draft of a form, by the secret in the resident's cookie. The database holds the secret's digest alone.

After sending, the same secret opens the passphrase for half an hour more: it is shown once, but a second click,
a reload or a dropped answer must not cost it. What lies in the database meanwhile is sealed with the secret, so
that neither the database nor a backup gives it away.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from cryptography.fernet import Fernet, InvalidToken
from django.http import HttpResponse

from putright.accounts.doors import RESIDENT_HOURS, PutrightRequest
from putright.accounts.links import digest

from . import actions
from .models import Draft

COOKIE = "putright-draft"
SHOWN_FOR = 30 * 60


@dataclass(frozen=True)
class Held:
    """A draft and the secret that opens it."""

    draft: Draft
    secret: str

    @property
    def sent(self) -> bool:
        return self.draft.complaint_id is not None or self.draft.request_id is not None


def held(request: PutrightRequest) -> Held | None:
    """The draft that the visitor's cookie opens at this landlord; None without one, or after its time."""
    secret = request.COOKIES.get(COOKIE, "")
    if not secret:
        return None
    there = Draft.objects.filter(landlord=request.landlord, expires_at__gt=request.moment)
    key = digest(secret)
    # The device on which it was begun; else one on which somebody came back to it.
    draft = (
        there.filter(key=key).first() or there.filter(keys__landlord=request.landlord, keys__key=key).first()
    )
    return Held(draft, secret) if draft else None


def begin(request: PutrightRequest) -> Held:
    """A new draft. `remember` gives its secret to the browser."""
    secret = secrets.token_urlsafe(32)
    draft = actions.begin_draft(
        request.landlord,
        digest(secret),
        request.LANGUAGE_CODE,
        at=request.moment,
        campaign=request.GET.get("from", ""),
    )
    return Held(draft, secret)


def remember(request: PutrightRequest, response: HttpResponse, mine: Held) -> None:
    """Gives the browser the cookie, bound to the host and the landlord's path.

    Once the form is sent it lives no longer than the cookie that opens the case.
    """
    days = request.landlord.draft_days
    response.set_cookie(
        COOKIE,
        mine.secret,
        max_age=RESIDENT_HOURS * 60 * 60 if mine.sent else days * 24 * 60 * 60,
        path=f"/{request.landlord.code}/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def forget(request: PutrightRequest, response: HttpResponse) -> None:
    """Takes the cookie away, for a shared phone or a library's computer."""
    response.delete_cookie(COOKIE, path=f"/{request.landlord.code}/", samesite="Lax")


def sealed(secret: str, passphrase: str, at: datetime) -> str:
    """The passphrase as only the browser with `secret` can have it read again."""
    return _lock(secret).encrypt_at_time(passphrase.encode(), int(at.timestamp())).decode()


def opened(mine: Held, at: datetime) -> str:
    """The passphrase of a complaint that was sent less than half an hour before `at`; empty afterwards."""
    kept = mine.draft.answers.get("passphrase", "")
    try:
        return _lock(mine.secret).decrypt_at_time(kept.encode(), SHOWN_FOR, int(at.timestamp())).decode()
    except InvalidToken:
        return ""


def shown_again(mine: Held, kept: str) -> str:
    """A text that was `sealed` with this browser's secret, however long ago; empty for another browser's."""
    try:
        return _lock(mine.secret).decrypt(kept.encode()).decode()
    except InvalidToken:
        return ""


def has_keys(mine: Held) -> bool:
    """Whether the keys of what was sent went to this browser: not to a sender whose resident was not with them."""
    return "passphrase" in mine.draft.answers


def _lock(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"putright passphrase {secret}".encode()).digest()))
