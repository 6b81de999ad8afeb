"""A desk at Meadowbank: a member of staff in a browser, a case on its way, and what the pages answer.

What the tests of the staff's pages share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.http import HttpResponse
from django.test import Client

from putright.accounts.models import Person
from putright.complaints import actions
from putright.complaints.actions import FindingDraft, Told
from putright.complaints.models import Complaint
from putright.record.chain import By
from putright.record.tenancy import as_landlord
from tests.cast import Cast, moment

RESIDENT = By.resident()
TOLD = Told(
    words="The bedroom ceiling leaks whenever it rains.",
    more_points=("Nobody came on the two days I waited in.",),
    wanted=("work", "sorry"),
    name="Tamsin Example",
    address="14 Sample Court, Example Town",
    postcode="ZZ9 9ZZ",
    contact_ways=("phone",),
    phone="07700 900 123",
)
ANSWER = {
    "finding": "agree",
    "facts": "Two visits were booked and not kept.",
    "reasons": "Our repairs log has no entry for either day.",
    "basis": "Repairs policy, section 4",
    "remedy": "We did not come. I am sorry. We will repair the ceiling.",
    "no_remedy_because": "",
}


@contextmanager
def at_desk(person: Person, day: str, hour: int = 11) -> Iterator[Client]:
    """A browser in which the person is signed in with a second factor, on that day."""
    when = moment(day, hour)
    with mock.patch("django.utils.timezone.now", return_value=when):
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": when.timestamp()}]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()
        yield client


def received(cast: Cast, day: str = "2026-11-03", **more: Any) -> Complaint:
    told = TOLD if not more else Told(**{**TOLD.__dict__, **more})
    with as_landlord(cast.landlord.id):
        return actions.raise_complaint(cast.landlord, told, by=RESIDENT, at=moment(day)).complaint


def acknowledged(cast: Cast, complaint: Complaint, day: str = "2026-11-09") -> None:
    with as_landlord(cast.landlord.id):
        words = [point.resident_words for point in complaint.points.all()]
        by, at = cast.by(cast.officer), moment(day)
        actions.define(complaint, points=words, outcomes="A dry room", outside="", by=by, at=at)
        actions.acknowledge(complaint, 1, by=by, at=at)
        actions.allocate(complaint, cast.manager, stage=1, by=by, at=at)


def answered(cast: Cast, complaint: Complaint, day: str = "2026-11-20") -> None:
    with as_landlord(cast.landlord.id):
        by, at = cast.by(cast.manager), moment(day)
        for point in complaint.points.all():
            actions.record_finding(complaint, point, 1, FindingDraft(**ANSWER), by=by, at=at)
        actions.answer(complaint, 1, by=by, at=at)


def case(complaint: Complaint, rest: str = "") -> str:
    return f"/{complaint.landlord.code}/en/staff/complaints/{complaint.reference}/{rest}"


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def said(response: HttpResponse) -> str:
    """The text of the error summary, without markup; empty where there is none."""
    found = re.search(r"govuk-error-summary__list\">(.*?)</ul>", response.content.decode(), re.S)
    return re.sub(r"<[^>]+>|\s+", " ", found.group(1)).strip() if found else ""


def sent(client: Client, address: str, **typed: Any) -> HttpResponse:
    """Posts a form that has to be accepted: the answer leads on."""
    response = client.post(address, typed)
    assert response.status_code == 302, (address, said(response))
    return response


def define(client: Client, complaint: Complaint, **typed: str) -> HttpResponse:
    """Opens the page of the definition and saves it as `typed`."""
    shown = page(client, case(complaint, "define/"))
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', shown)
    assert seen
    return sent(client, case(complaint, "define/"), **typed, seen=seen.group(1))


def read_and_issue(client: Client, address: str, **typed: Any) -> HttpResponse:
    """Reads the letter as the page shows it, and issues that one."""
    if typed:
        shown = client.post(address, {**typed, "step": "look"}).content.decode()
    else:
        shown = page(client, address)
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', shown)
    assert seen, shown
    return sent(client, address, **typed, step="issue", seen=seen.group(1))


def day(name: str, value: str) -> dict[str, str]:
    year, month, number = value.split("-")
    return {f"{name}-day": number, f"{name}-month": month, f"{name}-year": year}


def fresh(complaint: Complaint) -> Complaint:
    with as_landlord(complaint.landlord_id):
        return Complaint.objects.get(landlord=complaint.landlord, id=complaint.id)
