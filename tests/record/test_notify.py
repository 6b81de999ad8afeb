"""Messages out through GOV.UK Notify, over a real connection to a server that answers as Notify does."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from pytest_django import Settings

from putright.record import documents, notify, outbox, providers
from putright.record.ids import uuid7
from putright.record.models import Message
from putright.record.outbox import BACK_OFF, Delivered, deliver, follow, send_later
from putright.record.tenancy import as_landlord
from tests.record.notify_server import KEY, NotifyServer, wrong

AT = datetime(2026, 11, 4, 9, 30, tzinfo=UTC)
ABOUT = ("case", uuid7())

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def server(settings: Settings) -> Iterator[NotifyServer]:
    with NotifyServer() as running:
        settings.MAIL_CONFIGURED = False
        settings.NOTIFY_URL = running.url
        settings.NOTIFY_SECONDS = 0.5
        settings.NOTIFY_KEY = notify.Key.read(KEY)
        settings.NOTIFY_TEMPLATES = notify.Templates(email="template-e", text="template-t")
        settings.NOTIFY_POST = True
        yield running


def _text(landlord: UUID, **more: Any) -> Message:
    given: dict[str, Any] = {"to": "07700 900 982", "subject": "", "text": "There is news.", "about": ABOUT}
    with as_landlord(landlord):
        return send_later(landlord, channel="text", at=AT, **(given | more))


def _now(message: Message) -> Message:
    with as_landlord(message.landlord_id):
        return Message.objects.get(id=message.id)


def test_a_text_an_email_and_a_letter_are_taken(landlord: UUID, server: NotifyServer) -> None:
    text = _text(landlord)
    with as_landlord(landlord):
        send_later(landlord, to="a@example.org", subject="S", text="T", about=ABOUT, at=AT)
        pdf = documents.keep(landlord, name="l.pdf", content_type="application/pdf", data=b"%PDF-1", at=AT)
        send_later(
            landlord, channel="post", to="1 Quay Row\nZZ1 1AA", subject="", text="", about=ABOUT, at=AT,
            document=pdf,
        )  # fmt: skip
    assert deliver(landlord, limit=10, now=AT) == Delivered(sent=3)
    taken = {one["kind"]: one for one in server.taken}
    assert set(taken) == {"sms", "email", "letter"}
    assert taken["sms"]["phone_number"] == "07700900982"
    assert taken["sms"]["template_id"] == "template-t"
    assert taken["sms"]["personalisation"] == {"body": "There is news."}
    assert taken["sms"]["reference"] == str(text.id)
    assert taken["email"]["personalisation"] == {"subject": "S", "body": "T"}
    assert base64.b64decode(taken["letter"]["content"]) == b"%PDF-1"
    sent = _now(text)
    assert (sent.state, sent.provider, sent.provider_id) == ("sent", "notify", taken["sms"]["id"])


@pytest.mark.parametrize(
    ("answer", "state", "down"),
    [
        (wrong(400, "phone_number Not a valid phone number"), "refused", False),
        (wrong(413, "File too large"), "refused", False),
        (wrong(400, "Can't send to this recipient using a team-only API key"), "waiting", True),
        (wrong(403, "Invalid token: API key not found"), "waiting", True),
        (wrong(429, "Exceeded rate limit for key type LIVE of 3000 requests"), "waiting", True),
        (wrong(500, "Internal server error"), "waiting", False),
        ((503, b"<html>Bad gateway</html>"), "waiting", False),
        ((201, b"not JSON"), "waiting", False),
        ((201, {"no": "id"}), "waiting", False),
        ((201, [1]), "waiting", False),
        ((302, {}), "waiting", False),
    ],
)
def test_what_notify_says_instead_of_yes(
    answer: tuple[int, Any], state: str, down: bool, landlord: UUID, server: NotifyServer
) -> None:
    message = _text(landlord)
    server.answers.append(answer)
    said = deliver(landlord, limit=10, now=AT)
    after = _now(message)
    assert (after.state, bool(said.down), bool(after.last_error)) == (state, down, True)
    assert (after.failed_at is not None) == (state == "refused")
    if state == "waiting":
        assert after.next_attempt_at == AT + BACK_OFF[0]
        assert deliver(landlord, limit=10, now=AT + BACK_OFF[0]).sent == 1
        assert _now(message).last_error == ""


def test_an_answer_that_never_comes_holds_up_nothing_for_long(landlord: UUID, server: NotifyServer) -> None:
    message, other = _text(landlord), _text(landlord)
    server.pause = 1
    assert "cannot be reached" in deliver(landlord, limit=10, now=AT).down
    assert sorted(_now(one).attempts for one in (message, other)) == [0, 1]


def test_a_service_that_is_down_loses_nothing(
    landlord: UUID, server: NotifyServer, settings: Settings
) -> None:
    message = _text(landlord)
    with NotifyServer() as gone:
        settings.NOTIFY_URL = gone.url
    assert deliver(landlord, limit=10, now=AT).down
    settings.NOTIFY_URL = server.url
    assert deliver(landlord, limit=10, now=AT + BACK_OFF[0]) == Delivered(sent=1)
    assert _now(message).state == "sent"


def test_a_message_whose_answer_was_lost_is_not_sent_twice(landlord: UUID, server: NotifyServer) -> None:
    message = _text(landlord)
    server.lose = 1
    assert deliver(landlord, limit=10, now=AT).later == 1
    assert deliver(landlord, limit=10, now=AT + BACK_OFF[0]).sent == 1
    assert len(server.taken) == 1
    assert _now(message).provider_id == server.taken[0]["id"]


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("delivered", "delivered"),
        ("permanent-failure", "failed"),
        ("temporary-failure", "failed"),
        ("technical-failure", "failed"),
        ("sent", "sent"),
        ("a word of next year", "sent"),
    ],
)
def test_what_became_of_a_message_is_asked_and_kept(
    word: str, state: str, landlord: UUID, server: NotifyServer
) -> None:
    message = _text(landlord)
    deliver(landlord, limit=10, now=AT)
    server.statuses[server.taken[0]["id"]] = word
    assert follow(landlord, limit=10, now=AT) == 0, "it is asked about too soon"
    later = AT + timedelta(minutes=2)
    follow(landlord, limit=10, now=later)
    after = _now(message)
    assert after.state == state
    assert after.delivered_at == (later if state == "delivered" else None)
    assert (after.failed_at, after.last_error) == ((later, word) if state == "failed" else (None, ""))
    asked = len(server.asked)
    follow(landlord, limit=10, now=later + timedelta(days=1))
    assert (len(server.asked) > asked) == (word == "a word of next year")


def test_a_message_of_which_nothing_is_heard_is_asked_about_for_a_week(
    landlord: UUID, server: NotifyServer
) -> None:
    message = _text(landlord)
    deliver(landlord, limit=10, now=AT)
    now, turns = AT, 0
    while (due := _now(message).next_check_at) is not None:
        assert due > now
        now, turns = due, turns + 1
        follow(landlord, limit=10, now=now)
    assert timedelta(days=7) <= now - AT < timedelta(days=8)
    assert turns < 50


def test_notify_down_leaves_the_question_for_later(landlord: UUID, server: NotifyServer) -> None:
    message = _text(landlord)
    deliver(landlord, limit=10, now=AT)
    for answer in ((429, {}), (500, b"?"), (200, b"?")):
        due = _now(message).next_check_at
        assert due is not None
        server.answers.append(answer)
        follow(landlord, limit=10, now=due)
        assert _now(message).state == "sent"
    server.statuses[server.taken[0]["id"]] = "delivered"
    due = _now(message).next_check_at
    assert due is not None
    assert follow(landlord, limit=10, now=due) == 1


def test_a_text_that_failed_is_sent_again_though_notify_knows_its_reference(
    landlord: UUID, server: NotifyServer
) -> None:
    message = _text(landlord)
    deliver(landlord, limit=10, now=AT)
    server.statuses[server.taken[0]["id"]] = "permanent-failure"
    now = AT + timedelta(minutes=2)
    follow(landlord, limit=10, now=now)
    with as_landlord(landlord):
        outbox.try_again(_now(message), now=now)
    server.answers.append((500, {}))
    assert deliver(landlord, limit=10, now=now).later == 1
    assert deliver(landlord, limit=10, now=now + BACK_OFF[0]).sent == 1
    assert len(server.taken) == 2
    assert _now(message).failed_at is None


def test_one_channel_that_is_down_does_not_hold_up_another(
    landlord: UUID, server: NotifyServer, settings: Settings
) -> None:
    message = _text(landlord)
    settings.NOTIFY_TEMPLATES = notify.Templates(text="template-t")
    settings.DEMO = True
    with as_landlord(landlord):
        email = send_later(landlord, to="a@example.org", subject="S", text="T", about=ABOUT, at=AT)
    server.answers.append(wrong(429, "slowly"))
    assert deliver(landlord, limit=10, now=AT).sent == 1
    assert (_now(email).state, _now(message).state) == ("sent", "waiting")


def test_without_a_carrier_for_the_post_letters_wait_for_a_person(
    landlord: UUID, server: NotifyServer, settings: Settings
) -> None:
    settings.NOTIFY_POST = False
    with as_landlord(landlord):
        pdf = documents.keep(landlord, name="l.pdf", content_type="application/pdf", data=b"%PDF-1", at=AT)
        message = send_later(
            landlord, channel="post", to="1 Quay Row", subject="", text="", about=ABOUT, at=AT, document=pdf
        )
    assert deliver(landlord, limit=10, now=AT) == Delivered()
    with as_landlord(landlord):
        assert [one.id for one in outbox.to_post(landlord)] == [message.id]
        assert outbox.posted(message, at=AT)
        assert not outbox.posted(message, at=AT)
        assert not outbox.to_post(landlord).exists()
        assert outbox.came_back(message, reason="Gone away", at=AT)
        assert [one.state for one in outbox.not_arrived(landlord)] == ["returned"]
        by = uuid7()
        assert outbox.deal_with(message, by=by, how="Called", at=AT)
        assert not outbox.deal_with(message, by=by, how="Called again", at=AT)
        assert not outbox.not_arrived(landlord).exists()
    kept = _now(message)
    assert (kept.dealt_with_by, kept.dealt_with_how) == (by, "Called")


def test_in_the_demo_messages_lie_where_they_can_be_read(landlord: UUID, settings: Settings) -> None:
    settings.DEMO, settings.MAIL_CONFIGURED, settings.NOTIFY_KEY = True, False, None
    here = _text(landlord, forget_text=True)
    gone = _text(landlord, to="07700 900 000")
    assert deliver(landlord, limit=10, now=AT).sent == 2
    assert follow(landlord, limit=10, now=AT + timedelta(minutes=1)) == 2
    assert (_now(here).state, _now(here).text) == ("delivered", "There is news.")
    assert _now(gone).state == "failed"


def test_a_real_carrier_forgets_what_must_be_forgotten_in_the_demo_too(
    landlord: UUID, server: NotifyServer, settings: Settings
) -> None:
    settings.DEMO = True
    message = _text(landlord, forget_text=True)
    deliver(landlord, limit=10, now=AT)
    assert _now(message).text == ""
    assert not any(one.keeps_texts for one in (providers.Smtp, providers.Notify))


@pytest.mark.parametrize(
    ("wrong_one", "says"),
    [
        ({"channel": "text", "to": "ask at work"}, "no phone number"),
        ({"channel": "text", "to": "07700 900 982", "text": "a" * 460}, "takes 4 parts"),
        ({"channel": "post", "to": "1 Quay Row"}, "A letter is a document"),
        ({"channel": "pigeon", "to": "the roof"}, "no channel"),
    ],
)
def test_what_no_channel_can_carry_is_refused_at_once(
    wrong_one: dict[str, str], says: str, landlord: UUID
) -> None:
    given: dict[str, Any] = {"subject": "", "text": "T", "about": ABOUT, "at": AT}
    with pytest.raises(ValueError, match=says), as_landlord(landlord):
        send_later(landlord, **(given | wrong_one))


@pytest.mark.parametrize("text", ["", "no-such-thing", KEY[:-1], f"{KEY}0"])
def test_a_key_that_is_none_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(ValueError, match="copy it whole") as error:
        notify.Key.read(text)
    assert text == "" or text not in str(error.value)
