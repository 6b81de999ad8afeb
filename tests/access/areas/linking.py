"""Rows of complaints/linking: cases linked, joined into one, taken apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from putright.complaints import actions
from putright.complaints.linking.actions import join_case, link_cases, take_apart, unlink_cases
from putright.complaints.models import Complaint
from putright.record.chain import By
from putright.record.tenancy import as_landlord
from tests.cast import moment

AT = moment("2026-11-09")

GET = """
complaints:links                       in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:link_add                    in  in  in  in  in 200 200 200 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:link_remove                 in  in  in  in  in 405 405 405 405 404 404 405 404 404 404 404 404 404 2nd  in
complaints:case_join                   in  in  in  in  in 200 404 404 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:case_apart                  in  in  in  in  in 200 404 404 200 404 404 404 404 404 404 404 404 404 2nd  in
"""
POST = """
complaints:links                       in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
complaints:link_add                    in  in  in  in  in 200 200 200 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:link_remove                 in  in  in  in  in 302 302 302 302 404 404 302 404 404 404 404 404 404 2nd  in
complaints:case_join                   in  in  in  in  in 200 404 404 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:case_apart                  in  in  in  in  in 200 404 404 200 404 404 404 404 404 404 404 404 404 2nd  in
"""
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


def make(world: Any) -> None:
    """Our case and the neighbour's are linked."""
    with as_landlord(world.cast.landlord.id):
        by = world.cast.by(world.cast.officer)
        link_cases(world.mine.complaint, world.neighbours.complaint, why="again", by=by, at=timezone.now())


def parts(world: Any, case: Any) -> Mapping[str, Any]:
    across = {world.mine.complaint.id: world.neighbours, world.neighbours.complaint.id: world.mine}
    return {"other": across.get(case.complaint.id, case).complaint.id}
