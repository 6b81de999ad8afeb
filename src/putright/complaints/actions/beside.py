"""What comes with a complaint beside its points: help needed, fears, a name for one person, who speaks for whom, what
still has to come.

The rows are written with the complaint, in its one statement, and their events with its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from putright.complaints import messages
from putright.complaints.evidence import kinds as evidence
from putright.complaints.evidence.checks import BY_CONTENT_TYPE
from putright.complaints.models import CaseFile, Complaint, Confided, Need, Representative, StillToCome, Worry
from putright.complaints.needs import kinds as needs
from putright.complaints.needs.kinds_of_help import HELP, SHARED_WITH
from putright.complaints.queries import people_of
from putright.complaints.representatives import kinds as representatives
from putright.complaints.representatives.models import Permission, RoleOfHelper, Share
from putright.complaints.returning import kinds as returning
from putright.complaints.tenanted import Tenanted
from putright.complaints.worries import kinds as worries
from putright.complaints.worries.kinds_of_worry import ABOUT, ASKS
from putright.record import outbox
from putright.record.chain import Entry
from putright.rules.stages import Role

from .shared import Moment, entry
from .told import Helper, Told


def beside_rows(complaint: Complaint, told: Told, moment: Moment) -> list[Tenanted]:
    """The rows of what was told besides, not written yet. What there is no code for is left out."""
    of_case = {"landlord": complaint.landlord, "complaint": complaint}
    shared = [one for one, _words in SHARED_WITH if one in told.shared_with]
    found: list[Tenanted] = [
        Need(**of_case, kind=one.kind, words=one.words, shared_with=shared, asked_on=moment.on)
        for one in told.needs
        if one.kind in HELP
    ]
    if told.helper is not None:
        found.append(_helper(complaint, told.helper, moment))
    worry = told.worry
    if worry is not None:
        found.append(
            Worry(
                **of_case,
                about=[one for one in ABOUT if one in worry.about],
                words=worry.words,
                person=worry.person,
                asks=[one for one in ASKS if one in worry.asks],
                told_on=moment.on,
            )
        )
    if told.confided is not None:
        found.append(
            Confided(**of_case, name=told.confided.name, reach=told.confided.reach, told_on=moment.on)
        )
    if told.call_phone:
        found.append(
            StillToCome(
                **of_case,
                kind=StillToCome.Kind.CALL,
                phone=told.call_phone,
                when=told.call_when,
                since=moment.at,
            )
        )
    if told.only_paper:
        found.append(StillToCome(**of_case, kind=StillToCome.Kind.PAPER, since=moment.at))
    return found


def beside_said(complaint: Complaint, rows: Iterable[Tenanted], moment: Moment) -> list[Entry]:
    """The events of those rows, and that of whom to think about at home."""
    said = [_said(complaint, one, moment) for one in rows]
    if complaint.at_home or complaint.at_home_words:
        personal = {"at_home": complaint.at_home, "words": complaint.at_home_words}
        said.append(entry(complaint, needs.HOUSEHOLD_TOLD, moment, personal=personal))
    return said


def file_said(complaint: Complaint, file: CaseFile, moment: Moment) -> Entry:
    """The event of a file that waited beside the form and is the case's now."""
    facts = {
        "file": str(file.id),
        "giver": file.giver,
        "type": BY_CONTENT_TYPE[file.original.content_type].code,
        "size": file.original.size,
        "sha256": file.original.sha256,
        "request": None,
    }
    personal = {"name": file.name, "about": file.about}
    return entry(complaint, evidence.FILE_RECEIVED, moment, facts=facts, personal=personal)


def tell_member(complaint: Complaint, *, at: datetime) -> None:
    """Tells the Member Responsible for Complaints that somebody has given their name to them alone."""
    for person in people_of(complaint.landlord, [Role.MEMBER_RESPONSIBLE], timezone.localdate(at)):
        outbox.send_later(
            complaint.landlord_id,
            to=person.email,
            subject="Somebody has given their name to you alone",
            text=(
                "Somebody who complains without a name has given it to you, and to nobody else.\n\n"
                f"Read it: {messages.address(complaint.landlord, 'en', 'complaints:confided')}\n"
            ),
            about=("complaint", complaint.id),
            at=at,
        )


def _helper(complaint: Complaint, helper: Helper, moment: Moment) -> Representative:
    """Whoever sent the form, or is named in it. They wait, unless the resident is there with them and agrees."""
    known = helper.role if helper.role in RoleOfHelper.values else RoleOfHelper.OTHER.value
    permission = helper.permission if helper.permission in Permission.values else Permission.ASK.value
    return Representative(
        landlord=complaint.landlord,
        complaint=complaint,
        name=helper.name,
        organisation=helper.organisation,
        role=known,
        reference=helper.reference,
        phone=helper.phone,
        email=helper.email,
        address=helper.address,
        hours=helper.hours,
        permission=permission,
        permission_note=helper.note,
        scope=[one for one in Share.values if one in helper.scope] or [Share.TALK.value],
        until=helper.until,
        named_at=moment.at,
        given_on=moment.on if permission == Permission.WITH_THEM else None,
    )


def _said(complaint: Complaint, row: Tenanted, moment: Moment) -> Entry:
    match row:
        case Need():
            return entry(
                complaint,
                needs.NEED_ASKED,
                moment,
                facts={"need": str(row.id), "kind": row.kind, "shared_with": row.shared_with},
                personal={"words": row.words},
            )
        case Representative():
            return entry(
                complaint,
                representatives.NAMED if row.given_on else representatives.ASKED,
                moment,
                facts={
                    "representative": row.id,
                    "role": row.role,
                    "permission": row.permission,
                    "scope": row.scope,
                    "until": row.until,
                },
                personal={
                    "name": row.name,
                    "organisation": row.organisation,
                    "reference": row.reference,
                    "contact": [one for one in (row.phone, row.email, row.address, row.hours) if one],
                    "note": row.permission_note,
                },
            )
        case Worry():
            return entry(
                complaint,
                worries.TOLD,
                moment,
                subject=("worry", row.id),
                facts={"about": row.about, "asks": row.asks},
                personal={"words": row.words, "person": row.person},
            )
        case Confided():
            return entry(
                complaint,
                worries.CONFIDED,
                moment,
                subject=("confided", row.id),
                personal={"name": row.name, "reach": row.reach},
            )
        case StillToCome(kind=StillToCome.Kind.CALL):
            personal = {"phone": row.phone, "when": row.when}
            return entry(complaint, returning.CALL_ASKED, moment, personal=personal)
        case StillToCome():
            return entry(complaint, returning.PAPER_SAID, moment)
    raise TypeError(f"No event tells of a {type(row).__name__}.")
