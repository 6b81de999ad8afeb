"""The background's work over a real mail server: a resident's link arrives, works, and is kept nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from putright.accounts.models import Landlord
from putright.cli import work
from putright.complaints import actions
from putright.complaints.actions import Told
from putright.record.chain import By
from putright.record.models import Checkpoint, Message
from putright.record.tenancy import as_landlord
from tests.cast import make_landlord
from tests.record.smtp import SmtpServer


@pytest.fixture
def landlord(own_database: str) -> Landlord:
    return make_landlord("meadowbank", "Meadowbank Homes")


@pytest.fixture
def mail(settings: Settings) -> Iterator[SmtpServer]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAIL_CONFIGURED = True
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    with SmtpServer() as running:
        settings.EMAIL_PORT = running.port
        yield running


def raised(landlord: Landlord) -> str:
    from django.utils import timezone

    told = Told(words="Damp.", contact_ways=("email",), email="tamsin@resident.example")
    with as_landlord(landlord.id):
        return actions.raise_complaint(
            landlord, told, by=By.resident(), at=timezone.now()
        ).complaint.reference


def test_the_link_in_the_mail_opens_the_case_and_is_then_kept_nowhere(
    landlord: Landlord, mail: SmtpServer
) -> None:
    reference = raised(landlord)
    assert work.once().whole
    [message] = mail.taken
    text = message.get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert message["To"] == "tamsin@resident.example"
    assert "Damp" not in text
    path = re.search(r"http://[^/]+(/meadowbank/en/link/[^\s]+)", text)
    assert path
    client = Client()
    answer = client.get(path[1])
    assert answer.status_code == 302
    assert reference in answer["Location"]
    assert client.get(answer["Location"]).status_code == 200
    with as_landlord(landlord.id):
        assert "/link/" not in Message.objects.get(to="tamsin@resident.example").text
    assert work.once().whole
    assert len(mail.taken) == 1


def test_mail_waits_while_the_server_is_down_and_goes_when_it_is_back(
    landlord: Landlord, mail: SmtpServer, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    raised(landlord)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert not work.once().whole
    assert "messages wait" in capsys.readouterr().err
    settings.EMAIL_PORT = port
    with as_landlord(landlord.id):
        # As if the time to wait had passed.
        Message.objects.update(next_attempt_at="2020-01-01T00:00Z")
    assert work.once().whole
    assert len(mail.taken) == 1


def test_each_landlord_gets_one_checkpoint_a_day(landlord: Landlord) -> None:
    raised(landlord)
    for _ in range(3):
        work.once()
    with as_landlord(landlord.id):
        assert Checkpoint.objects.count() == 1
