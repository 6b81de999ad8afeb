"""The acts about a group: formed, joined, changed, left. One investigation; each household has a remedy of its own."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.auth.hashers import make_password
from django.db import transaction

from putright.accounts.links import digest
from putright.complaints import alerts, reference
from putright.complaints.actions.keys import Received, new_passphrase
from putright.complaints.actions.receiving import raise_complaint
from putright.complaints.actions.shared import Moment, locked, note, permit, settle
from putright.complaints.actions.told import Told
from putright.complaints.conflicts.actions import close_to_the_same
from putright.complaints.models import (
    CaseLink,
    Complaint,
    Finding,
    Group,
    GroupMember,
    Invitation,
    Point,
    Stage,
)
from putright.complaints.points.queries import live
from putright.complaints.queries import current_stage
from putright.record.chain import By
from putright.rules.errors import Refused
from putright.rules.stages import Act

from . import kinds


@dataclass(frozen=True)
class Household:
    """One household of a group, as it was told. With `same_as_group` neither effect nor wish is its own."""

    name: str
    address: str = ""
    postcode: str = ""
    phone: str = ""
    email: str = ""
    same_as_group: bool = True
    effect: str = ""
    wish: str = ""
    letter: str = GroupMember.Letter.LEAD.value

    @property
    def place(self) -> tuple[str, ...]:
        """What tells one household from another: where it is, or who, where no place was given."""
        where = " ".join(f"{self.address} {self.postcode}".casefold().replace(",", " ").split())
        return (where,) if where else ("", " ".join(self.name.casefold().split()))


def form_group(
    complaint: Complaint,
    *,
    name: str,
    place: str,
    households: Sequence[Household],
    how: str,
    by: By,
    at: datetime,
) -> Group:
    """Makes a complaint that of a group of at least two households; the first of them is the main contact."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.CHANGE_GROUP, complaint, moment)
        if Group.objects.filter(landlord=complaint.landlord, complaint=complaint).exists():
            raise Refused("group_already", {})
        if not name.strip():
            raise Refused("group_without_name", {})
        if not households or not households[0].name.strip():
            raise Refused("group_without_lead", {})
        if len({household.place for household in households}) < 2:
            raise Refused("group_of_one", {})
        group = Group.objects.create(
            landlord=complaint.landlord, complaint=complaint, name=name.strip(), place=place.strip()
        )
        made = [
            GroupMember.objects.create(
                landlord=complaint.landlord,
                group=group,
                lead=number == 0,
                how=GroupMember.How(how).value,
                joined_on=moment.on,
                **_kept(household),
            )
            for number, household in enumerate(households)
        ]
        note(
            complaint,
            kinds.GROUP_FORMED,
            moment,
            facts={"members": [str(one.id) for one in made], "how": how},
            personal={
                "name": group.name,
                "place": group.place,
                "households": [_personal(household) for household in households],
            },
        )
        return group


def add_member(complaint: Complaint, household: Household, *, how: str, by: By, at: datetime) -> GroupMember:
    """Takes a household into the group; one that is there already is refused."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.CHANGE_GROUP, complaint, moment)
        return taken_in(complaint, _group(complaint), household, how=how, moment=moment)


def taken_in(
    complaint: Complaint, group: Group, household: Household, *, how: str, moment: Moment
) -> GroupMember:
    """The step by which a household joins, for an act that has locked the case and asked whether it may."""
    if not household.name.strip() and not household.address.strip():
        raise Refused("household_without_name", {})
    there = GroupMember.objects.filter(landlord=complaint.landlord, group=group, left_on=None)
    if any(household.place == _household(one).place for one in there):
        raise Refused("household_in_group", {})
    member = GroupMember.objects.create(
        landlord=complaint.landlord,
        group=group,
        how=GroupMember.How(how).value,
        joined_on=moment.on,
        **_kept(household),
    )
    note(
        complaint,
        kinds.MEMBER_JOINED,
        moment,
        facts={
            "member": str(member.id),
            "how": how,
            "letter": member.letter,
            "same_as_group": member.same_as_group,
        },
        personal=_personal(household),
    )
    return member


def change_member(
    complaint: Complaint, member: GroupMember, household: Household, *, by: By, at: datetime
) -> None:
    """Writes down anew what a household said: who and where, how it is affected, what it wishes for, whose letter."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.CHANGE_GROUP, complaint, moment)
        member = _member(complaint, member)
        if member.lead and not household.name.strip():
            raise Refused("group_without_lead", {})
        for field, value in _kept(household).items():
            setattr(member, field, value)
        member.save(update_fields=list(_kept(household)))
        _note_change(complaint, member, moment)


