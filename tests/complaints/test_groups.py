"""A group's complaint: two households at least, one investigation, and nobody loses a date by leaving."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from putright.complaints import actions, letters, queries
from putright.complaints.actions import FindingDraft, Told
from putright.complaints.groups.actions import (
    Household,
    add_member,
    change_group,
    change_member,
    decide_for_member,
    form_group,
    leave_group,
)
from putright.complaints.linking.queries import link_between
from putright.complaints.models import Complaint, Group, GroupMember
from putright.record.chain import By, timeline
from putright.record.tenancy import as_landlord
from putright.record.verify import verify
from putright.rules.stages import State
from tests.cast import Cast, make_cast, moment
from tests.complaints.outcomes import refused

RESIDENT = By.resident()
TOLD = Told(words="The lift is broken.", more_points=("The stairs are dark.",), name="Tamsin Example")
LEAD = Household("Tamsin Example", "1 Sample Court", "ZZ1 1AA", email="tamsin@resident.example")
SECOND = Household(
    "Imran Example",
    "2 Sample Court",
    "ZZ1 1AA",
    same_as_group=False,
    effect="I use a wheelchair and missed work.",
    wish="Pay my taxis.",
    letter="own",
)
DAY = "2026-11-09"


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with as_landlord(cast.landlord.id), letters.in_this_process():
        yield cast


def raised(cast: Cast) -> Complaint:
    return actions.raise_complaint(cast.landlord, TOLD, by=RESIDENT, at=moment("2026-11-04")).complaint


def formed(
    cast: Cast, complaint: Complaint, *households: Household, name: str = "Sample Court lift"
) -> Group:
    return form_group(
        complaint,
        name=name,
        place="Sample Court",
        households=households or (LEAD, SECOND),
        how="meeting",
        by=cast.by(cast.front_line),
        at=moment("2026-11-05"),
    )


def fresh(complaint: Complaint) -> Complaint:
    return queries.with_facts(Complaint.objects.filter(landlord=complaint.landlord)).get(id=complaint.id)


def test_two_households_make_a_group_with_its_first_as_main_contact(cast: Cast) -> None:
    complaint = raised(cast)
    group = formed(cast, complaint)
    lead, second = group.members.all()
    assert lead.lead and lead.name == LEAD.name and not second.lead
    assert (second.effect, second.wish, second.letter) == (SECOND.effect, SECOND.wish, "own")
    noted = timeline(cast.landlord.id, ("complaint", complaint.id))[-1]
    assert noted.facts["members"] == [str(lead.id), str(second.id)] and noted.facts["how"] == "meeting"
    assert "Imran" not in str(noted.facts) and noted.personal["households"][1]["name"] == SECOND.name
    with refused("group_already"):
        formed(cast, complaint)


@pytest.mark.parametrize(
    ("households", "name", "code"),
    [
        ((LEAD,), "N", "group_of_one"),
        ((LEAD, replace(LEAD, name="Tariq Example", address="1, sample court")), "N", "group_of_one"),
        ((replace(LEAD, name=""), SECOND), "N", "group_without_lead"),
        ((LEAD, SECOND), " ", "group_without_name"),
    ],
)
def test_what_is_no_group(cast: Cast, households: tuple[Household, ...], name: str, code: str) -> None:
    complaint = raised(cast)
    with refused(code):
        formed(cast, complaint, *households, name=name)
    assert not Group.objects.exists()


def test_households_join_change_what_they_said_and_get_a_remedy_of_their_own(cast: Cast) -> None:
    complaint, by, at = raised(cast), cast.by(cast.officer), moment(DAY)
    with refused("no_group"):
        add_member(complaint, SECOND, how="paper", by=by, at=at)
    formed(cast, complaint)
    third = Household("Grazyna Example", "3 Sample Court", "ZZ1 1AA", effect="Not kept: same as the group")
    member = add_member(complaint, third, how="link", by=RESIDENT, at=at)
    assert (member.how, member.effect) == ("link", "")
    with refused("household_in_group"):
        add_member(complaint, replace(third, name="Marek"), how="paper", by=by, at=at)
    with refused("household_without_name"):
        add_member(complaint, Household(" "), how="paper", by=by, at=at)
    change_member(complaint, member, replace(third, same_as_group=False), by=by, at=at)
    member.refresh_from_db()
    assert member.effect == third.effect
    actions.define(complaint, points=["A", "B"], outcomes="", outside="", by=by, at=at)
    actions.acknowledge(complaint, 1, by=by, at=at)
    with refused("not_this_role"):
        decide_for_member(complaint, member, remedy="R", by=by, at=at)
    decide_for_member(complaint, member, remedy="£20 for taxis.", by=cast.by(cast.manager), at=at)
    member.refresh_from_db()
    assert member.remedy == "£20 for taxis."


def test_another_main_contact_is_chosen_and_then_the_first_may_leave(cast: Cast) -> None:
    complaint, by, at = raised(cast), cast.by(cast.officer), moment(DAY)
    lead, second = formed(cast, complaint).members.all()
    with refused("lead_leaves"):
        leave_group(complaint, lead, by=by, at=at)
    change_group(complaint, name="The lift", place="", lead=second, by=by, at=at)
    assert list(GroupMember.objects.filter(lead=True)) == [second]
    leave_group(complaint, lead, by=by, at=at)
    with refused("member_left"):
        leave_group(complaint, lead, by=by, at=at)


def test_who_leaves_goes_on_alone_with_the_dates_of_the_group(cast: Cast) -> None:
    complaint, by = raised(cast), cast.by(cast.officer)
    _lead, second = formed(cast, complaint).members.all()
    actions.define(complaint, points=["A", "B"], outcomes="O", outside="", by=by, at=moment("2026-11-05"))
    actions.allocate(complaint, cast.manager, stage=1, by=by, at=moment("2026-11-05"))
    actions.acknowledge(complaint, 1, by=by, at=moment("2026-11-05"))
    received = leave_group(complaint, second, by=by, at=moment("2026-11-16"))
    own, group = fresh(received.complaint), fresh(complaint)
    assert received.passphrase and own.name == second.name and own.received_on == group.received_on
    assert own.state == State.ACKNOWLEDGED and own.next_due_on == group.next_due_on
    assert own.handler_id == cast.manager.id
    points = queries.points_with_findings(own)
    assert [(one.words, one.resident_words) for one in points] == [
        ("A", TOLD.words),
        ("B", "The stairs are dark."),
        ("", SECOND.effect),
    ]
    second.refresh_from_db()
    assert (second.left_on, second.own_case_id) == (moment("2026-11-16").date(), own.id)
    link = link_between(own, group)
    assert link is not None and link.why == "left_group"
    assert timeline(cast.landlord.id, ("complaint", complaint.id))[-1].kind.name == "group.member_left"
    assert timeline(cast.landlord.id, ("complaint", own.id))[-1].kind.name == "complaint.left_group"
    assert not verify([cast.landlord.id]).problems


def test_who_leaves_after_the_answer_may_take_it_further(cast: Cast) -> None:
    complaint, by, manager = raised(cast), cast.by(cast.officer), cast.by(cast.manager)
    _lead, second = formed(cast, complaint).members.all()
    actions.define(complaint, points=["A", "B"], outcomes="", outside="", by=by, at=moment("2026-11-05"))
    actions.allocate(complaint, cast.manager, stage=1, by=by, at=moment("2026-11-05"))
    actions.acknowledge(complaint, 1, by=by, at=moment("2026-11-05"))
    for point in complaint.points.all():
        draft = FindingDraft("agree", facts="F", reasons="R", remedy="M")
        actions.record_finding(complaint, point, 1, draft, by=manager, at=moment(DAY))
    actions.answer(complaint, 1, by=manager, at=moment("2026-11-12"))
    own = fresh(leave_group(complaint, second, by=by, at=moment("2026-11-16")).complaint)
    assert own.state == State.ANSWERED and own.findings.count() == 2
    actions.escalate(own, by=RESIDENT, at=moment("2026-11-17"))
    assert fresh(own).state == State.STAGE2_ASKED and fresh(complaint).state == State.ANSWERED


def test_names_and_words_of_a_group_are_blanked_with_the_case(cast: Cast) -> None:
    complaint, by = raised(cast), cast.by(cast.officer)
    formed(cast, complaint)
    actions.withdraw(complaint, by=RESIDENT, at=moment(DAY))
    actions.blank_personal_text(fresh(complaint), reason="retention", by=by, at=moment(DAY))
    text = str([*Group.objects.values(), *GroupMember.objects.values()])
    assert not [word for word in ("Tamsin", "Imran", "Sample", "taxis", "wheelchair") if word in text]
    noted = timeline(cast.landlord.id, ("complaint", complaint.id))
    assert "Imran" not in str([one.personal for one in noted])
    assert not verify([cast.landlord.id]).problems
