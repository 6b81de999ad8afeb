"""Reads: the version that counts, and the wishes that wait for somebody."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from putright.accounts.models import Landlord, Person
from putright.complaints.models import Complaint, Understanding

from .models import WISHES


def latest(complaint: Complaint) -> Understanding | None:
    """The newest version that the resident was asked about, or None while nothing has been written down."""
    return (
        Understanding.objects.filter(landlord=complaint.landlord_id, complaint=complaint)
        .select_related("taken_by")
        .order_by("-number")
        .first()
    )


def versions(complaint: Complaint) -> list[Understanding]:
    """All versions, the newest first."""
    return list(
        Understanding.objects.filter(landlord=complaint.landlord_id, complaint=complaint)
        .select_related("taken_by", "settled_by")
        .order_by("-number")
    )


def to_settle(landlord: Landlord, person: Person, on: date) -> QuerySet[Understanding]:
    """Residents who wish for a change in what we understand, and whom nobody has answered, the longest first."""
    return (
        Understanding.objects.filter(landlord=landlord, says__in=WISHES, settled_on=None)
        .select_related("complaint", "complaint__handler", "complaint__reviewer")
        .order_by("said_on", "id")
    )
