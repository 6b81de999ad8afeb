"""Reads: which points of a case are answered by themselves, what is answered under them, and how each was worded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from putright.complaints import kinds
from putright.complaints.models import Complaint, Point
from putright.record import chain
from putright.record.chain import By

from . import kinds as point_kinds


def live(points: Iterable[Point]) -> list[Point]:
    """Those of a case's points that are answered by themselves, in order; each has what is answered under it in `also`.

    `points` are all of the case's: nothing is read here.
    """
    rows = sorted(points, key=lambda one: one.number)
    by_id: dict[UUID, Point] = {one.id: one for one in rows}
    for one in rows:
        one.also = []  # type: ignore[attr-defined]  # set here for pages and letters
    for one in rows:
        if one.joined_to_id is not None and one.taken_back_on is None:
            root(one, by_id).also.append(one)  # type: ignore[attr-defined]  # as above
    return [one for one in rows if one.live]


def root(point: Point, by_id: dict[UUID, Point]) -> Point:
    """The point under which this one is answered in the end; itself where it is answered by itself."""
    while point.joined_to_id is not None:
        point = by_id[point.joined_to_id]
    return point


@dataclass(frozen=True, slots=True)
class Wording:
    """How a point was worded from a day on, and by whom."""

    words: str
    on: date
    by: By


def wordings(complaint: Complaint) -> dict[int, list[Wording]]:
    """Each point's wordings by its number, the first one first, as the record has them; blanked ones are not there."""
    found: dict[int, list[Wording]] = {}
    for noted in chain.timeline(
        complaint.landlord_id,
        ("complaint", complaint.id),
        only=(kinds.DEFINED, point_kinds.POINT_SPLIT),
    ):
        given = noted.personal.get("wordings")
        if isinstance(given, list):
            numbered = {number: str(words) for number, words in enumerate(given, start=1)}
        elif isinstance(given, dict):
            numbered = {int(number): str(words) for number, words in given.items()}
        else:
            continue
        for number, words in numbered.items():
            before = found.setdefault(number, [])
            if words.strip() and (not before or before[-1].words != words):
                before.append(Wording(words, noted.happened_on, noted.by))
    return found
