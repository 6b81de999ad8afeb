"""Letters to come: worded, translated, given to a second reader, read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from putright.complaints import actions as casework
from putright.complaints.drafting import actions
from putright.complaints.models import LetterCheck
from putright.record.tenancy import as_landlord
from tests.cast import moment

DAY = date(2026, 11, 9)
AT = moment(DAY)
KIND = "stage1_response"
# The case of these tests is answered, so that no letter is to come: its draft is nowhere.
GET = """
complaints:case_letters               in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:letter_draft               in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 404 2nd  in
complaints:letter_check_asked         in  in  in  in  in 405 405 405 405 404 404 404 404 404 404 404 404 404 2nd  in
complaints:letter_check               in  in  in  in  in 200 200 200 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:translations               in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:staff_letter_large         in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:staff_letter_word          in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:letters_to_check           in  in  in  in  in 200 200 200 200 404 404 200 404 404 404 404 404 404 2nd  in
accounts:letterhead                  404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
"""
POST = """
complaints:case_letters               in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
complaints:letter_draft               in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 404 2nd  in
complaints:letter_check_asked         in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:letter_check               in  in  in  in  in 200 200 200 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:translations               in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:staff_letter_large         in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
complaints:staff_letter_word          in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
complaints:letters_to_check           in  in  in  in  in 405 405 405 405 404 404 405 404 404 404 404 404 404 2nd  in
accounts:letterhead                  405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
"""
ACT_ROWS = """
draft_letter        not  ok  ok  ok  ok not not not not not  no  no  no  no  no
translate           not  ok  ok  ok  ok not not not not not  no  no  no  no  no
ask_for_check       not not  ok own own not not not not not  no  no  no  no  no
check_letter        not  ok wri  ok  ok not not  ok not not  no  no  no  no  no
"""


def make(world: Any) -> None:
    """A letter of each case that was given to be read: by hand, as the cases are answered already."""
    for case in (world.mine, world.neighbours, world.elsewhere):
        with as_landlord(case.complaint.landlord_id):
            LetterCheck.objects.create(
                landlord=case.complaint.landlord,
                complaint=case.complaint,
                kind=KIND,
                stage=1,
                version="none",
                asked_at=AT,
            )


def parts(world: Any, case: Any) -> Mapping[str, Any]:
    """What stands in the addresses: a kind of letter, the one given to be read, a size of print."""
    with as_landlord(case.complaint.landlord_id):
        check = LetterCheck.objects.get(landlord=case.complaint.landlord, complaint=case.complaint)
    return {"kind": KIND, "check": check.id, "size": 18}


def _defined(scene: Any) -> None:
    by = scene.cast.by(scene.cast.officer)
    casework.define(scene.complaint, points=["A", "B"], outcomes="C", outside="", by=by, at=AT)


def _found(scene: Any) -> None:
    _defined(scene)
    officer, manager = scene.cast.by(scene.cast.officer), scene.cast.by(scene.cast.manager)
    casework.acknowledge(scene.complaint, 1, by=officer, at=AT)
    casework.allocate(scene.complaint, scene.cast.manager, stage=1, by=officer, at=AT)
    for point in scene.complaint.points.all():
        finding = casework.FindingDraft("agree", "F", "R", "", "M")
        casework.record_finding(scene.complaint, point, 1, finding, by=manager, at=AT)
    actions.draft_letter(scene.complaint, KIND, 1, parts={}, wants_reader=True, by=manager, at=AT)


def _given(scene: Any) -> None:
    _found(scene)
    actions.ask_for_check(scene.complaint, KIND, 1, by=scene.cast.by(scene.cast.manager), at=AT)


def _check(scene: Any) -> LetterCheck:
    return LetterCheck.objects.get(landlord=scene.cast.landlord, complaint=scene.complaint)


ACTS: Mapping[str, Any] = {
    "draft_letter": (
        _defined,
        lambda s, by: actions.draft_letter(
            s.complaint, "stage1_acknowledgement", 1, parts={"opening": "O"}, by=by, at=AT
        ),
    ),
    "translate": (
        _defined,
        lambda s, by: actions.translate(s.complaint, 1, "case:outcomes", "ur", "T", seen="C", by=by, at=AT),
    ),
    "ask_for_check": (_found, lambda s, by: actions.ask_for_check(s.complaint, KIND, 1, by=by, at=AT)),
    "check_letter": (_given, lambda s, by: actions.check_letter(_check(s), accepted=True, by=by, at=AT)),
}
