"""Reads of what residents say to more time."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from putright.accounts.models import Landlord
from putright.complaints.models import Complaint, MoreTimeReply, OwnTime
from putright.rules.stages import PointFacts, lacking


def last_reply(complaint: Complaint, stage: int) -> MoreTimeReply | None:
    """What the resident last said to the extension of a stage, or None."""
    return (
        MoreTimeReply.objects.filter(landlord=complaint.landlord_id, complaint=complaint, stage=stage)
        .select_related("taken_by", "reacted_by")
        .order_by("-id")
        .first()
    )


def own_time(complaint: Complaint, on: date) -> OwnTime | None:
    """The time that the resident has asked for and that goes on still: what they said last counts."""
    last = (
        OwnTime.objects.filter(landlord=complaint.landlord_id, complaint=complaint)
        .select_related("taken_by")
        .order_by("-id")
        .first()
    )
    return last if last is not None and last.until >= on else None


def more_time_disputed(landlord: Landlord, on: date) -> QuerySet[MoreTimeReply]:
    """Residents who do not agree to more time, or want a call about it, and to whom nobody has reacted by `on`.

    Nearest day first, so that what is overdue leads; `react_by` is the last day to react.
    """
    return (
        MoreTimeReply.objects.filter(
            landlord=landlord, react_by__isnull=False, reacted_on=None, said_on__lte=on
        )
        .select_related("complaint", "complaint__handler", "complaint__reviewer")
        .order_by("react_by", "id")
    )


def ready_points(answers: tuple[PointFacts, ...]) -> list[int]:
    """The numbers of the points whose answer lacks nothing: they can be told before the rest is known."""
    return [one.number for one in answers if not lacking(one)]
