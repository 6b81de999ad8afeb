"""Messages out, over a real connection to a real server."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from pytest_django import Settings

from putright.record import outbox
from putright.record.ids import uuid7
from putright.record.models import Message
from putright.record.outbox import BACK_OFF, Delivered, deliver, send_later, try_again
from putright.record.tenancy import as_landlord
from tests.record.smtp import SmtpServer

AT = datetime(2026, 11, 4, 9, 30, tzinfo=UTC)
ABOUT = ("case", uuid7())

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def server(settings: Settings) -> Iterator[SmtpServer]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAIL_CONFIGURED = True
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_TIMEOUT = 5
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.DEFAULT_FROM_EMAIL = "Complaints <complaints@example.org>"
    with SmtpServer() as running:
        settings.EMAIL_PORT = running.port
        yield running


def _put(landlord: UUID, to: str = "a@example.org", **more: Any) -> Message:
    given: dict[str, Any] = {"subject": "Your complaint", "text": "We have it.\n", "about": ABOUT, "at": AT}
    with as_landlord(landlord):
        return send_later(landlord, to=to, **(given | more))


def _now(message: Message) -> Message:
    with as_landlord(message.landlord_id):
        return Message.objects.get(id=message.id)


def test_a_message_arrives_once_and_is_marked_sent(landlord: UUID, server: SmtpServer) -> None:
    message = _put(landlord, subject="آپ کی شکایت", text="ہمیں مل گئی۔\n")
    later = AT + timedelta(minutes=2)
    assert deliver(landlord, limit=10, now=later) == Delivered(sent=1)
    assert deliver(landlord, limit=10, now=later) == Delivered()
    (mail,) = server.taken
    assert mail["To"] == "a@example.org"
    assert mail["From"] == "Complaints <complaints@example.org>"
    assert mail["Message-ID"] == f"<{message.id}@example.org>"
    payload = mail.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert payload.decode().strip() == "ہمیں مل گئی۔"
    sent = _now(message)
    assert (sent.state, sent.sent_at, sent.attempts, sent.last_error) == ("sent", later, 1, "")


def test_a_message_goes_only_if_its_transaction_commits(landlord: UUID, server: SmtpServer) -> None:
    with pytest.raises(KeyError), as_landlord(landlord):
        send_later(landlord, to="a@example.org", subject="s", text="t", about=ABOUT, at=AT)
        raise KeyError
    assert deliver(landlord, limit=10, now=AT) == Delivered()
    assert server.taken == []


def test_a_message_is_not_sent_before_its_moment(landlord: UUID, server: SmtpServer) -> None:
    _put(landlord, at=AT + timedelta(hours=1))
    assert deliver(landlord, limit=10, now=AT) == Delivered()


def test_a_round_stops_at_its_limit_and_uses_one_connection(landlord: UUID, server: SmtpServer) -> None:
    for turn in range(5):
        _put(landlord, to=f"a{turn}@example.org", at=AT + timedelta(seconds=turn))
    assert deliver(landlord, limit=3, now=AT + timedelta(minutes=1)) == Delivered(sent=3)
    assert server.connections == 1
    assert [mail["To"] for mail in server.taken] == [f"a{turn}@example.org" for turn in range(3)]


def test_a_landlords_round_leaves_anothers_messages(landlord: UUID, server: SmtpServer) -> None:
    other = uuid7()
    _put(other)
    assert deliver(landlord, limit=10, now=AT) == Delivered()
    assert deliver(other, limit=10, now=AT) == Delivered(sent=1)


def test_a_server_that_is_down_loses_nothing(landlord: UUID, server: SmtpServer, settings: Settings) -> None:
    first, second = _put(landlord), _put(landlord, to="b@example.org")
    with SmtpServer() as gone:
        down = gone.port
    settings.EMAIL_PORT = down
    now = AT
    for delay in [*BACK_OFF, BACK_OFF[-1]]:
        round_ = deliver(landlord, limit=1, now=now)
        assert (round_.sent, round_.later) == (0, 1)
        assert "cannot be reached" in round_.down
        with as_landlord(landlord):
            # One is tried a round; the other keeps its place.
            Message.objects.filter(id=second.id).update(next_attempt_at=now + timedelta(days=1))
        waits = _now(first)
        assert waits.state == "waiting"
        assert "refused" in waits.last_error
        assert waits.next_attempt_at == now + delay
        assert deliver(landlord, limit=10, now=now + delay - timedelta(seconds=1)) == Delivered()
        now += delay
    settings.EMAIL_PORT = server.port
    assert deliver(landlord, limit=10, now=now + timedelta(days=2)) == Delivered(sent=2)
    assert {mail["To"] for mail in server.taken} == {"a@example.org", "b@example.org"}
    assert _now(first).last_error == ""


def test_a_round_ends_when_the_server_cannot_be_reached(
    landlord: UUID, server: SmtpServer, settings: Settings
) -> None:
    messages = [_put(landlord) for _ in range(3)]
    with SmtpServer() as gone:
        settings.EMAIL_PORT = gone.port
    assert deliver(landlord, limit=10, now=AT).later == 1
    assert sorted(_now(message).attempts for message in messages) == [0, 0, 1]


def test_a_mailbox_that_does_not_exist_is_refused_and_can_be_tried_again(
    landlord: UUID, server: SmtpServer
) -> None:
    message = _put(landlord, to="gone@example.org")
    other = _put(landlord, at=AT + timedelta(seconds=1))
    server.refuse["gone@example.org"] = "550 no such mailbox"
    now = AT + timedelta(minutes=1)
    assert deliver(landlord, limit=10, now=now) == Delivered(sent=1, refused=1)
    refused = _now(message)
    assert refused.state == "refused"
    assert "no such mailbox" in refused.last_error
    assert _now(other).state == "sent"
    assert deliver(landlord, limit=10, now=now + timedelta(days=9)) == Delivered()
    server.refuse.clear()
    with as_landlord(landlord):
        try_again(refused, now=now)
    assert deliver(landlord, limit=10, now=now) == Delivered(sent=1)


@pytest.mark.parametrize("when", ["at the address", "at the end"])
def test_a_server_that_says_later_is_asked_later(when: str, landlord: UUID, server: SmtpServer) -> None:
    message = _put(landlord)
    if when == "at the address":
        server.refuse["a@example.org"] = "450 greylisted"
    else:
        server.data.append("451 try again")
    assert deliver(landlord, limit=10, now=AT) == Delivered(later=1)
    server.refuse.clear()
    assert _now(message).next_attempt_at == AT + BACK_OFF[0]
    assert deliver(landlord, limit=10, now=AT + BACK_OFF[0]) == Delivered(sent=1)


def test_a_message_that_the_server_will_not_have_is_refused(landlord: UUID, server: SmtpServer) -> None:
    message = _put(landlord)
    server.data.append("554 looks like spam")
    assert deliver(landlord, limit=10, now=AT) == Delivered(refused=1)
    assert "spam" in _now(message).last_error


def test_a_connection_that_breaks_holds_up_one_message(landlord: UUID, server: SmtpServer) -> None:
    first = _put(landlord)
    _put(landlord, to="b@example.org", at=AT + timedelta(seconds=1))
    server.hang_up = 1
    now = AT + timedelta(minutes=1)
    assert deliver(landlord, limit=10, now=now) == Delivered(sent=1, later=1)
    assert _now(first).state == "waiting"
    assert deliver(landlord, limit=10, now=now + BACK_OFF[0]) == Delivered(sent=1)


def test_two_deliverers_at_once_send_each_message_once(landlord: UUID, server: SmtpServer) -> None:
    for turn in range(12):
        _put(landlord, to=f"a{turn}@example.org")
    server.pause = 0.02
    rounds: list[Delivered] = []
    start = threading.Barrier(3)

    def work() -> None:
        try:
            start.wait(5)
            rounds.append(deliver(landlord, limit=50, now=AT))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sum(each.sent for each in rounds) == 12
    assert sorted(mail["To"] for mail in server.taken) == sorted(f"a{turn}@example.org" for turn in range(12))
    assert sum(each.sent > 0 for each in rounds) > 1, "one did all the work: the claim locks too much"


def test_a_deliverer_that_dies_leaves_the_message_waiting(
    landlord: UUID, server: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = _put(landlord)

    def die(*given: object) -> str:
        raise SystemExit

    monkeypatch.setattr(outbox, "_attempt", die)
    with pytest.raises(SystemExit):
        deliver(landlord, limit=10, now=AT)
    monkeypatch.undo()
    assert _now(message).state == "waiting"
    settings_kept = deliver(landlord, limit=10, now=AT)
    assert settings_kept.sent == 1


def test_without_a_mail_server_everything_waits(
    landlord: UUID, server: SmtpServer, settings: Settings
) -> None:
    message = _put(landlord)
    settings.MAIL_CONFIGURED = False
    assert "PUTRIGHT_MAIL" in deliver(landlord, limit=10, now=AT).down
    assert (_now(message).state, _now(message).attempts) == ("waiting", 0)


def test_a_key_makes_one_message_of_two(landlord: UUID, server: SmtpServer) -> None:
    first = _put(landlord, key="received:1")
    second = _put(landlord, key="received:1", subject="Again")
    assert (second.id, second.subject) == (first.id, "Your complaint")
    assert _put(uuid7(), key="received:1").id != first.id
    assert deliver(landlord, limit=10, now=AT) == Delivered(sent=1)


def test_a_text_with_a_private_link_is_forgotten_once_it_is_sent(landlord: UUID, server: SmtpServer) -> None:
    message = _put(landlord, text="https://example.org/link/secret\n", forget_text=True)
    server.data.append("451 try again")
    deliver(landlord, limit=10, now=AT)
    assert "secret" in _now(message).text
    deliver(landlord, limit=10, now=AT + BACK_OFF[0])
    assert _now(message).text == ""
    assert "secret" in str(server.taken[0])


@pytest.mark.parametrize(
    "wrong", [{"to": ""}, {"to": "a@example.org\nBcc: b@example.org"}, {"subject": "one\ntwo"}]
)
def test_what_no_mail_can_carry_is_refused_at_once(wrong: dict[str, str], landlord: UUID) -> None:
    with pytest.raises(ValueError, match=r"no email address|one line"):
        _put(landlord, **wrong)


def test_an_address_that_no_mail_can_be_made_of_does_not_hold_up_the_rest(
    landlord: UUID, server: SmtpServer
) -> None:
    poison = _put(landlord, to=f"a@{'ü' * 80}.org")
    _put(landlord, at=AT + timedelta(seconds=1))
    assert deliver(landlord, limit=10, now=AT + timedelta(minutes=1)).sent == 1
    assert _now(poison).state == "refused"
