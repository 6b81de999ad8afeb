"""A resident with a complaint at Meadowbank: the case by their link, from its receipt to an answer.

What the tests of the resident's pages share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest import mock

from django.http import HttpResponse
from django.test import Client

from putright.complaints import actions
from putright.complaints.actions import FindingDraft, Received, Told
from putright.complaints.models import Complaint
from putright.record.chain import By
from putright.record.tenancy import as_landlord
from tests.cast import Cast, moment

RESIDENT = By.resident()
TOLD = Told(
    words="The boiler <b>broke</b>.\n\nبوائلر خراب ہے",
    more_points=("The hall light is out",),
    name="Amira Khan",
    contact_ways=("phone",),
    phone="07700 900 982",
)


@contextmanager
def on(day: str) -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=moment(day, 12)):
        yield


def received(cast: Cast, day: str = "2026-11-03", told: Told = TOLD) -> Received:
    with as_landlord(cast.landlord.id):
        return actions.raise_complaint(cast.landlord, told, by=RESIDENT, at=moment(day))


def acknowledged(cast: Cast, complaint: Complaint, day: str = "2026-11-05", stage: int = 1) -> None:
    with as_landlord(cast.landlord.id):
        by, at = cast.by(cast.officer), moment(day)
        if stage == 1:
            words = ["No heating", "Dark hall"]
            actions.define(complaint, points=words, outcomes="Warm rooms", outside="", by=by, at=at)
        person = cast.manager if stage == 1 else cast.head
        actions.allocate(complaint, person, stage=stage, by=by, at=at)
        actions.acknowledge(complaint, stage, by=by, at=at)


def answered(cast: Cast, complaint: Complaint, day: str = "2026-11-16", stage: int = 1) -> None:
    with as_landlord(cast.landlord.id):
        person = cast.manager if stage == 1 else cast.head
        by, at = cast.by(person), moment(day)
        for point, finding in zip(complaint.points.all(), ("agree", "disagree"), strict=True):
            draft = FindingDraft(finding, "Visits were missed", "Nobody came.", "", "We come.", "It works.")
            actions.record_finding(complaint, point, stage, draft, by=by, at=at)
        due = at.date() + timedelta(days=4)
        actions.plan_promise(complaint, stage, action="Fit a boiler", due_on=due, owner=person, by=by, at=at)
        actions.answer(complaint, stage, by=by, at=at)


def let_in(got: Received, day: str = "2026-11-03") -> Client:
    """A browser that came in by the private link."""
    client = Client()
    with on(day):
        response = client.get(f"/meadowbank/en/link/{got.link_token}/")
    assert response.url == case(got.complaint)
    return client


def case(complaint: Complaint, rest: str = "") -> str:
    return f"/meadowbank/en/your-complaint/{complaint.reference}/{rest}"


def shown(client: Client, address: str, day: str, status: int = 200) -> str:
    with on(day):
        response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def posted(client: Client, address: str, day: str, **typed: Any) -> HttpResponse:
    with on(day):
        return client.post(address, typed)


def words(page: str) -> str:
    """A page's text without markup, spaces made one."""
    return " ".join(re.sub(r"<[^>]+>", "", re.sub(r"</(li|p|div|dd)>", " ", page)).split())
