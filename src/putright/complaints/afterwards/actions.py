"""The acts afterwards: the two questions asked and answered, and consent to a case study, given and taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from putright.complaints import messages
from putright.complaints.actions.shared import Moment, locked, note, permit
from putright.complaints.models import Afterwards, CaseStudy, Complaint
from putright.record.chain import By
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from putright.rules.stages import Act, State

from . import kinds

# How long after the closing somebody is asked, and how long after it nobody is any more.
ASK_AFTER: Final = timedelta(days=10)
ASK_UNTIL: Final = timedelta(days=45)
BATCH: Final = 200
CLOSED = (State.CLOSED.value, State.CLOSED_AFTER_STAGE1.value)


def ask_afterwards(landlord_id: UUID, now: datetime) -> int:
    """Asks everybody whose case was closed ten days ago, once a closing, each in a transaction of its own.

    Nobody is asked about a case that came from another system, and nobody weeks after the closing. Gives how many.
    """
    on = timezone.localdate(now)
    with as_landlord(landlord_id):
        asked = Afterwards.objects.filter(
            landlord=landlord_id, complaint=OuterRef("pk"), closed_on=OuterRef("closed_on")
        )
        due = list(
            Complaint.objects.filter(
                landlord=landlord_id,
                closed_on__lte=on - ASK_AFTER,
                closed_on__gt=on - ASK_UNTIL,
                blanked_at=None,
                imported=False,
                state__in=CLOSED,
            )
            .exclude(Exists(asked))
            .order_by("closed_on", "id")
            .values_list("id", flat=True)[:BATCH]
        )
    done = 0
    for complaint_id in due:
        with as_landlord(landlord_id):
            done += _ask(landlord_id, complaint_id, Moment(now, By.system()))
    return done


def _ask(landlord_id: UUID, complaint_id: UUID, moment: Moment) -> int:
    complaint = Complaint(landlord_id=landlord_id, id=complaint_id)
    with transaction.atomic():
        complaint = locked(complaint)
        if complaint.closed_on is None or complaint.state not in CLOSED:
            return 0  # opened again meanwhile
        _row, new = Afterwards.objects.get_or_create(
            landlord=complaint.landlord,
            complaint=complaint,
            closed_on=complaint.closed_on,
            defaults={"asked_on": moment.on},
        )
        if not new:
            return 0
        note(complaint, kinds.ASKED, moment)
        messages.two_questions(complaint, at=moment.at)
        return 1


def say_afterwards(complaint: Complaint, *, fair: bool, solved: bool, by: By, at: datetime) -> Afterwards:
    """Writes down whether the complaint was handled fairly and whether the problem is solved. May be said anew."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.SAY_AFTERWARDS, complaint, moment)
        row = Afterwards.objects.filter(
            landlord=complaint.landlord, complaint=complaint, closed_on=F("complaint__closed_on")
        ).first()
        if row is None:
            raise Refused("not_asked_afterwards", {})
        if (row.fair, row.solved) == (fair, solved):
            return row
        row.fair, row.solved, row.said_on, row.taken_by_id = fair, solved, moment.on, by.person_id
        row.save(update_fields=["fair", "solved", "said_on", "taken_by"])
        note(complaint, kinds.SAID, moment, facts={"fair": fair, "solved": solved})
        return row


def share_story(complaint: Complaint, *, agreed: bool, name_as: str = "", by: By, at: datetime) -> CaseStudy:
    """Writes down whether the case may be told to others, and under which name; "" means under none.

    What was said before is over with it. It publishes nothing: whoever writes a case study looks here first, and again.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.SHARE_STORY, complaint, moment)
        named = name_as.strip() if agreed else ""
        rows = CaseStudy.objects.filter(landlord=complaint.landlord, complaint=complaint)
        last = rows.filter(withdrawn_on=None).order_by("-id").first()
        if last is not None and (last.agreed, last.name_as) == (agreed, named):
            return last
        rows.filter(withdrawn_on=None).update(withdrawn_on=moment.on)
        said = CaseStudy.objects.create(
            landlord=complaint.landlord,
            complaint=complaint,
            agreed=agreed,
            name_as=named,
            said_on=moment.on,
            taken_by_id=by.person_id,
        )
        note(
            complaint,
            kinds.STORY_SHARED,
            moment,
            facts={"agreed": agreed, "named": bool(named)},
            personal={"name_as": named},
        )
        return said


def withdraw_story(complaint: Complaint, *, by: By, at: datetime) -> None:
    """Takes consent to a case study back, at any time and without a reason. Twice is once."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.SHARE_STORY, complaint, moment)
        taken_back = CaseStudy.objects.filter(
            landlord=complaint.landlord, complaint=complaint, agreed=True, withdrawn_on=None
        ).update(withdrawn_on=moment.on)
        if taken_back:
            note(complaint, kinds.STORY_WITHDRAWN, moment)
