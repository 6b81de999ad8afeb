"""The acts of worries and confided names."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from putright.complaints import messages
from putright.complaints.actions.shared import Moment, entry, locked, must_be
from putright.complaints.models import Complaint, Confided, Worry
from putright.record import chain
from putright.record.chain import By
from putright.rules.errors import Refused
from putright.rules.stages import Role

from . import kinds
from .kinds_of_worry import ASKS

# Whoever gives the case to somebody agrees with the resident how we go about what they fear.
AGREEING = frozenset({Role.COMPLAINTS_OFFICER, Role.HEAD_OF_HOUSING, Role.TEAM_LEADER})


def agree_worry(worry: Worry, *, agreed: str, still: Collection[str], by: By, at: datetime) -> None:
    """Writes down what was agreed with the resident about what they fear, and what of their wishes still holds.

    What they no longer need ends with it: "speak to nobody until I agree", once they agree. It may be agreed anew.
    Raises Refused without a word of what was agreed.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(worry.complaint)
        must_be(AGREEING, complaint.landlord, moment, complaint)
        worry = Worry.objects.select_for_update(of=("self",)).get(landlord=complaint.landlord, id=worry.id)
        if not agreed.strip():
            raise Refused("worry_without_words", {})
        before = list(worry.asks)
        worry.asks = [one for one in ASKS if one in still]
        worry.agreed, worry.agreed_on, worry.agreed_by_id = agreed, moment.on, by.person_id
        worry.save(update_fields=["asks", "agreed", "agreed_on", "agreed_by"])
        said = entry(
            complaint,
            kinds.AGREED,
            moment,
            subject=("worry", worry.id),
            facts={"asks": worry.asks},
            before={"asks": before},
            personal={"agreed": agreed},
        )
        chain.note_many(complaint.landlord_id, [said])


def release_name(confided: Confided, *, by: By, at: datetime) -> Complaint:
    """Puts a confided name on the case, as its resident agreed. Only the one to whom it was given may do that."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(confided.complaint)
        must_be(frozenset({Role.MEMBER_RESPONSIBLE}), complaint.landlord, moment, complaint)
        confided = Confided.objects.select_for_update(of=("self",)).get(
            landlord=complaint.landlord, id=confided.id
        )
        if confided.released_on is not None:
            raise Refused("name_released_already", {"day": confided.released_on})
        complaint.name = confided.name
        complaint.save(update_fields=["name"])
        confided.released_on, confided.released_by_id = moment.on, by.person_id
        confided.save(update_fields=["released_on", "released_by"])
        said = entry(complaint, kinds.RELEASED, moment, subject=("confided", confided.id))
        chain.note_many(complaint.landlord_id, [said])
        messages.news(complaint, at=at)
        return complaint
