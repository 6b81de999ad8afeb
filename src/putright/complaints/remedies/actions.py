"""The acts of remedies: decided with the answer, approved where money needs it, settled after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from putright.accounts.policy import policy_of
from putright.complaints import messages
from putright.complaints.actions.shared import (
    Moment,
    locked,
    must_be_at,
    note,
    people_of_stage,
    permit,
    roles_of,
)
from putright.complaints.models import Complaint, Point, Remedy
from putright.record.chain import By
from putright.rules.errors import Refused
from putright.rules.remedies import PAYMENT, RemedyFacts
from putright.rules.stages import Act, Approval, What

from . import kinds
from .queries import limit


@dataclass(frozen=True)
class RemedyDraft:
    """A remedy as its writer has it. The fields after `weighed` are a payment's; money in pence."""

    kind: str
    words: str = ""
    weighed: str = ""
    pence: int | None = None
    head: str = ""
    how: str = ""
    pay_by: date | None = None
    offset_pence: int = 0
    offset_agreed: bool = False

    def facts(self) -> RemedyFacts:
        return RemedyFacts(
            self.kind,
            self.words,
            self.pence,
            self.head,
            self.how,
            self.pay_by,
            self.offset_pence,
            self.offset_agreed,
        )


def decide_remedy(
    complaint: Complaint,
    stage: int,
    draft: RemedyDraft,
    *,
    point: Point | None = None,
    remedy: Remedy | None = None,
    by: By,
    at: datetime,
) -> Remedy:
    """Writes down what puts a point right (None: the whole complaint), or changes it before it is offered.

    A payment above the writer's own limit waits for somebody senior; changing one takes its approval away.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        policy = policy_of(complaint.landlord)
        permit(
            Act.DECIDE_REMEDY,
            complaint,
            moment,
            people_of_stage(complaint, stage, by, remedy=draft.facts(), arrears=policy.arrears),
        )
        must_be_at(complaint, stage)
        if remedy is None:
            row = Remedy(landlord=complaint.landlord, complaint=complaint, point=point, stage=stage)
        else:
            row = _held(complaint, remedy)
            _not_offered(row)
            row.point = point
        money = draft.kind == PAYMENT
        own = limit(complaint.landlord, roles_of(complaint.landlord, by, moment.on))
        row.kind, row.words, row.weighed = draft.kind, draft.words, draft.weighed
        row.pence = draft.pence if money else None
        row.head, row.how = (draft.head, draft.how) if money else ("", "")
        row.pay_by = draft.pay_by if money else None
        row.offset_pence = draft.offset_pence if money else 0
        row.offset_agreed_on = moment.on if row.offset_pence and draft.offset_agreed else None
        row.decided_on, row.decided_by_id = moment.on, by.person_id
        row.needs_approval = money and (draft.pence or 0) > own
        row.approved_on = row.approved_by = None
        row.save()
        note(
            complaint,
            kinds.DECIDED,
            moment,
            facts={
                "remedy": str(row.id),
                "stage": stage,
                "point": point.number if point else None,
                "kind": row.kind,
                "needs_approval": row.needs_approval,
                "pence": row.pence,
                "head": row.head,
                "how": row.how,
                "pay_by": row.pay_by,
                "offset_pence": row.offset_pence,
                "offset_agreed": row.offset_agreed_on is not None,
            },
            personal={"words": row.words, "weighed": row.weighed},
        )
        return row


def drop_remedy(remedy: Remedy, *, by: By, at: datetime) -> None:
    """Takes a remedy out again. What an answer has offered cannot be taken back."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(remedy.complaint)
        row = _held(complaint, remedy)
        permit(Act.DECIDE_REMEDY, complaint, moment, people_of_stage(complaint, row.stage, by))
        _not_offered(row)
        note(complaint, kinds.DROPPED, moment, facts={"remedy": str(row.id)})
        row.delete()


