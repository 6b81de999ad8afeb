"""Acts about what is kept: holds, removal by two people, and questions about what is held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from putright.accounts.models import Landlord
from putright.complaints.actions.shared import Moment, locked, must_be, must_be_open_to, note, permit
from putright.complaints.actions.upkeep import (
    blank_danger,
    blank_personal_text,
    blank_request,
    must_owe_nothing,
)
from putright.complaints.models import Complaint, ServiceRequest
from putright.complaints.queries import ENDED
from putright.record import access_log, chain
from putright.record.chain import By
from putright.record.kinds import Kind
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from putright.rules.retention import answer_by
from putright.rules.stages import WHO, Act

from . import kinds
from .models import DataQuestion, Hold, Removal
from .queries import dangers_kept_long_enough, on_hold

# Who decides about removal is who may hold back from it.
KEEPERS = WHO[Act.HOLD]
# Of dangers in one round of the worker; the next one goes on.
MOST_AT_ONCE = 50


def hold(complaint: Complaint, *, reasons: str, by: By, at: datetime) -> Hold:
    """Holds a case back from every removal until the hold is lifted. Raises Refused without reasons, or twice."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.HOLD, complaint, moment)
        if not reasons.strip():
            raise Refused("hold_without_reasons", {})
        if on_hold(complaint):
            raise Refused("on_hold_already", {})
        made = Hold.objects.create(
            landlord=complaint.landlord,
            complaint=complaint,
            reasons=reasons,
            placed_on=moment.on,
            placed_by_id=by.person_id,
        )
        note(complaint, kinds.HELD, moment, facts={"hold": str(made.id)}, personal={"reasons": reasons})
        return made


def release(hold: Hold, *, by: By, at: datetime) -> None:
    """Lifts a hold. What was to be removed meanwhile has to be proposed anew."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(hold.complaint)
        permit(Act.HOLD, complaint, moment)
        hold = Hold.objects.select_for_update().get(landlord=complaint.landlord, id=hold.id)
        if hold.lifted_on is not None:
            raise Refused("hold_lifted", {"day": hold.lifted_on})
        hold.lifted_on, hold.lifted_by_id = moment.on, by.person_id
        hold.save(update_fields=["lifted_on", "lifted_by"])
        note(complaint, kinds.RELEASED, moment, facts={"hold": str(hold.id)})


def propose_removal(
    landlord: Landlord, of: Sequence[Complaint | ServiceRequest], *, why: str, by: By, at: datetime
) -> list[Removal]:
    """Proposes to remove the personal text of ended cases for good, or of requests that are done and no case's.

    Somebody else decides. Gives the proposals. Raises Refused, and proposes none of them, where one is on hold, not
    ended, blanked or proposed already, or none was chosen.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        must_be(KEEPERS, landlord, moment)
        assert by.person_id is not None  # only staff hold such a role
        if not of:
            raise Refused("nothing_chosen", {})
        return [
            _propose(locked(one), why, moment, by.person_id)
            if isinstance(one, Complaint)
            else _propose_request(one, why, moment, by.person_id)
            for one in of
        ]


def _propose_request(request: ServiceRequest, why: str, moment: Moment, person_id: UUID) -> Removal:
    request = _request(request)
    _request_removable(request)
    if Removal.objects.filter(
        landlord=request.landlord, request=request, declined=False, stopped_by=""
    ).exists():
        raise Refused("removal_proposed_already", {"reference": request.reference})
    made = Removal.objects.create(
        landlord=request.landlord,
        request=request,
        why=why,
        proposed_on=moment.on,
        proposed_by_id=person_id,
    )
    _note_request(request, kinds.REMOVAL_PROPOSED, moment, {"removal": str(made.id), "why": why})
    return made


def _request(request: ServiceRequest) -> ServiceRequest:
    return ServiceRequest.objects.select_for_update(of=("self",)).get(
        landlord_id=request.landlord_id, id=request.id
    )


def _request_removable(request: ServiceRequest) -> None:
    open_dangers = request.hazards.filter(landlord=request.landlord_id, closed_at=None)
    if request.done_on is None or request.complained_on is not None or open_dangers.exists():
        raise Refused("request_not_removable", {})


def _note_request(request: ServiceRequest, kind: Kind, moment: Moment, facts: dict[str, object]) -> None:
    chain.note(
        landlord_id=request.landlord_id,
        subject=("service_request", request.id),
        kind=kind.name,
        by=moment.by,
        at=moment.at,
        on=moment.on,
        facts=facts,
    )


