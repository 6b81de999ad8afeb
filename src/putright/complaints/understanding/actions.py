"""The acts about what we understand: the resident's word on it, and why it stays as it is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from putright.complaints import alerts, messages
from putright.complaints.actions.shared import Moment, locked, note, permit
from putright.complaints.models import Complaint, Understanding
from putright.complaints.queries import current_stage
from putright.record.chain import By
from putright.rules.errors import Refused
from putright.rules.stages import Act, PointFacts, What

from . import kinds
from .models import WISHES, Says

TOLD = {
    Says.RIGHT: "The resident says that we have understood the complaint",
    Says.CHANGE: "The resident wants to change what we understand",
    Says.ADD: "The resident wants to add to what we understand",
}


def reply_to_understanding(
    complaint: Complaint, *, says: str, words: str = "", seen: int | None = None, by: By, at: datetime
) -> Understanding:
    """Records that what we understand is right, or what to change or add, and tells whoever answers the stage.

    Nothing of the complaint is changed by it: the resident's own words stay, and ours until somebody words them anew.
    `seen` is the version that was read; refused where there is a newer one. A second wish joins one that still waits,
    so that none is lost; the same word twice is once.
    """
    moment = Moment(at, by)
    chosen = Says(says)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.CHECK_UNDERSTANDING, complaint, moment)
        row = (
            Understanding.objects.filter(landlord=complaint.landlord, complaint=complaint)
            .order_by("-number")
            .first()
        )
        if row is None or not chosen:
            raise Refused("nothing_to_check", {})
        if seen is not None and seen != row.number:
            raise Refused("understood_anew", {})
        if chosen in WISHES and not words.strip():
            raise Refused("change_without_words", {})
        said = words.strip() if chosen in WISHES else ""
        if row.says == chosen and (not said or said in row.words):
            return row
        row.words = f"{row.words}\n\n{said}" if row.waits and said else said
        row.says, row.said_on, row.taken_by_id = chosen.value, moment.on, by.person_id
        row.settled_on, row.settled_by_id, row.stays_because = None, None, ""
        row.save(
            update_fields=[
                "says",
                "words",
                "said_on",
                "taken_by",
                "settled_on",
                "settled_by",
                "stays_because",
            ]
        )
        note(
            complaint,
            kinds.REPLIED,
            moment,
            facts={"version": row.number, "says": chosen.value},
            personal={"words": said},
        )
        alerts.to_answerer(complaint, current_stage(complaint).number, TOLD[chosen], at=at)
        return row


def keep_understanding(complaint: Complaint, *, because: str, by: By, at: datetime) -> None:
    """Tells the resident why it stays as we wrote it. Their wish stands beside it, in the record and in the pack."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        # It words nothing: the points stand as they were.
        worded = [PointFacts(point.number) for point in complaint.points.all()]
        permit(Act.DEFINE, complaint, moment, What(points=worded))
        row = (
            Understanding.objects.filter(landlord=complaint.landlord, complaint=complaint)
            .order_by("-number")
            .first()
        )
        if row is None or not row.waits:
            raise Refused("wish_settled_already", {})
        if not because.strip():
            raise Refused("stays_without_because", {})
        row.settled_on, row.settled_by_id, row.stays_because = moment.on, by.person_id, because.strip()
        row.save(update_fields=["settled_on", "settled_by", "stays_because"])
        note(
            complaint,
            kinds.STAYS,
            moment,
            facts={"version": row.number},
            personal={"because": row.stays_because},
        )
        messages.news(complaint, at=at)
