"""The staff's pages as a browser meets them: one complaint from its receipt to its closing, and what goes wrong."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from putright.complaints import actions, queries
from putright.complaints.actions import FindingDraft
from putright.complaints.forms_landlords import RecordFinding
from putright.complaints.models import Complaint, Finding, Hazard, Letter, Promise
from putright.complaints.queries import Show, Urgency
from putright.complaints.views.staff import STATES, URGENCIES
from putright.record.chain import timeline
from putright.record.documents import contents
from putright.record.models import AccessEntry
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from putright.rules.stages import State
from tests.cast import Cast, looked_into, moment
from tests.complaints.desk import (
    ANSWER,
    RESIDENT,
    acknowledged,
    answered,
    at_desk,
    case,
    day,
    define,
    fresh,
    page,
    read_and_issue,
    received,
    said,
    sent,
)

# The whole way


def test_a_complaint_goes_the_whole_way_through_the_pages(cast: Cast) -> None:
    complaint = received(cast)
    with as_landlord(cast.landlord.id):
        points = list(complaint.points.all())
    assert len(points) == 2

    with at_desk(cast.officer, "2026-11-09") as client:
        first = page(client, case(complaint))
        assert "Write down what we understand" in first
        assert "The bedroom ceiling leaks" in first
        define(
            client,
            complaint,
            point_1="Rain comes through the bedroom ceiling.",
            point_2="Two visits were missed.",
            point_3="",
            outcomes="A dry room",
            outside="",
        )
        preview = page(client, case(complaint, "acknowledge/1/"))
        assert "Rain comes through the bedroom ceiling." in preview
        assert Letter.objects.count() == 0
        read_and_issue(client, case(complaint, "acknowledge/1/"))
        choices = page(client, case(complaint, "allocate/1/"))
        assert "Housing manager, 0 open cases" in choices
        sent(client, case(complaint, "allocate/1/"), person=cast.manager.id)
        assert "Martin Manager answers stage 1." in page(client, case(complaint))

    with at_desk(cast.manager, "2026-11-12") as client:
        assert complaint.reference[:4] in page(client, "/meadowbank/en/staff/")
        sent(
            client,
            case(complaint, "contact/"),
            **day("on", "2026-11-11"),
            channel="phone",
            outgoing="yes",
            who="Tamsin Example",
            summary="She is in on Mondays.",
        )
        answer = case(complaint, "stage/1/points/1/")
        assert sent(client, answer, **ANSWER, next="1", seen=actions.version()).url.endswith("points/2/")
        sent(client, case(complaint, "stage/1/points/2/"), **ANSWER, seen=actions.version())
        sent(
            client,
            case(complaint, "stage/1/promises/"),
            action="Repair the ceiling.",
            **day("due_on", "2026-12-04"),
            owner=cast.manager.id,
            point="1",
        )
        read_and_issue(
            client,
            case(complaint, "extend/1/"),
            **day("until", "2026-12-01"),
            reasons="The roofer needs dry weather to see where the water comes in.",
        )
    with at_desk(cast.manager, "2026-11-30") as client:
        letter = page(client, case(complaint, "answer/1/"))
        assert "Every point is answered" in letter
        assert "Repair the ceiling." in letter
        read_and_issue(client, case(complaint, "answer/1/"))
        assert "Stage 1: our answer" in page(client, case(complaint))

    with at_desk(cast.officer, "2026-12-02") as client:
        sent(client, case(complaint, "stage-2/"), points=["1"], why="", wanted_now="")
        read_and_issue(client, case(complaint, "acknowledge/2/"))
        choices = page(client, case(complaint, "allocate/2/"))
        assert str(cast.manager.id) not in choices
        assert "concerned with stage 1" in choices
        assert "Martin Manager" in choices
        sent(client, case(complaint, "allocate/2/"), person=cast.head.id)

    with at_desk(cast.head, "2026-12-03") as client:
        assert complaint.reference[:4] in page(client, "/meadowbank/en/staff/")
        for number in (1, 2):
            sent(client, case(complaint, f"stage/2/points/{number}/"), **ANSWER, seen=actions.version())
        read_and_issue(client, case(complaint, "answer/2/"))

    with at_desk(cast.officer, "2026-12-07") as client:
        promise = Promise.objects.get(landlord=cast.landlord)
        closing = page(client, case(complaint, "close/"))
        assert "not kept yet" in closing
        refused = client.post(case(complaint, "close/"))
        assert "Promises still open: 1" in said(refused)
        sent(
            client,
            case(complaint, f"promises/{promise.id}/"),
            **day("on", "2026-12-04"),
            proof="Job 4471, seen dry on Monday.",
        )
        untaught = client.post(case(complaint, "close/"))
        assert "Write down what is learned from stage 2" in said(untaught)
        sent(
            client,
            case(complaint, "close/"),
            step="learn",
            nothing_because="A single slip that was put right at once.",
        )
        sent(client, case(complaint, "close/"))
        assert "The complaint is closed." in page(client, case(complaint))
        record = page(client, case(complaint, "record/"))
        assert "is whole" in record
        assert "Olive Officer, Complaints officer" in record
        assert "not shown to the resident" in record

    assert fresh(complaint).state == State.CLOSED
    with as_landlord(cast.landlord.id):
        kinds = [letter.kind for letter in complaint.letters.all()]
    assert kinds == [
        "stage1_acknowledgement",
        "stage1_extension",
        "stage1_response",
        "stage2_acknowledgement",
        "stage2_response",
    ]


def test_the_letter_that_is_issued_is_the_one_that_was_read(cast: Cast) -> None:
    complaint = received(cast)
    with at_desk(cast.officer, "2026-11-09") as client:
        words = {"point_1": "First words", "point_2": "More", "outcomes": "", "outside": ""}
        define(client, complaint, **words)
        shown = page(client, case(complaint, "acknowledge/1/"))
        seen = re.search(r'name="seen" value="([0-9a-f]+)"', shown)
        assert seen
        define(client, complaint, **{**words, "point_1": "Other words"})
        again = client.post(case(complaint, "acknowledge/1/"), {"step": "issue", "seen": seen.group(1)})
        assert "has changed since this page was opened" in said(again)
        assert "Other words" in again.content.decode()
        assert not Letter.objects.exists()
        read_and_issue(client, case(complaint, "acknowledge/1/"))
        letter = Letter.objects.select_related("html", "pdf").get()
        held = contents(letter.html).decode()
        assert "Other words" in held
        assert "Other words" in page(client, case(complaint, f"letters/{letter.id}/"))
        paper = client.get(case(complaint, f"letters/{letter.id}/pdf/"))
        assert b"".join(paper.streaming_content) == contents(letter.pdf)


def test_a_preview_changes_nothing(cast: Cast) -> None:
    complaint = received(cast)
    acknowledged(cast, complaint)
    with as_landlord(cast.landlord.id):
        before = len(timeline(cast.landlord.id, ("complaint", complaint.id)))
    with at_desk(cast.manager, "2026-11-12") as client:
        look = client.post(
            case(complaint, "extend/1/"),
            {**day("until", "2026-12-01"), "reasons": "It is complex.", "step": "look"},
        )
        assert "The letter, as it will be sent" in look.content.decode()
        back = client.post(
            case(complaint, "extend/1/"),
            {**day("until", "2026-12-01"), "reasons": "It is complex.", "step": "change"},
        )
        assert "It is complex." in back.content.decode()
    with as_landlord(cast.landlord.id):
        assert len(timeline(cast.landlord.id, ("complaint", complaint.id))) == before
        assert complaint.stages.get(number=1).extended_to is None


# Who may come in


ADDRESSES = (
    "",
    "record/",
    "access/",
    "define/",
    "acknowledge/1/",
    "allocate/1/",
    "contact/",
    "stage/1/points/1/",
    "stage/1/promises/",
    "extend/1/",
    "answer/1/",
    "refuse/1/",
    "stage-2/",
    "withdraw/",
    "close/",
)


@pytest.mark.parametrize("who", ["stranger_officer", "admin", "former_officer", "ombudsman"])
def test_people_without_a_casework_role_here_hear_not_found(cast: Cast, who: str) -> None:
    complaint = received(cast)
    with at_desk(getattr(cast, who), "2026-11-09") as client:
        for rest in ADDRESSES:
            page(client, case(complaint, rest), 404)
            assert client.post(case(complaint, rest)).status_code == 404
        for rest in ("search/?q=Tamsin", "new/"):
            page(client, f"/meadowbank/en/staff/{rest}", 404)
        # The administrator's own work begins at the list of homes; nobody else's begins here.
        home = client.get("/meadowbank/en/staff/")
        assert home.status_code == (302 if who == "admin" else 404)
        assert home.headers.get("Location", "").endswith("/staff/homes/") is (who == "admin")


def test_another_landlords_officer_finds_no_case_under_their_own_address(cast: Cast) -> None:
    complaint = received(cast)
    with at_desk(cast.stranger_officer, "2026-11-09") as client:
        own = case(complaint).replace("meadowbank", "ferrous-valley")
        for rest in ADDRESSES:
            page(client, own + rest, 404)
        assert "Tamsin" not in page(client, "/ferrous-valley/en/staff/")
        assert "Nothing is found." in page(client, "/ferrous-valley/en/staff/search/?q=Tamsin")


def test_an_act_is_closed_to_the_role_that_may_not_do_it(cast: Cast) -> None:
    complaint = received(cast)
    acknowledged(cast, complaint)
    with at_desk(cast.manager, "2026-11-10") as client:
        for rest in ("acknowledge/1/", "allocate/1/", "refuse/1/"):
            page(client, case(complaint, rest), 404)
    with at_desk(cast.officer, "2026-11-10") as client:
        for rest in ("answer/1/", "stage/1/points/1/"):
            page(client, case(complaint, rest), 404)
            assert client.post(case(complaint, rest)).status_code == 404


def test_without_signing_in_there_is_only_the_way_to_sign_in(cast: Cast) -> None:
    complaint = received(cast)
    response = Client().get(case(complaint))
    assert response.status_code == 302
    assert "/sign-in/" in response["Location"]


def test_buttons_are_only_for_what_may_be_done_now(cast: Cast) -> None:
    complaint = received(cast)
    with at_desk(cast.officer, "2026-11-09") as client:
        offered = page(client, case(complaint))
        assert "withdraw/" in offered
        assert "close/" not in offered
        assert "answer/1/" not in offered
    acknowledged(cast, complaint)
    with at_desk(cast.manager, "2026-11-10") as client:
        offered = page(client, case(complaint))
        assert "answer/1/" in offered
        assert "acknowledge/1/" not in offered
        assert "refuse/1/" not in offered


def test_a_colleagues_case_can_be_read_and_not_answered(cast: Cast) -> None:
    complaint = received(cast)
    acknowledged(cast, complaint)
    with at_desk(cast.other_manager, "2026-11-10") as client:
        offered = page(client, case(complaint))
        assert "answer/1/" not in offered
        assert "extend/1/" not in offered
        assert "points/1/" not in offered
        assert "contact/" in offered
        refused = client.post(case(complaint, "stage/1/points/1/"), {**ANSWER, "seen": actions.version()})
        assert "Only the person that stage 1 is given to" in said(refused)
        read = page(client, case(complaint, "answer/1/"))
        assert "Only the person that stage 1 is given to" in read
    with at_desk(cast.officer, "2026-11-10") as client:
        assert "extend/1/" in page(client, case(complaint))


def test_whoever_answered_stage_1_cannot_answer_stage_2(cast: Cast) -> None:
    complaint = received(cast)
    acknowledged(cast, complaint)
    answered(cast, complaint)
    with at_desk(cast.officer, "2026-11-24") as client:
        sent(client, case(complaint, "stage-2/"))
        read_and_issue(client, case(complaint, "acknowledge/2/"))
        chosen = client.post(case(complaint, "allocate/2/"), {"person": str(cast.manager.id)})
        assert said(chosen) == "Select somebody who is on the list"
        sent(client, case(complaint, "allocate/2/"), person=cast.head.id)
    with at_desk(cast.manager, "2026-11-25") as client:
        refused = client.post(case(complaint, "stage/2/points/1/"), {**ANSWER, "seen": actions.version()})
        assert "considered an earlier stage" in said(refused)
        assert "Two visits were booked" in refused.content.decode()
    with as_landlord(cast.landlord.id):
        assert not Finding.objects.filter(stage=2).exists()


# What goes wrong on a form


def test_a_date_that_is_none_is_said_and_what_was_typed_stays(cast: Cast) -> None:
    complaint = received(cast)
    with at_desk(cast.officer, "2026-11-09") as client:
        response = client.post(
            case(complaint, "contact/"),
            {
                **day("on", "2026-02-31"),
                "channel": "phone",
                "outgoing": "no",
                "who": "She",
                "summary": "Kept?",
            },
        )
        assert said(response) == "The day of the contact must be a real date"
        shown = response.content.decode()
        assert 'value="31"' in shown
        assert "Kept?" in shown
        assert "<title>Error: " in shown
        future = client.post(
            case(complaint, "contact/"),
            {**day("on", "2026-11-10"), "channel": "phone", "outgoing": "no", "who": "She", "summary": "x"},
        )
        assert "still to come" in said(future)


def test_more_time_past_the_cap_needs_what_the_rules_ask_for(cast: Cast) -> None:
    complaint = received(cast)
    acknowledged(cast, complaint)
    typed = {**day("until", "2026-12-08"), "reasons": "It is complex."}
    with at_desk(cast.manager, "2026-11-20") as client:
        shown = page(client, case(complaint, "extend/1/"))
        assert "Monday 23 November 2026" in shown
        assert "Monday 7 December 2026" in shown
        past = client.post(case(complaint, "extend/1/"), {**typed, "step": "look"})
        assert "past the latest new date, Monday 7 December 2026" in said(past)
        assert "It is complex." in past.content.decode()
        beyond = {
            **typed,
            "good_reason": "Asbestos has to be tested first.",
            "approved_by": str(cast.head.id),
            "news_every_days": "5",
        }
        read_and_issue(client, case(complaint, "extend/1/"), **beyond)
        assert "Take more time" not in page(client, case(complaint))
    with at_desk(cast.manager, "2026-11-24") as client:
        again = client.post(case(complaint, "extend/1/"), {**typed, "step": "look"})
        assert "can be extended once" in said(again)


def test_more_time_after_the_day_is_refused(cast: Cast) -> None:
    complaint = received(cast)
    acknowledged(cast, complaint)
    with at_desk(cast.manager, "2026-11-24") as client:
        late = client.post(
            case(complaint, "extend/1/"),
            {**day("until", "2026-12-01"), "reasons": "It is complex.", "step": "look"},
        )
        assert "More time had to be told by Monday 23 November 2026" in said(late)


def test_an_answer_with_a_point_unanswered_says_what_is_missing(cast: Cast) -> None:
    complaint = received(cast)
    acknowledged(cast, complaint)
    with at_desk(cast.manager, "2026-11-12") as client:
        half = {**ANSWER, "reasons": "", "remedy": ""}
        sent(client, case(complaint, "stage/1/points/1/"), **half, seen=actions.version())
        gate = page(client, case(complaint, "answer/1/"))
        assert "What is still missing" in gate
        assert "the reasons; how we put it right" in gate
        assert "whether we agree; the reasons" in gate
        assert "Issue this answer" not in gate
        refused = client.post(case(complaint, "answer/1/"), {"seen": ""})
        assert "No finding yet for point 2" in said(refused)
    with as_landlord(cast.landlord.id):
        assert complaint.stages.get(number=1).answered_on is None


def test_a_finding_written_in_two_windows_shows_both_texts(cast: Cast) -> None:
    complaint = received(cast)
    acknowledged(cast, complaint)
    address = case(complaint, "stage/1/points/1/")
    with at_desk(cast.manager, "2026-11-12") as mine, at_desk(cast.manager, "2026-11-12") as theirs:
        seen = re.search(r'name="seen" value="([0-9a-f]+)"', page(mine, address))
        assert seen
        sent(theirs, address, **{**ANSWER, "facts": "Written by the other."}, seen=seen.group(1))
        response = mine.post(address, {**ANSWER, "facts": "Written by me.", "seen": seen.group(1)})
        shown = response.content.decode()
        assert "Nothing was written over" in said(response)
        assert "Written by me." in shown
        assert "Written by the other." in shown
        now = re.search(r'name="seen" value="([0-9a-f]+)"', shown)
        assert now and now.group(1) != seen.group(1)
        sent(mine, address, **{**ANSWER, "facts": "Both of us."}, seen=now.group(1))
    with as_landlord(cast.landlord.id):
        assert Finding.objects.get().facts == "Both of us."


def test_a_form_refused_for_another_reason_keeps_what_it_has_seen(cast: Cast) -> None:
    complaint = received(cast)
    acknowledged(cast, complaint)
    address = case(complaint, "stage/1/points/1/")
    with at_desk(cast.manager, "2026-11-12") as client:
        sent(client, address, **ANSWER, seen=actions.version())
        too_long = client.post(address, {**ANSWER, "basis": "x" * 3000, "seen": actions.version()})
        assert "2,000 characters or less" in said(too_long)
        assert f'name="seen" value="{actions.version()}"' in too_long.content.decode()


def test_two_people_who_define_at_once_see_both_texts(cast: Cast) -> None:
    complaint = received(cast)
    words = {"point_1": "Mine", "point_2": "More", "outcomes": "", "outside": ""}
    with at_desk(cast.officer, "2026-11-09") as client:
        found = re.search(r'name="seen" value="([0-9a-f]+)"', page(client, case(complaint, "define/")))
        assert found
        sent(client, case(complaint, "define/"), **{**words, "point_1": "Theirs"}, seen=found.group(1))
        response = client.post(case(complaint, "define/"), {**words, "seen": found.group(1)})
        assert "Nothing was written over" in said(response)
        assert "Theirs" in response.content.decode()
        assert "Mine" in response.content.decode()


def test_a_refusal_needs_reasons_and_gives_them_in_the_letter(cast: Cast) -> None:
    complaint = received(cast)
    with at_desk(cast.officer, "2026-11-05") as client:
        address = case(complaint, "refuse/1/")
        assert "Select the ground" in said(client.post(address, {"step": "look"}))
        without = client.post(address, {"ground": "other", "step": "look"})
        assert "Write the reasons for refusing" in said(without)
        filed = {"ground": "in_court", "reasons": "Your claim was filed at court in May."}
        letter_alone = client.post(address, {**filed, "step": "look"})
        assert "a letter before claim is not enough" in said(letter_alone)
        filed |= day("claim_filed_on", "2026-05-11") | day("particulars_filed_on", "2026-05-20")
        read_and_issue(client, address, **filed)
        shown = page(client, case(complaint))
        assert "Not accepted" in shown
    with as_landlord(cast.landlord.id):
        letter = Letter.objects.get()
        assert "filed at court in May" in str(letter.content)
        noted = timeline(cast.landlord.id, ("complaint", complaint.id))
        refused = next(one for one in noted if one.kind.name == "complaint.refused")
        assert refused.facts["claim_filed_on"] == "2026-05-11"
        assert refused.facts["ground"] == "in_court"


def test_a_complaint_is_too_old_only_past_the_limit_and_with_a_decision(cast: Cast) -> None:
    complaint = received(cast)  # on 3 November 2026
    with at_desk(cast.officer, "2026-11-05") as client:
        address = case(complaint, "refuse/1/")
        old = {
            "ground": "older_than_limit",
            "reasons": "Too long ago, and nothing can be found.",
            "step": "look",
        }
        assert "record the day it happened" in said(client.post(address, old))
        in_time = client.post(address, {**old, **day("happened_on", "2025-11-03")})
        assert "complaints are taken until Tuesday 3 November 2026" in said(in_time)
        aware = day("happened_on", "2025-01-06") | day("aware_on", "2025-12-01")
        assert "It is not too old" in said(client.post(address, {**old, **aware}))
        late = old | day("happened_on", "2025-11-02")
        assert "Record why it is not taken on all the same" in said(client.post(address, late))
        late |= {"no_discretion_because": "Every witness has left, and she knew of it then."}
        del late["step"]
        read_and_issue(client, address, **late)
        assert "Not accepted" in page(client, case(complaint))
    with as_landlord(cast.landlord.id):
        noted = timeline(cast.landlord.id, ("complaint", complaint.id))
        refused = next(one for one in noted if one.kind.name == "complaint.refused")
        assert refused.facts["happened_on"] == "2025-11-02"
        assert refused.personal["no_discretion_because"].startswith("Every witness")


def test_a_third_stage_of_2022_needs_the_landlords_reasons(cast: Cast) -> None:
    complaint = received(cast, "2022-11-04")
    acknowledged(cast, complaint, "2022-11-08")
    answered(cast, complaint, "2022-11-16")
    with as_landlord(cast.landlord.id):
        at, head = moment("2022-11-24"), cast.by(cast.head)
        actions.escalate(complaint, by=RESIDENT, at=at)
        actions.allocate(complaint, cast.head, stage=2, by=head, at=at)
        for point in complaint.points.all():
            actions.record_finding(complaint, point, 2, FindingDraft(**ANSWER), by=head, at=at)
        actions.answer(complaint, 2, by=head, at=at)
        with pytest.raises(Refused) as refused:
            actions.escalate(complaint, why="Because it still leaks.", by=RESIDENT, at=at)
        assert (refused.value.code, refused.value.provision) == ("third_stage_without_reasons", "5.17")
        why = "A panel of residents looks at it last, as our self-assessment says."
        third = actions.escalate(complaint, third_stage_reasons=why, by=head, at=at)
        assert third.number == 3
        noted = timeline(cast.landlord.id, ("complaint", complaint.id))[-1]
        assert noted.facts["third_stage_reasons"] == why


def test_a_withdrawal_is_taken_down(cast: Cast) -> None:
    complaint = received(cast)
    with at_desk(cast.officer, "2026-11-05") as client:
        sent(client, case(complaint, "withdraw/"), reasons="She rang to say so.")
        assert "Withdrawn" in page(client, case(complaint))


def test_a_planned_promise_can_be_taken_out_and_a_made_one_cannot(cast: Cast) -> None:
    complaint = received(cast)
    acknowledged(cast, complaint)
    plan = {"action": "Repair it.", **day("due_on", "2026-12-04"), "owner": str(cast.manager.id), "point": ""}
    with at_desk(cast.manager, "2026-11-12") as client:
        past = client.post(case(complaint, "stage/1/promises/"), {**plan, **day("due_on", "2026-11-11")})
        assert "is in the past" in said(past)
        sent(client, case(complaint, "stage/1/promises/"), **plan)
        promise = Promise.objects.get()
        assert client.get(case(complaint, f"promises/{promise.id}/")).status_code == 404
        assert client.get(case(complaint, f"promises/{promise.id}/drop/")).status_code == 405
        sent(client, case(complaint, f"promises/{promise.id}/drop/"))
        assert not Promise.objects.exists()
        sent(client, case(complaint, "stage/1/promises/"), **plan)
        promise = Promise.objects.get()
    answered(cast, complaint)
    with at_desk(cast.manager, "2026-11-24") as client:
        refused = client.post(case(complaint, f"promises/{promise.id}/drop/"))
        assert "has promised this already" in said(refused)
        without = client.post(case(complaint, f"promises/{promise.id}/"), day("on", "2026-11-24"))
        assert "Say how we know" in said(without)


# Lists


def test_the_queue_has_dangers_first_and_then_the_worst(cast: Cast) -> None:
    late = received(cast, "2026-10-01", name="Late Person")
    early = received(cast, "2026-11-06", name="Early Person")
    with as_landlord(cast.landlord.id):
        actions.open_hazard(
            cast.landlord,
            complaint=early,
            danger="yes",
            what=["gas"],
            phone="07700 900 555",
            by=RESIDENT,
            at=moment("2026-11-06"),
        )
    with at_desk(cast.officer, "2026-11-09") as client:
        shown = page(client, "/meadowbank/en/staff/")
        assert (
            shown.index("07700 900 555")
            < shown.index("Late Person")
            < shown.index("Early Person</bdi> <span")
        )
        assert "working days late" in shown
        assert "Early Person" in page(client, "/meadowbank/en/staff/?show=unallocated")
        assert "Early Person</bdi> <span" not in page(client, "/meadowbank/en/staff/?show=mine")
        assert AccessEntry.objects.filter(what="queue").exists()
        hazard = Hazard.objects.get()
        address = f"/meadowbank/en/staff/hazards/{hazard.id}/"
        assert "Smell of gas" in page(client, address)
        assert "Enter what was done" in said(client.post(address, {"outcome": "", "ending": "made_safe"}))
        with as_landlord(cast.landlord.id):
            looked_into(hazard, cast.by(cast.officer), moment("2026-11-09"))
        sent(client, address, ending="no_danger", outcome="The gas network made it safe at 10.")
        assert "07700 900 555" not in page(client, "/meadowbank/en/staff/")
        assert "made it safe at 10" in page(client, address)
    assert late.reference != early.reference


def test_the_queues_numbers_are_those_of_its_rows(cast: Cast) -> None:
    for received_on in ("2026-10-01", "2026-11-02", "2026-11-05", "2026-11-09"):
        received(cast, received_on)
    on = moment("2026-11-09").date()
    with as_landlord(cast.landlord.id):
        rows = queries.queue(cast.landlord, Show.ALL, cast.officer.id, on)
        counted = queries.urgency_counts(rows, on)
        seen = [queries.urgency(row.next_due_on, on) for row in rows]
    assert counted == {one: seen.count(one) for one in Urgency}
    assert counted[Urgency.LATE] == 1
    assert counted[Urgency.TODAY] == 1
    assert seen == sorted(seen, key=list(Urgency).index)


def test_a_withdrawn_case_stays_in_the_queue_until_its_promises_are_kept(cast: Cast) -> None:
    complaint = received(cast)
    acknowledged(cast, complaint)
    with as_landlord(cast.landlord.id):
        actions.plan_promise(
            complaint,
            1,
            action="Repair it.",
            due_on=moment("2026-12-04").date(),
            owner=cast.manager,
            by=cast.by(cast.manager),
            at=moment("2026-11-12"),
        )
    answered(cast, complaint)
    with as_landlord(cast.landlord.id):
        actions.escalate(complaint, by=RESIDENT, at=moment("2026-11-23"))
        actions.withdraw(complaint, by=RESIDENT, at=moment("2026-11-24"))
    with at_desk(cast.officer, "2026-11-25") as client:
        assert "Keep a promise" in page(client, "/meadowbank/en/staff/")


def test_search_finds_by_reference_name_postcode_and_address(cast: Cast) -> None:
    complaint = received(cast)
    with at_desk(cast.officer, "2026-11-09") as client:

        def found(words: str) -> bool:
            return complaint.reference[:4] in page(client, f"/meadowbank/en/staff/search/?q={words}")

        assert found(complaint.reference.lower())
        assert found(f"{complaint.reference[:4]} {complaint.reference[4:]}")
        assert found("tamsin")
        assert found("zz9 9")
        assert found("Example")
        assert not found("Nobody of that name")
        assert not found("")


def statements(client: Client, address: str) -> int:
    """Statements of a page, without those that Django's sessions and savepoints add."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        page(client, address)
    return sum(
        not re.match(r"(SAVEPOINT|RELEASE|ROLLBACK|SET )", one["sql"]) for one in captured.captured_queries
    )


