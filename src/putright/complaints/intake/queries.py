"""Reads of what staff wrote down and have not finished, and of service requests."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from putright.accounts.models import Landlord
from putright.rules.cues import About, cues

from ..models import Draft, ServiceRequest

LISTED = 50


class Which(StrEnum):
    """Which service requests a list shows."""

    UNHAPPY = "unhappy"
    OPEN = "open"
    REVIEW = "review"
    DONE = "done"


def unfinished(landlord: Landlord) -> QuerySet[Draft]:
    """What staff saved for later, everybody's of the team, the oldest first."""
    return (
        Draft.objects.filter(landlord=landlord, saved_at__isnull=False, complaint=None, request=None)
        .select_related("begun_by")
        .order_by("saved_at", "id")
    )


def requests(landlord: Landlord, which: Which, on: date) -> QuerySet[ServiceRequest]:
    """A landlord's service requests of one kind, the one that waits longest first; those done, the newest first."""
    rows = ServiceRequest.objects.filter(landlord=landlord).prefetch_related("complaints")
    if which is Which.UNHAPPY:
        return with_unhappy_words(rows).order_by("received_on", "id")
    if which is Which.REVIEW:
        return rows.filter(done_on=None, review_due_on__lte=on).order_by("review_due_on", "id")
    if which is Which.DONE:
        return rows.filter(done_on__isnull=False).order_by("-done_on", "-id")
    return rows.filter(done_on=None).order_by("review_due_on", "id")


def with_unhappy_words(rows: QuerySet[ServiceRequest]) -> QuerySet[ServiceRequest]:
    """Requests in whose words somebody may be unhappy, and at which nobody has looked for that yet."""
    return rows.filter(complained_on=None, unhappy_looked_on=None).exclude(unhappy_words=[])


def request_counts(landlord: Landlord, on: date) -> dict[Which, int]:
    """How many there are of each kind but those done, in one statement."""
    found = ServiceRequest.objects.filter(landlord=landlord, done_on=None).aggregate(
        open=Count("id"), review=Count("id", filter=Q(review_due_on__lte=on))
    )
    # A request may be done and its resident unhappy all the same.
    unhappy = with_unhappy_words(ServiceRequest.objects.filter(landlord=landlord)).count()
    return {
        Which.UNHAPPY: unhappy,
        Which.OPEN: int(found["open"]),
        Which.REVIEW: int(found["review"]),
    }


def danger_words(text: str, on: date) -> tuple[str, ...]:
    """Words in `text` that may mean danger: for a person to look again, whatever was answered."""
    return cues(text, About.DANGER, on)