def _propose(complaint: Complaint, why: str, moment: Moment, person_id: UUID) -> Removal:
    must_be_open_to(complaint, moment.by)
    _removable(complaint)
    if Removal.objects.filter(
        landlord=complaint.landlord, complaint=complaint, done_on=None, declined=False, stopped_by=""
    ).exists():
        raise Refused("removal_proposed_already", {"reference": complaint.reference})
    made = Removal.objects.create(
        landlord=complaint.landlord,
        complaint=complaint,
        why=why,
        proposed_on=moment.on,
        proposed_by_id=person_id,
    )
    note(complaint, kinds.REMOVAL_PROPOSED, moment, facts={"removal": str(made.id), "why": why})
    return made


def _removable(complaint: Complaint) -> None:
    if complaint.blanked_at is not None:
        raise Refused("removed_already", {"reference": complaint.reference})
    if complaint.state not in ENDED:
        raise Refused("case_not_ended", {})
    if on_hold(complaint):
        raise Refused("case_on_hold", {"reference": complaint.reference})
    must_owe_nothing(complaint)


def forget_dangers(landlord_id: UUID, now: datetime) -> int:
    """Removes the words of dangers whose form was never sent and that were kept long enough; gives how many.

    They belong to no case that two people could decide about. Each in a transaction of its own; safe to run twice.
    """
    done = 0
    for _turn in range(MOST_AT_ONCE):
        with as_landlord(landlord_id), transaction.atomic():
            landlord = Landlord.objects.get(id=landlord_id)
            rows = dangers_kept_long_enough(landlord, timezone.localdate(now))
            hazard = rows.select_for_update(skip_locked=True, of=("self",)).first()
            if hazard is None:
                break
            blank_danger(hazard, Moment(now, By.system()), reason=Removal.Why.RETENTION.value)
            done += 1
    return done


def decide_removal(removal: Removal, *, approve: bool, by: By, at: datetime) -> None:
    """Another person than who proposed it approves a removal, or declines it. Approved, it is done at once.

    A hold placed meanwhile, or a case that was opened again, wins. Counts, dates, findings and the chain stay.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        # First the case or the request, then the removal, as everywhere.
        complaint = locked(removal.complaint) if removal.complaint is not None else None
        request = _request(removal.request) if removal.request is not None else None
        must_be(KEEPERS, removal.landlord, moment, complaint, blanked_too=True)
        removal = Removal.objects.select_for_update(of=("self",)).get(
            landlord=removal.landlord, id=removal.id
        )
        if removal.decided_on is not None:
            raise Refused("removal_decided", {"day": removal.decided_on})
        if removal.proposed_by_id == by.person_id:
            raise Refused("removal_by_one_person", {})
        if approve and complaint is not None:
            _removable(complaint)
        if approve and request is not None:
            _request_removable(request)
        removal.decided_on, removal.decided_by_id, removal.declined = moment.on, by.person_id, not approve
        if approve:
            removal.done_on = moment.on
        removal.save(update_fields=["decided_on", "decided_by", "declined", "done_on"])
        facts: dict[str, object] = {"removal": str(removal.id), "approved": approve}
        if complaint is not None:
            note(complaint, kinds.REMOVAL_DECIDED, moment, facts=facts)
            if approve:
                blank_personal_text(complaint, reason=removal.why, by=moment.by, at=at)
        if request is not None:
            _note_request(request, kinds.REMOVAL_DECIDED, moment, facts)
            if approve:
                blank_request(request, reason=removal.why, by=moment.by, at=at)


def ask_what_is_held(complaint: Complaint, *, by: By, at: datetime) -> DataQuestion:
    """Somebody asks what is held about them. Asked again while it is open, it is one question."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.RECORD_CONTACT, complaint, moment)
        there = DataQuestion.objects.filter(
            landlord=complaint.landlord, complaint=complaint, answered_on=None
        ).first()
        if there is not None:
            return there
        made = DataQuestion.objects.create(
            landlord=complaint.landlord,
            complaint=complaint,
            asked_on=moment.on,
            due_on=answer_by(moment.on),
        )
        note(
            complaint,
            kinds.ASKED_WHAT_IS_HELD,
            moment,
            facts={"question": str(made.id), "due_on": made.due_on},
        )
        return made


def answer_what_is_held(question: DataQuestion, *, cases: Sequence[Complaint], by: By, at: datetime) -> None:
    """Notes that the answer was given, over these cases; each stands in the access log as taken away."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(question.complaint)
        must_be(KEEPERS, complaint.landlord, moment, complaint, blanked_too=True)
        question = DataQuestion.objects.select_for_update().get(landlord=complaint.landlord, id=question.id)
        if question.answered_on is None:
            question.answered_on, question.answered_by_id = moment.on, by.person_id
            question.save(update_fields=["answered_on", "answered_by"])
        note(
            complaint,
            kinds.TOLD_WHAT_IS_HELD,
            moment,
            facts={"question": str(question.id), "cases": len(cases)},
        )
        for one in cases:
            access_log.seen(
                complaint.landlord_id, by=by, what="data_export", subject=("complaint", one.id), at=at
            )
