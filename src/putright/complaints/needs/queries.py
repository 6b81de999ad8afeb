"""Reads: what is agreed for a case, and what waits for a decision or a review."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from putright.accounts.models import Landlord, Person
from putright.complaints.models import Complaint

from .models import ContactLimit, Need, Reprisal

# What was asked has to be answered soon: an adjustment that comes after the letter is none.
AGREED = (Need.Decision.AGREED, Need.Decision.CHANGED)


def agreed(complaint: Complaint) -> list[Need]:
    """The adjustments that hold for a case now, the oldest first. One that is to be reviewed holds until it is."""
    return [one for one in complaint.needs.all() if one.decision in AGREED and one.ended_on is None]


def undecided(landlord: Landlord, person: Person, on: date) -> QuerySet[Need]:
    """Adjustments that were asked for and not decided yet, the oldest first."""
    return (
        Need.objects.filter(landlord=landlord, decision="", ended_on=None)
        .select_related("complaint")
        .order_by("asked_on", "id")
    )


def to_review(landlord: Landlord, person: Person, on: date) -> QuerySet[Need]:
    """Agreed adjustments whose review is due."""
    return (
        Need.objects.filter(landlord=landlord, decision__in=AGREED, ended_on=None, review_on__lte=on)
        .select_related("complaint")
        .order_by("review_on", "id")
    )


def open_reprisals(landlord: Landlord, person: Person, on: date) -> QuerySet[Reprisal]:
    """Reports of reprisals that nobody has answered yet, the oldest first."""
    return (
        Reprisal.objects.filter(landlord=landlord, answered_on=None)
        .select_related("complaint")
        .order_by("told_on", "id")
    )


def limits_to_review(landlord: Landlord, person: Person, on: date) -> QuerySet[ContactLimit]:
    """Limits to contact whose review is due."""
    return (
        ContactLimit.objects.filter(landlord=landlord, ended_on=None, review_on__lte=on)
        .select_related("complaint")
        .order_by("review_on", "id")
    )


def refused_needs(landlord: Landlord, since: date) -> int:
    """How many adjustments were refused since that day: a figure for the governing body."""
    return Need.objects.filter(
        Q(decided_on__gte=since), landlord=landlord, decision=Need.Decision.REFUSED
    ).count()
