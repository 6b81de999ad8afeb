"""Saving a form to come back to, coming back, and the two reminders."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction
from django.db.models import Q

from putright.accounts.links import digest
from putright.accounts.models import Landlord
from putright.complaints.models import Draft
from putright.record.tenancy import as_landlord

from .. import codes, messages
from ..models import DraftKey, DraftLink, SavedDraft
from ..queries import proofs_of, was_sent

EARLY: Final = timedelta(days=3)
LATE: Final = timedelta(days=21)
# What one round reminds of at most, and how many devices one form is open on.
ROUND: Final = 200
MOST_KEYS: Final = 20


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody means to come back: a number or an address that the link goes to, or neither."""

    phone: str = ""
    email: str = ""
    # A postcode or a number to prove it by, where the form has none.
    proof: str = ""


def save_to_return(draft: Draft, way: Way, *, language: str, at: datetime) -> str | None:
    """Keeps a form for its person to come back to, from now for the landlord's days; gives its code.

    The link goes out where `way` says. An earlier code of the form and its links end. None, and nothing is done, where
    the form was sent meanwhile.
    """
    with transaction.atomic():
        draft = locked_draft(draft)
        if was_sent(draft):
            return None
        draft.expires_at = at + timedelta(days=draft.landlord.draft_days)
        draft.save(update_fields=["expires_at"])
        mine = SavedDraft.objects.filter(landlord=draft.landlord, draft=draft)
        DraftLink.objects.filter(landlord=draft.landlord, saved__in=mine).delete()
        saved = mine.first() or SavedDraft(landlord=draft.landlord, draft=draft)
        saved.phone, saved.email, saved.language = way.phone, way.email, language
        saved.proof = way.proof or saved.proof
        saved.saved_at = at
        code = _with_new_code(saved)
        if way.phone or way.email:
            messages.saved(saved, _new_link(saved), at=at)
        return code


def keep_shown(draft: Draft, sealed: str) -> None:
    """Keeps the code as only the browser that saved the form can show it again: `drafts.sealed`."""
    SavedDraft.objects.filter(landlord=draft.landlord_id, draft=draft).update(shown_code=sealed)


def come_back(saved: SavedDraft | None, code: str | None, proof: str, *, at: datetime) -> str | None:
    """A new secret that opens the form in another browser; None where code and proof do not go together with it.

    code  as it was typed; None where a link stands for it

    An unknown code takes as long as a wrong one. For a form that was sent gives an empty secret: it opens nothing.
    """
    if saved is None:
        if code is not None:
            make_password(codes.tidy(code))
        codes.proves(proof, [""])
        return None
    right = code is None or check_password(codes.tidy(code), saved.code)
    proven = codes.proves(proof, proofs_of(saved))
    if not (right and proven):
        return None
    with transaction.atomic():
        draft = locked_draft(saved.draft)
        if was_sent(draft):
            return ""
        secret = secrets.token_urlsafe(32)
        old = DraftKey.objects.filter(landlord=draft.landlord, draft=draft).order_by("-id")
        DraftKey.objects.filter(
            landlord=draft.landlord, id__in=[one.id for one in old[MOST_KEYS - 1 :]]
        ).delete()
        DraftKey.objects.create(landlord=draft.landlord, draft=draft, key=digest(secret))
        SavedDraft.objects.filter(landlord=draft.landlord, id=saved.id).update(came_back_at=at)
        return secret


def close_on_device(landlord: Landlord, secret: str) -> None:
    """Ends a browser's way into its form: the cookie that it gives back, copied by somebody before, opens nothing.

    A saved form is come back to with its code. One that was not is no longer reached, as the page of leaving says.
    """
    key = digest(secret)
    with transaction.atomic():
        DraftKey.objects.filter(landlord=landlord, key=key).delete()
        Draft.objects.filter(landlord=landlord, key=key).update(key=digest(secrets.token_urlsafe(32)))


def remind_of_saved(landlord_id: UUID, now: datetime) -> int:
    """Reminds of each saved form once after three days and once after 21, where its person gave a way for that.

    After days off only the later of two that are due goes. Two workers share the forms. Gives how many were reminded.
    """
    reminded = 0
    for _turn in range(ROUND):
        with as_landlord(landlord_id):
            saved = _due(landlord_id, now)
            if saved is None:
                break
            if saved.saved_at <= now - LATE:
                saved.reminded_late_at = now
            saved.reminded_early_at = saved.reminded_early_at or now
            saved.save(update_fields=["reminded_early_at", "reminded_late_at"])
            messages.reminder(saved, _new_link(saved), at=now)
            reminded += 1
    return reminded


def _due(landlord_id: UUID, now: datetime) -> SavedDraft | None:
    early = Q(reminded_early_at=None, saved_at__lte=now - EARLY)
    return (
        SavedDraft.objects.filter(
            early | Q(saved_at__lte=now - LATE),
            ~Q(phone="") | ~Q(email=""),
            landlord_id=landlord_id,
            reminded_late_at=None,
            draft__complaint=None,
            draft__request=None,
            draft__expires_at__gt=now,
        )
        .select_related("draft", "landlord")
        .select_for_update(of=("self",), skip_locked=True)
        .order_by("saved_at", "id")
        .first()
    )


def locked_draft(draft: Draft) -> Draft:
    """The form as it is now, locked until the transaction ends."""
    Draft.objects.select_for_update().filter(landlord=draft.landlord_id, id=draft.id).values_list(
        "id"
    ).first()
    return Draft.objects.select_related("landlord").get(landlord=draft.landlord_id, id=draft.id)


def _with_new_code(saved: SavedDraft) -> str:
    while True:
        code = codes.new_code()
        saved.code = make_password(codes.tidy(code))
        saved.code_digest = codes.digests(saved.landlord_id, code)[0]
        saved.shown_code = ""
        try:
            with transaction.atomic():
                saved.save()
        except IntegrityError:
            # Another form has this code already, once in a very long while: then another is tried.
            if not SavedDraft.objects.filter(landlord=saved.landlord, code_digest=saved.code_digest).exists():
                raise
        else:
            return code


def _new_link(saved: SavedDraft) -> str:
    token = secrets.token_urlsafe(32)
    DraftLink.objects.create(
        landlord=saved.landlord, saved=saved, digest=digest(token), expires_at=saved.draft.expires_at
    )
    return token
