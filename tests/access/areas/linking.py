"""Rows of complaints/linking: cases linked, joined into one, taken apart."""

from __future__ import annotations

from typing import Any

from putright.complaints import actions
from putright.complaints.linking.actions import join_case, link_cases, take_apart, unlink_cases
from putright.complaints.models import Complaint
from putright.record.chain import By
from tests.cast import moment

AT = moment("2026-11-09")

# Two cases become one only by the officer or the Head of Housing.
ACT_ROWS = """
link_cases          not  ok  ok  ok  ok not not  ok not not  no  no  no  no  no
unlink_cases        not  ok  ok  ok  ok not not  ok not not  no  no  no  no  no
join_case           not  ok not not  ok not not not not not  no  no  no  no  no
take_apart          not  ok not not  ok not not not not not  no  no  no  no  no
"""


def another(scene: Any) -> None:
    actions.raise_complaint(scene.cast.landlord, actions.Told(words="W"), by=By.resident(), at=AT)


def other(scene: Any) -> Complaint:
    return Complaint.objects.exclude(id=scene.complaint.id).get()


def linked(scene: Any) -> None:
    another(scene)
    link_cases(scene.complaint, other(scene), why="again", by=scene.cast.by(scene.cast.officer), at=AT)


def join(scene: Any, by: By) -> None:
    join_case(other(scene), scene.complaint, whose="same_resident", reasons="R", by=by, at=AT)


def joined(scene: Any) -> None:
    another(scene)
    join(scene, scene.cast.by(scene.cast.officer))


ACTS = {
    "link_cases": (
        another,
        lambda s, by: link_cases(s.complaint, other(s), why="again", by=by, at=AT),
    ),
    "unlink_cases": (linked, lambda s, by: unlink_cases(s.complaint, other(s), by=by, at=AT)),
    "join_case": (another, join),
    "take_apart": (joined, lambda s, by: take_apart(other(s), reasons="R", by=by, at=AT)),
}
