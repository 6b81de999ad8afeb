"""Reads: what was asked and said, counts of it, and the cases whose residents let them be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from putright.accounts.models import Landlord
from putright.complaints.models import Afterwards, CaseStudy, Complaint

# Consents that a list shows at most.
STORIES = 200


@dataclass(frozen=True, slots=True)
class Said:
    """How many were asked since a day, how many answered, and what they said."""

    asked: int
    answered: int
    fair: int
    solved: int


def said_since(landlord: Landlord, since: date) -> Said:
    """What residents said of cases about which they were asked since that day, in one statement."""
    found = Afterwards.objects.filter(landlord=landlord, asked_on__gte=since).aggregate(
        asked=Count("id"),
        answered=Count("id", filter=Q(said_on__isnull=False)),
        fair=Count("id", filter=Q(fair=True)),
        solved=Count("id", filter=Q(solved=True)),
    )
    return Said(**found)


def question_of(complaint: Complaint) -> Afterwards | None:
    """The questions about the present closing of a case, answered or not; None before they are asked."""
    if complaint.closed_on is None:
        return None
    return Afterwards.objects.filter(
        landlord=complaint.landlord_id, complaint=complaint, closed_on=complaint.closed_on
    ).first()


def story_of(complaint: Complaint) -> CaseStudy | None:
    """What the resident last said about a case study and has not taken back."""
    return (
        CaseStudy.objects.filter(landlord=complaint.landlord_id, complaint=complaint, withdrawn_on=None)
        .order_by("-id")
        .first()
    )


def stories(landlord: Landlord, known: QuerySet[Any, Any]) -> list[CaseStudy]:
    """The cases whose residents let them be told, the latest word first; of those that `known` names."""
    return list(
        _of(landlord, known).filter(agreed=True, withdrawn_on=None).order_by("-said_on", "-id")[:STORIES]
    )


def stories_over(landlord: Landlord, known: QuerySet[Any, Any]) -> list[CaseStudy]:
    """Those whose residents said yes and took it back, or have said no since; the latest first."""
    rows = _of(landlord, known).filter(agreed=True, withdrawn_on__isnull=False)
    again = CaseStudy.objects.filter(
        landlord=landlord, complaint=OuterRef("complaint"), agreed=True, withdrawn_on=None
    )
    return list(rows.exclude(Exists(again)).order_by("-withdrawn_on", "-id")[:STORIES])


def _of(landlord: Landlord, known: QuerySet[Any, Any]) -> QuerySet[CaseStudy]:
    rows = CaseStudy.objects.filter(landlord=landlord, complaint__blanked_at=None, complaint__in=known)
    return rows.select_related("complaint")
