"""What residents fear, and a name that one person alone may read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from putright.complaints.models import Confided, Worry
from putright.complaints.worries import actions
from putright.record.tenancy import as_landlord

DAY = date(2026, 11, 9)
GET = """
complaints:worry                      in  in  in  in  in 200 404 404 200 404 404 200 404 200 404 404 404 404 2nd  in
complaints:worries_waiting            in  in  in  in  in 200 404 404 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:confided                   in  in  in  in  in 404 404 404 404 404 404 404 404 200 404 404 404 404 2nd  in
complaints:confided_name              in  in  in  in  in 404 404 404 404 404 404 404 404 200 404 404 404 404 2nd  in
"""
POST = """
complaints:worry                      in  in  in  in  in 200 404 404 200 404 404 200 404 200 404 404 404 404 2nd  in
complaints:worries_waiting            in  in  in  in  in 405 404 404 405 404 404 405 404 404 404 404 404 404 2nd  in
complaints:confided                   in  in  in  in  in 404 404 404 404 404 404 404 404 405 404 404 404 404 2nd  in
complaints:confided_name              in  in  in  in  in 404 404 404 404 404 404 404 404 302 404 404 404 404 2nd  in
"""
ACT_ROWS = """
agree_worry          no  ok  no  no  ok  no  no  ok  no  no  no  no  no  no  no
release_name         no  no  no  no  no  no  no  no  no  ok  no  no  no  no  no
"""


def worry_of(complaint: Any, day: date) -> Worry:
    return Worry.objects.create(
        landlord=complaint.landlord,
        complaint=complaint,
        about=["staff"],
        words="<script>",
        person="<script>",
        asks=["ask_first"],
        told_on=day,
    )


def confided_of(complaint: Any, day: date) -> Confided:
    return Confided.objects.create(
        landlord=complaint.landlord, complaint=complaint, name="<script>", reach="<script>", told_on=day
    )


ACTS: Mapping[str, Any] = {
    "agree_worry": (
        lambda s: worry_of(s.complaint, DAY),
        lambda s, by: actions.agree_worry(
            Worry.objects.get(), agreed="We call first", still=[], by=by, at=s.at
        ),
    ),
    "release_name": (
        lambda s: confided_of(s.complaint, DAY),
        lambda s, by: actions.release_name(Confided.objects.get(), by=by, at=s.at),
    ),
}


def make(world: Any) -> None:
    """A worry and a confided name on the resident's case, and others elsewhere that nobody here may find."""
    today = timezone.localdate()
    for case in (world.mine, world.elsewhere):
        with as_landlord(case.complaint.landlord_id):
            worry_of(case.complaint, today)
            confided_of(case.complaint, today)


def parts(world: Any, case: Any) -> Mapping[str, Any]:
    with as_landlord(world.cast.landlord.id):
        return {"confided": Confided.objects.get().id}