def decide_for_member(
    complaint: Complaint, member: GroupMember, *, remedy: str, by: By, at: datetime
) -> None:
    """Writes down what is put right for one household, beside what is put right for all."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.DECIDE_REMEDY, complaint, moment)
        member = _member(complaint, member)
        member.remedy = remedy
        member.save(update_fields=["remedy"])
        _note_change(complaint, member, moment)


def change_group(
    complaint: Complaint, *, name: str, place: str, lead: GroupMember, by: By, at: datetime
) -> None:
    """Changes the group's name, its place, or who its main contact is."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.CHANGE_GROUP, complaint, moment)
        group = _group(complaint)
        lead = _member(complaint, lead)
        if not name.strip():
            raise Refused("group_without_name", {})
        if not lead.name.strip():
            raise Refused("group_without_lead", {})
        group.name, group.place = name.strip(), place.strip()
        group.save(update_fields=["name", "place"])
        GroupMember.objects.filter(landlord=complaint.landlord, group=group, lead=True).update(lead=False)
        GroupMember.objects.filter(landlord=complaint.landlord, id=lead.id).update(lead=True)
        note(
            complaint,
            kinds.GROUP_CHANGED,
            moment,
            facts={"lead": str(lead.id)},
            personal={"name": group.name, "place": group.place},
        )


