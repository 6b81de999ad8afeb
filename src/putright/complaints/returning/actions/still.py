"""What a form promised and staff see to: the call to write a complaint down, and papers to copy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from putright.complaints.actions.shared import Moment, hearer, locked, note, settle
from putright.complaints.models import Complaint, Point
from putright.complaints.queries import ENDED
from putright.record.chain import By
from putright.rules.errors import Refused

from .. import kinds
from ..models import StillToCome

Kind = StillToCome.Kind


def try_call(complaint: Complaint, *, by: By, at: datetime) -> None:
    """Notes that somebody called and did not reach the resident; the call stays to be made.

    Raises Refused: no_role_here, nothing_to_call_for.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint, row = _open(complaint, Kind.CALL, moment)
        row.tries, row.tried_at = row.tries + 1, at
        row.save(update_fields=["tries", "tried_at"])
        note(complaint, kinds.CALL_TRIED, moment, facts={"tries": row.tries})


def write_down_call(
    complaint: Complaint, words: str, more_points: Sequence[str] = (), *, by: By, at: datetime
) -> None:
    """Writes down what the resident said on the call, in their own words, as the form would have had it.

    Raises Refused: no_role_here, nothing_to_call_for, call_without_words.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint, row = _open(complaint, Kind.CALL, moment)
        if not words.strip():
            raise Refused("call_without_words", {})
        said = [words, *(one for one in more_points if one.strip())]
        before = complaint.original_words
        complaint.original_words = f"{before}\n\n{words}" if before.strip() else words
        complaint.save(update_fields=["original_words"])
        number = max((point.number for point in complaint.points.all()), default=0)
        Point.objects.bulk_create(
            Point(landlord=complaint.landlord, complaint=complaint, number=number + place, resident_words=one)
            for place, one in enumerate(said, start=1)
        )
        _done(row, moment)
        note(complaint, kinds.WRITTEN_DOWN, moment, facts={"points": len(said)}, personal={"words": said})
        settle(complaint, moment.on)


def copy_papers(complaint: Complaint, what: str, *, by: By, at: datetime) -> None:
    """Notes that the resident's papers were copied, or that there are none any more, and in words what was done.

    Raises Refused: no_role_here, no_papers_to_copy, papers_without_words.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint, row = _open(complaint, Kind.PAPER, moment)
        if not what.strip():
            raise Refused("papers_without_words", {})
        _done(row, moment)
        note(complaint, kinds.PAPER_COPIED, moment, personal={"note": what})


def _open(complaint: Complaint, kind: Kind, moment: Moment) -> tuple[Complaint, StillToCome]:
    """The case, locked, and what is still to come of this kind on it."""
    complaint = locked(complaint)
    hearer(complaint.landlord, moment, complaint)
    row = StillToCome.objects.filter(
        landlord=complaint.landlord, complaint=complaint, kind=kind, done_at=None
    ).first()
    if row is None or complaint.state in ENDED:
        raise Refused("nothing_to_call_for" if kind == Kind.CALL else "no_papers_to_copy", {})
    return complaint, row


def _done(row: StillToCome, moment: Moment) -> None:
    row.done_at, row.done_by_id = moment.at, moment.by.person_id
    row.save(update_fields=["done_at", "done_by"])
