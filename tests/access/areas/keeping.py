"""What is kept: holds, removal by two people, and questions about what is held."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from putright.complaints import actions as core
from putright.complaints.intake.actions import record_request
from putright.complaints.keeping import actions
from putright.complaints.models import DataQuestion, Hazard, Hold, Removal, ServiceRequest
from putright.record.chain import By
from putright.record.tenancy import as_landlord

DAY = date(2026, 11, 9)
GET = """
complaints:keeping                    in  in  in  in  in 200 404 404 200 200 404 404 404 404 404 404 404 404 2nd  in
complaints:removal                    in  in  in  in  in 200 404 404 200 200 404 404 404 404 404 404 404 404 2nd  in
complaints:case_kept                  in  in  in  in  in 200 404 404 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:hold_lifted                in  in  in  in  in 405 404 404 405 404 404 404 404 404 404 404 404 404 2nd  in
complaints:removal_proposed           in  in  in  in  in 405 404 404 405 404 404 404 404 404 404 404 404 404 2nd  in
complaints:data_asked                 in  in  in  in  in 405 405 405 405 404 405 405 404 404 404 404 404 404 2nd  in
complaints:data_given                 in  in  in  in  in 200 404 404 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:my_data                   404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:my_data_file              404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
"""
POST = """
complaints:keeping                    in  in  in  in  in 200 404 404 200 200 404 404 404 404 404 404 404 404 2nd  in
complaints:removal                    in  in  in  in  in 200 404 404 200 200 404 404 404 404 404 404 404 404 2nd  in
complaints:case_kept                  in  in  in  in  in 200 404 404 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:hold_lifted                in  in  in  in  in 302 404 404 302 404 404 404 404 404 404 404 404 404 2nd  in
complaints:removal_proposed           in  in  in  in  in 200 404 404 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:data_asked                 in  in  in  in  in 302 302 302 302 404 302 302 404 404 404 404 404 404 2nd  in
complaints:data_given                 in  in  in  in  in 200 404 404 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:my_data                   404 302 404 404 302 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:my_data_file              404 405 405 404 405 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
"""
ACT_ROWS = """
hold                not  ok not not  ok  ok not not not not  no  no  no  no  no
release             not  ok not not  ok  ok not not not not  no  no  no  no  no
propose_removal      no  ok  no  no  ok  ok  no  no  no  no  no  no  no  no  no
decide_removal       no  ok  no  no  ok  ok  no  no  no  no  no  no  no  no  no
blank_request        no  ok  no  no  ok  ok  no  no  no  no  no  no  no  no  no
ask_what_is_held     ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
answer_what_is_held  no  ok  no  no  ok  ok  no  no  no  no  no  no  no  no  no
"""


def nothing(scene: Any) -> None:
    """The complaint has been received, and no more."""


def withdrawn(scene: Any) -> None:
    core.withdraw(scene.complaint, by=By.resident(), at=scene.at)
    # What is open stops the removal.
    Hazard.objects.filter(complaint=scene.complaint).update(closed_at=scene.at)


def hold_of(complaint: Any, day: date) -> Hold:
    return Hold.objects.create(landlord=complaint.landlord, complaint=complaint, reasons="<b>", placed_on=day)


def removal_of(complaint: Any, person: Any, day: date) -> Removal:
    return Removal.objects.create(
        landlord=complaint.landlord, complaint=complaint, why="request", proposed_on=day, proposed_by=person
    )


def question_of(complaint: Any, day: date) -> DataQuestion:
    return DataQuestion.objects.create(
        landlord=complaint.landlord, complaint=complaint, asked_on=day, due_on=day
    )


def requested(scene: Any) -> None:
    by = scene.cast.by(scene.cast.officer)
    record_request(scene.cast.landlord, core.Told(words="W"), channel="phone", by=by, at=scene.at)


def proposed(scene: Any) -> None:
    withdrawn(scene)
    removal_of(scene.complaint, scene.cast.leader, DAY)


ACTS: Mapping[str, Any] = {
    "hold": (nothing, lambda s, by: actions.hold(s.complaint, reasons="R", by=by, at=s.at)),
    "release": (
        lambda s: hold_of(s.complaint, DAY),
        lambda s, by: actions.release(Hold.objects.get(), by=by, at=s.at),
    ),
    "propose_removal": (
        withdrawn,
        lambda s, by: actions.propose_removal(s.cast.landlord, [s.complaint], why="request", by=by, at=s.at),
    ),
    "decide_removal": (
        proposed,
        lambda s, by: actions.decide_removal(Removal.objects.get(), approve=True, by=by, at=s.at),
    ),
    "blank_request": (
        requested,
        lambda s, by: core.blank_request(ServiceRequest.objects.get(), reason="request", by=by, at=s.at),
    ),
    "ask_what_is_held": (nothing, lambda s, by: actions.ask_what_is_held(s.complaint, by=by, at=s.at)),
    "answer_what_is_held": (
        lambda s: question_of(s.complaint, DAY),
        lambda s, by: actions.answer_what_is_held(
            DataQuestion.objects.get(), cases=[s.complaint], by=by, at=s.at
        ),
    ),
}


def make(world: Any) -> None:
    """A hold, a proposed removal and a question on the resident's case."""
    today, complaint = timezone.localdate(), world.mine.complaint
    with as_landlord(complaint.landlord_id):
        hold_of(complaint, today)
        removal_of(complaint, world.cast.leader, today)
        question_of(complaint, today)


def parts(world: Any, case: Any) -> Mapping[str, Any]:
    with as_landlord(world.cast.landlord.id):
        return {
            "hold": Hold.objects.get().id,
            "removal": Removal.objects.get().id,
            "question": DataQuestion.objects.get().id,
        }
