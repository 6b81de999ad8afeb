"""The resident's chosen ways decide how news goes out, and no message says what the news is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import override_settings
from pytest_django import Settings

from putright.accounts.models import Landlord
from putright.complaints import actions, letters, messages
from putright.complaints.actions import Told
from putright.complaints.models import Complaint, ToTell
from putright.record import notify, texts
from putright.record.chain import By
from putright.record.models import Message
from putright.record.tenancy import as_landlord
from tests.cast import make_landlord, moment
from tests.record.notify_server import KEY

pytestmark = pytest.mark.django_db
AT = moment("2026-11-04")
PHONE = "07700 900 982"
EMAIL = "tamsin@resident.example"
# Everything of the case that a message must not hold.
SECRETS = {
    "words": "SECRETWORDS",
    "more_points": ("SECRETPOINT",),
    "name": "SECRETNAME",
    "called": "SECRETCALLED",
    "address": "1 SECRETSTREET, SECRETTOWN",
    "postcode": "ZZ9 9ZZ",
    "tenancy_number": "SECRETTENANCY",
    "wanted_other": "SECRETWISH",
    "safe_times": "SECRETTIMES",
}


@pytest.fixture(autouse=True)
def notify_is_set(settings: Settings) -> None:
    settings.NOTIFY_KEY = notify.Key.read(KEY)
    settings.NOTIFY_TEMPLATES = notify.Templates(text="template-t")


@pytest.fixture
def landlord() -> Landlord:
    return make_landlord("meadowbank", "Meadowbank Homes")


def raised(landlord: Landlord, **given: Any) -> Complaint:
    told = Told(**(SECRETS | given))
    return actions.raise_complaint(landlord, told, by=By.resident(), at=AT).complaint


def news_of(complaint: Complaint) -> tuple[list[str], list[str]]:
    """The channels by which one piece of news goes, and why a person has to tell it."""
    Message.objects.filter(landlord_id=complaint.landlord_id).update(about_id=complaint.landlord_id)
    ToTell.objects.all().delete()
    messages.news(complaint, at=AT + timedelta(days=1))
    sent = Message.objects.filter(about_id=complaint.id).order_by("id")
    return [one.channel for one in sent], [one.why for one in ToTell.objects.all()]


@pytest.mark.parametrize(
    ("given", "channels", "by_hand"),
    [
        ({"contact_ways": ("email",), "email": EMAIL}, ["email"], []),
        ({"contact_ways": ("email", "text", "phone"), "email": EMAIL, "phone": PHONE}, ["email"], []),
        ({"contact_ways": ("text",), "phone": PHONE, "safe_message": True}, ["text"], []),
        ({"contact_ways": ("text", "phone"), "phone": PHONE}, ["text"], []),
        ({"contact_ways": ("text",), "phone": PHONE, "safe_message": False}, [], ["no_text"]),
        ({"contact_ways": ("text",), "phone": "01632 960 001"}, [], ["no_text"]),
        ({"contact_ways": ("phone",), "phone": PHONE}, [], ["phone"]),
        # An address that was given for documents alone does not change how news comes.
        (
            {"contact_ways": ("phone",), "phone": PHONE, "email": EMAIL, "documents_by": "email"},
            [],
            ["phone"],
        ),
        ({"contact_ways": ("post",), "documents_by": "post", "safe_letters": True}, [], ["post"]),
        ({"contact_ways": ("office",)}, [], ["office"]),
        ({"contact_ways": ("representative",)}, [], ["representative"]),
        ({"contact_ways": ("none",)}, [], []),
        ({"contact_ways": ()}, [], []),
        ({"contact_ways": (), "phone": PHONE}, [], ["phone"]),
    ],
)
def test_the_chosen_way_decides(
    given: dict[str, Any], channels: list[str], by_hand: list[str], landlord: Landlord
) -> None:
    with as_landlord(landlord.id):
        assert news_of(raised(landlord, **given)) == (channels, by_hand)


def test_where_nobody_carries_texts_a_person_calls(landlord: Landlord, settings: Settings) -> None:
    settings.NOTIFY_KEY = None
    with as_landlord(landlord.id):
        complaint = raised(landlord, contact_ways=("text",), phone=PHONE, safe_message=True)
        assert news_of(complaint) == ([], ["no_text"])


def test_news_twice_is_one_call(landlord: Landlord) -> None:
    with as_landlord(landlord.id):
        complaint = raised(landlord, contact_ways=("phone",), phone=PHONE)
        for _turn in range(2):
            messages.news(complaint, at=AT)
        assert ToTell.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "post", "by_hand"),
    [
        ({"contact_ways": ("post",), "documents_by": "post", "safe_letters": True}, 1, []),
        ({"contact_ways": ("post",), "documents_by": "large_print", "safe_letters": True}, 1, []),
        ({"contact_ways": ("post",), "documents_by": "post", "safe_letters": None}, 1, []),
        ({"contact_ways": ("post",), "documents_by": "post", "safe_letters": False}, 0, ["letter_unsafe"]),
        ({"contact_ways": ("post",), "documents_by": "post", "address": ""}, 0, ["no_address"]),
        ({"contact_ways": ("phone", "post"), "phone": PHONE, "documents_by": "post"}, 1, []),
        ({"contact_ways": ("email",), "email": EMAIL, "documents_by": "post"}, 1, []),
        ({"contact_ways": ("email", "post"), "email": EMAIL, "documents_by": "email"}, 0, []),
        ({"contact_ways": ("phone",), "phone": PHONE, "documents_by": "online"}, 0, ["phone"]),
    ],
)
def test_a_letter_goes_by_post_where_it_was_asked_for_and_is_safe(
    given: dict[str, Any], post: int, by_hand: list[str], landlord: Landlord
) -> None:
    from putright.rules.stages import Role
    from tests.cast import make_person

    officer = By.staff(make_person("Olive Officer", landlord, Role.COMPLAINTS_OFFICER).id, "")
    with as_landlord(landlord.id), letters.in_this_process():
        safe = {"contact_ways": ("post",), "documents_by": "post", "safe_letters": True}
        complaint = raised(landlord, **safe)
        actions.define(complaint, points=["A", "B"], outcomes="", outside="", by=officer, at=AT)
        letter = actions.acknowledge(complaint, 1, by=officer, at=AT)
        # Issuing has its own gate against letters that are not safe: here is what sending makes of each.
        Message.objects.update(about_id=landlord.id, key=None)
        Complaint.objects.filter(id=complaint.id).update(contact_ways=[], documents_by="", safe_letters=None)
        Complaint.objects.filter(id=complaint.id).update(**given)
        complaint.refresh_from_db()
        messages.letter(complaint, letter, at=AT + timedelta(days=1))
        messages.news(complaint, at=AT + timedelta(days=1))
        sent = list(Message.objects.filter(about_id=complaint.id, channel="post"))
        assert len(sent) == post
        assert [one.why for one in ToTell.objects.all()] == by_hand
        if post:
            assert sent[0].document == letter.pdf
            assert sent[0].to.splitlines()[0] == "SECRETNAME"
            assert sent[0].to.splitlines()[-1] == "ZZ9 9ZZ"


def test_a_private_link_goes_by_text_only_to_a_phone_that_is_safe(landlord: Landlord) -> None:
    with as_landlord(landlord.id):
        for safe, linked in ((True, True), (None, False)):
            complaint = raised(landlord, contact_ways=("text",), phone=PHONE, safe_message=safe)
            message = Message.objects.get(about_id=complaint.id)
            assert ("/link/" in message.text) is linked
            assert message.forget_text


@pytest.mark.parametrize("language", ["en", "ur", "ar", "bn", "pa", "pl", "ro"])
@pytest.mark.parametrize("ways", ["email", "text"])
def test_no_message_says_more_than_reference_link_and_phone(
    language: str, ways: str, landlord: Landlord
) -> None:
    """Every message that a resident can get, in every language, held to the words of the case."""
    landlord.languages = ["en", "ur", "ar", "bn", "pa", "pl", "ro"]
    landlord.name = "The Very Long Established Meadowbank and Riverside Homes Association"
    landlord.save()
    with as_landlord(landlord.id), override_settings(PUTRIGHT_DRAFT_LANGUAGES=True):
        complaint = raised(
            landlord,
            contact_ways=(ways,),
            email=EMAIL,
            phone=PHONE,
            safe_message=True,
            written_language=language,
        )
        messages.news(complaint, at=AT)
        sent = list(Message.objects.filter(about_id=complaint.id).order_by("id"))
        assert len(sent) == 2
        for message in sent:
            said = f"{message.subject}\n{message.text}"
            assert "SECRET" not in said
            assert not any(one in said for one in ("ZZ9", PHONE, EMAIL))
            assert complaint.reference in said.replace(" ", "").replace("-", "")
            assert "http" in said
            if message.channel == "text":
                assert texts.parts(message.text) <= texts.MOST_PARTS
                assert message.subject == ""


def test_a_text_that_is_too_long_leaves_out_what_can_be_left_out(landlord: Landlord) -> None:
    landlord.name = "و" * 150
    landlord.save()
    with as_landlord(landlord.id):
        complaint = raised(landlord, contact_ways=("text",), phone=PHONE, safe_message=True)
        messages.news(complaint, at=AT)
        for message in Message.objects.filter(about_id=complaint.id):
            assert landlord.name not in message.text
            assert texts.parts(message.text) <= texts.MOST_PARTS


def test_an_address_that_no_mail_can_carry_does_not_stop_the_act(landlord: Landlord) -> None:
    with as_landlord(landlord.id):
        complaint = raised(landlord, contact_ways=("email",), email="a@example.org\nb")
        assert ToTell.objects.get(complaint=complaint).why == "no_address"
