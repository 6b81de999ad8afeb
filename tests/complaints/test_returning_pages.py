"""Saving a form and coming back to it in the browser's own terms: pages, cookies, links, codes tried many times."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from putright.accounts.models import Landlord
from putright.complaints.models import Complaint, Draft, SavedDraft
from putright.record.models import Message
from putright.record.tenancy import as_landlord
from tests.complaints.filling import count, elm, fill_in, only, page
from tests.complaints.resident import words
from tests.statements import statements

pytestmark = pytest.mark.django_db
SAVE, SAVED, RETURN = ("/elm/en/complain/save/", "/elm/en/complain/saved/", "/elm/en/complain/return/")
MOULD = {"words": "Mould in the nursery.\n\nنرسری میں پھپھوندی"}


@pytest.fixture
def landlord(db: None) -> Landlord:
    cache.clear()
    return elm()


def begun(client: Client, **pages: Any) -> None:
    for slug, typed in (
        {"what-went-wrong": MOULD, "address": {"line_1": "1 High Street", "postcode": "zz9 9zz"}} | pages
    ).items():
        client.post(page(slug), typed)


def code_of(client: Client) -> str:
    found = re.search(r"[a-z]+-[a-z]+-[a-z]+-\d\d", words(client.get(SAVED).content.decode()))
    assert found
    return found[0]


def saved(client: Client, **typed: Any) -> str:
    response = client.post(SAVE, {"way": "code"} | typed)
    assert response.status_code == 302 and response.url == SAVED, response.content.decode()
    return code_of(client)


def link_of(landlord: Landlord) -> str:
    with as_landlord(landlord.id):
        text = Message.objects.filter(about_kind="draft").latest("written_at").text
    found = re.search(r"/elm/\w+/complain/return/\S+", text)
    assert found
    return found[0]


def test_a_form_is_saved_and_gone_on_with_on_another_device(client: Client, landlord: Landlord) -> None:
    begun(client)
    # The button stands in the page's own form: what was typed is kept, right or wrong.
    assert client.post(page("contact"), {"phone": "077", "save": "1"}).url == SAVE
    shown = words(client.get(SAVE).content.decode())
    assert "How do you want to come back?" in shown and "Your postcode, or a phone number" not in shown
    code = saved(client)
    said = words(client.get(SAVED).content.decode())
    assert "not sent yet" in said and "What went wrong Answered" in said and "Still to do" in said
    elsewhere = Client()
    answer = elsewhere.post(RETURN, {"code": code.upper().replace("-", " "), "proof": "ZZ99ZZ"})
    assert answer.url == f"{SAVED}?back=1"
    there = words(elsewhere.get(answer.url).content.decode())
    # The code was shown where it was made; here they have it.
    assert code not in there and "Everything you typed is here" in there
    assert "Mould in the nursery" in elsewhere.get(page("what-went-wrong")).content.decode()
    assert 'value="077"' in elsewhere.get(page("contact")).content.decode()
    # Both go on with the same form, and neither loses what the other has typed.
    elsewhere.post(page("name"), {"name": "Amira Khan"})
    client.post(page("put-right"), {"wanted": ["work"]})
    assert 'value="Amira Khan"' in client.get(page("name")).content.decode()
    assert count(Draft, landlord) == 1


def test_a_form_that_was_sent_on_one_device_is_not_lost_on_the_other(
    client: Client, landlord: Landlord
) -> None:
    fill_in(client)
    code = saved(client)
    elsewhere = Client()
    elsewhere.post(RETURN, {"code": code, "proof": "07700900982"})
    assert client.post(page("check")).status_code == 302
    typed = elsewhere.post(page("what-went-wrong"), {"words": "And the hall"}).content.decode()
    assert "You have sent this complaint already" in typed and "And the hall" in typed
    assert elsewhere.post(page("check")).url == "/elm/en/complain/sent/"
    assert count(Complaint, landlord) == 1
    # The code leads to where a complaint is found, and opens nothing.
    third = Client()
    answer = third.post(RETURN, {"code": code, "proof": "zz9 9zz"})
    assert answer.status_code == 200 and 'href="/elm/en/find/"' in answer.content.decode()
    assert third.get(SAVED).url == RETURN
    assert "do not go together" in third.post(RETURN, {"code": code, "proof": "zz9 9zy"}).content.decode()


def test_the_link_of_a_message_stands_for_the_code_and_asks_for_one_thing(
    client: Client, landlord: Landlord
) -> None:
    begun(client)
    saved(client, way="email", email="amira@resident.example")
    link = link_of(landlord)
    elsewhere = Client()
    answer = elsewhere.get(link)
    assert answer.url == RETURN and answer["Referrer-Policy"] == "no-referrer"
    asked = elsewhere.get(RETURN).content.decode()
    assert 'name="code"' not in asked and "One more thing" in asked
    wrong = elsewhere.post(RETURN, {"proof": "ZZ9 9ZY"}).content.decode()
    assert "not the postcode or phone number that you gave" in wrong and 'value="ZZ9 9ZY"' in wrong
    assert elsewhere.post(RETURN, {"proof": "zz9-9zz"}).url == f"{SAVED}?back=1"
    # The link's cookie has done its work.
    assert 'name="code"' in elsewhere.get(RETURN).content.decode()
    # Another landlord's page does not take it.
    assert Client().get(link.replace("/elm/", "/oak/")).status_code == 404


def test_forged_cut_and_old_links_are_answered_alike_and_cost_the_same(
    client: Client, landlord: Landlord
) -> None:
    begun(client)
    saved(client, way="email", email="amira@resident.example")
    link = link_of(landlord)
    with as_landlord(landlord.id):
        Draft.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    addresses = {
        "draft": [link, link[:-6] + "/", f"{RETURN}{'A' * 43}/", f"{RETURN}{'ا' * 300}/"],
        "case": [f"/elm/en/link/{'A' * 43}/", "/elm/en/link/x/"],
        "evidence": [f"/elm/en/evidence/{'A' * 43}/", "/elm/en/evidence/x/"],
    }
    for kind, links in addresses.items():
        pages, costs = set(), set()
        for one in links:
            stranger = Client()
            answer = stranger.get(one)
            assert answer.status_code == 404, one
            assert "does not work, or works no longer" in answer.content.decode()
            pages.add(re.sub(r'value="[^"]*"|href="[^"]*"', "", answer.content.decode()))
            costs.add(len(statements(stranger, "GET", one, answers=404)))
            assert not answer.cookies, kind
        assert len(pages) == 1 and len(costs) == 1, kind


def test_a_code_tried_many_times_is_closed_for_a_while_and_others_are_not(
    client: Client, landlord: Landlord
) -> None:
    begun(client)
    code = saved(client)
    guesser = Client()
    for number in range(10):
        answer = guesser.post(RETURN, {"code": code, "proof": f"ZZ{number} 1AA"})
        assert answer.status_code == 200 and "do not go together" in answer.content.decode()
    barred = guesser.post(RETURN, {"code": code, "proof": "ZZ9 9ZZ"})
    said = barred.content.decode()
    assert barred.status_code == 429 and "There were too many attempts" in said and landlord.phone in said
    # What was typed is shown again.
    assert f'value="{code}"' in said and 'value="ZZ9 9ZZ"' in said
    later = timezone.now() + timedelta(hours=2)
    cache.clear()
    with mock.patch("django.utils.timezone.now", return_value=later):
        assert guesser.post(RETURN, {"code": code, "proof": "ZZ9 9ZZ"}).status_code == 302


def test_guesses_at_many_codes_end_for_the_address_and_then_for_all(
    client: Client, landlord: Landlord
) -> None:
    for number in range(60):
        answer = client.post(RETURN, {"code": f"amber-amber-amber-{number}", "proof": "ZZ9 9ZZ"})
        assert answer.status_code == 200
    assert client.post(RETURN, {"code": "amber-kite-fern-42", "proof": "ZZ9 9ZZ"}).status_code == 429
    other = Client(REMOTE_ADDR="192.0.2.7")
    assert other.post(RETURN, {"code": "amber-kite-fern-42", "proof": "ZZ9 9ZZ"}).status_code == 200
    with as_landlord(landlord.id):
        landlord.policy = {"hourly_at_landlord": ["code:61"]}
        landlord.save(update_fields=["policy"])
    third = Client(REMOTE_ADDR="192.0.2.8")
    assert third.post(RETURN, {"code": "amber-kite-fern-42", "proof": "ZZ9 9ZZ"}).status_code == 429
    # A link is no guess: it still opens.
    begun(third)
    saved(third, way="email", email="amira@resident.example")
    fourth = Client(REMOTE_ADDR="192.0.2.9")
    fourth.get(link_of(landlord))
    assert fourth.post(RETURN, {"proof": "ZZ9 9ZZ"}).status_code == 302


def test_wrong_and_unknown_codes_cost_the_same_and_say_the_same(client: Client, landlord: Landlord) -> None:
    begun(client)
    code = saved(client)

    def tried(code: str, proof: str) -> tuple[int, str]:
        stranger = Client()
        cache.clear()
        stranger.get(RETURN)
        cost = statements(stranger, "POST", RETURN, {"code": code, "proof": proof})
        cache.clear()
        text = words(stranger.post(RETURN, {"code": code, "proof": proof}).content.decode())
        return len(cost), text

    wrong, unknown = tried(code, "ZZ1 1AA"), tried("amber-amber-amber-11", "ZZ1 1AA")
    assert wrong == unknown
    saving = "putright.complaints.returning.actions.saving"
    with (
        mock.patch(f"{saving}.make_password") as made,
        mock.patch(f"{saving}.check_password", return_value=False) as checked,
    ):
        Client().post(RETURN, {"code": "amber-amber-amber-11", "proof": "ZZ1 1AA"})
        Client().post(RETURN, {"code": code, "proof": "ZZ1 1AA"})
    # One slow hash each.
    assert (made.call_count, checked.call_count) == (1, 1)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Select how you want to come back"),
        ({"way": "text", "phone": "0770"}, "Enter a phone number, like 07700 900 982"),
        ({"way": "text", "phone": "0113 496 0000"}, "Enter a mobile number, or choose another way"),
        ({"way": "email", "email": "amira@"}, "Enter an email address in the correct format"),
        ({"way": "email", "email": "a@b.example", "proof": ""}, "Enter your postcode or a phone number"),
        ({"way": "code", "proof": "Z"}, "Enter your postcode or a phone number"),
    ],
)
def test_what_is_wrong_on_the_page_is_said_in_one_sentence(
    client: Client, landlord: Landlord, typed: dict[str, str], said: str
) -> None:
    begun(client, address={"postcode": ""})
    with mock.patch("putright.record.providers.carries", return_value=True):
        answer = client.post(SAVE, typed)
    text = answer.content.decode()
    assert answer.status_code == 200 and said in text and "<title>Error: " in text
    for value in typed.values():
        assert not value or f'value="{value}"' in text
    assert count(SavedDraft, landlord) == 0


def test_a_number_that_is_not_safe_gets_no_link(client: Client, landlord: Landlord) -> None:
    begun(client, contact={"ways": ["phone"], "phone": "07700 900 982", "safe_message": "no"})
    with mock.patch("putright.record.providers.carries", return_value=True):
        assert 'value="07700 900 982"' not in client.get(SAVE).content.decode()
        answer = client.post(SAVE, {"way": "text", "phone": "+44 7700 900982"})
        assert "messages on this number are not safe" in answer.content.decode()
        assert client.post(SAVE, {"way": "text", "phone": "07700 900 983"}).status_code == 302
    assert only(Message, landlord).to == "07700900983"


def test_texts_are_not_offered_where_nobody_carries_them(client: Client, landlord: Landlord) -> None:
    begun(client)
    shown = client.get(SAVE).content.decode()
    assert 'value="text"' not in shown and 'name="phone"' not in shown and 'value="email"' in shown


def test_without_a_form_there_is_nothing_to_save(client: Client, landlord: Landlord) -> None:
    assert client.get(SAVE).url == "/elm/en/complain/"
    assert client.get(SAVED).url == RETURN
    begun(client)
    assert client.get(SAVED).url == SAVE
    assert "come back" in words(client.get(RETURN).content.decode()).lower()
    assert "Another complaint that is not sent yet" in client.get(RETURN).content.decode()


def test_leaving_a_shared_computer_forgets_and_the_code_opens_again(
    client: Client, landlord: Landlord
) -> None:
    begun(client)
    code = saved(client)
    copied = client.cookies["putright-draft"].value
    assert client.post("/elm/en/leave/").status_code == 302
    # Whoever took the cookie before has nothing by it.
    thief = Client()
    thief.cookies["putright-draft"] = copied
    assert "Mould" not in thief.get(page("what-went-wrong")).content.decode()
    assert client.get(SAVED).url == RETURN
    assert "Mould" not in client.get(page("what-went-wrong")).content.decode()
    assert client.post(RETURN, {"code": code, "proof": "ZZ9 9ZZ"}).status_code == 302


def test_pages_that_were_open_too_long_keep_what_was_typed(landlord: Landlord) -> None:
    client = Client(enforce_csrf_checks=True)
    typed_here = {"way": "email", "email": "amira@resident.example"}
    for address, typed in ((SAVE, typed_here), (RETURN, {"code": "amber kite", "proof": "ZZ9"})):
        answer = client.post(address, typed)
        text = answer.content.decode()
        assert answer.status_code == 403 and "This page was open for a long time" in text
        for value in typed.values():
            assert f'value="{value}"' in text


def test_nobody_is_led_away_from_what_is_too_long_to_be_kept(client: Client, landlord: Landlord) -> None:
    answer = client.post(page("what-went-wrong"), {"words": "x" * 30_000, "save": "1"})
    assert answer.status_code == 200 and "x" * 30_000 in answer.content.decode()
    assert "must be 4,000 characters or less" in answer.content.decode()
    # What is only a little too long is kept, and shown again when they come back.
    assert client.post(page("what-went-wrong"), {"words": "y" * 5000, "save": "1"}).url == SAVE
    assert "y" * 5000 in client.get(page("what-went-wrong")).content.decode()


def test_saving_a_page_of_danger_still_tells_the_team(client: Client, landlord: Landlord) -> None:
    from putright.complaints.models import Hazard

    assert client.post(page("danger"), {"danger": "yes", "save": "1"}).url == SAVE
    assert count(Hazard, landlord) == 1
    client.post(SAVE, {"way": "code", "proof": "ZZ9 9ZZ"})
    assert "We have told our team" in client.get(SAVED).content.decode()
