"""Acts about the evidence pack: what the resident writes for it, and that staff gave it to them on paper or read it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from putright.complaints.actions.shared import Moment, locked, note, permit
from putright.complaints.models import Complaint, PackWords
from putright.record.chain import By
from putright.rules.errors import Refused
from putright.rules.stages import Act

from . import kinds

# How staff give a resident the pack that they cannot download.
HOW: Final = ("printed", "posted", "read_out")


def write_for_pack(complaint: Complaint, *, why: str, wanted: str, by: By, at: datetime) -> None:
    """What the resident writes for the first page of their pack; both may be empty. The same again is no event.

    Staff write down what a resident tells them. Raises Refused as `permit`.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.WRITE_MESSAGE, complaint, moment)
        there = PackWords.objects.filter(landlord=complaint.landlord, complaint=complaint).first()
        if (there.why, there.wanted) == (why, wanted) if there else not (why or wanted):
            return
        if there is None:
            there = PackWords(landlord=complaint.landlord, complaint=complaint)
        there.why, there.wanted, there.written_at = why, wanted, at
        there.save()
        note(complaint, kinds.WORDED, moment, personal={"why": why, "wanted": wanted})


def give_pack(complaint: Complaint, *, how: str, by: By, at: datetime) -> None:
    """Notes that staff gave the resident their pack, in one of the ways of HOW. Raises ValueError for another."""
    if how not in HOW:
        raise ValueError(f"{how!r} is no way to give a pack: one of {HOW}.")
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.RECORD_CONTACT, complaint, moment)
        if by.kind != "staff":
            raise Refused("no_role_here", {})
        note(complaint, kinds.GIVEN, moment, facts={"how": how})
