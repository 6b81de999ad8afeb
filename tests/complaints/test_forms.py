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
NOTHING = "Tell us what went wrong, or choose another way to tell us"
TWO = ["Enter at least 2 households"]
QUAY_ROW = {"for_whom": "group", "group_name": "Quay Row tower", "households": "12"}
HELPER = {"name": "Harpreet", "role": "family", "phone": "07700 900 983"}
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
        (
            "what-went-wrong",
            {"words": " \n "},
            {"words": ["Tell us what went wrong, or choose another way to tell us"]},
        ),
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
            {"for_whom": "group"},
            {
                "group_name": ["Enter a short name for the group"],
                "households": ["Enter at least 2 households"],
            },
        ),
        ("who-for", {"for_whom": "group", "group_name": "Q", "households": "1"}, {"households": TWO}),
        ("who-for", {"for_whom": "group", "group_name": "Q", "households": "many"}, {"households": TWO}),
        ("who-for", {"for_whom": "group", "group_name": "Q", "households": "٢"}, {}),
        ("who-for", {"for_whom": "someone"}, {}),
        ("one-person", {}, {}),
        ("one-person", {"give": "yes"}, {"name": ["Enter the name you want to give to one person"]}),
        ("one-person", {"give": "no", "name": "x" * 9}, {}),
        ("helping", {}, {"name": ["Enter the name of the person you are helping"]}),
        (
            "helper",
            {},
            {
                "name": ["Enter your full name"],
                "role": ["Select how you know this person"],
                "phone": ["Enter a phone number or an email address"],
            },
        ),
        ("helper", HELPER | {"phone": "12"}, {"phone": [PHONE]}),
        ("helper", HELPER | {"phone": "", "email": "harpreet@"}, {"email": [EMAIL]}),
        ("helper", HELPER, {}),
        ("permission", {}, {"permission": ["Select whether you have permission"]}),
        ("permission", {"permission": "legal"}, {"authority": ["Enter which authority you have"]}),
        (
            "permission",
            {"permission": "cannot"},
            {"cannot_why": ["Tell us why they cannot give permission"]},
        ),
        ("permission", {"permission": "signed_form"}, {}),
        ("may-do", {}, {"scope": ["Select what you can do for them"]}),
        (
            "may-do",
            {"scope": ["talk"], "until-day": "1", "until-month": "2", "until-year": "2020"},
            {"until": ["The last day must be today or in the future"]},
        ),
        (
            "may-do",
            {"scope": ["talk"], "until-day": "31", "until-month": "2", "until-year": "2090"},
            {"until": ["The last day must be a real date"]},
        ),
        ("told-before", {}, {"told": ["Select yes if you have told us about this problem before"]}),
        ("first-time", {}, {"choose": ["Select what you would like us to do"]}),
        ("about", {}, {"topics": ["Select what your complaint is about"]}),
        ("about", {"topics": ["other"]}, {"topic_other": ["Enter what your complaint is about"]}),
        (
            "about",
            {"topics": ["other"], "topic_other": "x" * 101},
            {"topic_other": ["What your complaint is about must be 100 characters or less"]},
        ),
        ("when", {}, {}),
        ("when", {"unknown": ["unknown"]}, {}),
        ("when", {"began-month": "3", "began-year": "2024"}, {}),
        ("when", {"began-month": "March", "began-year": "2024"}, {}),
        ("when", {"began-day": "4", "began-month": "3", "began-year": "2024"}, {}),
        ("when", {"began-month": "3"}, {"began": ["When it started must include a year"]}),
        ("when", {"began-year": "2024"}, {"began": ["When it started must include a month"]}),
        ("when", {"began-day": "4"}, {"began": ["When it started must include a month and year"]}),
        ("when", {"began-month": "3", "began-year": "24"}, {"began": ["Year must include 4 numbers"]}),
        (
            "when",
            {"began-month": "13", "began-year": "2024"},
            {"began": ["When it started must be a real date"]},
        ),
        (
            "when",
            {"began-month": "3", "began-year": "2999"},
            {"began": ["When it started must be today or in the past"]},
        ),
        ("long-ago", {}, {}),
        (
            "long-ago",
            {"why_late": "x" * 2001},
            {"why_late": ["Why you are telling us now must be 2,000 characters or less"]},
        ),
        ("effect", {}, {}),
        (
            "effect",
            {"effect": "x" * 2001},
            {"effect": ["How this has affected you must be 2,000 characters or less"]},
        ),
        (
            "extra-help",
            {},
            {"hard": ["Select yes if anything makes it hard for you to use our service"]},
        ),
        (
            "extra-help",
            {"hard": "yes"},
            {"own_words": ["Select what would help, or tell us in your own words"]},
        ),
        ("extra-help", {"hard": "yes", "reading": ["braille"]}, {}),
        ("extra-help", {"hard": "unsaid"}, {}),
        ("at-home", {}, {}),
        (
            "at-home",
            {"at_home": ["none", "pregnant"]},
            {"at_home": ["Select ‘none’ or the people we should think about"]},
        ),
        ("worries", {}, {}),
        ("worries", {"worried": "yes"}, {}),
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
            "contact",
            {"ways": ["representative"], "documents_by": "online"},
            {
                "speaker": ["Enter the name of the person who speaks for you"],
                "speaker_reach": ["Enter how we can reach them"],
            },
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
    post = QueryDict("effect=a%00b&csrfmiddlewaretoken=x&danger=yes")
    assert PAGES["effect"].typed(post) == {"effect": "ab"}


