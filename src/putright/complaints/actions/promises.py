"""Promises: planned for a letter, kept, and judged by the resident."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from putright.accounts.models import Person
from putright.complaints import kinds, messages
from putright.complaints.models import CaseFile, Complaint, Point, Promise
from putright.record.chain import By
from putright.rules.errors import Refused
from putright.rules.stages import HEARERS, Act

from .shared import (
    Moment,
    locked,
    may_be_given,
    must_be,
    must_be_at,
    note,
    people_of_stage,
    permit,
    settle,
)


def plan_promise(
    complaint: Complaint,
    stage: int,
    *,
    action: str,
    due_on: date,
    owner: Person | None,
    point: Point | None = None,
    news_every_days: int | None = None,
    by: By,
    at: datetime,
) -> Promise:
    """Plans what the letter will promise: what, by when, and who sees to it. The letter makes it a promise.

    `news_every_days` is the interval, in working days, at which the resident hears how far it is.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.PROMISE, complaint, moment, people_of_stage(complaint, stage, by))
        must_be_at(complaint, stage)
        if due_on < moment.on:
            raise Refused("promise_for_a_day_past", {"day": due_on})
        may_be_given(complaint, owner)
        promise = Promise.objects.create(
            landlord=complaint.landlord,
            complaint=complaint,
            point=point,
            stage=stage,
            action=action,
            owner=owner,
            due_on=due_on,
            news_every_days=news_every_days,
        )
        note(
            complaint,
            kinds.PROMISE_DRAFTED,
            moment,
            facts={
                "promise": str(promise.id),
                "stage": stage,
                "due_on": due_on,
                "news_every_days": news_every_days,
            },
            personal={"action": action},
        )
        return promise


def drop_promise(promise: Promise, *, by: By, at: datetime) -> None:
    """Takes a planned promise out again. What a letter has promised cannot be taken back."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(promise.complaint)
        promise = Promise.objects.select_for_update().get(landlord=complaint.landlord, id=promise.id)
        if promise.promised_on is not None:
            raise Refused("promise_already_made", {})
        permit(Act.PROMISE, complaint, moment, people_of_stage(complaint, promise.stage, by))
        note(complaint, kinds.PROMISE_DROPPED, moment, facts={"promise": str(promise.id)})
        promise.delete()


def keep_promise(
    promise: Promise, *, on: date, proof: str, file: UUID | None = None, by: By, at: datetime
) -> None:
    """Writes down that a promise was kept on the day `on`, and how that is known; `file` is one of the case's."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(promise.complaint)
        promise = Promise.objects.select_for_update().get(landlord=complaint.landlord, id=promise.id)
        permit(Act.KEEP_PROMISE, complaint, moment, happened_on=on)
        if promise.promised_on is None:
            raise Refused("promise_not_made_yet", {})
        if promise.done_on is not None:
            raise Refused("promise_done_already", {"day": promise.done_on})
        if on < promise.promised_on:
            raise Refused("promise_done_before_made", {"day": on, "before": promise.promised_on})
        if not proof.strip():
            raise Refused("promise_without_proof", {})
        files = CaseFile.objects.filter(landlord=complaint.landlord, complaint=complaint)
        if file is not None and not files.filter(id=file).exists():
            raise Refused("proof_file_elsewhere", {})
        promise.done_on, promise.proof, promise.proof_file_id, promise.resident_says = on, proof, file, ""
        promise.save(update_fields=["done_on", "proof", "proof_file_id", "resident_says"])
        note(
            complaint,
            kinds.PROMISE_KEPT,
            moment,
            on=on,
            facts={"promise": str(promise.id), "due_on": promise.due_on}
            | ({"file": str(file)} if file else {}),
            personal={"proof": proof},
        )
        settle(complaint, moment.on)
        messages.news(complaint, at=at)


def judge_promise(promise: Promise, *, kept: bool, by: By, at: datetime) -> None:
    """The resident says whether a promise was kept. "No" opens the promise again, and with it a closed case."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(promise.complaint)
        promise = Promise.objects.select_for_update().get(landlord=complaint.landlord, id=promise.id)
        must_be(HEARERS, complaint.landlord, moment, complaint)
        if promise.promised_on is None or promise.done_on is None:
            raise Refused("promise_not_done_yet", {})
        if promise.resident_says == ("kept" if kept else "not_kept"):
            return
        promise.resident_says = "kept" if kept else "not_kept"
        fields = ["resident_says"]
        if not kept:
            promise.done_on = None
            fields.append("done_on")
        promise.save(update_fields=fields)
        note(complaint, kinds.PROMISE_JUDGED, moment, facts={"promise": str(promise.id), "kept": kept})
        if not kept and complaint.closed_on is not None:
            open_again(complaint, moment, because="promise_not_kept")
        settle(complaint, moment.on)


def open_again(complaint: Complaint, moment: Moment, *, because: str, why: str = "") -> None:
    """Opens a closed case again, for an act that has locked it. What was learned and promised stays."""
    complaint.closed_on, complaint.reopened_on = None, moment.on
    complaint.save(update_fields=["closed_on", "reopened_on"])
    note(
        complaint, kinds.REOPENED, moment, facts={"because": because}, personal={"why": why} if why else None
    )
