"""What acts hold by themselves, whatever a page shows: who is shut out, which role is noted, what the record says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from putright.complaints import actions
from putright.complaints.actions import Told
from putright.complaints.conflicts.actions import restrict
from putright.complaints.conflicts.queries import is_shut_out
from putright.complaints.groups.actions import Household, form_group, leave_group
from putright.complaints.hazards.actions import classify_hazard, offer_elsewhere, record_attempt
from putright.complaints.keeping.actions import answer_what_is_held, ask_what_is_held, propose_removal
from putright.complaints.linking.actions import join_case, take_apart
from putright.complaints.models import Complaint, GroupMember, OneOffHoliday, Stage
from putright.complaints.points.actions import join_points
from putright.record.chain import By, Noted, timeline
from putright.record.tenancy import as_landlord
from putright.rules.hazards import HazardKind, Seriousness
from tests.cast import Cast, moment
from tests.complaints.outcomes import refused

RESIDENT = By.resident()
AT = moment("2026-11-05")


@pytest.fixture
def here(cast: Cast) -> Iterator[Cast]:
    with as_landlord(cast.landlord.id):
        yield cast


def raised(cast: Cast, day: str = "2026-11-04") -> Complaint:
    told = Told(words="The lift is broken.", more_points=("The stairs are dark.",), name="Tamsin Example")
    return actions.raise_complaint(cast.landlord, told, by=RESIDENT, at=moment(day)).complaint


def events(complaint: Complaint) -> list[Noted]:
    return timeline(complaint.landlord_id, ("complaint", complaint.id))


def test_whoever_is_shut_out_does_nothing_about_the_danger_the_removal_or_the_answer(here: Cast) -> None:
    complaint = raised(here)
    told = {"complaint": complaint, "danger": "yes", "at": AT}
    hazard = actions.open_hazard(here.landlord, **told, by=RESIDENT)
    asked = ask_what_is_held(complaint, by=RESIDENT, at=AT)
    restrict(complaint, here.manager, kind="conflict", reason="R", by=here.by(here.head), at=AT)
    restrict(complaint, here.officer, kind="conflict", reason="R", by=here.by(here.head), at=AT)
    actions.withdraw(complaint, by=RESIDENT, at=AT)
    manager, officer = here.by(here.manager), here.by(here.officer)
    seriousness, kind = Seriousness.EMERGENCY, HazardKind.FIRE
    attempts: list[Callable[[], object]] = [
        lambda: actions.open_hazard(here.landlord, **told, by=manager),
        lambda: classify_hazard(hazard, seriousness=seriousness, kind=kind, why="W", by=manager, at=AT),
        lambda: record_attempt(hazard, when=AT, how="call", reached=True, by=manager, at=AT),
        lambda: offer_elsewhere(hazard, answer="declined", words="", by=manager, at=AT),
        lambda: propose_removal(here.landlord, [complaint], why="request", by=officer, at=AT),
        lambda: answer_what_is_held(asked, cases=[complaint], by=officer, at=AT),
        lambda: actions.blank_personal_text(complaint, reason="request", by=officer, at=AT),
    ]
    for attempt in attempts:
        with refused("no_such_complaint"):
            attempt()


def test_the_record_names_the_role_that_is_held_and_not_the_one_that_is_said(here: Cast) -> None:
    complaint = raised(here)
    actions.renew_access(complaint, by=By.staff(here.officer.id, "head_of_housing"), at=AT)
    assert events(complaint)[-1].by.role == "complaints_officer"


def test_a_household_that_leaves_keeps_whether_more_time_needs_its_agreement_and_who_is_shut_out(
    here: Cast,
) -> None:
    complaint = raised(here)
    homes = [Household("Tamsin", "1 Road", "ZZ1 1AA"), Household("Imran", "2 Road", "ZZ1 1AA")]
    officer = here.by(here.officer)
    form_group(complaint, name="G", place="", households=homes, how="paper", by=officer, at=AT)
    restrict(complaint, here.manager, kind="complained_of", reason="R", by=officer, at=AT)
    until, told = date(2026, 12, 3), date(2026, 11, 5)
    Stage.objects.filter(complaint=complaint).update(
        extended_to=until, extended_told_on=told, extension_needs_agreement=True, extension_agreed_on=told
    )
    own = leave_group(complaint, GroupMember.objects.get(lead=False), by=officer, at=AT).complaint
    stage = Stage.objects.get(complaint=own)
    assert (stage.extension_needs_agreement, stage.extension_agreed_on) == (True, told)
    assert is_shut_out(own, here.manager.id)
    assert not is_shut_out(own, here.other_manager.id)
    assert [one.kind.name for one in events(own)] == [
        "complaint.received",
        "complaint.left_group",
        "conflict.named",
    ]


def test_the_record_says_which_holidays_count_from_then_on_and_which_points_hang_together(
    here: Cast,
) -> None:
    earlier, later = raised(here, "2026-11-03"), raised(here)
    officer = here.by(here.officer)
    join_points(later, 2, 1, by=officer, at=AT)
    join_case(later, earlier, whose="same_resident", reasons="R", by=officer, at=AT)
    assert events(earlier)[-1].facts["under"] == {"4": 3}
    OneOffHoliday.objects.create(day=date(2026, 11, 11), name="H", source="S", added_on=date(2026, 11, 6))
    take_apart(later, reasons="R", by=officer, at=moment("2026-11-06"))
    named = [{"day": "2026-11-11", "name": "H", "added_on": "2026-11-06"}]
    assert events(later)[-1].facts["added_days"] == named
    assert events(raised(here, "2026-11-09"))[0].facts["added_days"] == named


def test_a_further_point_that_says_nothing_takes_no_number(here: Cast) -> None:
    complaint = raised(here)
    actions.define(
        complaint, points=["A", "B", " ", "C"], outcomes="", outside="", by=here.by(here.officer), at=AT
    )
    assert [(one.number, one.words) for one in complaint.points.all()] == [(1, "A"), (2, "B"), (3, "C")]
    assert events(complaint)[-1].facts["points"] == 3
