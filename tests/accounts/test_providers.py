"""Signing in through an organisation's own OpenID Connect provider: a real one, on this machine, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from oidc_provider_mock import User, run_server_in_thread

from putright.accounts import actions
from putright.accounts.models import Person
from putright.record.chain import By
from putright.rules.stages import Role as RoleKind
from tests.accounts.steps import can_sign_in, sign_in
from tests.cast import Cast, moment

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.pages")]

STAFF = "/meadowbank/en/staff/"


def claims(email: str, verified: bool | str = True) -> dict[str, Any]:
    return {"email": email, "email_verified": verified, "name": "As the provider has it"}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The provider's address. It knows these people by these names."""
    known = (
        User(sub="olive", claims=claims("Olive.Officer@staff.example")),
        User(sub="unchecked", claims=claims("olive.officer@staff.example", verified=False)),
        User(sub="as-text", claims=claims("olive.officer@staff.example", verified="false")),
        User(sub="nobody", claims=claims("nobody@elsewhere.example")),
        User(sub="strato", claims=claims("strato.officer@staff.example")),
        User(sub="orla", claims=claims("orla.casework@staff.example")),
    )
    with run_server_in_thread(user_claims=known) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def organisation(provider: str, settings: Any) -> Any:
    """Meadowbank's own provider, as PUTRIGHT_OIDC would set it."""
    settings.OIDC_PROVIDERS = [{"id": "meadowbank", "name": "Meadowbank staff", "landlords": ["meadowbank"]}]
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "meadowbank",
                    "name": "Meadowbank staff",
                    "client_id": "putright",
                    "secret": "known to both",
                    "settings": {"server_url": provider},
                }
            ],
        }
    }
    return settings


def through(client: Client, who: str, query: str = "") -> Any:
    """Signs in at the provider as `who` and comes back; gives the answer to the coming back."""
    page = client.post(f"/sign-in/with/meadowbank/{query}")
    assert page.status_code == 200
    target = page["Refresh"].removeprefix("0; url=")
    there = requests.post(target, data={"sub": who}, allow_redirects=False, timeout=10)
    back = urlsplit(there.headers["Location"])
    assert back.path == "/sign-in/with/meadowbank/back/"
    return client.get(f"{back.path}?{back.query}")


def test_the_form_leads_on_through_a_page_of_our_own(client: Client, provider: str) -> None:
    assert "Sign in with Meadowbank staff" in client.get("/sign-in/").content.decode()
    page = client.post("/sign-in/with/meadowbank/")
    assert page.status_code == 200, "form-action 'self' would stop a redirect"
    assert f'href="{provider}/oauth2/authorize?' in page.content.decode()
    assert "code_challenge=" in page["Refresh"]
    asked = client.get("/sign-in/with/meadowbank/")
    assert asked.status_code == 200
    assert "Refresh" not in asked, "an address alone must not begin a sign-in"


def test_a_verified_address_signs_in_the_person_who_has_it(client: Client, cast: Cast) -> None:
    answer = through(client, "olive")
    assert answer["Location"] == "/sign-in/home/"
    assert client.get(STAFF).status_code == 200
    assert SocialAccount.objects.get(user_id=cast.officer.pk).uid == "olive"
    cast.officer.refresh_from_db()
    assert cast.officer.name == "Olive Officer", "what the provider says changes nothing"


def test_an_account_that_was_linked_signs_in_without_its_address(client: Client, cast: Cast) -> None:
    through(client, "olive")
    Person.objects.filter(pk=cast.officer.pk).update(email="olive.married@staff.example")
    again = Client()
    assert through(again, "olive")["Location"] == "/sign-in/home/"
    assert again.get(STAFF).status_code == 200


@pytest.mark.parametrize("who", ["nobody", "unchecked", "as-text"])
def test_others_are_told_what_to_do_and_nobody_is_made(client: Client, cast: Cast, who: str) -> None:
    before = Person.objects.count()
    answer = through(client, who)
    assert answer["Location"] == "/sign-in/no-account/"
    assert "Ask the administrator of your landlord" in client.get("/sign-in/no-account/").content.decode()
    assert client.get(STAFF)["Location"].startswith("/sign-in/?next=")
    assert Person.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_addresses_of_the_organisations_own_domains_may_count_as_checked(
    client: Client, cast: Cast, organisation: Any
) -> None:
    app = organisation.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"] |= {"verified_email": ["elsewhere.example"]}
    assert through(client, "unchecked")["Location"] == "/sign-in/no-account/"
    app["settings"] |= {"verified_email": ["staff.example"]}
    assert through(client, "unchecked")["Location"] == "/sign-in/home/"


