"""The group's answer, issued to each household that chose a letter of its own, in its language and its way.

It says what the group's letter says, to this household, with what it told us of itself and what is put right for it.
It goes out in the act that issues the group's, so that nobody hears before another.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from putright.complaints import letters, messages
from putright.complaints.actions.shared import Moment
from putright.complaints.drafting import queries as drafting
from putright.complaints.letters import letterhead
from putright.complaints.letters.needs import of_columns
from putright.complaints.models import Complaint, GroupMember, Letter, MemberLetter
from putright.complaints.queries import with_facts
from putright.record import documents

if TYPE_CHECKING:
    # The acts import this module: it issues letters within one of them.
    from putright.complaints.actions.shared import Moment


def issue_to_households(complaint: Complaint, issued: Letter, moment: Moment) -> list[MemberLetter]:
    """Issues the group's letter anew to each household that chose one of its own; none where there is no group."""
    members = list(
        GroupMember.objects.filter(
            landlord=complaint.landlord,
            group__complaint=complaint,
            letter=GroupMember.Letter.OWN,
            lead=False,
            left_on=None,
        ).select_related("group")
    )
    if not members:
        return []
    fresh = with_facts(Complaint.objects.filter(landlord=complaint.landlord)).get(id=complaint.id)
    logo = letterhead.keep(complaint.landlord, at=moment.at)
    return [_issued(fresh, member, issued, logo, moment) for member in members]


def _issued(
    complaint: Complaint, member: GroupMember, issued: Letter, logo: bytes | None, moment: Moment
) -> MemberLetter:
    seen = as_addressed(complaint, member)
    language = messages.language_of(seen)
    worded = drafting.worded(complaint, issued.kind, issued.stage, language)
    content = letters.compose(
        seen,
        issued.kind,
        issued.stage,
        on=moment.on,
        language=language,
        writer=issued.issued_by,
        worded=letters.Worded(
            parts=worded.parts,
            translations=worded.translations,
            needs=of_columns(seen),
            logo=worded.logo,
            household={"effect": member.effect, "wish": member.wish, "remedy": member.remedy},
        ),
    )
    name = f"{seen.reference}-{issued.kind.replace('_', '-')}"
    made = MemberLetter.objects.create(
        landlord=complaint.landlord,
        member=member,
        group=member.group,
        of_letter=issued,
        kind=issued.kind,
        stage=issued.stage,
        language=content["language"],
        content=content,
        html=documents.keep(
            complaint.landlord_id,
            name=f"{name}.html",
            content_type="text/html; charset=utf-8",
            data=letters.html(content).encode(),
            at=moment.at,
        ),
        pdf=documents.keep(
            complaint.landlord_id,
            name=f"{name}.pdf",
            content_type="application/pdf",
            data=letters.pdf(content, logo),
            at=moment.at,
        ),
        issued_at=moment.at,
    )
    messages.to_household(seen, made, at=moment.at)
    return made


def as_addressed(complaint: Complaint, member: GroupMember) -> Complaint:
    """The group's case as a letter or a message to one household sees it: never saved."""
    seen = copy.copy(complaint)
    seen.reference = member.reference or complaint.reference
    seen.name, seen.called, seen.on_behalf_of = member.name, "", member.group.name
    seen.address, seen.postcode = member.address, member.postcode
    seen.phone, seen.email = member.phone, member.email
    seen.written_language = member.written_language or complaint.written_language
    # Without keys there is no page to read it on: then it goes by post, where there is an address.
    seen.documents_by = member.documents_by or ("" if member.reference else "post")
    seen.contact_ways = [
        way for way, given in (("email", member.email), ("text", member.phone)) if given
    ] or ["post"]
    seen.safe_message, seen.safe_letters, seen.safe_times = None, None, ""
    seen.wanted, seen.wanted_other = [], ""
    seen.interpreter = seen.british_sign_language = False
    return seen