def test_the_queue_takes_as_many_statements_for_200_cases_as_for_20(cast: Cast) -> None:
    for _number in range(20):
        received(cast)
    with at_desk(cast.officer, "2026-11-09") as client:
        page(client, "/meadowbank/en/staff/")
        few = statements(client, "/meadowbank/en/staff/")
        for _number in range(180):
            received(cast)
        many = statements(client, "/meadowbank/en/staff/")
        assert "?page=4" in page(client, "/meadowbank/en/staff/")
    assert many == few
    assert few <= 20


def test_a_case_takes_as_many_statements_however_much_it_holds(cast: Cast) -> None:
    small = received(cast)
    large = received(cast, more_points=tuple(f"Point {number}" for number in range(15)))
    for complaint in (small, large):
        acknowledged(cast, complaint)
        answered(cast, complaint)
    with as_landlord(cast.landlord.id):
        for number in range(30):
            actions.record_contact(
                large,
                on=moment("2026-11-20").date(),
                channel="phone",
                outgoing=True,
                who="Her",
                summary=f"Call {number}",
                by=cast.by(cast.manager),
                at=moment("2026-11-20"),
            )
    with at_desk(cast.officer, "2026-11-25") as client:
        for rest in ("", "record/"):
            page(client, case(small, rest))
            assert statements(client, case(small, rest)) == statements(client, case(large, rest)) <= 26


