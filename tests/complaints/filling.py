"""Elm Homes, and a resident's form filled in: what the tests of the resident's pages share."""

from __future__ import annotations

from typing import Any

from django.test import Client

from putright.accounts.models import Landlord
from putright.record.tenancy import as_landlord
from tests.cast import make_landlord

ANSWERS: dict[str, dict[str, Any]] = {
    "danger": {"danger": "no"},
    "told-before": {"told": "yes"},
    "about": {"topics": ["heating"]},
    "what-went-wrong": {"words": "The boiler broke in October.\n\nنہیں آیا کوئی"},
    "anything-else": {"point_0": "Nobody called back", "point_1": "", "continue": "1"},
    "when": {"unknown": ["unknown"]},
    "effect": {"effect": "We all slept in one room"},
    "put-right": {"wanted": ["work", "other"], "wanted_other": "A new boiler"},
    "files": {"continue": "1"},
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
    "extra-help": {"hard": "no"},
    "at-home": {"at_home": ["none"]},
    "worries": {"worried": "no"},
}


def elm() -> Landlord:
    """A landlord with a team's address of its own, in English and Urdu."""
    return make_landlord("elm", "Elm Homes", email="duty@elm.example", languages=["en", "ur"])


def page(slug: str, language: str = "en") -> str:
    return f"/elm/{language}/complain/{slug}/"


def fill_in(client: Client, **changed: Any) -> None:
    for slug, answers in (ANSWERS | changed).items():
        response = client.post(page(slug), answers)
        assert response.status_code == 302, (slug, response.content.decode())


def only(model: Any, landlord: Landlord) -> Any:
    with as_landlord(landlord.id):
        return model.objects.get(landlord_id=landlord.id)


def count(model: Any, landlord: Landlord) -> int:
    with as_landlord(landlord.id):
        return model.objects.filter(landlord_id=landlord.id).count()
