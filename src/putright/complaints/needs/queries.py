"""Reads: what is agreed for a case, and what waits for a decision or a review."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet

from putright.accounts.models import Landlord, Person
from putright.complaints.letters.needs import Needs
from putright.complaints.models import Complaint

from .models import ContactLimit, Need, Reprisal

# What was asked has to be answered soon: an adjustment that comes after the letter is none.
AGREED = (Need.Decision.AGREED, Need.Decision.CHANGED)


def agreed(complaint: Complaint) -> list[Need]:
    """The adjustments that hold for a case now, the oldest first. One that is to be reviewed holds until it is."""
    return [one for one in complaint.needs.all() if one.decision in AGREED and one.ended_on is None]


# What letters have to be for an agreed kind of help: their size in points, or a format that somebody else makes.
_SIZES = {"large_print_16": 16, "large_print_18": 18, "large_print_22": 22}
_FORMATS = {"easy_read": "easy_read", "braille": "braille", "audio": "audio"}


def for_letters(complaint: Complaint, needs: Needs) -> Needs:
    """The needs of letters with the agreed adjustments laid over them; what is done in another way is left to a
    person, who reads it beside the letter."""
    kinds = {one.kind for one in agreed(complaint) if one.decision == Need.Decision.AGREED}
    sizes = [size for kind, size in _SIZES.items() if kind in kinds]
    return replace(
        needs,
        print_size=max([needs.print_size, *sizes]),
        formats=needs.formats | {made for kind, made in _FORMATS.items() if kind in kinds},
        by="email" if "email_not_paper" in kinds and complaint.email else needs.by,
        reachable=True if "email_not_paper" in kinds and complaint.email else needs.reachable,
    )


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
