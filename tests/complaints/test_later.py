"""What comes after a long while: a closed case taken further, an imported one worked on here, a stage 3, far dates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from putright.complaints import actions, letters, queries
from putright.complaints.actions import FindingDraft
from putright.complaints.models import Complaint, Hazard, OneOffHoliday, Promise
from putright.record.chain import By
from putright.record.models import PersonalText
from putright.record.tenancy import as_landlord
from putright.record.verify import verify
from putright.rules.acceptance import RefusalFacts
from putright.rules.errors import Refused
from tests.cast import Cast, moment, nothing_learned
from tests.complaints.test_import import row, run
from tests.complaints.test_upkeep import answered, logged, standing

RESIDENT = By.resident()


def imported(cast: Cast, *events: dict[str, Any], **changes: Any) -> Complaint:
    """A complaint with this history, taken in from another system."""
    [outcome] = run(row(events=list(events), **changes))
    assert outcome.what == "taken", outcome.why
    return Complaint.objects.get(landlord=cast.landlord)


def test_stage_2_asked_for_on_the_day_of_closing_runs(cast: Cast) -> None:
    with as_landlord(cast.landlord.id), letters.in_this_process():
        complaint = answered(cast, promise_by=None)
        nothing_learned(complaint, by=cast.by(cast.manager), at=moment("2026-11-18"))
        actions.close(complaint, by=cast.by(cast.manager), at=moment("2026-11-18"))
        actions.escalate(complaint, by=RESIDENT, at=moment("2026-11-18", 15))
        stands = standing(complaint, "2026-11-18")
        assert stands.state == "stage2_asked"
        assert stands.next is not None and stands.next.id == "A2-24"
        complaint.refresh_from_db()
        assert complaint.closed_on is None


def test_a_closed_case_taken_further_counts_holidays_added_meanwhile(cast: Cast) -> None:
    with as_landlord(cast.landlord.id), letters.in_this_process():
        complaint = answered(cast, promise_by=None)
        nothing_learned(complaint, by=cast.by(cast.manager), at=moment("2026-11-18"))
        actions.close(complaint, by=cast.by(cast.manager), at=moment("2026-11-18"))
        holiday = OneOffHoliday.objects.create(
            day=date(2026, 12, 3), name="State funeral", source="Proclamation", added_on=date(2026, 11, 20)
        )
        assert actions.add_holiday(cast.landlord, holiday, by=By.system(), at=moment("2026-11-20")) == 0
        actions.escalate(complaint, by=RESIDENT, at=moment("2026-12-01"))
        clock = standing(complaint, "2026-12-01").next
        assert clock is not None and clock.due == date(2026, 12, 9)


def test_the_reviewer_of_stage_3_may_answer_it(cast: Cast) -> None:
    with as_landlord(cast.landlord.id), letters.in_this_process():
        complaint = imported(
            cast,
            {"kind": "received", "on": "2023-04-03"},
            {"kind": "acknowledged", "stage": 1, "on": "2023-04-04"},
            {"kind": "answered", "stage": 1, "on": "2023-04-18"},
            {"kind": "escalated", "on": "2023-05-03"},
            {"kind": "answered", "stage": 2, "on": "2023-06-02"},
            {"kind": "escalated", "on": "2023-06-05"},
        )
        officer, head = cast.by(cast.officer), cast.by(cast.head)
        at = moment("2026-11-20")
        actions.define(
            complaint, points=["No heating.", "No call."], outcomes="Heat", outside="", by=officer, at=at
        )
        actions.allocate(complaint, cast.head, stage=3, by=officer, at=at)
        for point in complaint.points.all():
            actions.record_finding(
                complaint,
                point,
                3,
                FindingDraft("agree", facts="Cold.", reasons="We saw.", basis="Policy", remedy="Heat."),
                by=head,
                at=at,
            )
        actions.answer(complaint, 3, by=head, at=at)
        assert standing(complaint, "2026-11-20").state == "stage3_answered"


def test_what_was_promised_before_keeps_its_day_when_the_stage_is_answered_here(cast: Cast) -> None:
    with as_landlord(cast.landlord.id), letters.in_this_process():
        complaint = imported(
            cast,
            {"kind": "received", "on": "2026-11-03"},
            {"kind": "acknowledged", "stage": 1, "on": "2026-11-04"},
            {"kind": "action_promised", "on": "2026-11-05", "action": "Lend a heater", "due": "2026-11-06"},
            {"kind": "action_done", "on": "2026-11-06", "action": "Lend a heater"},
        )
        officer, manager = cast.by(cast.officer), cast.by(cast.manager)
        at = moment("2026-11-20")
        actions.define(
            complaint, points=["No heating.", "No call."], outcomes="Heat", outside="", by=officer, at=at
        )
        actions.allocate(complaint, cast.manager, stage=1, by=officer, at=at)
        for point in complaint.points.all():
            actions.record_finding(
                complaint,
                point,
                1,
                FindingDraft("agree", facts="Cold.", reasons="We saw.", basis="Policy", remedy="Heat."),
                by=manager,
                at=at,
            )
        actions.answer(complaint, 1, by=manager, at=at)
        assert Promise.objects.get().promised_on == date(2026, 11, 5)


@pytest.mark.parametrize("end", ["closed", "refused"])
def test_a_promise_left_open_in_an_old_system_can_be_kept_here(cast: Cast, end: str) -> None:
    with as_landlord(cast.landlord.id):
        ending = (
            [
                {"kind": "answered", "stage": 1, "on": "2026-10-16"},
                {"kind": "closed", "on": "2026-10-16"},
            ]
            if end == "closed"
            else [{"kind": "refused", "stage": 1, "on": "2026-10-16", "reason": "In court."}]
        )
        complaint = imported(
            cast,
            {"kind": "received", "on": "2026-10-05"},
            {"kind": "acknowledged", "stage": 1, "on": "2026-10-06"},
            {"kind": "action_promised", "on": "2026-10-16", "action": "Mend the roof", "due": "2026-11-01"},
            *ending,
        )
        actions.keep_promise(
            Promise.objects.get(),
            on=date(2026, 11, 19),
            proof="Photograph",
            by=cast.by(cast.officer),
            at=moment("2026-11-20"),
        )
        assert standing(complaint, "2026-11-20").next_promise_on is None


def test_a_history_closed_taken_further_and_closed_again_goes_on_in_a_second_run(cast: Cast) -> None:
    first = [
        {"kind": "received", "on": "2024-04-02"},
        {"kind": "acknowledged", "stage": 1, "on": "2024-04-05"},
        {"kind": "answered", "stage": 1, "on": "2024-04-18"},
        {"kind": "closed", "on": "2024-04-19"},
    ]
    more = [
        {"kind": "escalated", "on": "2024-05-03"},
        {"kind": "acknowledged", "stage": 2, "on": "2024-05-07"},
        {"kind": "answered", "stage": 2, "on": "2024-06-03"},
        {"kind": "closed", "on": "2024-06-05"},
    ]
    assert [one.what for one in run(row(events=first))] == ["taken"]
    [outcome] = run(row(events=first + more))
    assert (outcome.what, outcome.why) == ("appended", "")
    with as_landlord(cast.landlord.id):
        assert Complaint.objects.get(landlord=cast.landlord).closed_on == date(2024, 6, 5)
    [twice] = run(row(reference="C-18", events=[*first, {"kind": "closed", "on": "2024-04-22"}]))
    assert twice.what == "refused"


def test_an_imported_case_taken_further_counts_holidays_added_while_it_was_closed(cast: Cast) -> None:
    first = [
        {"kind": "received", "on": "2026-10-05"},
        {"kind": "acknowledged", "stage": 1, "on": "2026-10-06"},
        {"kind": "answered", "stage": 1, "on": "2026-10-16"},
        {"kind": "closed", "on": "2026-11-18"},
    ]
    assert [one.what for one in run(row(events=first))] == ["taken"]
    OneOffHoliday.objects.create(
        day=date(2026, 11, 24), name="State funeral", source="Proclamation", added_on=date(2026, 11, 19)
    )
    [outcome] = run(row(events=[*first, {"kind": "escalated", "on": "2026-11-18"}]))
    assert outcome.what == "appended", outcome.why
    with as_landlord(cast.landlord.id):
        complaint = Complaint.objects.get(landlord=cast.landlord)
        clock = standing(complaint, "2026-11-20").next
        assert clock is not None and (clock.id, clock.due) == ("A2-24", date(2026, 11, 26))
        assert complaint.next_due_on == date(2026, 11, 26)


def test_of_two_references_alike_but_for_a_stroke_each_opens_its_own(cast: Cast) -> None:
    assert [one.what for one in run(row(reference="AB12"), row(reference="AB-12"))] == ["taken", "taken"]
    with as_landlord(cast.landlord.id):
        for typed, found in (("AB-12", "AB-12"), ("AB12", "AB12"), ("ab 12", "AB12")):
            complaint = queries.by_reference(Complaint.objects.filter(landlord=cast.landlord), typed)
            assert complaint is not None and complaint.reference == found


def test_an_extension_past_the_end_of_the_calendar_is_refused_whoever_agrees(cast: Cast) -> None:
    with as_landlord(cast.landlord.id), letters.in_this_process():
        complaint = logged(cast)
        Complaint.objects.filter(id=complaint.id).update(
            edition="2022", received_on="2023-11-06", made_on=None
        )
        complaint.stages.update(asked_on="2023-11-06", acknowledged_on="2023-11-06")
        with pytest.raises(Refused) as refused:
            actions.extend(
                complaint,
                1,
                until=date(9999, 12, 31),
                reasons="Very long",
                good_reason="Yes",
                approved_by=cast.head,
                resident_agrees=True,
                news_every_days=5,
                by=cast.by(cast.officer),
                at=moment("2023-11-07"),
            )
        assert "9999" in str(refused.value)
    [outcome] = run(
        row(
            events=[
                {"kind": "received", "on": "2023-11-06"},
                {"kind": "acknowledged", "stage": 1, "on": "2023-11-06"},
                {
                    "kind": "extended",
                    "stage": 1,
                    "on": "2023-11-07",
                    "until": "9999-12-31",
                    "reason": "Long",
                    "agreed": True,
                },
            ]
        )
    )
    assert outcome.what == "refused" and "9999" in outcome.why


def test_blanking_reaches_dangers_and_what_was_imported(cast: Cast) -> None:
    with as_landlord(cast.landlord.id):
        complaint = imported(
            cast,
            {"kind": "received", "on": "2024-04-02"},
            {"kind": "withdrawn", "on": "2024-04-03", "reason": "Secret reason"},
        )
        actions.open_hazard(
            cast.landlord,
            complaint=complaint,
            danger="yes",
            words="Secret words",
            phone="07700 900 123",
            by=RESIDENT,
            at=moment("2026-11-20"),
        )
        with pytest.raises(Refused) as refused:
            actions.blank_personal_text(
                complaint, reason="erasure_request", by=cast.by(cast.officer), at=moment("2026-11-20")
            )
        assert refused.value.code == "removal_danger_open"
        Hazard.objects.update(closed_at=moment("2026-11-20"))
        actions.blank_personal_text(
            complaint, reason="erasure_request", by=cast.by(cast.officer), at=moment("2026-11-20")
        )
        kept = [text.value for text in PersonalText.objects.all()]
        assert set(kept) == {"blanked"}
        assert "heating" not in str(complaint.histories.get().row)
    assert not verify([cast.landlord.id]).problems
    [outcome] = run(
        row(
            events=[
                {"kind": "received", "on": "2024-04-02"},
                {"kind": "withdrawn", "on": "2024-04-03", "reason": "Secret reason"},
            ]
        )
    )
    assert outcome.what == "refused"


def test_an_import_goes_on_after_an_operator_added_a_holiday(cast: Cast) -> None:
    events = [{"kind": "received", "on": "2026-11-18"}]
    with as_landlord(cast.landlord.id):
        imported(cast, *events)
        holiday = OneOffHoliday.objects.create(
            day=date(2026, 12, 3), name="State funeral", source="Proclamation", added_on=date(2026, 11, 20)
        )
        assert actions.add_holiday(cast.landlord, holiday, by=By.system(), at=moment("2026-11-20")) == 1
    [outcome] = run(row(events=[*events, {"kind": "acknowledged", "stage": 1, "on": "2026-11-19"}]))
    assert (outcome.what, outcome.why) == ("appended", "")


@pytest.mark.parametrize("again", ["2026-11-13", "2026-12-15"])
def test_a_case_taken_up_after_its_refusal_keeps_the_day_it_was_acknowledged(cast: Cast, again: str) -> None:
    with as_landlord(cast.landlord.id), letters.in_this_process():
        complaint = logged(cast)
        officer = cast.by(cast.officer)
        actions.refuse(
            complaint,
            1,
            reasons="In court.",
            ground="in_court",
            rests_on=RefusalFacts(
                "in_court",
                claim_filed_on=date(2026, 11, 2),
                particulars_filed_on=date(2026, 11, 2),
                fair_because="Both filed.",
            ),
            by=officer,
            at=moment("2026-11-13"),
        )
        actions.acknowledge(complaint, 1, by=officer, at=moment(again, 16))
        stands = standing(complaint, again)
        assert stands.state == "acknowledged"
        first = stands.clocks[0]
        assert (first.done, first.met) == (date(2026, 11, 9), True)