def test_the_list_takes_no_more_rows_than_it_has() -> None:
    post = QueryDict("&".join(f"point_{number}=x" for number in range(50)))
    assert len(PAGES["anything-else"].typed(post)["points"]) == MOST_POINTS


def test_the_way_through_the_form() -> None:
    plain = [slug for slug in PAGES if slug not in telling.ONLY]
    way = telling.asked({"danger": {"danger": "unknown"}, "who-for": {"for_whom": "me"}})
    assert [slug for slug in way if slug in plain] == plain
    assert set(way) - set(plain) == {"urgent", "name", "address", "contact"}
    assert "urgent" not in telling.asked({"danger": {"danger": "no"}})
    assert "urgent" not in telling.asked({})
    nameless = telling.asked({"who-for": {"for_whom": "no_name"}})
    assert not telling.ABOUT_THE_PERSON & set(nameless)


def bound(**changed: dict[str, Any]) -> dict[str, Page]:
    typed = {
        "danger": {"danger": "no"},
        "told-before": {"told": "yes"},
        "about": {"topics": ["heating"], "topic_other": "left over"},
        "what-went-wrong": {"words": "No heating"},
        "who-for": {"for_whom": "me", "group_name": "left over", "households": "3"},
        "put-right": {"wanted": ["work"], "wanted_other": "left over"},
        "name": {"name": "Amira Khan"},
        "address": {"line_1": "1 High Street", "line_2": "", "town": "Anytown", "postcode": "zz99zz"},
        "contact": CONTACT | {"email": "left@over.example", "phone": "٠٧٧٠٠ ٩٠٠ ٩٨٢"},
        "language": {"spoken": "pa", "written": "en"},
        "extra-help": {"hard": "no", "reading": ["braille"], "own_words": "left over"},
        "worries": {"worried": "no", "words": "left over"},
    } | changed
    pages = telling.bound(typed)
    assert {slug: errors(page) for slug, page in pages.items() if page.errors} == {}
    return pages


def test_what_is_left_over_from_another_choice_is_not_told() -> None:
    told = telling.told(bound())
    assert (told.on_behalf_of, told.households, told.wanted_other, told.email) == ("", None, "", "")
    assert (told.topic_other, told.needs, told.worry, told.helper, told.choice) == ("", (), None, None, None)
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
    began = {"began-month": "3", "began-year": "2024"}
    rows = {str(row.question): row.values for row in bound(when=began)["when"].answers()}
    assert rows == {"When it started": ("March 2024",)}


def test_a_group_is_named_and_its_name_is_whom_the_complaint_is_for() -> None:
    nameless = WhoFor({"for_whom": "group", "group_name": " "})
    assert not nameless.is_valid()
    assert nameless.errors["group_name"] == ["Enter a short name for the group"]
    # A name typed under the option that was not chosen in the end is left alone.
    assert WhoFor({"for_whom": "me", "group_name": ""}).is_valid()
    told = telling.told(bound(**{"who-for": QUAY_ROW}))
    assert (told.for_whom, told.on_behalf_of, told.households) == ("group", "Quay Row tower", 12)
    lead = PAGES["name"]({}, answers={"who-for": QUAY_ROW})
    assert errors(lead) == {"name": ["Enter the name of the main contact"]}
