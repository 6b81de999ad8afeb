"""The pages of the resident's form one by one: what they take, what they say, what they tell."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from putright.complaints.form import telling
from putright.complaints.form.page import Page
from putright.complaints.form.person import WhoFor
from putright.complaints.form.problem import MOST_POINTS
from putright.complaints.form.telling import PAGES

PHONE = "Enter a phone number, like 07700 900 982"
EMAIL = "Enter an email address in the correct format, like name@example.com"
CONTACT = {"ways": ["phone"], "phone": "07700 900 982", "safe_message": "no", "documents_by": "online"}


def errors(page: Page) -> dict[str, list[str]]:
    return {name: [str(one) for one in found] for name, found in page.errors.items()}


@pytest.mark.parametrize(
    ("slug", "typed", "said"),
    [
        ("danger", {}, {"danger": ["Select yes if anyone is in danger right now"]}),
        ("danger", {"danger": "perhaps"}, {"danger": ["Select yes if anyone is in danger right now"]}),
        ("urgent", {}, {}),
        ("urgent", {"called": "call_me"}, {"phone": ["Enter a phone number we can call now"]}),
        ("urgent", {"called": "called", "phone": "nonsense"}, {}),
        ("what-went-wrong", {"words": " \n "}, {"words": ["Tell us what went wrong"]}),
        ("what-went-wrong", {"words": "x" * 4000}, {}),
        (
            "what-went-wrong",
            {"words": "x" * 4001},
            {"words": ["What went wrong must be 4,000 characters or less"]},
        ),
        # A browser sends two characters for a line end and counts one.
        ("what-went-wrong", {"words": "x\r\n" * 1999 + "xx"}, {}),
        ("anything-else", {}, {}),
        (
            "anything-else",
            {"points": ["x" * 200, "y" * 201]},
            {"point_1": ["Each problem must be 200 characters or less"]},
        ),
        ("put-right", {}, {}),
        ("put-right", {"wanted": ["other"]}, {"wanted_other": ["Enter what else you would like us to do"]}),
        ("who-for", {}, {"for_whom": ["Select who the complaint is for"]}),
        (
            "who-for",
            {"for_whom": "someone"},
            {
                "on_behalf_of": ["Enter the name of the person you are helping"],
                "relationship": ["Select how you know this person"],
            },
        ),
        ("who-for", {"for_whom": "no_name"}, {}),
        ("name", {}, {"name": ["Enter your full name"]}),
        ("address", {}, {"line_1": ["Enter address line 1"], "postcode": ["Enter your postcode"]}),
        ("address", {"line_1": "1", "postcode": "ZZ9"}, {"postcode": ["Enter a full UK postcode"]}),
        ("address", {"line_1": "1", "postcode": "zz99zz"}, {}),
        ("contact", {}, {"ways": ["Select how we should contact you"]}),
        ("contact", {"ways": ["none"]}, {}),
        ("contact", {"ways": ["none"], "phone": "x", "email": "x"}, {}),
        (
            "contact",
            {"ways": ["none", "post"]},
            {"ways": ["Select how we should contact you, or that you will contact us"]},
        ),
        ("contact", CONTACT, {}),
        ("contact", CONTACT | {"phone": "7700"}, {"phone": [PHONE]}),
        ("contact", CONTACT | {"phone": "call me on 07700900982"}, {"phone": [PHONE]}),
        ("contact", CONTACT | {"phone": "+44 (0)7700-900982"}, {}),
        ("contact", CONTACT | {"phone": "٠٧٧٠٠ ٩٠٠ ٩٨٢"}, {}),
        ("contact", CONTACT | {"ways": ["text"], "phone": ""}, {"phone": [PHONE]}),
        (
            "contact",
            CONTACT | {"safe_message": ""},
            {"safe_message": ["Select yes if it is safe to leave a message"]},
        ),
        ("contact", CONTACT | {"email": "not looked at"}, {}),
        ("contact", CONTACT | {"ways": ["email"], "email": "name@"}, {"email": [EMAIL]}),
        ("contact", CONTACT | {"documents_by": "email"}, {"email": [EMAIL]}),
        (
            "contact",
            CONTACT | {"ways": ["post"]},
            {"safe_letters": ["Select yes if it is safe to send letters to your address"]},
        ),
        (
            "language",
            {},
            {
                "spoken": ["Select which language we should use when we speak to you"],
                "written": ["Select which language we should use when we write to you"],
            },
        ),
        (
            "language",
            {"spoken": "other", "written": "en"},
            {"spoken_other": ["Enter which language we should use when we speak to you"]},
        ),
    ],
)
def test_what_a_page_says(slug: str, typed: dict[str, Any], said: dict[str, list[str]]) -> None:
    assert errors(PAGES[slug](typed)) == said


def test_only_the_pages_own_fields_are_kept_and_no_nul() -> None:
    post = QueryDict("words=a%00b&csrfmiddlewaretoken=x&danger=yes")
    assert PAGES["what-went-wrong"].typed(post) == {"words": "ab"}


def test_the_list_takes_no_more_rows_than_it_has() -> None:
    post = QueryDict("&".join(f"point_{number}=x" for number in range(50)))
    assert len(PAGES["anything-else"].typed(post)["points"]) == MOST_POINTS


def test_the_way_through_the_form() -> None:
    everything = list(PAGES)
    assert telling.asked({"danger": {"danger": "unknown"}}) == everything
    assert "urgent" not in telling.asked({"danger": {"danger": "no"}})
    assert "urgent" not in telling.asked({})
    nameless = telling.asked({"who-for": {"for_whom": "no_name"}})
    assert not telling.ABOUT_THE_PERSON & set(nameless)


def bound(**changed: dict[str, Any]) -> dict[str, Page]:
    typed = {
        "danger": {"danger": "no"},
        "what-went-wrong": {"words": "No heating"},
        "who-for": {"for_whom": "me", "on_behalf_of": "left over", "relationship": "mp"},
        "put-right": {"wanted": ["work"], "wanted_other": "left over"},
        "name": {"name": "Amira Khan"},
        "address": {"line_1": "1 High Street", "line_2": "", "town": "Anytown", "postcode": "zz99zz"},
        "contact": CONTACT | {"email": "left@over.example", "phone": "٠٧٧٠٠ ٩٠٠ ٩٨٢"},
        "language": {"spoken": "pa", "written": "en"},
    } | changed
    pages = {slug: PAGES[slug](typed.get(slug, {})) for slug in telling.asked(typed)}
    assert {slug: errors(page) for slug, page in pages.items() if page.errors} == {}
    return pages


def test_what_is_left_over_from_another_choice_is_not_told() -> None:
    told = telling.told(bound())
    assert (told.on_behalf_of, told.relationship, told.wanted_other, told.email) == ("", "", "", "")
    assert told.phone == "07700 900 982"
    assert told.safe_message is False
    assert told.safe_letters is None
    assert told.spoken_language == "Punjabi"
    assert told.address == "1 High Street, Anytown"
    assert told.postcode == "ZZ9 9ZZ"


def test_somebody_without_a_name_tells_nothing_of_who_they_are() -> None:
    told = telling.told(bound(**{"who-for": {"for_whom": "no_name"}}))
    assert told.for_whom == "no_name"
    assert (told.name, told.phone, told.address, told.contact_ways) == ("", "", "", ())


def test_whoever_contacts_us_leaves_no_way() -> None:
    told = telling.told(bound(contact={"ways": ["none"], "phone": "07700 900 982", "documents_by": "post"}))
    assert (told.contact_ways, told.phone, told.documents_by, told.safe_letters) == ((), "", "", None)
    assert told.name == "Amira Khan"


def test_what_is_checked_is_named_in_short_and_never_called_optional() -> None:
    named = [str(row.question) for page in bound().values() for row in page.answers()]
    assert "Town or city" in named and "What we should call you" in named
    assert [one for one in named if "optional" in one] == []


def test_checked_answers_follow_the_choices() -> None:
    rows = {str(row.question): row.values for row in bound()["contact"].answers()}
    assert "Email address" not in rows
    assert rows["Phone number"] == ("٠٧٧٠٠ ٩٠٠ ٩٨٢",)
    assert "Safe to send letters to your address" not in rows
    someone = {"for_whom": "someone", "on_behalf_of": "Sana", "relationship": "family"}
    rows = {str(row.question): row.values for row in bound(**{"who-for": someone})["who-for"].answers()}
    assert rows["How do you know this person?"] == ("Family or friend",)


def test_a_group_is_named_and_its_name_is_whom_the_complaint_is_for() -> None:
    nameless = WhoFor({"for_whom": "group", "group_name": " "})
    assert not nameless.is_valid()
    assert nameless.errors["group_name"] == ["Enter a short name for the group"]
    assert WhoFor({"for_whom": "group", "group_name": "Quay Row tower"}).is_valid()
    # A name typed under the option that was not chosen in the end is left alone.
    assert WhoFor({"for_whom": "me", "group_name": ""}).is_valid()
    told = telling.told(bound(**{"who-for": {"for_whom": "group", "group_name": "Quay Row tower"}}))
    assert (told.for_whom, told.on_behalf_of, told.relationship) == ("group", "Quay Row tower", "")
