"""Sending and trying passphrases where it really commits: two clicks at once, a commit that fails, many guesses."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.test import Client

from putright.accounts.models import Landlord
from putright.complaints import attempts, drafts
from putright.complaints.models import Complaint, Draft, Point
from putright.record.models import Event, Message
from putright.record.tenancy import as_landlord
from tests.complaints.filling import count, elm, fill_in, only, page


@pytest.fixture
def landlord(own_database: str) -> Landlord:
    return elm()


def at_once(many: int, what: Callable[[], Any]) -> list[Any]:
    """The same thing done by several browsers at one moment, each on a connection of its own."""
    together = Barrier(many)

    def one() -> Any:
        try:
            together.wait(10)
            return what()
        finally:
            connection.close()

    with ThreadPoolExecutor(many) as pool:
        return [done.result(60) for done in [pool.submit(one) for _ in range(many)]]


def test_two_clicks_at_once_make_one_complaint(landlord: Landlord) -> None:
    client = Client()
    fill_in(client)
    cookie = f"{drafts.COOKIE}={client.cookies[drafts.COOKIE].value}"

    def click() -> str:
        mine = Client(headers={"cookie": cookie})
        assert mine.post(page("check")).url == "/elm/en/complain/sent/"
        # Only one of the two answers reaches the resident, and nobody knows which: both have to show everything.
        opened = "; ".join(f"{name}={one.value}" for name, one in mine.cookies.items())
        sent = Client(headers={"cookie": opened}).get("/elm/en/complain/sent/").content.decode()
        found = re.search(r"[a-z]+-[a-z]+-[a-z]+-[a-z]+-\d\d", sent)
        assert found
        return found[0]

    assert len(set(at_once(4, click))) == 1
    assert (count(Complaint, landlord), count(Message, landlord)) == (1, 1)
    assert [event.kind for event in _events(landlord)] == ["complaint.received"]


def test_a_commit_that_fails_leaves_the_draft_and_nothing_else(landlord: Landlord) -> None:
    client = Client()
    fill_in(client)
    before = only(Draft, landlord).answers
    client.raise_request_exception = False
    with mock.patch.object(connection, "_commit", side_effect=OperationalError("the server went away")):
        response = client.post(page("check"))
    assert response.status_code == 500 and "Location" not in response
    for model in (Complaint, Point, Event, Message):
        assert count(model, landlord) == 0, model
    assert only(Draft, landlord).answers == before
    assert client.post(page("check")).url == "/elm/en/complain/sent/"
    assert (count(Complaint, landlord), count(Event, landlord)) == (1, 1)


def test_many_guesses_at_once_are_no_way_past_the_limit(landlord: Landlord) -> None:
    def guess() -> int:
        wrong = {"reference": "HHHH7777", "passphrase": "acorn-acorn-acorn-acorn-10"}
        return [Client().post("/elm/en/find/", wrong).status_code for _ in range(3)].count(200)

    assert sum(at_once(6, guess)) == attempts.FOR_REFERENCE


def _events(landlord: Landlord) -> list[Event]:
    with as_landlord(landlord.id):
        return list(Event.objects.filter(landlord_id=landlord.id))
