"""What residents say of their own case: understood or not, time of their own, something new, how they are reached,
how it was afterwards; and a group that neighbours join by a link."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from putright.complaints import actions
from putright.complaints.afterwards import actions as afterwards
from putright.complaints.correspondence.actions import Reach, change_contact
from putright.complaints.groups.actions import (
    Household,
    form_group,
    invite,
    join_by_link,
    new_keys,
    revoke_invitation,
)
from putright.complaints.models import (
    Afterwards,
    CaseStudy,
    GroupMember,
    Invitation,
    OwnTime,
    Understanding,
)
from putright.complaints.more_time.actions import take_time
from putright.complaints.points.actions import raise_issue
from putright.complaints.understanding.actions import keep_understanding, reply_to_understanding
from putright.record.chain import By
from putright.record.tenancy import as_landlord
from tests.cast import moment, nothing_learned

DAY = date(2026, 11, 9)
AT = moment(DAY)
RESIDENT = By.resident()
HOSTILE = "<script>alert('x')</script>\"' {{ 7*7 }} %s %(a)s"

GET = """
complaints:understood                404 302 404 404 302 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:own_time                  404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:contact_change            404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:something_new             404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:afterwards                404 302 404 404 302 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:story                     404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:extra_help                404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:own_group                 404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:group_join                404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:group_invited             404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:group_household           404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:group_household_leave     404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:group_household_letter    404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:group_household_letter_pdf 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:understanding               in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:understanding_said          in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:understanding_stays         in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:wishes                      in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:own_time_noted              in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:afterwards_said             in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:story_heard                 in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:stories                     in  in  in  in  in 200 404 404 200 404 404 200 200 200 404 404 404 404 2nd  in
complaints:group_invite                in  in  in  in  in 405 405 405 405 404 405 405 404 404 404 404 404 404 2nd  in
complaints:group_invitation_revoked    in  in  in  in  in 405 405 405 405 404 405 405 404 404 404 404 404 404 2nd  in
complaints:group_member_keys           in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:group_member_letter         in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 404 2nd  in
complaints:contact_noted               in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
"""
POST = """
complaints:understood                404 302 404 404 302 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:own_time                  404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:contact_change            404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:something_new             404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:afterwards                404 302 404 404 302 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:story                     404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:extra_help                404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:own_group                 404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:group_join                404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:group_invited             405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
complaints:group_household           404 405 405 404 405 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:group_household_leave     404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:group_household_letter    404 405 405 404 405 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:group_household_letter_pdf 404 405 405 404 405 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:understanding               in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
complaints:understanding_said          in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:understanding_stays         in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:wishes                      in  in  in  in  in 405 405 405 405 404 404 404 404 404 404 404 404 404 2nd  in
complaints:own_time_noted              in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:afterwards_said             in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:story_heard                 in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:stories                     in  in  in  in  in 405 404 404 405 404 404 405 405 405 404 404 404 404 2nd  in
complaints:group_invite                in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:group_invitation_revoked    in  in  in  in  in 302 302 302 302 404 302 302 404 404 404 404 404 404 2nd  in
complaints:group_member_keys           in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:group_member_letter         in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
complaints:contact_noted               in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
"""
ACT_ROWS = """
reply_to_understanding  ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
keep_understanding  not  ok  ok  ok  ok not not not not not  no  no  no  no  no
take_time            ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
raise_issue          ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
change_contact       ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
say_afterwards       ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
share_story          ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
withdraw_story       ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
invite               ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
revoke_invitation    ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
join_by_link         ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
new_keys             ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
"""


def nothing(scene: Any) -> None:
    """The complaint has been received, and no more."""


def _understood(scene: Any) -> None:
    by = scene.cast.by(scene.cast.officer)
    actions.define(scene.complaint, points=["A", "B"], outcomes="C", outside="", by=by, at=AT)


def _wished(scene: Any) -> None:
    _understood(scene)
    reply_to_understanding(scene.complaint, says="change", words="W", by=RESIDENT, at=AT)


def _closed(scene: Any) -> None:
    officer, manager = scene.cast.by(scene.cast.officer), scene.cast.by(scene.cast.manager)
    _understood(scene)
    actions.acknowledge(scene.complaint, 1, by=officer, at=AT)
    actions.allocate(scene.complaint, scene.cast.manager, stage=1, by=officer, at=AT)
    for point in scene.complaint.points.all():
        draft = actions.FindingDraft("agree", "F", "R", "", "M")
        actions.record_finding(scene.complaint, point, 1, draft, by=manager, at=AT)
    actions.answer(scene.complaint, 1, by=manager, at=AT)
    nothing_learned(scene.complaint, by=officer, at=AT)
    actions.close(scene.complaint, by=officer, at=AT)
    Afterwards.objects.create(
        landlord=scene.complaint.landlord, complaint=scene.complaint, closed_on=DAY, asked_on=DAY
    )


def _agreed(scene: Any) -> None:
    afterwards.share_story(scene.complaint, agreed=True, by=RESIDENT, at=AT)


def _grouped(scene: Any) -> None:
    form_group(
        scene.complaint,
        name="N",
        place="",
        households=[Household("One", "1 Road"), Household("Two", "2 Road")],
        how="paper",
        by=RESIDENT,
        at=AT,
    )


def _invited(scene: Any) -> None:
    _grouped(scene)
    invite(scene.complaint, by=RESIDENT, at=AT)


def _invitation() -> Invitation:
    return Invitation.objects.select_related("group__complaint__landlord").get()


def _member() -> GroupMember:
    return GroupMember.objects.select_related("group__complaint__landlord").get(lead=False)


ACTS = {
    "reply_to_understanding": (
        _understood,
        lambda s, by: reply_to_understanding(s.complaint, says="right", by=by, at=AT),
    ),
    "keep_understanding": (
        _wished,
        lambda s, by: keep_understanding(s.complaint, because="B", by=by, at=AT),
    ),
    "take_time": (
        nothing,
        lambda s, by: take_time(s.complaint, what="reply", until=DAY + timedelta(days=9), by=by, at=AT),
    ),
    "raise_issue": (
        nothing,
        lambda s, by: raise_issue(s.complaint, words="New", related=True, by=by, at=AT),
    ),
    "change_contact": (
        nothing,
        lambda s, by: change_contact(s.complaint, Reach(("office",)), by=by, at=AT),
    ),
    "say_afterwards": (
        _closed,
        lambda s, by: afterwards.say_afterwards(s.complaint, fair=True, solved=False, by=by, at=AT),
    ),
    "share_story": (
        nothing,
        lambda s, by: afterwards.share_story(s.complaint, agreed=True, by=by, at=AT),
    ),
    "withdraw_story": (_agreed, lambda s, by: afterwards.withdraw_story(s.complaint, by=by, at=AT)),
    "invite": (_grouped, lambda s, by: invite(s.complaint, by=by, at=AT)),
    "revoke_invitation": (_invited, lambda s, by: revoke_invitation(_invitation(), by=by, at=AT)),
    "join_by_link": (
        _invited,
        lambda s, by: join_by_link(
            _invitation(), Household("Three", "3 Road"), written_language="en", by=by, at=AT
        ),
    ),
    "new_keys": (_grouped, lambda s, by: new_keys(_member(), by=by, at=AT)),
}


def make(world: Any) -> None:
    """In each case a household with keys of its own, a link by which others join, and hostile words in every field."""
    for case in (world.mine, world.neighbours, world.elsewhere):
        mine: dict[str, Any] = {"landlord": case.complaint.landlord, "complaint": case.complaint}
        with as_landlord(case.complaint.landlord_id):
            Understanding.objects.create(
                **mine, number=9, version="x", asked_on=DAY, says="change", words=HOSTILE, said_on=DAY
            )
            OwnTime.objects.create(
                **mine, what="reply", until=date(2030, 1, 1), because=HOSTILE, asked_on=DAY
            )
            CaseStudy.objects.create(**mine, agreed=True, name_as=HOSTILE[:100], said_on=DAY)
            Afterwards.objects.create(**mine, closed_on=DAY, asked_on=DAY)
            member = _household(case)
            if member is not None:
                new_keys(member, by=RESIDENT, at=timezone.now())
                invite(case.complaint, by=RESIDENT, at=timezone.now())


def _household(case: Any) -> GroupMember | None:
    return (
        GroupMember.objects.filter(group__complaint=case.complaint, lead=False)
        .select_related("group__complaint__landlord")
        .first()
    )


def parts(world: Any, case: Any) -> Mapping[str, Any]:
    with as_landlord(case.complaint.landlord_id):
        member = _household(case)
        open_one = Invitation.objects.filter(group__complaint=case.complaint).first()
        return {
            "household": member.reference if member else "HK3M7P2R",
            "invitation": open_one.id if open_one else case.complaint.id,
        }
