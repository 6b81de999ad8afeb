"""Passkeys in a real browser, with Chromium's own virtual authenticator in place of a fingerprint.

A passkey belongs to a host name, so these go to `localhost`: browsers make none for an address in numbers.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PASSWORD = "three words together"


@pytest.fixture
def site(gunicorn: Any) -> str:
    """The service's address by name, with a person who has a password and nothing else."""
    from putright.rules.stages import Role
    from tests.cast import make_landlord, make_person

    person = make_person(
        "Olive Officer", make_landlord("meadowbank", "Meadowbank Homes"), Role.COMPLAINTS_OFFICER
    )
    person.set_password(PASSWORD)
    person.save()
    return str(gunicorn.url).replace("127.0.0.1", "localhost")


def authenticator(page: Page, *, verifies: bool = True) -> tuple[Any, str]:
    """A virtual authenticator that says yes; gives the session and its id, to look into it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": verifies,
        "isUserVerified": verifies,
        "automaticPresenceSimulation": True,
    }
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def with_password(page: Page, site: str) -> None:
    page.goto(f"{site}/sign-in/")
    page.get_by_label("Email address").fill("olive.officer@staff.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def watch(page: Page) -> list[str]:
    """What the browser complains of: errors of scripts and refusals of the content security policy."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    return complaints


def accessible(page: Page) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()


def test_a_passkey_as_second_step_and_alone(page: Page, site: str) -> None:
    complaints = watch(page)
    _session, _id = authenticator(page)
    with_password(page, site)
    page.wait_for_url(f"{site}/sign-in/second-step/")
    accessible(page)
    page.get_by_role("link", name="Add a passkey").click()
    accessible(page)
    assert page.get_by_text("This browser cannot make a passkey").is_hidden()
    assert page.get_by_text("No passkey was made").is_hidden()
    page.get_by_label("A name for this passkey").fill("work computer")
    page.get_by_label("Sign in with this passkey alone").check()
    page.get_by_role("button", name="Add this passkey").click()
    page.wait_for_url(f"{site}/sign-in/second-step/recovery-codes/")
    accessible(page)
    page.goto(f"{site}/sign-in/passkeys/")
    assert page.get_by_role("rowheader", name="work computer").is_visible()
    accessible(page)
    sign_out(page)

    with_password(page, site)
    page.wait_for_url(f"{site}/sign-in/second-step/code/")
    accessible(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(re.compile("/meadowbank/en/staff/"))

    page.goto(f"{site}/sign-in/second-step/")
    sign_out(page)
    page.goto(f"{site}/sign-in/")
    accessible(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(re.compile("/meadowbank/en/staff/"))
    assert not [one for one in complaints if "404" not in one], complaints


def test_an_authenticator_that_says_no_leaves_the_page_with_a_sentence(page: Page, site: str) -> None:
    session, number = authenticator(page)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": False})
    with_password(page, site)
    page.goto(f"{site}/sign-in/passkeys/add/")
    page.get_by_label("Sign in with this passkey alone").check()
    page.get_by_role("button", name="Add this passkey").click()
    page.get_by_text("No passkey was made").wait_for()
    assert page.url == f"{site}/sign-in/passkeys/add/"


def test_an_app_without_javascript(browser: Any, site: str) -> None:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    page = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
    with_password(page, site)
    page.wait_for_url(f"{site}/sign-in/second-step/")
    page.goto(f"{site}/sign-in/passkeys/add/")
    assert page.get_by_text("This browser cannot make a passkey, or JavaScript is off").is_visible()
    assert page.get_by_role("button", name="Add this passkey").is_hidden()
    page.goto(f"{site}/sign-in/second-step/app/")
    picture = page.get_by_role("img", name="The picture for your app")
    assert picture.evaluate("image => image.naturalWidth") > 50, "the policy lets the picture be drawn"
    key = page.get_by_text(re.compile("Key:")).inner_text().removeprefix("Key:").replace(" ", "").strip()
    page.get_by_label("Code from the app").fill(format_hotp_value(hotp_value(key, int(time.time()) // 30)))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(f"{site}/sign-in/second-step/recovery-codes/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
