"""The addresses of signing in: which are served, who draws them, and what no page may hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from putright.accounts import doors, urls
from tests.accounts.steps import can_sign_in, sign_in
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.pages")]

LISTED = doors._OPEN | doors._PASSWORD | doors._SIGNED_IN
GIVEN = {
    "account_reset_password_from_key": {"uidb36": "0", "key": "1-2"},
    "mfa_edit_webauthn": {"pk": 1},
    "mfa_remove_webauthn": {"pk": 1},
    "openid_connect_login": {"provider_id": "none"},
    "openid_connect_callback": {"provider_id": "none"},
}
PACKAGE = Path(settings.PACKAGE)


def address(name: str) -> str:
    return reverse(name, kwargs=GIVEN.get(name))


def test_what_is_served_is_what_the_doors_list() -> None:
    served = {pattern.name for pattern in urls.sign_in}
    assert served == LISTED
    for name in served:
        assert address(name).startswith("/sign-in/")


def test_the_packages_own_addresses_are_not_there(client: Client) -> None:
    from allauth import urls as package

    names = set()

    def walk(patterns: list[object]) -> None:
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns)
            elif getattr(pattern, "name", None):
                names.add(pattern.name)

    walk(package.urlpatterns)
    assert {"account_email", "account_set_password", "socialaccount_connections"} <= names
    resolver = get_resolver()
    for name in names - LISTED:
        with pytest.raises(NoReverseMatch):
            reverse(name)
        assert not resolver.reverse_dict.getlist(name)


def test_every_page_is_drawn_by_our_own_templates_and_holds_no_script(client: Client, cast: Cast) -> None:
    anonymous, inside = Client(), client
    sign_in(inside, can_sign_in(cast.officer))
    drawn = 0
    for visitor in (anonymous, inside):
        for name in sorted(LISTED):
            answer = visitor.get(address(name))
            assert answer.status_code in {200, 302, 401, 404, 405}, (name, answer.status_code)
            if answer.status_code in {302, 405} or "text/html" not in answer["Content-Type"]:
                continue
            drawn += 1
            for template in answer.templates:
                origin = Path(str(template.origin))
                # Of others' templates only Django's plain widgets.
                assert PACKAGE in origin.parents or "widgets" in origin.parts, f"{name} is drawn by {origin}"
            check(name, answer.content.decode())
    assert drawn > 25


def check(name: str, page: str) -> None:
    for script in re.findall(r"<script\b[^>]*>", page):
        assert " src=" in script, f"{name} holds a script of its own"
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page), f"{name} holds style or script"
    assert re.search(r"<title>\s*[^–\s]", page), f"{name} has no title"
    assert len(re.findall(r"<h1\b", page)) == 1, f"{name} has not one h1"
    assert "placeholder=" not in page


def test_the_content_security_policy_stands_on_every_answer(client: Client) -> None:
    policy = client.get("/sign-in/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "form-action 'self'" in policy


def test_no_setting_lets_a_second_step_be_passed_by() -> None:
    from allauth.mfa import app_settings

    assert app_settings.TOTP_INSECURE_BYPASS_CODE is None
    assert not app_settings._TRUST_STAGE_ENABLED
    assert app_settings.REAUTHENTICATION_REQUIRED
    source = (PACKAGE / "accounts" / "doors.py").read_text() + (
        PACKAGE / "accounts" / "middleware.py"
    ).read_text()
    assert "settings" not in source.replace("landlord's setting", ""), "doors ask no setting"


def test_the_public_list_of_landlords(client: Client, cast: Cast) -> None:
    page = client.get("/").content.decode()
    assert 'href="/meadowbank/en/"' in page
    assert 'href="/ferrous-valley/en/"' in page
    found = client.get("/", {"q": "valley ferr"}).content.decode()
    assert 'href="/ferrous-valley/en/"' in found
    assert 'href="/meadowbank/en/"' not in found
    none = client.get("/", {"q": "<nobody>"}).content.decode()
    assert "No landlord here has that in its name" in none
    assert "<nobody>" not in none


def test_with_one_landlord_there_is_nothing_to_choose(client: Client, db: None) -> None:
    from tests.cast import make_landlord

    make_landlord("meadowbank", "Meadowbank Homes")
    assert client.get("/")["Location"] == "/meadowbank/en/"


def test_the_list_is_one_page(client: Client, db: None, django_assert_max_num_queries: object) -> None:
    from tests.cast import make_landlord

    for number in range(55):
        make_landlord(f"landlord-{number:02}", f"Landlord {number:02}")
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        page = client.get("/").content.decode()
    assert page.count('href="/landlord-') == 50
    assert "There are more" in page


def test_logo_and_colours_of_a_landlord(client: Client, cast: Cast) -> None:
    assert client.get("/meadowbank/logo.png").status_code == 404
    cast.landlord.logo = b"\x89PNG\r\n\x1a\n..."
    cast.landlord.save()
    answer = client.get("/meadowbank/logo.png")
    assert answer["Content-Type"] == "image/png"
    assert answer.content == b"\x89PNG\r\n\x1a\n..."
    sheet = client.get("/meadowbank/colours-0123abcd.css")
    assert sheet["Content-Type"].startswith("text/css")
    assert "--putright-brand" in sheet.content.decode()
    assert "public" in sheet["Cache-Control"]
