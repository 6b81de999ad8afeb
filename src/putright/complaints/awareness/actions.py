"""Campaigns begun and ended; forms counted before they go; what was said to us counted once a day."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from putright.accounts.models import Landlord
from putright.complaints.actions.shared import Moment, must_be
from putright.complaints.models import Draft
from putright.complaints.roles import LEADING
from putright.record import chain
from putright.record.chain import By
from putright.record.ids import uuid7
from putright.rules.errors import Refused

from . import kinds, queries
from .models import CODE, Campaign, Ending, Heard

# More at once than that waits for the next round.
BATCH: Final = 500


def begin_campaign(landlord: Landlord, code: str, name: str, *, by: By, at: datetime) -> Campaign:
    """Gives a campaign its address: `code` stands in it, lower-case letters, digits and hyphens, 3 to 24 of them.

    Refused for a code that is none or was used already, since two campaigns would be counted as one.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        must_be(LEADING, landlord, moment)
        assert by.person_id is not None  # the roles above are people's
        if not re.fullmatch(CODE, code):
            raise Refused("campaign_code_wrong", {})
        if not name.strip():
            raise Refused("campaign_name_missing", {})
        campaign = Campaign(
            id=uuid7(), landlord=landlord, code=code, name=name, begun_on=moment.on, begun_by_id=by.person_id
        )
        Campaign.objects.bulk_create([campaign], ignore_conflicts=True)
        if not Campaign.objects.filter(landlord=landlord, id=campaign.id).exists():
            raise Refused("campaign_code_used", {"code": code})
        _note(campaign, kinds.CAMPAIGN_BEGUN.name, moment, name=name)
        return campaign


def end_campaign(campaign: Campaign, *, by: By, at: datetime) -> None:
    """Its address goes on leading to the form, and is counted no more. Twice is once."""
    moment = Moment(at, by)
    with transaction.atomic():
        must_be(LEADING, campaign.landlord, moment)
        rows = Campaign.objects.filter(landlord=campaign.landlord_id, id=campaign.id, ended_on=None)
        if rows.update(ended_on=moment.on):
            _note(campaign, kinds.CAMPAIGN_ENDED.name, moment)


def _note(campaign: Campaign, kind: str, moment: Moment, **personal: object) -> None:
    chain.note(
        landlord_id=campaign.landlord_id,
        subject=("landlord", campaign.landlord_id),
        kind=kind,
        by=moment.by,
        at=moment.at,
        on=moment.on,
        facts={"campaign": campaign.id, "code": campaign.code},
        personal=personal,
    )


def count_forms(landlord_id: UUID, now: datetime) -> int:
    """Counts forms that were sent, or are past their lifetime, each once. Gives how many, at most `BATCH`.

    The count and the mark on the form are one transaction, and a form that another worker holds is left to it. What
    staff began is not counted: nobody leaves a page of theirs.
    """
    with transaction.atomic():
        over = Q(complaint__isnull=False) | Q(request__isnull=False) | Q(expires_at__lte=now)
        rows = list(
            Draft.objects.select_for_update(skip_locked=True)
            .filter(over, landlord_id=landlord_id, counted=False, begun_by=None)
            .order_by("id")[:BATCH]
        )
        if not rows:
            return 0
        Draft.objects.filter(landlord_id=landlord_id, id__in=[one.id for one in rows]).update(counted=True)
        add(landlord_id, Counter(_counts_as(one) for one in rows))
        return len(rows)


Key = tuple[str, str, str, str, str]


def _counts_as(draft: Draft) -> Key:
    month = timezone.localdate(draft.begun_at).replace(day=1).isoformat()
    if draft.complaint_id is not None:
        ending, page = Ending.SENT, ""
    elif draft.request_id is not None:
        ending, page = Ending.REQUESTED, ""
    else:
        ending, page = Ending.LEFT, draft.page
    return month, draft.language, draft.campaign, ending.value, page


def add(landlord_id: UUID, counts: Counter[Key]) -> None:
    """Adds to the counters: (month as text, language, campaign, ending, page) to a number, one statement for all."""
    with connection.cursor() as cursor:
        # In one order, so that two who move the same counters take turns.
        cursor.executemany(
            "INSERT INTO complaints_formcount (id, landlord_id, month, language, campaign, ending, page, number)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (landlord_id, month, language, campaign, ending, page)"
            " DO UPDATE SET number = complaints_formcount.number + excluded.number",
            [(uuid7(), landlord_id, *key, number) for key, number in sorted(counts.items())],
        )


def count_heard(landlord_id: UUID, now: datetime) -> int:
    """Counts once a day what was said to us in each of the last 13 months. Gives how many counters it wrote.

    Everything is counted anew, so that what was written down late, or brought by an import, is there the next day.
    """
    on = timezone.localdate(now)
    with transaction.atomic():
        # One worker counts; another that comes meanwhile waits, and finds it done.
        Landlord.objects.select_for_update(no_key=True).get(id=landlord_id)
        if Heard.objects.filter(landlord_id=landlord_id, counted_on=on).exists():
            return 0
        since = queries.first_month(on)
        Heard.objects.filter(landlord_id=landlord_id, month__gte=since).delete()
        rows = [
            Heard(landlord_id=landlord_id, month=month, measure=measure, number=number, counted_on=on)
            for (month, measure), number in queries.count_since(landlord_id, since, on).items()
        ]
        Heard.objects.bulk_create(rows)
        return len(rows)