# Writing down, and the resident's keys


def test_a_complaint_by_phone_is_written_down_once(cast: Cast) -> None:
    with at_desk(cast.officer, "2026-11-09") as client:
        shown = page(client, "/meadowbank/en/staff/new/")
        key = re.search(r'name="key" value="(\w+)"', shown)
        assert key
        typed = {
            "danger": "yes",
            "channel": "phone",
            **day("received_on", "2026-11-06"),
            "words": "پانی آ رہا ہے",
            "more": "No heating either\n\nNobody rang back",
            "name": "Amira Khan",
            "address": "",
            "postcode": "zz9 9zz",
            "contact_ways": ["phone"],
            "phone": "07700 900 321",
            "email": "",
            "key": key.group(1),
        }
        late = client.post("/meadowbank/en/staff/new/", {**typed, **day("received_on", "2026-11-10")})
        assert "must be today or in the past" in said(late)
        made = client.post("/meadowbank/en/staff/new/", typed).content.decode()
        complaint = Complaint.objects.get()
        assert complaint.channel == "phone"
        assert complaint.received_on.isoformat() == "2026-11-06"
        assert complaint.points.count() == 3
        assert Hazard.objects.get().complaint_id == complaint.id
        passphrase = re.search(r"[a-z]+-[a-z]+-[a-z]+-[a-z]+-\d\d", made)
        assert passphrase and actions.passphrase_opens(complaint, passphrase.group())
        assert client.post("/meadowbank/en/staff/new/", typed).status_code == 302
        assert Complaint.objects.count() == 1


