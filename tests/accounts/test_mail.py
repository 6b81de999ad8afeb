"""Messages about signing in: they go after the commit, name our own origin, and stop nobody when the server is down."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.test import Client

from tests.accounts.steps import PASSWORD, can_sign_in, sign_in
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.pages")]

FORGOTTEN = "/sign-in/password/forgotten/"


@pytest.fixture(autouse=True)
def mail_server(settings: Any) -> Any:
    settings.MAIL_CONFIGURED = True
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    return settings


def test_an_address_to_set_a_password_comes_by_mail(
    client: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    person = can_sign_in(cast.officer)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(FORGOTTEN, {"email": person.email.upper()}, HTTP_HOST="other.example")
        assert not mail.outbox, "it goes after the commit"
    assert answer["Location"] == "/sign-in/password/forgotten/sent/"
    (message,) = mail.outbox
    assert message.to == [person.email]
    assert message.subject == "Set a new password"
    found = re.search(rf"{re.escape(django_settings.ORIGIN)}(/sign-in/password/new/\S+)", str(message.body))
    assert found, "under our own origin, whatever host the request named"
    form = client.get(found[1])["Location"]
    new = "four other words together"
    assert client.post(form, {"password1": new, "password2": new}).status_code == 302
    person.refresh_from_db()
    assert person.check_password(new)


def test_the_page_says_the_same_where_nobody_has_the_address(
    client: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(FORGOTTEN, {"email": "nobody@elsewhere.example"})
    assert answer["Location"] == "/sign-in/password/forgotten/sent/"
    (message,) = mail.outbox
    assert message.subject == "Nobody signs in with this email address"
    assert "/password/new/" not in str(message.body)


def test_a_person_hears_that_a_second_step_was_removed(
    client: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    sign_in(client, can_sign_in(cast.officer))
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/sign-in/second-step/app/remove/")
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([cast.officer.email], "The app for codes was removed")
    assert "If it was not you, tell your administrator at once." in str(message.body)


def test_a_mail_server_that_is_down_stops_nobody(
    client: Client,
    cast: Cast,
    mail_server: Any,
    django_capture_on_commit_callbacks: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    mail_server.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    mail_server.EMAIL_HOST, mail_server.EMAIL_PORT = "127.0.0.1", 9
    sign_in(client, can_sign_in(cast.officer))
    new = "four other words together"
    given = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/sign-in/password/", given).status_code == 302
    assert "could not be sent" in caplog.text
    cast.officer.refresh_from_db()
    assert cast.officer.check_password(new)