def leave_group(complaint: Complaint, member: GroupMember, *, by: By, at: datetime) -> Received:
    """A household leaves: its complaint goes on as one of its own, with the day received and the dates of the group's.

    It stands where the group's stands: logged, given more time or answered on the same days, with the same points and
    the answers that were issued; what the household told of itself is a further point. Both cases are linked.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.CHANGE_GROUP, complaint, moment)
        member = _member(complaint, member)
        if member.lead:
            raise Refused("lead_leaves", {})
        points = live(complaint.points.all())
        texts = [point.told or point.words for point in points]
        if member.effect.strip():
            texts.append(member.effect)
        received = raise_complaint(
            complaint.landlord,
            Told(
                words=texts[0] if texts else "",
                more_points=tuple(texts[1:]),
                wanted=tuple(complaint.wanted),
                wanted_other=member.wish,
                name=member.name,
                address=member.address,
                postcode=member.postcode,
                phone=member.phone,
                email=member.email,
                written_language=member.written_language or complaint.written_language,
                documents_by=member.documents_by,
                contact_ways=tuple(
                    way for way, given in (("phone", member.phone), ("email", member.email)) if given
                ),
            ),
            channel=complaint.channel,
            received_on=complaint.received_on,
            by=by,
            at=at,
        )
        own = received.complaint
        _carry(complaint, own, points, moment)
        member.left_on, member.own_case = moment.on, own
        member.save(update_fields=["left_on", "own_case"])
        first, second = sorted((complaint, own), key=lambda one: one.id)
        CaseLink.objects.create(
            landlord=complaint.landlord,
            complaint=first,
            other=second,
            why="left_group",
            linked_at=at,
            linked_by_id=by.person_id,
        )
        note(
            complaint,
            kinds.MEMBER_LEFT,
            moment,
            facts={"member": str(member.id), "own_case": str(own.id)},
        )
        settle(own, moment.on)
        # It holds the words of the group's case: it is closed to the same people.
        close_to_the_same(complaint, own, moment)
        return received


# What a stage of the group's case hands on to the case of a household that leaves.
_STAGE = (
    "asked_on acknowledged_on acknowledged_by_id extended_to extended_told_on extension_reasons extension_because "
    "extension_agreed extension_agreed_on extension_needs_agreement extension_approved_by_id news_every_days "
    "answered_on answered_by_id refused_on refusal_reasons why wanted_now"
).split()
_FINDING = ("finding", "facts", "reasons", "basis", "remedy", "no_remedy_because")
_DAYS = (
    "asked_on",
    "acknowledged_on",
    "extended_to",
    "extended_told_on",
    "extension_agreed",
    "extension_agreed_on",
    "extension_needs_agreement",
    "answered_on",
    "refused_on",
)


def _carry(complaint: Complaint, own: Complaint, points: Sequence[Point], moment: Moment) -> None:
    """Gives a new case the stages, wordings and issued answers of the group's, and notes it."""
    own.made_on, own.edition = complaint.made_on, complaint.edition
    own.handler_id, own.reviewer_id = complaint.handler_id, complaint.reviewer_id
    own.outcomes, own.outside = complaint.outcomes, complaint.outside
    own.save(update_fields=["made_on", "edition", "handler", "reviewer", "outcomes", "outside"])
    stages = sorted(complaint.stages.all(), key=lambda one: one.number)
    for stage in stages:
        Stage.objects.update_or_create(
            landlord=own.landlord,
            complaint=own,
            number=stage.number,
            defaults={field: getattr(stage, field) for field in _STAGE},
        )
    answered = {stage.number for stage in stages if stage.answered_on}
    fresh = {point.number: point for point in own.points.all()}
    numbers: dict[str, int] = {}
    answers: list[dict[str, Any]] = []
    for number, point in enumerate(points, start=1):
        mine = fresh[number]
        mine.words = point.words
        if not point.told:
            mine.resident_words = ""  # we added this one ourselves
        mine.save(update_fields=["words", "resident_words"])
        numbers[str(point.number)] = number
        for finding in Finding.objects.filter(landlord=own.landlord, point=point, stage__in=answered):
            copy = {field: getattr(finding, field) for field in _FINDING}
            Finding.objects.create(
                landlord=own.landlord, complaint=own, point=mine, stage=finding.stage, **copy
            )
            answers.append({"point": number, "stage": finding.stage, **copy})
    note(
        own,
        kinds.LEFT_GROUP,
        moment,
        facts={
            "group_case": str(complaint.id),
            "made_on": own.made_on,
            "stages": [
                {"stage": stage.number, **{field: getattr(stage, field) for field in _DAYS}}
                for stage in stages
            ],
            "handler": str(own.handler_id) if own.handler_id else None,
            "reviewer": str(own.reviewer_id) if own.reviewer_id else None,
            "points": numbers,
            "findings": [{name: one[name] for name in ("point", "stage", "finding")} for one in answers],
        },
        personal={
            "wordings": {str(number): point.words for number, point in enumerate(points, start=1)},
            "outcomes": own.outcomes,
            "outside": own.outside,
            "answers": answers,
        },
    )


def _group(complaint: Complaint) -> Group:
    found = Group.objects.filter(landlord=complaint.landlord, complaint=complaint).first()
    if found is None:
        raise Refused("no_group", {})
    return found


def _member(complaint: Complaint, member: GroupMember) -> GroupMember:
    """The member as it is now; refused where it has left, or belongs to another case's group."""
    found = GroupMember.objects.filter(
        landlord=complaint.landlord, group__complaint=complaint, id=member.id
    ).first()
    if found is None:
        raise Refused("no_group", {})
    if found.left_on is not None:
        raise Refused("member_left", {"day": found.left_on})
    return found


def _household(member: GroupMember) -> Household:
    return Household(name=member.name, address=member.address, postcode=member.postcode)


def _kept(household: Household) -> dict[str, Any]:
    """The fields of a member as they are kept; effect and wish only where they are its own."""
    kept = asdict(household) | {"letter": GroupMember.Letter(household.letter).value}
    return kept | ({"effect": "", "wish": ""} if household.same_as_group else {})


def _personal(household: Household) -> dict[str, str]:
    return {field: value for field, value in _kept(household).items() if field in kinds.WHO}


def _note_change(complaint: Complaint, member: GroupMember, moment: Moment) -> None:
    note(
        complaint,
        kinds.MEMBER_CHANGED,
        moment,
        facts={
            "member": str(member.id),
            "letter": member.letter,
            "same_as_group": member.same_as_group,
        },
        personal={field: getattr(member, field) for field in sorted(kinds.WHO)},
    )


