"""Writing down what reaches us, what is saved for later, and service requests until they are complaints or done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from putright.complaints import actions
from putright.complaints.actions import Told
from putright.complaints.intake import actions as intake
from putright.complaints.intake.actions import Came, Danger
from putright.complaints.intake.queries import Which, request_counts, requests
from putright.complaints.models import Complaint, Draft, Hazard, Representative, ServiceRequest, Source
from putright.complaints.queries import danger_is_open
from putright.record.chain import By, timeline
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from putright.rules.hazards import Ending
from tests.cast import Cast, looked_into, make_cast, moment
from tests.complaints.desk import at_desk, day, page, said

pytestmark = pytest.mark.django_db

NEW = "/meadowbank/en/staff/new/"
REQUESTS = "/meadowbank/en/staff/requests/"


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with as_landlord(made.landlord.id):
        yield made


def key_of(client: Client) -> str:
    found = re.search(r'name="key" value="(\w+)"', page(client, NEW))
    assert found
    return found.group(1)


def requested(
    cast: Cast, words: str = "The tap drips", on: str = "2026-10-12", **told: Any
) -> ServiceRequest:
    return intake.record_request(
        cast.landlord,
        Told(words=words, name="Percy Example", **told),
        channel="phone",
        by=cast.by(cast.front_line),
        at=moment(on),
    )


# One page for whatever reaches us


@pytest.mark.parametrize(
    "typed",
    [
        {"words": "Damp"},
        {"our_words": "Damp, she says"},
        {"name": "Samira"},
        {"phone": "07700 900 111"},
        {"channel": "phone", "cut_short": "on"},
        {"danger": "yes"},
        {"contact_ways": ["phone"]},
    ],
)
def test_something_typed_anywhere_is_enough(cast: Cast, typed: dict[str, Any]) -> None:
    with at_desk(cast.front_line, "2026-11-09") as client:
        shown = client.post(NEW, {**typed, "key": key_of(client), "do": "complaint"})
        assert "Complaint written down" in shown.content.decode()
    complaint = Complaint.objects.get()
    assert complaint.received_on == date(2026, 11, 9)
    assert complaint.channel == typed.get("channel", "other")


def test_nothing_at_all_is_asked_for_a_word(cast: Cast) -> None:
    with at_desk(cast.front_line, "2026-11-09") as client:
        answer = client.post(NEW, {"key": key_of(client), "do": "complaint"})
        assert "One word is enough" in said(answer)
    assert not Complaint.objects.exists()
    assert not Draft.objects.exists()


def test_front_line_staff_are_led_to_a_case_they_may_open(cast: Cast) -> None:
    with at_desk(cast.front_line, "2026-11-09") as client:
        shown = client.post(NEW, {"words": "W", "key": key_of(client)}).content.decode()
        reference = Complaint.objects.get().reference
        assert f"/staff/complaints/{reference}/" in shown
        assert client.get(f"/meadowbank/en/staff/complaints/{reference}/").status_code == 200
        assert "Nobody was asked about danger yet" in shown


def test_their_words_stand_beside_ours_and_are_never_replaced(cast: Cast) -> None:
    with at_desk(cast.front_line, "2026-11-09") as client:
        typed = {
            "words": "پانی",
            "our_words": "Leak in the kitchen",
            "more": "No heating",
            "key": key_of(client),
        }
        client.post(NEW, typed)
        complaint = Complaint.objects.get()
        rows = [(one.number, one.resident_words, one.words) for one in complaint.points.all()]
        assert rows == [(1, "پانی", "Leak in the kitchen"), (2, "No heating", "")]
        assert complaint.original_words == "پانی"
        shown = page(client, f"/meadowbank/en/staff/complaints/{complaint.reference}/source/")
        assert "پانی" in shown and "Leak in the kitchen" in shown and "Fay Frontline" in shown


def test_ours_alone_make_a_point_of_ours(cast: Cast) -> None:
    told = Told(words="", our_words="She could not say more", more_points=("Cold",))
    made = intake.write_down(
        cast.landlord,
        "k",
        told,
        channel="phone",
        received_on=date(2026, 11, 9),
        danger=Danger("no"),
        came=Came(),
        by=cast.by(cast.officer),
        at=moment("2026-11-09"),
    )
    rows = [(one.number, one.resident_words, one.words) for one in made.complaint.points.all()]
    assert rows == [(1, "", "She could not say more"), (2, "Cold", "")]
    (noted,) = timeline(cast.landlord.id, ("complaint", made.complaint.id))
    assert noted.facts["points"] == 2
    assert noted.personal["our_words"] == "She could not say more"


def test_danger_is_opened_at_once_also_where_the_page_is_only_saved(cast: Cast) -> None:
    with at_desk(cast.front_line, "2026-11-09") as client:
        key = key_of(client)
        typed = {
            "danger": "yes",
            "danger_what": ["gas"],
            "phone": "07700 900 111",
            "words": "Smell",
            "key": key,
        }
        client.post(NEW, {**typed, "do": "later"})
        hazard = Hazard.objects.get()
        assert (hazard.kinds, hazard.phone, hazard.complaint_id) == (["gas"], "07700 900 111", None)
        assert hazard.next_due_at is not None
        shown = client.post(NEW, {**typed, "do": "complaint"}).content.decode()
        hazard = Hazard.objects.get()
        assert hazard.complaint == Complaint.objects.get()
        assert f"/staff/hazards/{hazard.id}/" in shown
        assert danger_is_open(Complaint.objects.get())


def test_danger_is_opened_where_something_else_on_the_page_is_wrong(cast: Cast) -> None:
    with at_desk(cast.front_line, "2026-11-09") as client:
        typed = {"danger": "unknown", "words": "Sparks", "email": "no address", "key": key_of(client)}
        assert "correct format" in said(client.post(NEW, typed))
        assert Hazard.objects.get().danger == "unknown"
        client.post(NEW, {**typed, "email": ""})
        assert Hazard.objects.count() == 1
        assert Hazard.objects.get().complaint is not None


def test_words_of_danger_are_a_hint_and_decide_nothing(cast: Cast) -> None:
    with at_desk(cast.front_line, "2026-11-09") as client:
        shown = client.post(
            NEW, {"danger": "no", "words": "I smell gas", "key": key_of(client)}
        ).content.decode()
        assert "Words that may mean danger: gas" in shown
        assert not Hazard.objects.exists()
        quiet = client.post(
            NEW, {"danger": "no", "words": "The fence leans", "key": key_of(client)}
        ).content.decode()
        assert "danger" not in quiet.partition("<main")[2].partition("</main")[0].lower()


@pytest.mark.parametrize(
    ("received_on", "says"),
    [("2026-11-10", "must be today or in the past"), ("2026-11-09", "after the first contact")],
)
def test_no_clock_begins_after_the_first_contact(cast: Cast, received_on: str, says: str) -> None:
    key = "saved-on-friday"
    intake.save_for_later(
        cast.landlord, key, {}, danger=Danger(), by=cast.by(cast.officer), at=moment("2026-11-06")
    )
    with at_desk(cast.officer, "2026-11-09") as client:
        typed = {"words": "W", "key": key, "do": "complaint"}
        assert says in said(client.post(NEW, {**typed, **day("received_on", received_on)}))
        assert not Complaint.objects.exists()
        client.post(NEW, {**typed, **day("received_on", "2026-11-06")})
    assert Complaint.objects.get().received_on == date(2026, 11, 6)


def test_a_survey_comment_becomes_a_complaint_when_the_resident_says_so(cast: Cast) -> None:
    with at_desk(cast.officer, "2026-11-09") as client:
        typed = {"words": "Two stars", "channel": "survey", "key": key_of(client)}
        assert "Ask whether they want to complain" in said(client.post(NEW, typed))
        client.post(NEW, {**typed, "opted_in": "yes"})
    assert Source.objects.get().opted_in is True


def test_a_letter_of_an_mp_is_a_complaint_at_once_and_its_writer_waits_for_permission(cast: Cast) -> None:
    with at_desk(cast.officer, "2026-11-09") as client:
        typed = {
            "words": "My constituent is unhappy",
            "name": "Ottoline",
            "channel": "representative",
            "writer": "Cosmo MP",
            "writer_as": "mp",
            "writer_reference": "CP/1",
            "permission": "signed_form",
            "reply_to": "both",
            "key": key_of(client),
        }
        client.post(NEW, typed)
        complaint = Complaint.objects.get()
        assert complaint.received_on == date(2026, 11, 9)
        assert complaint.name == "Ottoline"
        helper = Representative.objects.get(complaint=complaint)
        # No word on where the form is: the resident is asked.
        assert (helper.name, helper.role, helper.permission) == ("Cosmo MP", "mp", "ask")
        shown = page(client, f"/meadowbank/en/staff/complaints/{complaint.reference}/source/")
        assert "CP/1" in shown and "Both" in shown


def test_a_post_keeps_its_link_and_the_script_is_there(cast: Cast) -> None:
    with at_desk(cast.officer, "2026-11-09") as client:
        assert "Do not post your address here" in page(client, NEW)
        link = "https://social.example/p/1"
        client.post(NEW, {"words": "Mould!", "channel": "social_media", "link": link, "key": key_of(client)})
        complaint = Complaint.objects.get()
        assert link in page(client, f"/meadowbank/en/staff/complaints/{complaint.reference}/source/")


def test_the_same_page_sent_twice_is_one_complaint(cast: Cast) -> None:
    with at_desk(cast.officer, "2026-11-09") as client:
        typed = {"words": "W", "key": key_of(client)}
        client.post(NEW, typed)
        assert client.post(NEW, typed).status_code == 302
        assert "already, as a complaint" in said(client.post(NEW, {**typed, "do": "request"}))
    assert Complaint.objects.count() == 1


# Saved for later


def test_what_is_saved_comes_back_as_it_was_typed_and_to_the_team(cast: Cast) -> None:
    with at_desk(cast.front_line, "2026-11-09") as client:
        typed = {
            "words": "Half a sen",
            "email": "not yet an add",
            "received_on-day": "6",
            "received_on-month": "",
            "received_on-year": "2026",
            "contact_ways": ["phone", "text"],
            "channel": "visit",
            "key": key_of(client),
            "do": "later",
        }
        assert client.post(NEW, typed).status_code == 302
    draft = Draft.objects.get()
    with at_desk(cast.leader, "2026-11-10") as client:
        listed = page(client, f"{NEW}unfinished/")
        assert "Half a sen" in listed and "Fay Frontline" in listed
        shown = page(client, f"{NEW}unfinished/{draft.id}/")
        assert "Half a sen" in shown and "not yet an add" in shown
        assert re.search(r'name="received_on-day"[^>]* value="6"', shown)
        assert re.search(r'value="visit" checked', shown)
        assert shown.count(" checked") == 3
        finished = {**typed, "email": "", **day("received_on", "2026-11-06"), "do": "complaint"}
        client.post(f"{NEW}unfinished/{draft.id}/", finished)
        assert Complaint.objects.get().received_on == date(2026, 11, 6)
        assert "Half a sen" not in page(client, f"{NEW}unfinished/")
        assert client.get(f"{NEW}unfinished/{draft.id}/").status_code == 302


def test_what_staff_saved_lives_from_its_last_day_and_as_long_as_its_danger_is_open(cast: Cast) -> None:
    by = cast.by(cast.front_line)
    more: Any = {"danger": Danger(), "by": by}
    intake.save_for_later(cast.landlord, "k", {"words": ["W"]}, **more, at=moment("2026-10-05"))
    intake.save_for_later(cast.landlord, "k", {"words": ["X"]}, **more, at=moment("2026-10-19"))
    serious: Any = {"danger": Danger("yes"), "by": by}
    intake.save_for_later(cast.landlord, "d", {"words": ["D"]}, **serious, at=moment("2026-10-05"))
    last = moment("2026-10-19") + timedelta(days=cast.landlord.draft_days)
    assert actions.remove_expired_drafts(cast.landlord.id, last - timedelta(seconds=1)) == 0
    assert actions.remove_expired_drafts(cast.landlord.id, last) == 1
    assert Draft.objects.get().answers == {"intake": {"words": ["D"]}}
    Hazard.objects.update(closed_at=last)
    assert actions.remove_expired_drafts(cast.landlord.id, last) == 1
    assert actions.remove_expired_drafts(cast.landlord.id, last) == 0
    assert (Draft.objects.get().answers, Draft.objects.get().saved_at) == ({}, None)


# Service requests


def test_a_request_is_recorded_answered_looked_at_again_and_done(cast: Cast) -> None:
    with at_desk(cast.front_line, "2026-10-12") as client:
        client.post(NEW, {"words": "The tap drips", "name": "Percy", "key": key_of(client), "do": "request"})
        request = ServiceRequest.objects.get()
        assert not Complaint.objects.exists()
        shown = page(client, f"{REQUESTS}{request.reference}/")
        assert "The tap drips" in shown and "Not answered" in shown and "Nov 2026" in shown
        for step, typed in (
            ("answer", {"answer": "A plumber comes on Monday"}),
            ("done", {"done": "Tap replaced", **day("on", "2026-10-12")}),
        ):
            assert client.post(f"{REQUESTS}{request.reference}/{step}/", {}).status_code == 200
            assert client.post(f"{REQUESTS}{request.reference}/{step}/", typed).status_code == 302
    with at_desk(cast.officer, "2026-10-13") as client:
        assert "Tap replaced" in page(client, f"{REQUESTS}{request.reference}/")
        assert request.reference[:4] in page(client, f"{REQUESTS}?show=done")
    kinds = [noted.kind.name for noted in timeline(cast.landlord.id, ("service_request", request.id))]
    assert kinds == [f"service_request.{one}" for one in ("recorded", "answered", "done")]


def test_a_review_sets_the_next_one(cast: Cast) -> None:
    request = requested(cast)
    assert request.review_due_on == date(2026, 11, 9)
    on = date(2026, 11, 9)
    assert list(requests(cast.landlord, Which.REVIEW, on)) == [request]
    intake.review_request(request, "Waits for a part", by=cast.by(cast.officer), at=moment("2026-11-09"))
    assert not requests(cast.landlord, Which.REVIEW, on).exists()
    assert requests(cast.landlord, Which.OPEN, on).get().review_due_on == date(2026, 12, 7)


def test_unhappy_words_are_listed_until_a_person_has_looked(cast: Cast) -> None:
    quiet, loud = requested(cast), requested(cast, "Nobody came, I am fed up")
    assert list(requests(cast.landlord, Which.UNHAPPY, date(2026, 11, 9))) == [loud]
    assert request_counts(cast.landlord, date(2026, 10, 12)) == {
        Which.UNHAPPY: 1,
        Which.OPEN: 2,
        Which.REVIEW: 0,
    }
    assert not Complaint.objects.exists()
    with at_desk(cast.officer, "2026-10-13") as client:
        assert "Service request with unhappy words" in page(client, "/meadowbank/en/staff/")
        listed = page(client, REQUESTS)
        assert "fed up" in listed and quiet.reference not in listed
        shown = page(client, f"{REQUESTS}{loud.reference}/")
        assert "would you like that?" in shown
        assert "not a complaint" not in shown.lower()
        assert "Enter what the resident said" in said(client.post(f"{REQUESTS}{loud.reference}/offer/", {}))
        client.post(f"{REQUESTS}{loud.reference}/offer/", {"note": "No, she says, only the tap"})
    assert not requests(cast.landlord, Which.UNHAPPY, date(2026, 11, 9)).exists()


def test_one_act_makes_it_a_complaint_that_keeps_its_day(cast: Cast) -> None:
    request = requested(cast, "Roof leaks", "2026-10-12")
    hazard = actions.open_hazard(
        cast.landlord, request=request, danger="yes", by=By.resident(), at=moment("2026-10-12")
    )
    with at_desk(cast.front_line, "2026-11-09") as client:
        shown = page(client, f"{REQUESTS}{request.reference}/complaint/")
        assert "Monday 12 October 2026" in shown
        made = client.post(f"{REQUESTS}{request.reference}/complaint/", {"words": "Nobody came"})
        assert "The request is a complaint now" in made.content.decode()
        complaint = Complaint.objects.get()
        assert complaint.received_on == complaint.requested_on == date(2026, 10, 12)
        assert [one.resident_words for one in complaint.points.all()] == ["Roof leaks", "Nobody came"]
        hazard.refresh_from_db()
        assert hazard.complaint == complaint
        case = f"/meadowbank/en/staff/complaints/{complaint.reference}/"
        assert "Service request before" in page(client, case)
        assert request.reference[:4] in page(client, f"{case}source/")
        # Work on the request goes on (2024:1.5).
        assert "The work is done" in page(client, f"{REQUESTS}{request.reference}/")
        again = client.post(f"{REQUESTS}{request.reference}/complaint/", {"words": "Nobody came"})
        assert again.status_code == 302
    intake.finish_request(
        request, on=date(2026, 11, 10), done="Roof mended", by=cast.by(cast.officer), at=moment("2026-11-10")
    )
    assert Complaint.objects.count() == 1
    assert Complaint.objects.get().closed_on is None


def test_a_later_day_counts_with_its_reason_alone(cast: Cast) -> None:
    request = requested(cast, "Roof leaks", "2026-10-12")
    address = f"{REQUESTS}{request.reference}/complaint/"
    with at_desk(cast.officer, "2026-11-09") as client:
        for typed, says in (
            ({**day("unhappy_on", "2026-11-02")}, "Say why the dates count from"),
            ({**day("unhappy_on", "2026-10-11"), "because": "R"}, "is before the request"),
            ({**day("unhappy_on", "2026-11-10"), "because": "R"}, "is still to come"),
        ):
            assert says in said(client.post(address, typed))
        client.post(address, {**day("unhappy_on", "2026-11-02"), "because": "Content until the second visit"})
    complaint = Complaint.objects.get()
    assert (complaint.received_on, complaint.requested_on) == (date(2026, 11, 2), date(2026, 10, 12))
    noted = timeline(cast.landlord.id, ("service_request", request.id))[-1]
    assert noted.facts["unhappy_on"] == "2026-11-02"
    assert noted.personal["because"] == "Content until the second visit"


def test_a_resident_may_make_it_a_complaint_and_each_act_leaves_one_event(cast: Cast) -> None:
    request = intake.record_request(
        cast.landlord, Told("Roof"), channel="web", by=By.resident(), at=moment("2026-10-12")
    )
    assert not Source.objects.exists()
    made = intake.become_complaint(request, words="Still wet", by=By.resident(), at=moment("2026-10-20"))
    assert len(timeline(cast.landlord.id, ("service_request", request.id))) == 2
    assert len(timeline(cast.landlord.id, ("complaint", made.complaint.id))) == 1
    with pytest.raises(Refused):
        intake.answer_request(request, "A", by=By.resident(), at=moment("2026-10-20"))


def test_blanking_a_case_blanks_the_request_and_the_source_too(cast: Cast) -> None:
    by = cast.by(cast.officer)
    request = requested(cast, "Nobody came to Percy", phone="07700 900 999")
    hazard = actions.open_hazard(
        cast.landlord, request=request, danger="yes", words="Percy", by=By.resident(), at=moment("2026-10-12")
    )
    complaint = intake.become_complaint(request, by=by, at=moment("2026-10-13")).complaint
    looked_into(hazard, by, moment("2026-10-13"))
    # An open danger keeps what is known of it.
    actions.close_hazard(hazard, "Percy is safe", ending=Ending.NO_DANGER, by=by, at=moment("2026-10-13", 12))
    actions.withdraw(complaint, by=By.resident(), at=moment("2026-10-14"))
    actions.blank_personal_text(complaint, reason="retention", by=by, at=moment("2026-11-09"))
    request.refresh_from_db()
    assert not any((request.name, request.phone, request.original_words, request.unhappy_words))
    attempt = hazard.attempts.get()
    assert not any((attempt.notice, attempt.summary))
    told = [
        noted.personal
        for subject in (("service_request", request.id), ("hazard", hazard.id), ("complaint", complaint.id))
        for noted in timeline(cast.landlord.id, subject)
    ]
    assert not any(told)