@pytest.mark.parametrize("who", ["strato", "orla"])
def test_a_provider_of_one_landlord_says_nothing_about_people_of_others(
    client: Client, cast: Cast, who: str
) -> None:
    assert through(client, who)["Location"] == "/sign-in/no-account/"
    assert client.get("/ferrous-valley/en/staff/").status_code == 302


def test_whoever_gets_a_role_elsewhere_comes_in_by_that_provider_no_more(client: Client, cast: Cast) -> None:
    through(client, "olive")
    actions.give_role(
        cast.officer,
        cast.other_landlord,
        RoleKind.COMPLAINTS_OFFICER,
        by=By.system(),
        at=moment("2026-01-05"),
    )
    again = Client()
    assert through(again, "olive")["Location"] == "/sign-in/no-account/"


def test_a_provider_for_all_landlords_signs_in_everybody(
    client: Client, cast: Cast, organisation: Any
) -> None:
    organisation.OIDC_PROVIDERS = [{"id": "meadowbank", "name": "Everybody's", "landlords": "all"}]
    assert through(client, "strato")["Location"] == "/sign-in/home/"
    assert client.get("/ferrous-valley/en/staff/").status_code == 200


def test_somebody_who_was_stopped_does_not_come_in(client: Client, cast: Cast) -> None:
    through(client, "olive")
    actions.stop_person(cast.officer, by=By.system(), at=moment("2026-01-05"))
    assert through(Client(), "olive")["Location"] == "/sign-in/no-account/"


def test_whoever_has_an_app_enters_its_code_too(client: Client, cast: Cast) -> None:
    can_sign_in(cast.officer)
    assert through(client, "olive")["Location"] == "/sign-in/second-step/code/"
    assert client.get(STAFF).status_code == 302


def test_nobody_can_connect_a_strangers_account_to_their_own(client: Client, cast: Cast) -> None:
    """The package takes "connect" from the address: then whoever is signed in would get that account besides."""
    sign_in(client, can_sign_in(cast.manager))
    for who in ("nobody", "olive"):
        assert through(client, who, "?process=connect")["Location"] == "/sign-in/no-account/"
    assert not SocialAccount.objects.exists()


def test_an_answer_that_was_not_asked_for_is_refused(client: Client, cast: Cast) -> None:
    answer = client.get("/sign-in/with/meadowbank/back/?code=abc&state=made-up")
    assert answer.status_code in {200, 401}
    assert "Signing in did not work" in answer.content.decode()
    assert client.get(STAFF).status_code == 302


def test_going_back_at_the_provider_is_no_failure(client: Client) -> None:
    page = client.post("/sign-in/with/meadowbank/")
    target = page["Refresh"].removeprefix("0; url=")
    there = requests.post(target, data={"action": "deny"}, allow_redirects=False, timeout=10)
    back = urlsplit(there.headers["Location"])
    # This provider forgets the state when it refuses; real ones give it back (RFC 6749 section 4.1.2.1).
    state = parse_qs(urlsplit(target).query)["state"][0]
    answer = client.get(f"{back.path}?{back.query}&state={state}")
    if answer.status_code == 302:
        answer = client.get(answer["Location"])
    assert "You did not sign in" in answer.content.decode()


def test_a_provider_that_does_not_answer_is_said_in_a_sentence(client: Client, organisation: Any) -> None:
    app = organisation.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"] = {"server_url": "http://localhost:9"}
    for answer in (
        client.post("/sign-in/with/meadowbank/"),
        client.get("/sign-in/with/meadowbank/back/?code=1"),
    ):
        assert answer.status_code in {401, 502}
        assert "Signing in did not work" in answer.content.decode()


def test_a_provider_that_is_not_set_is_not_found(client: Client) -> None:
    assert client.post("/sign-in/with/another/").status_code == 404
