"""Counting answers to the equality questions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from putright.accounts.models import Landlord

ANSWERED: Final = "answered"


def count_answers(landlord: Landlord, answers: Mapping[str, str], *, at: datetime) -> None:
    """Adds one to the count of each answer in this month, and to how many answered at all. Nothing else is kept.

    answers  a code for each question that was answered

    One statement; in one order, so that two at once take turns.
    """
    if not answers:
        return
    month = timezone.localdate(at).replace(day=1)
    rows = sorted([*answers.items(), (ANSWERED, ANSWERED)])
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO complaints_equalitycount AS counts (id, landlord_id, month, question, answer, number)"
            " SELECT given.id, %s, %s, given.question, given.answer, 1"
            " FROM unnest(%s::uuid[], %s::text[], %s::text[]) WITH ORDINALITY AS given (id, question, answer, place)"
            " ORDER BY given.place ON CONFLICT (landlord_id, month, question, answer)"
            " DO UPDATE SET number = counts.number + 1",
            [
                landlord.id,
                month,
                [uuid4() for _row in rows],
                *([row[part] for row in rows] for part in (0, 1)),
            ],
        )
