"""Rows of complaints/groups: who belongs to a group, and what is put right for one household."""

from __future__ import annotations

from typing import Any

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
from tests.cast import moment

AT = moment("2026-11-09")
ONE, TWO, THREE = (Household(f"Person {number}", f"{number} Sample Court", "ZZ1 1AA") for number in (1, 2, 3))

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
