"""Rows of complaints/groups: who belongs to a group, and what is put right for one household."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from putright.complaints import actions
from putright.complaints.groups.actions import (
    Household,
    add_member,
    change_group,
    change_member,
    decide_for_member,
    form_group,
    leave_group,
)
from putright.complaints.models import GroupMember
from putright.record.chain import By
from putright.record.tenancy import as_landlord
from tests.cast import moment

AT = moment("2026-11-09")
ONE, TWO, THREE = (Household(f"Person {number}", f"{number} Sample Court", "ZZ1 1AA") for number in (1, 2, 3))

GET = """
complaints:group                       in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:group_new                   in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:group_add                   in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:group_change                in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:group_member                in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:group_remedy                in  in  in  in  in 404 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:group_leave                 in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
"""
POST = """
complaints:group                       in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
complaints:group_new                   in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:group_add                   in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:group_change                in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:group_member                in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:group_remedy                in  in  in  in  in 404 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:group_leave                 in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
"""
# The resident who leads it and whoever hears them; a remedy is decided by those who answer.
ACT_ROWS = """
form_group           ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
add_member           ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
change_member        ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
change_group         ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
leave_group          ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
decide_for_member   not not  ok  ok  ok not not not not not  no  no  no  no  no
"""


def nothing(scene: Any) -> None:
    """The complaint has been received, and no more."""


def form(scene: Any, by: By) -> None:
    form_group(scene.complaint, name="N", place="", households=[ONE, TWO], how="paper", by=by, at=AT)


def formed(scene: Any) -> None:
    form(scene, scene.cast.by(scene.cast.officer))


def at_work(scene: Any) -> None:
    by = scene.cast.by(scene.cast.officer)
    formed(scene)
    actions.define(scene.complaint, points=["A", "B"], outcomes="", outside="", by=by, at=AT)
    actions.acknowledge(scene.complaint, 1, by=by, at=AT)


def member() -> GroupMember:
    return GroupMember.objects.get(lead=False)


ACTS = {
    "form_group": (nothing, form),
    "add_member": (formed, lambda s, by: add_member(s.complaint, THREE, how="link", by=by, at=AT)),
    "change_member": (formed, lambda s, by: change_member(s.complaint, member(), THREE, by=by, at=AT)),
    "change_group": (
        formed,
        lambda s, by: change_group(s.complaint, name="M", place="", lead=member(), by=by, at=AT),
    ),
    "leave_group": (formed, lambda s, by: leave_group(s.complaint, member(), by=by, at=AT)),
    "decide_for_member": (
        at_work,
        lambda s, by: decide_for_member(s.complaint, member(), remedy="R", by=by, at=AT),
    ),
}


def make(world: Any) -> None:
    """Each case is a group's, with hostile names and words."""
    for case, cast_by in (
        (world.mine, world.cast.officer),
        (world.neighbours, world.cast.officer),
        (world.elsewhere, world.cast.stranger_officer),
    ):
        words = case.complaint.original_words
        households = [
            Household(words[:100], "1 Road", "ZZ1 1AA", phone="<07700>"),
            Household(words[:100], words[:200], "ZZ1 1AA", same_as_group=False, effect=words, wish=words),
        ]
        with as_landlord(case.complaint.landlord_id):
            form_group(
                case.complaint,
                name=words[:100],
                place=words[:200],
                households=households,
                how="paper",
                by=world.cast.by(cast_by),
                at=timezone.now(),
            )


def parts(world: Any, case: Any) -> Mapping[str, Any]:
    with as_landlord(case.complaint.landlord_id):
        return {"member": GroupMember.objects.get(group__complaint=case.complaint, lead=False).id}
