"""The landlord's logo on its letters: kept with the first letter that bears it, so that a letter stays as it was."""

from __future__ import annotations

import hashlib
from datetime import datetime

from putright.accounts.models import Landlord
from putright.record import documents
from putright.record.documents import Document

from .content import Content


def keep(landlord: Landlord, *, at: datetime) -> bytes | None:
    """The landlord's logo as it now is, kept among its documents where these bytes are not there yet; None without one.

    In the transaction of the letter.
    """
    if not landlord.logo:
        return None
    logo = bytes(landlord.logo)
    digest = hashlib.sha256(logo).hexdigest()
    if not Document.objects.filter(
        landlord_id=landlord.id, name=documents.LETTERHEAD, sha256=digest
    ).exists():
        documents.keep(landlord.id, name=documents.LETTERHEAD, content_type="image/png", data=logo, at=at)
    return logo


def of(landlord: Landlord, content: Content) -> bytes | None:
    """The logo that stood on an issued letter, whatever the landlord's is by now; None where it bore none."""
    digest = content["landlord"].get("logo", "")
    if not digest:
        return None
    kept = Document.objects.filter(landlord_id=landlord.id, name=documents.LETTERHEAD, sha256=digest).first()
    return documents.contents(kept) if kept else None
