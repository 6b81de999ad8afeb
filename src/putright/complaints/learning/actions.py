"""What is learned: written down at the end of a stage, taken on by whoever answers for the service, proved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from putright.accounts.models import Person
from putright.complaints.actions.shared import Moment, locked, may_be_given, note, permit, roles_of
from putright.complaints.models import Complaint, Learning
from putright.complaints.queries import current_stage
from putright.record.chain import By
from putright.rules.errors import Refused
from putright.rules.stages import WHO, Act, Role

from . import kinds
from .models import Cause, Service


@dataclass(frozen=True)
class Lesson:
    """What is learned, as its writer has it: a cause in a service and what changes, or why there is nothing."""

    cause: str = ""
    service: str = ""
    change: str = ""
    owner: Person | None = None
    due_on: date | None = None
    publish: str = ""
    nothing_because: str = ""


def record_learning(complaint: Complaint, lesson: Lesson, *, by: By, at: datetime) -> Learning:
    """Writes down what the present stage of a case teaches (2024:9.1). A case may teach several things.

    "Nothing to learn" needs a sentence; anything else a cause, a service, what changes, who sees to it and by when.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.LEARN, complaint, moment)
        _whole(complaint, lesson, moment)
        nothing = bool(lesson.nothing_because.strip())
        row: Learning = Learning.objects.create(
            landlord=complaint.landlord,
            complaint=complaint,
            stage=current_stage(complaint).number,
            nothing_because=lesson.nothing_because.strip(),
            cause="" if nothing else lesson.cause,
            service="" if nothing else lesson.service,
            change="" if nothing else lesson.change,
            owner=None if nothing else lesson.owner,
            due_on=None if nothing else lesson.due_on,
            publish="" if nothing else lesson.publish,
            recorded_on=moment.on,
            recorded_by_id=by.person_id,
        )
        note(
            complaint,
            kinds.RECORDED,
            moment,
            facts={
                "learning": str(row.id),
                "stage": row.stage,
                "nothing": nothing,
                "cause": row.cause,
                "service": row.service,
                "person": str(row.owner_id) if row.owner_id else None,
                "due_on": row.due_on,
            },
            personal={
                "nothing_because": row.nothing_because,
                "change": row.change,
                "publish": row.publish,
            },
        )
        return row


def _whole(complaint: Complaint, lesson: Lesson, moment: Moment) -> None:
    if lesson.nothing_because.strip():
        # A sentence has more than one word: "none" says nothing that a board could read.
        if len(lesson.nothing_because.split()) < 4:
            raise Refused("nothing_learned_without_sentence", {})
        return
    if lesson.cause not in Cause.values or lesson.service not in Service.values:
        raise Refused("learning_without_cause", {})
    if not lesson.change.strip() or lesson.owner is None or lesson.due_on is None:
        raise Refused("learning_without_change", {})
    if lesson.due_on < moment.on:
        raise Refused("learning_for_a_day_past", {"day": lesson.due_on})
    may_be_given(complaint, lesson.owner)
    roles = set(roles_of(complaint.landlord, By.staff(lesson.owner.id, ""), moment.on))
    if not roles & WHO[Act.LEARN]:
        raise Refused("cannot_learn", {})


def accept_learning(learning: Learning, *, due_on: date | None = None, by: By, at: datetime) -> None:
    """Its owner takes it on, with another day where the first cannot be kept."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint, row = _mine(learning, moment)
        if row.accepted_on:
            raise Refused("learning_accepted_already", {"day": row.accepted_on})
        if due_on is not None and due_on < moment.on:
            raise Refused("learning_for_a_day_past", {"day": due_on})
        row.accepted_on, row.accepted_by_id = moment.on, by.person_id
        row.due_on = due_on or row.due_on
        row.save(update_fields=["accepted_on", "accepted_by", "due_on"])
        note(
            complaint,
            kinds.ACCEPTED,
            moment,
            facts={"learning": str(row.id), "due_on": row.due_on},
        )


def prove_learning(learning: Learning, *, on: date, proof: str, by: By, at: datetime) -> None:
    """Its owner writes down that the change was made on the day `on`, and how that is known."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint, row = _mine(learning, moment, happened_on=on)
        if not row.accepted_on:
            raise Refused("learning_not_accepted_yet", {})
        if row.done_on:
            raise Refused("learning_done_already", {"day": row.done_on})
        if on < row.recorded_on:
            raise Refused("learning_done_before", {"day": on, "before": row.recorded_on})
        if not proof.strip():
            raise Refused("learning_without_proof", {})
        row.done_on, row.proof = on, proof
        row.save(update_fields=["done_on", "proof"])
        note(
            complaint,
            kinds.DONE,
            moment,
            on=on,
            facts={"learning": str(row.id)},
            personal={"proof": proof},
        )


def _mine(
    learning: Learning, moment: Moment, *, happened_on: date | None = None
) -> tuple[Complaint, Learning]:
    """The case and the learning as they are now, for its owner, or the Head of Housing in the owner's place."""
    complaint = locked(learning.complaint)
    row = Learning.objects.get(landlord=complaint.landlord, complaint=complaint, id=learning.id)
    permit(Act.LEARN, complaint, moment, happened_on=happened_on)
    senior = Role.HEAD_OF_HOUSING in roles_of(complaint.landlord, moment.by, moment.on)
    if row.nothing_because or (row.owner_id != moment.by.person_id and not senior):
        raise Refused("learning_of_another", {})
    return complaint, row
