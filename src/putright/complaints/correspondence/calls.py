"""Whom somebody has to tell: written down by `messages` where no message reaches the resident."""

from __future__ import annotations

from datetime import datetime

from putright.complaints.models import Complaint

from .models import ToTell


def must_tell(complaint: Complaint, why: str, *, at: datetime) -> None:
    """Asks for a person to tell the resident the news, in the caller's transaction. One call tells all that is new.

    why  a code: phone, office, post, representative, no_text, letter_unsafe, no_address, not_arrived,
         household, keys
    """
    row = ToTell(landlord=complaint.landlord, complaint=complaint, why=why, since=at)
    ToTell.objects.bulk_create([row], ignore_conflicts=True)