def test_new_keys_are_shown_once_and_end_the_old_ones(cast: Cast) -> None:
    complaint = received(cast)
    before = fresh(complaint).passphrase
    with at_desk(cast.officer, "2026-11-09") as client:
        assert "stop working at once" in page(client, case(complaint, "access/"))
        assert fresh(complaint).passphrase == before
        shown = client.post(case(complaint, "access/")).content.decode()
        found = re.search(r"[a-z]+-[a-z]+-[a-z]+-[a-z]+-\d\d", shown)
        assert found and actions.passphrase_opens(fresh(complaint), found.group())
        assert found.group() not in page(client, case(complaint, "access/"))


# Older editions


@pytest.mark.parametrize(
    ("made", "dates"),
    [
        ("2019-05-01", "so it sets no dates"),
        ("2021-05-04", "Complaint Handling Code 2020"),
        ("2023-03-01", "Complaint Handling Code 2022"),
    ],
)
def test_a_case_of_an_older_edition_is_shown_and_worked_on(cast: Cast, made: str, dates: str) -> None:
    complaint = received(cast, made)
    acknowledged(cast, complaint, made)
    with at_desk(cast.manager, made) as client:
        assert dates in page(client, case(complaint))
        shown = page(client, case(complaint, "extend/1/"))
        assert ("The answer is due" in shown) == (made > "2020")
    answered(cast, complaint, made)
    with at_desk(cast.officer, made) as client:
        sent(client, case(complaint, "stage-2/"))
        assert "Stage 2 asked for" in page(client, case(complaint))
        assert "<h1" in page(client, case(complaint, "record/"))


