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
    values = ", ".join(["(%s, %s, %s, %s, %s, 1)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO complaints_equalitycount AS counts (id, landlord_id, month, question, answer, number)"  # noqa: S608
            f" VALUES {values} ON CONFLICT (landlord_id, month, question, answer)"
            " DO UPDATE SET number = counts.number + 1",
            [one for row in rows for one in (uuid4(), landlord.id, month, *row)],
        )
