"""People who can sign in, and short ways through the sign-in pages."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.test import Client

from putright.accounts import second_factor
from putright.accounts.models import Person

PASSWORD = "three words together"
DEMO_SECRET = "made up for tests"


def can_sign_in(person: Person) -> Person:
    """Gives the person a password, an address and an app, as the demo does."""
    second_factor.provision(person, password=PASSWORD, demo_secret=DEMO_SECRET)
    return person


def with_password_alone(person: Person) -> Person:
    person.set_password(PASSWORD)
    person.save()
    return person


def enter_password(client: Client, person: Person, password: str = PASSWORD) -> Any:
    return client.post("/sign-in/", {"login": person.email, "password": password})


def enter_code(client: Client, code: str) -> Any:
    return client.post("/sign-in/second-step/code/", {"code": code})


def forget_used_codes() -> None:
    """As if half a minute had passed: a test signs in more than once."""
    cache.clear()


def sign_in(client: Client, person: Person) -> Any:
    """Signs a person in who `can_sign_in`, through the pages. Gives the last answer."""
    enter_password(client, person)
    answer = enter_code(client, second_factor.present_code(person))
    assert answer.status_code == 302, answer.content.decode()
    return answer
