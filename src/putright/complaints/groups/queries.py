"""Reads of groups: the group of a case, its households, an invitation by its token, a household by its keys."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from putright.accounts.links import digest
from putright.accounts.models import Landlord
from putright.complaints.models import Complaint, Group, GroupMember, Invitation, MemberLetter
from putright.complaints.reference import tidy_reference


def group_of(complaint: Complaint) -> Group | None:
    """The group whose complaint this is, or None."""
    return Group.objects.filter(landlord=complaint.landlord_id, complaint=complaint).first()


def households(group: Group) -> int:
    """How many households belong to it now."""
    return GroupMember.objects.filter(landlord=group.landlord_id, group=group, left_on=None).count()


def open_invitations(group: Group, at: datetime) -> list[Invitation]:
    """The links by which somebody can join at this moment, the one that ends first at the head."""
    return list(
        Invitation.objects.filter(
            landlord=group.landlord_id, group=group, revoked_on=None, expires_at__gt=at
        ).select_related("made_by")
    )


def invited_by(token: str, landlord: Landlord, *, at: datetime) -> Invitation | None:
    """The invitation that a token belongs to, or None: unknown, expired, taken back, another landlord's."""
    return (
        Invitation.objects.filter(
            landlord=landlord,
            digest=digest(token),
            revoked_on=None,
            expires_at__gt=at,
            group__complaint__blanked_at=None,
        )
        .select_related("group", "group__complaint", "group__complaint__landlord")
        .first()
    )


def member_by_reference(landlord: Landlord, typed: str) -> GroupMember | None:
    """The household with a key of its own that has this reference, however it was typed; None for any other."""
    meant = tidy_reference(typed)
    if not meant:
        return None
    return (
        GroupMember.objects.filter(landlord=landlord, reference=meant, group__complaint__blanked_at=None)
        .select_related("group")
        .first()
    )


def letters_of(member: GroupMember) -> list[MemberLetter]:
    """The letters that were issued to one household, in order."""
    return list(MemberLetter.objects.filter(landlord=member.landlord_id, member=member))


def letter_of_member(member: GroupMember, letter_id: UUID) -> MemberLetter | None:
    """One letter of that household's, or None for another's."""
    return (
        MemberLetter.objects.filter(landlord=member.landlord_id, member=member, id=letter_id)
        .select_related("html", "pdf")
        .first()
    )


def letters_by_member(group: Group) -> dict[UUID, list[MemberLetter]]:
    """The letters that households of the group were issued, by the household's id; without what they say."""
    found: dict[UUID, list[MemberLetter]] = {}
    for one in MemberLetter.objects.filter(landlord=group.landlord_id, group=group).defer("content"):
        found.setdefault(one.member_id, []).append(one)
    return found
