"""The resident's form in the browser's own terms: pages, cookies, errors, and sending it once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from putright.accounts.links import digest
from putright.accounts.models import Landlord
from putright.complaints import actions, drafts
from putright.complaints.actions import Told
from putright.complaints.models import Complaint, Draft, Hazard, Point
from putright.record.chain import By
from putright.record.models import Chain, Event, Message
from putright.record.tenancy import as_landlord
from putright.rules.clocks import clocks
from putright.rules.facts import ComplaintFacts, StageFacts
from putright.ui import dates
from tests.cast import make_landlord
from tests.complaints.filling import ANSWERS, count, elm, fill_in, only, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def landlord(db: None) -> Landlord:
    return elm()


def test_the_whole_form(client: Client, landlord: Landlord) -> None:
    assert client.get("/elm/en/complain/").status_code == 200
    assert client.post("/elm/en/complain/").url == page("danger")
    way = []
    following = page("danger")
    while "check" not in following:
        slug = following.split("/")[-2]
        way.append(slug)
        assert client.get(following).status_code == 200
        following = client.post(following, ANSWERS[slug]).url
    assert way == list(ANSWERS)
    check = client.get(page("check")).content.decode()
    assert "Still missing" not in check
    assert "Amira Khan" in check and "ZZ9 9ZZ" in check.upper() and "A new boiler" in check
    response = client.post(page("check"))
    assert response.url == "/elm/en/complain/sent/"
    sent = client.get(response.url).content.decode()
    complaint = only(Complaint, landlord)
    assert complaint.name == "Amira Khan"
    assert complaint.address == "1 High Street, Anytown"
    assert complaint.postcode == "ZZ9 9ZZ"
    assert complaint.spoken_language == "Urdu" and complaint.interpreter
    assert complaint.safe_message is True and complaint.safe_letters is None
    assert complaint.received_on == timezone.localdate()
    assert complaint.reference[:4] in sent
    passphrase = re.search(r"[a-z]+-[a-z]+-[a-z]+-[a-z]+-\d\d", sent)
    assert passphrase
    assert client.get(f"/elm/en/your-complaint/{complaint.reference}/").status_code == 200
    stranger = Client()
    assert stranger.get(f"/elm/en/your-complaint/{complaint.reference}/").status_code == 404
    found = stranger.post(
        "/elm/en/find/",
        {"reference": complaint.reference.lower(), "passphrase": passphrase[0].upper().replace("-", " ")},
    )
    assert found.status_code == 302
    assert stranger.get(found.url).status_code == 200


def test_each_page_is_kept_at_once_even_with_errors(
    client: Client, landlord: Landlord, settings: Any
) -> None:
    settings.PUTRIGHT_DRAFT_LANGUAGES = True
    response = client.post(page("address"), {"line_1": "Flat 3, أم", "postcode": "ZZ"})
    said = response.content.decode()
    assert response.status_code == 200
    assert "Enter a full UK postcode" in said and "<title>Error: " in said
    assert 'value="Flat 3, أم"' in said and 'value="ZZ"' in said
    again = client.get(page("address")).content.decode()
    assert 'value="Flat 3, أم"' in again and "Enter a full UK postcode" not in again
    # Any order, any language: the check page says what is missing, with a way there and back.
    check = client.get(page("check", "ur")).content.decode()
    assert '/elm/ur/complain/address/?change=1"' in check
    changed = client.post(page("address") + "?change=1", ANSWERS["address"])
    assert changed.url == page("check")


def test_what_is_missing_is_said_and_nothing_is_sent(client: Client, landlord: Landlord) -> None:
    client.post(page("danger"), {"danger": "no"})
    response = client.post(page("check"))
    said = response.content.decode()
    assert response.status_code == 200
    assert "There is a problem" in said and "<title>Error: " in said
    for message in ("Tell us what went wrong", "Enter your full name", "Select who the complaint is for"):
        assert message in said
    assert count(Complaint, landlord) == 0
    nothing = Client().post(page("check"))
    assert "Select yes if anyone is in danger right now" in nothing.content.decode()


def test_changing_who_it_is_for_leads_to_what_is_now_missing(client: Client, landlord: Landlord) -> None:
    fill_in(client, **{"who-for": {"for_whom": "no_name"}, "name": {"name": "x"}})
    assert "Your name" not in client.get(page("check")).content.decode()
    client.post(page("who-for") + "?change=1", {"for_whom": "me"})
    check = client.get(page("check")).content.decode()
    assert "Your name" in check and "Still missing" not in check


def test_a_complaint_without_a_name(client: Client, landlord: Landlord) -> None:
    fill_in(client, **{"who-for": {"for_whom": "no_name"}})
    assert client.post(page("check")).status_code == 302
    complaint = only(Complaint, landlord)
    assert (complaint.for_whom, complaint.name, complaint.phone, complaint.email) == ("no_name", "", "", "")
    assert count(Message, landlord) == 0


def test_the_list_grows_and_shrinks_without_javascript(client: Client, landlord: Landlord) -> None:
    empty = client.post(page("anything-else"), {"point_0": "", "add": "1"})
    assert "Enter what else is wrong" in empty.content.decode()
    added = client.post(page("anything-else"), {"point_0": "First", "add": "1"})
    assert added.url == page("anything-else") + "#id_point_1"
    shown = client.get(page("anything-else")).content.decode()
    assert 'value="First"' in shown and 'name="point_1"' in shown
    removed = client.post(page("anything-else"), {"point_0": "First", "point_1": "Second", "remove": "0"})
    assert removed.status_code == 302
    assert 'value="Second"' in client.get(page("anything-else")).content.decode()
    assert client.post(page("anything-else"), {"point_0": "Second"}).url == page("when")
    full = {f"point_{number}": "x" for number in range(20)}
    assert "This list is full" in client.post(page("anything-else"), full | {"add": "1"}).content.decode()


def test_a_page_that_was_open_too_long_is_shown_again(landlord: Landlord) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(page("what-went-wrong"), ANSWERS["what-went-wrong"])
    said = response.content.decode()
    assert response.status_code == 403
    assert "The boiler broke in October." in said and "This page was open for a long time" in said
    assert count(Draft, landlord) == 0
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', said)
    assert token
    following = client.post(
        page("what-went-wrong"), ANSWERS["what-went-wrong"] | {"csrfmiddlewaretoken": token[1]}
    )
    assert following.status_code == 302
    assert client.post(page("check")).status_code == 403


def test_a_draft_past_its_time_loses_only_what_came_before(client: Client, landlord: Landlord) -> None:
    client.post(page("danger"), {"danger": "no"})
    with as_landlord(landlord.id):
        Draft.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert "checked" not in client.get(page("danger")).content.decode()
    response = client.post(page("what-went-wrong"), {"words": "No heating"})
    assert response.url == page("anything-else") + "?kept=1"
    assert "are no longer here" in client.get(response.url).content.decode()
    check = client.get(page("check")).content.decode()
    assert "No heating" in check and "Select yes if anyone is in danger right now" in check


def test_the_cookie_is_bound_and_its_secret_is_stored_nowhere(client: Client, landlord: Landlord) -> None:
    client.post("/elm/en/complain/")
    cookie = client.cookies[drafts.COOKIE]
    assert cookie["path"] == "/elm/" and cookie["httponly"] and cookie["samesite"] == "Lax"
    assert not cookie["domain"]
    assert cookie["max-age"] == 28 * 24 * 60 * 60
    draft = only(Draft, landlord)
    assert draft.key == digest(cookie.value) and cookie.value not in str(draft.__dict__)
    make_landlord("oak", "Oak Homes")
    elsewhere = Client(headers={"cookie": f"{drafts.COOKIE}={cookie.value}"})
    client.post(page("what-went-wrong"), {"words": "Only for Elm"})
    assert "Only for Elm" not in elsewhere.get("/oak/en/complain/what-went-wrong/").content.decode()
    assert "Only for Elm" in elsewhere.get(page("what-went-wrong")).content.decode()


def test_danger_opens_a_hazard_at_once_and_once(client: Client, landlord: Landlord) -> None:
    assert client.post(page("danger"), {"danger": "unknown"}).url == page("urgent")
    hazard = only(Hazard, landlord)
    assert (hazard.danger, hazard.kinds, hazard.phone) == ("unknown", [], "")
    assert only(Message, landlord).to == "duty@elm.example"
    told = client.get(page("urgent")).content.decode()
    for number in ("999", landlord.gas_phone, landlord.emergency_phone):
        assert number in told
    missing = client.post(page("urgent"), {"called": "call_me", "what": ["gas"]})
    assert "Enter a phone number we can call now" in missing.content.decode()
    client.post(page("urgent"), {"called": "call_me", "phone": "07700 900 982", "what": ["gas"]})
    client.post(page("danger"), {"danger": "unknown"})
    hazard = only(Hazard, landlord)
    assert (hazard.kinds, hazard.phone, hazard.has_called) == (["gas"], "07700 900 982", False)
    # A slip put right: what was said stays for people to judge, and the form goes on without the page.
    assert client.post(page("danger"), {"danger": "no"}).url == page("told-before")
    assert only(Hazard, landlord).closed_at is None
    fill_in(client)
    client.post(page("check"))
    assert only(Hazard, landlord).complaint_id == only(Complaint, landlord).id


def test_no_danger_opens_nothing(client: Client, landlord: Landlord) -> None:
    client.post(page("danger"), {"danger": "no"})
    client.post(page("urgent"), {})
    assert count(Hazard, landlord) == 0


def test_sent_twice_is_one_complaint(client: Client, landlord: Landlord) -> None:
    fill_in(client)
    secret = client.cookies[drafts.COOKIE].value
    other_tab = Client(headers={"cookie": f"{drafts.COOKIE}={secret}"})
    assert client.post(page("check")).url == "/elm/en/complain/sent/"
    assert other_tab.post(page("check")).url == "/elm/en/complain/sent/"
    assert client.post(page("check")).url == "/elm/en/complain/sent/"
    assert count(Complaint, landlord) == 1
    assert only(Draft, landlord).answers.keys() == {"passphrase"}
    # Back, and whatever was open: nothing is added unseen, and nothing typed is lost.
    assert client.get(page("check")).url == "/elm/en/complain/sent/"
    assert client.get(page("name")).url == "/elm/en/complain/sent/"
    late = client.post(page("what-went-wrong"), {"words": "One thing more"}).content.decode()
    assert "One thing more" in late and "You have sent this complaint already" in late
    again = client.post(page("what-went-wrong"), {"words": "One thing more", "again": "1"})
    assert again.url == page("anything-else")
    assert client.cookies[drafts.COOKIE].value != secret
    assert "One thing more" in client.get(page("check")).content.decode()


def test_a_page_saved_while_another_tab_sends(client: Client, landlord: Landlord) -> None:
    fill_in(client)
    found = drafts.held

    def sent_meanwhile(request: Any) -> Any:
        mine = found(request)
        with mock.patch.object(drafts, "held", found):
            other = Client(headers={"cookie": f"{drafts.COOKIE}={client.cookies[drafts.COOKIE].value}"})
            assert other.post(page("check")).status_code == 302
        return mine

    with mock.patch.object(drafts, "held", sent_meanwhile):
        said = client.post(page("name"), {"name": "Another"}).content.decode()
    assert "You have sent this complaint already" in said and "Another" in said
    assert only(Complaint, landlord).name == "Amira Khan"


def test_the_passphrase_outlives_a_blink_and_no_more(
    client: Client, landlord: Landlord, settings: Any
) -> None:
    settings.PUTRIGHT_DRAFT_LANGUAGES = True
    fill_in(client)
    client.post(page("check"))
    first = client.get("/elm/en/complain/sent/").content.decode()
    found = re.search(r"[a-z]+-[a-z]+-[a-z]+-[a-z]+-\d\d", first)
    assert found
    assert found[0] in client.get("/elm/ur/complain/sent/").content.decode()
    draft = only(Draft, landlord)
    assert found[0] not in str(draft.answers)
    later = timezone.now() + timedelta(minutes=31)
    with mock.patch("putright.accounts.middleware.timezone.now", return_value=later):
        said = client.get("/elm/en/complain/sent/").content.decode()
    assert found[0] not in said and "Your passphrase was shown when you sent your complaint" in said
    # The draft's secret alone, without the cookie that opens the case, shows nothing of it.
    secret = client.cookies[drafts.COOKIE].value
    other = Client(headers={"cookie": f"{drafts.COOKIE}={secret}"})
    assert other.get("/elm/en/complain/sent/").url == "/elm/en/find/"
    assert client.cookies[drafts.COOKIE]["max-age"] == 24 * 60 * 60


def test_the_two_dates_are_those_of_the_rules(client: Client, landlord: Landlord) -> None:
    fill_in(client)
    client.post(page("check"))
    said = client.get("/elm/en/complain/sent/").content.decode()
    today = timezone.localdate()
    complaint = only(Complaint, landlord)
    facts = ComplaintFacts(received_on=today, edition=complaint.edition, stages=(StageFacts(1, today),))
    due = {clock.id: dates.day(clock.due) for clock in clocks(facts)}
    assert set(due) == {"A1-24", "R1-24"}
    for day in due.values():
        assert day in said
    assert f"Received: {dates.day(today)} (day 0)." in said
    file = client.get(f"/elm/en/your-complaint/{complaint.reference}/dates/")
    lines = file.content.decode().split("\r\n")
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    assert [line for line in lines if line.startswith("DTSTART")] == [
        f"DTSTART;VALUE=DATE:{clock.due:%Y%m%d}" for clock in clocks(facts)
    ]


@pytest.mark.parametrize(
    "where",
    [
        "putright.complaints.actions.receiving.create_together",
        "putright.record.chain.note_many",
        "putright.complaints.actions.receiving.make_link",
        "putright.complaints.messages.outbox.send_later",
        "putright.complaints.drafts.sealed",
        "putright.complaints.form.resident_views.let_resident_in",
        "putright.complaints.form.resident_views.drafts.remember",
    ],
)
def test_a_crash_between_two_steps_loses_nothing(client: Client, landlord: Landlord, where: str) -> None:
    """The answer leaves after the commit, so whatever fails before it undoes all of it and keeps the draft."""
    fill_in(client)
    client.raise_request_exception = False
    before = only(Draft, landlord).answers
    with mock.patch(where, side_effect=RuntimeError("the plug was pulled")) as pulled:
        response = client.post(page("check"))
    assert pulled.called
    assert response.status_code == 500 and drafts.COOKIE not in response.cookies
    for model in (Complaint, Point, Event, Chain, Message):
        assert count(model, landlord) == 0, model
    assert only(Draft, landlord).answers == before
    assert client.post(page("check")).url == "/elm/en/complain/sent/"
    assert (count(Complaint, landlord), count(Event, landlord), count(Message, landlord)) == (1, 1, 1)


def test_a_reference_that_is_taken_is_not_given_again(client: Client, landlord: Landlord) -> None:
    with as_landlord(landlord.id):
        told = Told(words="The lift stands still.")
        first = actions.raise_complaint(landlord, told, by=By.resident(), at=timezone.now()).complaint
    made = ["FRESH234", first.reference]
    fill_in(client)
    with mock.patch("putright.complaints.reference.new_reference", side_effect=lambda: made.pop()):
        client.post(page("check"))
    with as_landlord(landlord.id):
        references = (
            Complaint.objects.filter(landlord=landlord).order_by("id").values_list("reference", flat=True)
        )
        assert list(references) == [first.reference, "FRESH234"]