# Words and addresses


def test_every_state_and_urgency_has_its_words() -> None:
    assert set(STATES) == set(State)
    assert set(URGENCIES) == set(Urgency)


def test_the_parts_of_a_finding_are_the_same_on_page_and_in_act() -> None:
    assert set(RecordFinding.PARTS) == set(FindingDraft.__dataclass_fields__)


def test_an_imported_reference_with_a_stroke_has_an_address(cast: Cast) -> None:
    complaint = received(cast)
    with as_landlord(cast.landlord.id):
        Complaint.objects.filter(id=complaint.id).update(reference="C/2026/17")
    with at_desk(cast.officer, "2026-11-09") as client:
        assert "C~2026~17" in page(client, "/meadowbank/en/staff/")
        assert "C/2026/17" in page(client, "/meadowbank/en/staff/complaints/C~2026~17/")


def test_staff_pages_are_in_english_alone(cast: Cast, settings: Any) -> None:
    settings.PUTRIGHT_DRAFT_LANGUAGES = True
    complaint = received(cast)
    with at_desk(cast.officer, "2026-11-09") as client:
        response = client.get(case(complaint).replace("/en/", "/ur/"))
        assert response.status_code == 302
        assert response["Location"] == case(complaint)
        assert client.post(case(complaint, "withdraw/").replace("/en/", "/ur/")).status_code == 404
