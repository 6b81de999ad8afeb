"""What is counted, how it is read back, and which campaign codes run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from putright.accounts.models import Landlord
from putright.complaints.models import Complaint, Draft, Reprisal, ServiceRequest, Worry

from .models import CODE, Campaign, Ending, FormCount, Heard

MONTHS_SHOWN: Final = 13
# A smaller number beside a language or a page could point at somebody; it is shown as "fewer than".
SMALL: Final = 5

MEASURES: Final = (
    "complaints",
    "complaints_web",
    "requests",
    "unhappy_requests",
    "grown",
    "worried",
    "reprisals",
)


def running_code(landlord_id: UUID, code: str) -> str:
    """The code where a campaign of it runs at the landlord; empty for any other, so that nobody fills our counters."""
    if not re.fullmatch(CODE, code):
        return ""
    runs = Campaign.objects.filter(landlord_id=landlord_id, code=code, ended_on=None).exists()
    return code if runs else ""


def campaigns_of(landlord: Landlord) -> QuerySet[Campaign]:
    """The landlord's campaigns, those that run first, the newest first."""
    return Campaign.objects.filter(landlord=landlord).order_by(
        F("ended_on").desc(nulls_first=True), "-begun_on", "-id"
    )


def first_month(on: date) -> date:
    """The first day of the oldest month that is shown on a day."""
    month = on.replace(day=1)
    for _one in range(MONTHS_SHOWN - 1):
        month = (month - timedelta(days=1)).replace(day=1)
    return month


def count_since(landlord_id: UUID, since: date, on: date) -> dict[tuple[date, str], int]:
    """Counts each measure in each month from `since` to that of `on`, months without any with 0.

    A request that people are unhappy with counts as said to us whether or not it became a complaint: one with unhappy
    words in it, one whose resident was offered to complain, one that grew into a complaint.
    """
    unhappy = ~Q(unhappy_words=[]) | Q(unhappy_looked_on__isnull=False) | Q(complained_on__isnull=False)
    asked: tuple[tuple[QuerySet[Any], str, dict[str, Any]], ...] = (
        (
            Complaint.objects.all(),
            "received_on",
            {
                "complaints": Count("id"),
                "complaints_web": Count("id", filter=Q(channel="web")),
            },
        ),
        (
            ServiceRequest.objects.all(),
            "received_on",
            {
                "requests": Count("id"),
                "unhappy_requests": Count("id", filter=unhappy),
                "grown": Count("id", filter=Q(complained_on__isnull=False)),
            },
        ),
        (Worry.objects.all(), "told_on", {"worried": Count("id")}),
        (Reprisal.objects.all(), "told_on", {"reprisals": Count("id")}),
    )
    found: Counter[tuple[date, str]] = Counter()
    for rows, day, measures in asked:
        months = (
            rows.filter(landlord_id=landlord_id, **{f"{day}__gte": since, f"{day}__lte": on})
            .order_by()
            .annotate(month=TruncMonth(day))
            .values("month")
            .annotate(**measures)
        )
        for row in months:
            for measure in measures:
                found[row["month"], measure] += row[measure]
    month = since
    while month <= on:
        for measure in MEASURES:
            found[month, measure] += 0
        month = (month + timedelta(days=31)).replace(day=1)
    return dict(found)


@dataclass(frozen=True)
class Month:
    """What was said to us in a month, and what became of it."""

    first: date
    numbers: Mapping[str, int]

    @property
    def said(self) -> int:
        """Every time somebody said that they were unhappy: complaints, and requests that did not become one."""
        return self.numbers["complaints"] + self.numbers["unhappy_requests"] - self.numbers["grown"]

    @property
    def share(self) -> int | None:
        """How many in a hundred of those became a complaint; None where nobody said anything."""
        return self.numbers["complaints"] * 100 // self.said if self.said else None


@dataclass(frozen=True)
class Said:
    """The months that were counted, the newest first, and the day of the count; none before the first count."""

    months: list[Month]
    counted_on: date | None


def said_to_us(landlord: Landlord, on: date) -> Said:
    """The last 13 months as they were counted, in one statement."""
    found: dict[date, dict[str, int]] = {}
    counted_on = None
    for row in Heard.objects.filter(landlord=landlord, month__gte=first_month(on)):
        found.setdefault(row.month, dict.fromkeys(MEASURES, 0))[row.measure] = row.number
        counted_on = max(counted_on or row.counted_on, row.counted_on)
    return Said([Month(month, numbers) for month, numbers in sorted(found.items(), reverse=True)], counted_on)


@dataclass
class Forms:
    """Forms begun under one heading (a language, a campaign), by what became of them."""

    sent: int = 0
    requested: int = 0
    left: int = 0

    @property
    def begun(self) -> int:
        return self.sent + self.requested + self.left

    @property
    def through(self) -> int | None:
        """How many in a hundred were sent; None of too few to say."""
        return (self.sent + self.requested) * 100 // self.begun if self.begun >= SMALL else None


@dataclass(frozen=True)
class FormsCounted:
    """Forms of the last 13 months that are over, and how many are still open."""

    total: Forms
    by_language: list[tuple[str, Forms]]
    by_campaign: list[tuple[str, Forms]]
    # The page that was saved last, by its address, with how many forms ended there; the most first.
    left_at: list[tuple[str, int]]
    still_open: int


def forms_counted(landlord: Landlord, on: date, now_open: QuerySet[Draft]) -> FormsCounted:
    """The counters added up, in one statement, and one for `now_open`, the forms that can still be sent."""
    total = Forms()
    languages: dict[str, Forms] = {}
    campaigns: dict[str, Forms] = {}
    left: Counter[str] = Counter()
    rows = (
        FormCount.objects.filter(landlord=landlord, month__gte=first_month(on))
        .order_by()
        .values_list("language", "campaign", "ending", "page")
        .annotate(number=Sum("number"))
    )
    for language, campaign, ending, page, number in rows:
        of_each = [total, languages.setdefault(language, Forms())]
        if campaign:
            of_each.append(campaigns.setdefault(campaign, Forms()))
        for forms in of_each:
            setattr(forms, ending, getattr(forms, ending) + number)
        if ending == Ending.LEFT:
            left[page] += number
    return FormsCounted(
        total, _most_first(languages), _most_first(campaigns), left.most_common(), now_open.count()
    )


def open_forms(landlord: Landlord, moment: datetime) -> QuerySet[Draft]:
    """The forms that somebody began and can still send: bounded by their lifetime, and read from an index."""
    return Draft.objects.filter(
        landlord=landlord, counted=False, begun_by=None, complaint=None, request=None, expires_at__gt=moment
    )


def _most_first(forms: Mapping[str, Forms]) -> list[tuple[str, Forms]]:
    return sorted(forms.items(), key=lambda one: (-one[1].begun, one[0]))
