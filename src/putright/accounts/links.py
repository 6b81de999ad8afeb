"""Private links: made, exchanged and taken back. A link holds a token only; what it opens is kept beside
its digest.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from .models import Landlord, Link


def digest(token: str) -> str:
    """SHA-256 of a token, in hexadecimal. The token has 256 bits, so no digest can be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_link(landlord: Landlord, complaint_id: UUID, *, at: datetime) -> str:
    """Makes a link to a case that lives as many days as the landlord's setting says, and gives its token."""
    token = secrets.token_urlsafe(32)
    Link.objects.create(
        digest=digest(token),
        landlord=landlord,
        complaint_id=complaint_id,
        expires_at=at + timedelta(days=landlord.link_days),
    )
    return token


def opened_by(token: str, landlord: Landlord, *, at: datetime) -> UUID | None:
    """The case that `token` opens at this landlord at this moment, or None (unknown, expired, another
    landlord's).
    """
    link = Link.objects.filter(digest=digest(token), landlord=landlord, expires_at__gt=at).first()
    return link.complaint_id if link else None


def revoke_links(landlord: Landlord, complaint_id: UUID) -> None:
    """Takes back every link to a case: for a resident who lost a phone or whose post is read by another."""
    Link.objects.filter(landlord=landlord, complaint_id=complaint_id).delete()


def remove_expired_links(now: datetime) -> int:
    """Removes the digests of links that have expired; gives how many."""
    return Link.objects.filter(expires_at__lte=now).delete()[0]
