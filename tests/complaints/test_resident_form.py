"""The resident's form in the browser's own terms: pages, cookies, errors, and sending it once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from putright.accounts.doors import RESIDENT_COOKIE
from putright.accounts.links import digest
from putright.accounts.models import Landlord
from putright.complaints import actions, drafts, messages
from putright.complaints.models import Complaint, Draft, Hazard
from putright.record import chain, tenancy
from putright.record.models import Event, Message

pytestmark = pytest.mark.django_db

ANSWERS: dict[str, dict[str, Any]] = {
    "danger": {"danger": "no"},
    "what-went-wrong": {"words": "The boiler broke in October.\n\nنہیں آیا کوئی"},
    "anything-else": {"point_0": "Nobody called back", "point_1": "", "continue": "1"},
    "put-right": {"wanted": ["work", "other"], "wanted_other": "A new boiler"},
    "who-for": {"for_whom": "me"},
    "name": {"name": "Amira Khan", "called": ""},
    "address": {"line_1": "1 High Street", "town": "Anytown", "postcode": "zz9 9zz"},
    "contact": {
        "ways": ["phone", "email"],
        "phone": "07700 900 982",
        "email": "amira@example.org",
        "safe_message": "yes",
        "documents_by": "online",
    },
    "language": {"spoken": "ur", "written": "ur", "help_talking": ["interpreter"]},
}


@pytest.fixture
def landlord(db: None) -> Landlord:
    return Landlord.objects.create(
        code="elm",
        name="Elm Homes",
        phone="0808 157 0100",
        email="duty@elm.example",
        office_address="1 Elm Road, Anytown",
        emergency_phone="0808 157 0999",
        gas_phone="0808 157 0998",
        languages=["en", "ur"],
        link_days=30,
        draft_days=28,
    )


@pytest.fixture
def seen(landlord: Landlord) -> Iterator[None]:
    """Lets the test read this landlord's rows, between requests, as the application's role."""
    with tenancy.as_landlord(landlord.id):
        yield


def page(slug: str, language: str = "en") -> str:
    return f"/elm/{language}/complain/{slug}/"


def fill_in(client: Client, **changed: Any) -> None:
    for slug, answers in (ANSWERS | changed).items():
        response = client.post(page(slug), answers)
        assert response.status_code == 302, (slug, response.content.decode())


def only(model: Any, landlord: Landlord) -> Any:
    with tenancy.as_landlord(landlord.id):
        return model.objects.get(landlord=landlord)


def count(model: Any, landlord: Landlord) -> int:
    with tenancy.as_landlord(landlord.id):
        return model.objects.filter(landlord_id=landlord.id).count()


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