def approve_remedy(remedy: Remedy, *, by: By, at: datetime) -> None:
    """Somebody senior, who did not propose it, approves a payment within their own limit."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(remedy.complaint)
        row = _held(complaint, remedy)
        mine = limit(complaint.landlord, roles_of(complaint.landlord, by, moment.on))
        permit(
            Act.APPROVE_REMEDY,
            complaint,
            moment,
            What(person=by.person_id, approval=Approval(row.pence or 0, row.decided_by_id, mine)),
        )
        if not row.needs_approval or row.approved_on:
            raise Refused("nothing_to_approve", {})
        row.approved_on, row.approved_by_id = moment.on, by.person_id
        row.save(update_fields=["approved_on", "approved_by"])
        note(
            complaint,
            kinds.APPROVED,
            moment,
            facts={"remedy": str(row.id), "pence": row.pence, "limit": mine},
        )


def answer_remedy(remedy: Remedy, *, accepted: bool, because: str = "", by: By, at: datetime) -> None:
    """The resident accepts or declines what was offered, here or to staff. Either takes no other right away."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(remedy.complaint)
        row = _held(complaint, remedy)
        permit(Act.SETTLE_REMEDY, complaint, moment)
        _offered(row)
        if row.paid_on:
            raise Refused("remedy_paid_already", {"day": row.paid_on})
        if (row.accepted_on if accepted else row.declined_on) is not None:
            return
        row.accepted_on = moment.on if accepted else None
        row.declined_on = None if accepted else moment.on
        row.declined_because = "" if accepted else because
        row.save(update_fields=["accepted_on", "declined_on", "declined_because"])
        if accepted:
            note(complaint, kinds.ACCEPTED, moment, facts={"remedy": str(row.id)})
        else:
            note(
                complaint,
                kinds.DECLINED,
                moment,
                facts={"remedy": str(row.id)},
                personal={"because": because},
            )


def pay_remedy(
    remedy: Remedy,
    *,
    on: date,
    proof: str,
    offset_pence: int = 0,
    offset_agreed: bool = False,
    by: By,
    at: datetime,
) -> None:
    """Writes down that money was paid on the day `on`, how that is known, and what of it went against arrears."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(remedy.complaint)
        row = _held(complaint, remedy)
        agreed = offset_agreed or row.offset_agreed_on is not None
        permit(
            Act.SETTLE_REMEDY,
            complaint,
            moment,
            What(
                paying=True,
                remedy=RemedyFacts(
                    row.kind, pence=row.pence, offset_pence=offset_pence, offset_agreed=agreed
                ),
                arrears=policy_of(complaint.landlord).arrears,
            ),
            happened_on=on,
        )
        _offered(row)
        if not row.is_payment:
            raise Refused("remedy_is_no_payment", {})
        if row.declined_on:
            raise Refused("remedy_was_declined", {"day": row.declined_on})
        if row.paid_on:
            raise Refused("remedy_paid_already", {"day": row.paid_on})
        if row.offered_on and on < row.offered_on:
            raise Refused("paid_before_offered", {"day": on, "before": row.offered_on})
        if not proof.strip():
            raise Refused("payment_without_proof", {})
        row.paid_on, row.proof, row.offset_pence = on, proof, offset_pence
        if offset_pence and agreed and row.offset_agreed_on is None:
            row.offset_agreed_on = moment.on
        row.save(update_fields=["paid_on", "proof", "offset_pence", "offset_agreed_on"])
        note(
            complaint,
            kinds.PAID,
            moment,
            on=on,
            facts={
                "remedy": str(row.id),
                "pence": row.pence,
                "offset_pence": offset_pence,
                "offset_agreed": row.offset_agreed_on is not None,
            },
            personal={"proof": proof},
        )
        messages.news(complaint, at=at)


def _held(complaint: Complaint, remedy: Remedy) -> Remedy:
    """The remedy as it is now. The case is locked, and nothing else changes its remedies."""
    found: Remedy = Remedy.objects.get(landlord=complaint.landlord, complaint=complaint, id=remedy.id)
    return found


def _offered(row: Remedy) -> None:
    if row.offered_on is None:
        raise Refused("remedy_not_offered_yet", {})


def _not_offered(row: Remedy) -> None:
    if row.offered_on is not None:
        raise Refused("remedy_offered_already", {"day": row.offered_on})
