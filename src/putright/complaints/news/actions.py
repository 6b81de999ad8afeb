"""News given at the agreed interval, a promise handed over, a closed case opened again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from putright.accounts.models import Person
from putright.complaints import alerts, messages
from putright.complaints.actions.promises import open_again
from putright.complaints.actions.shared import (
    Moment,
    locked,
    may_be_given,
    note,
    permit,
    roles_of,
    settle,
    stage_row,
)
from putright.complaints.models import Complaint, News, Promise
from putright.complaints.queries import current_stage
from putright.record.chain import By
from putright.rules.errors import Refused
from putright.rules.stages import CASEWORKERS, Act

from . import kinds


def give_news(
    complaint: Complaint, *, words: str, news_every_days: int | None = None, by: By, at: datetime
) -> News:
    """Tells the resident how far the answer and the promises are; the next interval counts from today.

    `news_every_days` agrees an interval of working days for the stage that is open: also for an answer that is late
    without more time having been taken (2024:5.9).
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.GIVE_NEWS, complaint, moment)
        if not words.strip():
            raise Refused("news_without_words", {})
        stage = current_stage(complaint).number
        news: News = News.objects.create(
            landlord=complaint.landlord,
            complaint=complaint,
            stage=stage,
            words=words,
            given_on=moment.on,
            by_id=by.person_id,
        )
        complaint.news_given_on = moment.on
        complaint.save(update_fields=["news_given_on"])
        row = stage_row(complaint, stage)
        if news_every_days and row.answered_on is None:
            row.news_every_days = news_every_days
            row.save(update_fields=["news_every_days"])
        note(
            complaint,
            kinds.GIVEN,
            moment,
            facts={"stage": stage, "news_every_days": news_every_days},
            personal={"words": words},
        )
        settle(complaint, moment.on)
        messages.news(complaint, at=at)
        return news


def hand_over_promise(promise: Promise, *, owner: Person, by: By, at: datetime) -> None:
    """Somebody else sees to a promise from now on: a person who works on this landlord's cases."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(promise.complaint)
        row = Promise.objects.select_for_update().get(landlord=complaint.landlord, id=promise.id)
        permit(Act.KEEP_PROMISE, complaint, moment)
        if row.done_on is not None:
            raise Refused("promise_done_already", {"day": row.done_on})
        if not set(roles_of(complaint.landlord, By.staff(owner.id, ""), moment.on)) & CASEWORKERS:
            raise Refused("cannot_keep_promise", {})
        may_be_given(complaint, owner)
        row.owner = owner
        row.save(update_fields=["owner"])
        note(
            complaint,
            kinds.HANDED_OVER,
            moment,
            facts={"promise": str(row.id), "person": str(owner.id)},
        )


def reopen(complaint: Complaint, *, why: str = "", by: By, at: datetime) -> None:
    """Opens a closed case again: the resident needs no reason, staff write theirs."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.REOPEN, complaint, moment)
        if by.kind == "staff" and not why.strip():
            raise Refused("reopened_without_why", {})
        open_again(complaint, moment, because=by.kind, why=why)
        settle(complaint, moment.on)
        messages.news(complaint, at=at)
        alerts.to_answerer(complaint, current_stage(complaint).number, "A closed case is open again", at=at)
