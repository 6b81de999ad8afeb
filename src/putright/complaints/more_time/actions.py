"""What a resident says to more time, and the landlord's reaction."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from putright.complaints import alerts, messages
from putright.complaints.actions.shared import Moment, locked, must_be_at, note, permit, settle, stage_row
from putright.complaints.models import Complaint, MoreTimeReply, OwnTime, Stage
from putright.complaints.queries import current_stage, facts_of
from putright.record.chain import By
from putright.rules.clocks import original_due
from putright.rules.errors import Refused
from putright.rules.news import react_by
from putright.rules.stages import Act

from . import kinds
from .models import Says

# Longer than this nobody plans for; who needs it asks again.
LONGEST_OWN_TIME = timedelta(days=184)


def reply_to_more_time(
    complaint: Complaint,
    stage: int,
    *,
    says: str,
    because: str = "",
    wants_ready_points: bool = False,
    by: By,
    at: datetime,
) -> MoreTimeReply:
    """Records what the resident says to the new date of a stage; a reason is theirs to give or not.

    Not agreeing takes nothing from the extension, but somebody has to react within a working day. Where the landlord
    promised to take more time only with agreement, this is the agreement: it counts from today.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.REPLY_TO_MORE_TIME, complaint, moment)
        must_be_at(complaint, stage)
        waits = says != Says.AGREES
        earlier = MoreTimeReply.objects.filter(landlord=complaint.landlord, complaint=complaint, stage=stage)
        # A newer word takes the place of one that nobody has reacted to yet.
        earlier.filter(reacted_on=None).update(react_by=None)
        reply = MoreTimeReply.objects.create(
            landlord=complaint.landlord,
            complaint=complaint,
            stage=stage,
            says=says,
            because=because,
            wants_ready_points=wants_ready_points,
            said_on=moment.on,
            taken_by_id=by.person_id,
            react_by=react_by(moment.on) if waits else None,
        )
        row = stage_row(complaint, stage)
        _agreement(complaint, row, says, moment)
        note(
            complaint,
            kinds.REPLIED,
            moment,
            facts={
                "reply": str(reply.id),
                "stage": stage,
                "says": says,
                "wants_ready_points": wants_ready_points,
                "react_by": reply.react_by,
                # What stands for the new date from now on.
                "agreed": row.extension_agreed,
                "agreed_on": row.extension_agreed_on,
            },
            personal={"because": because},
        )
        settle(complaint, moment.on)
        if waits:
            wants = (
                "does not agree to more time" if says == Says.DISAGREES else "wants a call about more time"
            )
            alerts.to_answerer(complaint, stage, f"The resident {wants}", at=at)
        return reply


def _agreement(complaint: Complaint, row: Stage, says: str, moment: Moment) -> None:
    """Agreement counts from the day it is given; taken back, it is gone unless the date it was for has passed."""
    if says == Says.AGREES and not row.extension_agreed:
        row.extension_agreed, row.extension_agreed_on = True, moment.on
    elif says == Says.DISAGREES and row.extension_agreed and _still_open(complaint, row, moment):
        row.extension_agreed, row.extension_agreed_on = False, None
    else:
        return
    row.save(update_fields=["extension_agreed", "extension_agreed_on"])


def _still_open(complaint: Complaint, row: Stage, moment: Moment) -> bool:
    try:
        return moment.on <= original_due(facts_of(complaint), row.number)
    except ValueError:
        return True  # no edition, no date for it to count by


def react_to_reply(reply: MoreTimeReply, *, words: str, by: By, at: datetime) -> None:
    """Writes down what the landlord said to a resident who did not agree, or wanted a call; they can read it."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(reply.complaint)
        row = MoreTimeReply.objects.get(landlord=complaint.landlord, complaint=complaint, id=reply.id)
        permit(Act.GIVE_NEWS, complaint, moment)
        if row.reacted_on or row.react_by is None:
            raise Refused("reply_settled_already", {})
        if not words.strip():
            raise Refused("reaction_without_words", {})
        row.reacted_on, row.reacted_by_id, row.reaction = moment.on, by.person_id, words
        row.save(update_fields=["reacted_on", "reacted_by", "reaction"])
        note(
            complaint,
            kinds.REACTED,
            moment,
            facts={"reply": str(row.id), "stage": row.stage},
            personal={"words": words},
        )
        messages.news(complaint, at=at)


def take_time(
    complaint: Complaint,
    *,
    what: str,
    until: date,
    because: str = "",
    of_need: bool = False,
    by: By,
    at: datetime,
) -> OwnTime:
    """Gives the resident the time that they ask for, to send something or to reply: it is granted by being asked for.

    It is theirs alone: no date by which we have to answer moves by it. `of_need`: it is asked for because of what
    somebody needs, so whoever takes it in records that as a need too, which holds for the rest of the case.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.TAKE_TIME, complaint, moment)
        if until <= moment.on:
            raise Refused("own_time_not_to_come", {"day": until})
        if until > moment.on + LONGEST_OWN_TIME:
            raise Refused("own_time_too_far", {"day": until, "latest": moment.on + LONGEST_OWN_TIME})
        mine = OwnTime.objects.filter(landlord=complaint.landlord, complaint=complaint)
        last = mine.order_by("-id").first()
        asked = OwnTime(
            landlord=complaint.landlord,
            complaint=complaint,
            what=OwnTime.What(what).value,
            until=until,
            because=because.strip(),
            of_need=of_need,
            asked_on=moment.on,
            taken_by_id=by.person_id,
        )
        same = ("what", "until", "because", "of_need", "asked_on")
        if last is not None and all(getattr(last, name) == getattr(asked, name) for name in same):
            return last
        asked.save(force_insert=True)
        note(
            complaint,
            kinds.OWN_TIME,
            moment,
            facts={"what": asked.what, "until": until, "of_need": of_need},
            personal={"because": asked.because},
        )
        alerts.to_answerer(
            complaint,
            current_stage(complaint).number,
            "The resident needs more time to send or say something",
            at=at,
        )
        return asked
