"""A form that is sent twice is done once: a double click, or a second try after an answer that got lost."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client

from putright.complaints.models import CaseNote, Complaint, Contact
from putright.record.tenancy import as_landlord
from tests.cast import Cast
from tests.complaints.desk import at_desk, case, received

DAY = "2026-11-10"


@pytest.fixture(autouse=True)
def nothing_sent_before(db: None) -> None:
    cache.clear()


def token(client: Client, address: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(address).content.decode())
    assert found
    return found.group(1)


def notes(complaint: Complaint) -> int:
    with as_landlord(complaint.landlord_id):
        return CaseNote.objects.count()


def test_a_double_click_makes_one_note_and_another_page_makes_another(cast: Cast) -> None:
    complaint = received(cast)
    page = case(complaint, "messages/note/")
    with at_desk(cast.officer, DAY) as client:
        typed = {"text": "She rang at nine", "csrfmiddlewaretoken": token(client, page)}
        answers = [client.post(page, typed) for _click in range(3)]
        assert [one.status_code for one in answers] == [302, 302, 302]
        assert len({one.headers["Location"] for one in answers}) == 1
        assert notes(complaint) == 1
        client.post(page, typed | {"text": "She rang at ten"})
        client.post(page, typed | {"csrfmiddlewaretoken": token(client, page)})
        assert notes(complaint) == 3
    with at_desk(cast.manager, DAY) as client:
        client.post(page, typed)
        assert notes(complaint) == 4


def test_what_was_refused_is_not_taken_for_done(cast: Cast) -> None:
    complaint = received(cast)
    page = case(complaint, "contact/")
    with at_desk(cast.officer, DAY) as client:
        typed = {"csrfmiddlewaretoken": token(client, page), "summary": ""}
        for _try in range(2):
            assert client.post(page, typed).status_code == 200
    with as_landlord(complaint.landlord_id):
        assert not Contact.objects.exists()
