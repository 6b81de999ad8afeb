"""The acts that tell points apart or put them together. No word is lost: a point keeps its number and its texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from putright.complaints.actions.shared import Moment, locked, note, permit
from putright.complaints.models import Complaint, Point
from putright.record.chain import By
from putright.rules.errors import Refused
from putright.rules.stages import Act, PointFacts, What

from . import kinds


def split_point(
    complaint: Complaint, number: int, *, words: str, parts: Sequence[str], by: By, at: datetime
) -> list[Point]:
    """Makes further points of one that holds several things: one for each of `parts`, in our words.

    Each keeps the resident's own words beside ours, as they came; `words` is what the point itself says from now on.
    """
    moment = Moment(at, by)
    further = [part.strip() for part in parts if part.strip()]
    with transaction.atomic():
        complaint = locked(complaint)
        there = _points(complaint)
        _may(complaint, moment, there)
        point = _live(there, number)
        if not further or not words.strip():
            raise Refused("split_without_words", {})
        point.words = words
        point.save(update_fields=["words"])
        last = max(there)
        made = [
            Point.objects.create(
                landlord=complaint.landlord,
                complaint=complaint,
                number=last + place,
                resident_words=point.resident_words,
                words=part,
                split_from=point,
            )
            for place, part in enumerate(further, start=1)
        ]
        note(
            complaint,
            kinds.POINT_SPLIT,
            moment,
            facts={"point": number, "new": [one.number for one in made]},
            personal={"wordings": {str(one.number): one.words for one in [point, *made]}},
        )
        return made


def join_points(complaint: Complaint, number: int, to: int, *, by: By, at: datetime) -> None:
    """Answers a point under another one. It keeps its number, both its texts and whatever was found about it."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        there = _points(complaint)
        _may(complaint, moment, there)
        if number == to:
            raise Refused("point_into_itself", {})
        point, target = _live(there, number), _live(there, to)
        point.joined_to = target
        point.save(update_fields=["joined_to"])
        note(complaint, kinds.POINT_JOINED, moment, facts={"point": number, "to": to})


def separate_point(complaint: Complaint, number: int, *, by: By, at: datetime) -> None:
    """Answers a point by itself again that was answered under another one."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        there = _points(complaint)
        _may(complaint, moment, there)
        point = there.get(number)
        if point is None or point.joined_to_id is None or point.taken_back_on is not None:
            raise Refused("point_not_joined", {"point": number})
        before = next(one.number for one in there.values() if one.id == point.joined_to_id)
        point.joined_to = None
        point.save(update_fields=["joined_to"])
        note(complaint, kinds.POINT_SEPARATED, moment, facts={"point": number, "from": before})


def _points(complaint: Complaint) -> dict[int, Point]:
    return {point.number: point for point in complaint.points.all()}


def _may(complaint: Complaint, moment: Moment, there: dict[int, Point]) -> None:
    permit(
        Act.DEFINE,
        complaint,
        moment,
        What(points=[PointFacts(point.number) for point in there.values() if point.live]),
    )


def _live(there: dict[int, Point], number: int) -> Point:
    point = there.get(number)
    if point is None or not point.live:
        raise Refused("point_not_live", {"point": number})
    return point