INVITED_FOR: Final = timedelta(days=30)


@dataclass(frozen=True)
class Joined:
    """A household that joined by a link. The passphrase is there once, and empty where it wanted no keys."""

    member: GroupMember
    passphrase: str


def invite(complaint: Complaint, *, by: By, at: datetime) -> str:
    """Makes a link by which neighbours join the group within thirty days, and gives its token, this once."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.CHANGE_GROUP, complaint, moment)
        group = _group(complaint)
        token = secrets.token_urlsafe(32)
        made = Invitation.objects.create(
            landlord=complaint.landlord,
            group=group,
            digest=digest(token),
            made_on=moment.on,
            expires_at=at + INVITED_FOR,
            made_by_id=by.person_id,
        )
        note(complaint, kinds.INVITED, moment, facts={"invitation": str(made.id), "until": made.expires_at})
        return token


def revoke_invitation(invitation: Invitation, *, by: By, at: datetime) -> None:
    """Takes a link back: nobody joins by it any more, and whoever has joined stays. Twice is once."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(invitation.group.complaint)
        permit(Act.CHANGE_GROUP, complaint, moment)
        row = Invitation.objects.select_for_update().get(landlord=complaint.landlord, id=invitation.id)
        if row.revoked_on is not None:
            return
        row.revoked_on = moment.on
        row.save(update_fields=["revoked_on"])
        note(complaint, kinds.INVITATION_REVOKED, moment, facts={"invitation": str(row.id)})


def join_by_link(
    invitation: Invitation,
    household: Household,
    *,
    written_language: str,
    documents_by: str = "",
    by: By,
    at: datetime,
) -> Joined:
    """Takes a household into the group by its link. Who wants letters of their own gets keys of their own with it.

    Refused where the link is over by now, or the household is there already.
    """
    moment = Moment(at, by)
    own = household.letter == GroupMember.Letter.OWN
    with transaction.atomic():
        complaint = locked(invitation.group.complaint)
        row = Invitation.objects.filter(
            landlord=complaint.landlord, id=invitation.id, revoked_on=None, expires_at__gt=at
        ).first()
        if row is None:
            raise Refused("invitation_over", {})
        permit(Act.CHANGE_GROUP, complaint, moment)
        group = _group(complaint)
        member = taken_in(complaint, group, household, how=GroupMember.How.LINK.value, moment=moment)
        passphrase = ""
        if own:
            passphrase, member.passphrase = new_passphrase()
            member.reference = _free_reference(complaint)
        member.written_language, member.documents_by = written_language, documents_by if own else ""
        member.save(update_fields=["reference", "passphrase", "written_language", "documents_by"])
        alerts.to_answerer(
            complaint, current_stage(complaint).number, "A household has joined the group", at=at
        )
        return Joined(member, passphrase)


def new_keys(member: GroupMember, *, by: By, at: datetime) -> Joined:
    """Gives a household keys of its own, or new ones: the older passphrase and its cookies stop working."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(member.group.complaint)
        permit(Act.CHANGE_GROUP, complaint, moment)
        row = GroupMember.objects.select_for_update().get(landlord=complaint.landlord, id=member.id)
        if row.left_on is not None:
            raise Refused("member_left", {"day": row.left_on})
        passphrase = reference.new_passphrase()
        row.passphrase = make_password(passphrase)
        row.reference = row.reference or _free_reference(complaint)
        row.letter = GroupMember.Letter.OWN.value
        row.save(update_fields=["reference", "passphrase", "letter"])
        note(complaint, kinds.MEMBER_KEYS, moment, facts={"member": str(row.id)})
        return Joined(row, passphrase)


def _free_reference(complaint: Complaint) -> str:
    """A reference that no case and no other household of the landlord has."""
    while True:
        found = reference.new_reference()
        mine = {"landlord": complaint.landlord, "reference": found}
        if not (Complaint.objects.filter(**mine).exists() or GroupMember.objects.filter(**mine).exists()):
            return found
