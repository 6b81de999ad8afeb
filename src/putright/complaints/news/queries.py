"""Reads of news: when it is due next, and the lists of what was promised and not kept."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from putright.accounts.models import Landlord
from putright.complaints.models import Complaint, News, Promise
from putright.rules.calendar import Calendar
from putright.rules.news import next_news


def next_news_on(complaint: Complaint, *, ended: bool) -> date | None:
    """The day by which the resident is due news, None where no interval runs.

    Reads what `queries.with_facts` fetched. `ended`: the case is closed or withdrawn, so that only promises run.
    """
    intervals = [
        (promise.promised_on, promise.news_every_days)
        for promise in complaint.open_promises  # type: ignore[attr-defined]  # fetched by with_facts
        if promise.news_every_days
    ]
    stage = max(complaint.stages.all(), key=lambda one: one.number, default=None)
    if stage and not ended and stage.news_every_days and not stage.answered_on and not stage.refused_on:
        agreed_on = stage.extended_told_on or complaint.news_given_on or stage.asked_on
        intervals.append((agreed_on, stage.news_every_days))
    added = (one.day for one in complaint.added_days.all())
    return next_news(intervals, complaint.news_given_on, Calendar.england().with_added(added))


def news_of(complaint: Complaint) -> list[News]:
    """The news of a case, the newest first; 50 at most."""
    return list(
        News.objects.filter(landlord=complaint.landlord_id, complaint=complaint).select_related("by")[:50]
    )


def news_due(landlord: Landlord, on: date) -> QuerySet[Complaint]:
    """Cases whose residents are due news on the day `on` or before it, the longest due first."""
    return (
        Complaint.objects.filter(landlord=landlord, news_due_on__lte=on)
        .select_related("handler", "reviewer")
        .order_by("news_due_on", "id")
    )


def broken_promises(landlord: Landlord, on: date) -> QuerySet[Promise]:
    """Promises past their day, or not kept as the resident says; the oldest first."""
    return (
        Promise.objects.filter(landlord=landlord, promised_on__isnull=False, done_on=None)
        .filter(Q(due_on__lt=on) | Q(resident_says="not_kept"))
        .select_related("complaint", "owner")
        .order_by("due_on", "id")
    )


def reopened(landlord: Landlord) -> QuerySet[Complaint]:
    """Cases that were closed and are open again, the longest waiting first."""
    return (
        Complaint.objects.filter(landlord=landlord, reopened_on__isnull=False, closed_on=None)
        .filter(withdrawn_on=None)
        .select_related("handler", "reviewer")
        .order_by("reopened_on", "id")
    )
