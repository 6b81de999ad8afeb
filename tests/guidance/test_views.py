"""The pages as everybody gets them: at a landlord's address and at the public one, without a cookie or a trace."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from putright.accounts import holidays
from putright.accounts.models import Landlord
from putright.complaints.models import OneOffHoliday
from putright.guidance import pages
from putright.record.models import AccessEntry, Event
from tests.cast import Cast, make_landlord

from .conftest import Read

HERE = "/meadowbank/en/make-things-right/"
PUBLIC = "/make-things-right/en/"
ALL = ["", "dates/", "search/", "print/", *(f"{slug}/" for slug in list(pages.pages("en"))[1:])]
ON_THE_SIXTEENTH = {"made_on-day": "16", "made_on-month": "11", "made_on-year": "2026"}


@pytest.mark.parametrize("below", ALL)
def test_every_page_is_there_for_everybody_and_sets_no_cookie(client: Client, cast: Cast, below: str) -> None:
    for root in (HERE, PUBLIC):
        response = client.get(root + below)
        assert response.status_code == 200, root + below
        html = response.content.decode()
        assert html.count("<h1") == 1
        assert not response.cookies
        assert "{" not in re.sub(r"<script.*?</script>", "", html)
        # What may be found by a search engine says where it is and in which languages.
        assert ('name="robots"' in html) is (below == "search/")
        assert f'<link rel="canonical" href="http://testserver{root}{below}">' in html
        assert 'hreflang="en-GB"' in html


def test_reading_leaves_no_trace(client: Client, cast: Cast) -> None:
    before = AccessEntry.objects.count(), Event.objects.count()
    for below in ("worries/", "search/?q=afraid"):
        client.get(HERE + below)
    client.get(HERE + "dates/", ON_THE_SIXTEENTH)
    assert (AccessEntry.objects.count(), Event.objects.count()) == before


@pytest.mark.parametrize(
    "path", ["", "ombudsman/", "dates/?made_on-day=16&made_on-month=11&made_on-year=2026"]
)
def test_a_page_asks_the_database_little(client: Client, cast: Cast, path: str) -> None:
    client.get(HERE + path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(HERE + path)
    # The landlord, its name in the transaction, whether there are stories; for dates the added holidays.
    assert len([one for one in asked if "SAVEPOINT" not in one["sql"] and "SET LOCAL" not in one["sql"]]) <= 3


@pytest.mark.parametrize("below", ["", "your-rights/", "what-must-happen/", "words/"])
def test_a_page_is_light(client: Client, cast: Cast, below: str) -> None:
    """With the sheets and scripts that every page shares, a first view has to stay under 100 KB."""
    assert len(client.get(HERE + below).content) < 30_000


def test_a_page_that_a_browser_has_is_not_sent_again(client: Client, cast: Cast) -> None:
    first = client.get(HERE + "your-rights/")
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = client.get(HERE + "your-rights/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    # What would look otherwise is sent: a larger text, here.
    client.cookies["putright-text"] = "large"
    other = client.get(HERE + "your-rights/", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


def test_a_landlords_pages_have_its_name_numbers_and_form(read: Read, cast: Cast) -> None:
    html = read(HERE + "how-to-complain/")
    assert "Meadowbank Homes" in html and "01632 960 100" in html
    assert 'href="/meadowbank/en/complain/"' in html
    danger = read(HERE + "danger/")
    assert "01632 960 101" in danger and "01632 960 102" in danger
    assert "colours-" in html


def test_the_public_pages_have_no_landlord(read: Read, cast: Cast) -> None:
    html = read(PUBLIC + "danger/")
    assert "01632" not in html and "Meadowbank" not in html
    assert "0800 111 999" in html and 'href="tel:999"' in html
    assert f'href="{PUBLIC}landlords/"' in read(PUBLIC)


def test_a_promise_to_ask_for_agreement_is_told(read: Read, cast: Cast) -> None:
    said = "It takes more time only if you agree"
    assert said not in read(HERE + "how-to-complain/")
    cast.landlord.policy = {**cast.landlord.policy, "extension_needs_agreement": True}
    cast.landlord.save()
    assert said in read(HERE + "how-to-complain/")


def test_the_first_page_has_one_address(client: Client, cast: Cast) -> None:
    assert client.get("/make-things-right/").headers["Location"] == PUBLIC
    assert client.get(HERE + "start/").headers["Location"] == HERE


@pytest.mark.parametrize(
    "path",
    [
        "/make-things-right/xx/",
        "/make-things-right/EN/",
        "/make-things-right/en/no-such-page/",
        HERE + "no-such-page/",
        "/nobody/en/make-things-right/",
        "/make-things-right/en/stories/",
        HERE + "landlords/",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, cast: Cast, path: str) -> None:
    assert client.get(path).status_code == 404


def test_nothing_can_be_sent_to_a_page(client: Client, cast: Cast) -> None:
    for path in (HERE, HERE + "dates/", PUBLIC, PUBLIC + "landlords/"):
        assert client.post(path, ON_THE_SIXTEENTH).status_code == 405


def test_no_landlord_can_take_the_place_of_the_guidance() -> None:
    from putright.accounts.actions import RESERVED

    assert "make-things-right" in RESERVED


def test_the_language_menu_leads_to_the_same_page(read: Read, cast: Cast, settings: Any) -> None:
    settings.PUTRIGHT_DRAFT_LANGUAGES = True
    assert 'href="/make-things-right/ur/ombudsman/"' in read(PUBLIC + "ombudsman/")
    assert 'href="/meadowbank/ur/make-things-right/ombudsman/"' in read(HERE + "ombudsman/")


def test_a_page_that_a_language_lacks_is_marked_as_english(
    read: Read, cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PUTRIGHT_DRAFT_LANGUAGES = True
    known = pages.pages
    monkeypatch.setattr(pages, "pages", lambda code: {} if code == "ur" else known(code))
    html = read("/meadowbank/ur/make-things-right/ombudsman/")
    assert '<html class="govuk-template" lang="ur" dir="rtl">' in html
    assert (
        '<h1 class="govuk-heading-l" lang="en-GB" dir="ltr">What happens at the Housing Ombudsman</h1>'
        in html
    )
    body = html[html.index('<div lang="en-GB" dir="ltr">') :]
    assert "Phone" in body  # the computed parts are in the language of the page
    # Links lead on in the reader's own language.
    assert 'href="/meadowbank/ur/make-things-right/older-complaints/"' in body


# The calculator


def test_dates_are_reckoned_without_anything_kept(client: Client, cast: Cast) -> None:
    response = client.get(HERE + "dates/", ON_THE_SIXTEENTH)
    html = response.content.decode()
    assert "Monday 23 November 2026" in html
    assert "Complaint Handling Code 2024" in html
    assert not response.cookies
    assert (
        response.headers["Cache-Control"] == "no-store, private"
        or "no-store" in response.headers["Cache-Control"]
    )
    # The form is there again, with what was typed.
    assert 'name="made_on-day" type="text" inputmode="numeric" dir="ltr" value="16"' in html


def test_wrong_days_keep_what_was_typed_and_say_what_to_do(read: Read, cast: Cast) -> None:
    html = read(HERE + "dates/", **{**ON_THE_SIXTEENTH, "made_on-year": "2099", "logged_on-day": "<b>"})
    assert "The day you complained must be today or in the past" in html
    assert "The day your complaint was logged must include a month and year" in html
    assert "<title>Error:" in html
    assert "&lt;b&gt;" in html and "<b>" not in html
    assert "What to do now" not in html
    # The part in which something is wrong stands open.
    assert html.count('<details class="govuk-details" open>') == 1


def test_a_complaint_from_before_the_code_is_told_so(read: Read, cast: Cast) -> None:
    html = read(HERE + "dates/", **{**ON_THE_SIXTEENTH, "made_on-year": "2019"})
    assert "That was before the first Complaint Handling Code." in html
    assert "Your dates" not in html and "What to do now" in html


def test_a_landlords_own_days_are_those_of_its_pages_alone(read: Read, cast: Cast) -> None:
    cast.landlord.own_switch_2022 = date(2022, 9, 1)
    cast.landlord.save()
    made = {"made_on-day": "3", "made_on-month": "5", "made_on-year": "2022"}
    assert "Complaint Handling Code 2020" in read(HERE + "dates/", **made)
    assert "Complaint Handling Code 2022" in read(PUBLIC + "dates/", **made)
    assert "Your landlord may have promised shorter ones" in read(PUBLIC + "dates/", **made)


def test_an_added_bank_holiday_moves_the_dates(read: Read, cast: Cast) -> None:
    OneOffHoliday.objects.create(
        day=date(2026, 11, 18), name="Jubilee", source="S", added_on=date(2026, 11, 1)
    )
    assert [one.day for one in holidays.added_holidays()] == [date(2026, 11, 18)]
    assert "Tuesday 24 November 2026" in read(HERE + "dates/", **ON_THE_SIXTEENTH)


def test_dates_to_come_go_into_the_calendar_of_a_phone(client: Client, read: Read, cast: Cast) -> None:
    today = timezone.localdate()
    typed = {
        "made_on-day": str(today.day),
        "made_on-month": str(today.month),
        "made_on-year": str(today.year),
    }
    assert "Add these dates to your calendar" in read(HERE + "dates/", **typed)
    for root in (HERE, PUBLIC):
        response = client.get(root + "dates/calendar/", typed)
        assert response.headers["Content-Type"].startswith("text/calendar")
        lines = response.content.decode().split("\r\n")
        assert lines.count("BEGIN:VEVENT") == 1 and lines[-2] == "END:VCALENDAR"
        assert all(len(line.encode()) <= 75 for line in lines)
        assert "SUMMARY:Your landlord must log your complaint by" in lines
        assert not response.cookies and "no-store" in response.headers["Cache-Control"]
    for wrong in ({}, {**typed, "made_on-year": "2099"}, {**typed, "made_on-day": "x"}):
        assert client.get(HERE + "dates/calendar/", wrong).status_code == 404
    # What has passed is no entry of a calendar.
    old = client.get(HERE + "dates/calendar/", {**typed, "made_on-year": "2021"})
    assert b"VEVENT" not in old.content


def test_a_complaint_of_any_day_is_answered(client: Client, cast: Cast) -> None:
    for year in range(1900, 2027, 3):
        for month, day in ((1, 1), (2, 28), (12, 31)):
            typed = {"made_on-day": str(day), "made_on-month": str(month), "made_on-year": str(year)}
            assert client.get(PUBLIC + "dates/", typed).status_code == 200


# The search, and the landlords


def test_what_is_searched_for_is_shown_as_text(read: Read, cast: Cast) -> None:
    html = read(HERE + "search/", q="<script>alert(1)</script> mould")
    assert "<script>alert" not in html
    found = read(HERE + "search/", q="gas")
    assert found.index("Pages about") < found.index("If somebody is in danger")


def test_nothing_found_says_what_to_do(read: Read, cast: Cast) -> None:
    html = read(HERE + "search/", q="zebra")
    assert "Nothing found for" in html and "Use fewer words" in html and "0300 111 3000" in html


def test_facts_stand_in_what_a_search_shows(read: Read, cast: Cast) -> None:
    html = read(HERE + "search/", q="logs complaint understood")
    assert "Your landlord logs your complaint within 5 working days." in html


def test_too_long_a_search_gets_one_sentence(read: Read, cast: Cast) -> None:
    assert "must be 100 characters or less" in read(HERE + "search/", q="x" * 101)


def test_landlords_are_found_by_name_and_lead_to_their_guidance(read: Read, cast: Cast) -> None:
    html = read(PUBLIC + "landlords/")
    assert 'href="/meadowbank/en/make-things-right/"' in html
    assert "Ferrous" not in read(PUBLIC + "landlords/", q="meadow")
    assert "No landlord here has that in its name" in read(PUBLIC + "landlords/", q="zebra")


def test_a_landlord_without_the_readers_language_is_shown_in_english(
    read: Read, cast: Cast, settings: Any
) -> None:
    settings.PUTRIGHT_DRAFT_LANGUAGES = True
    make_landlord("monoglot", "Monoglot Homes", languages=["en"])
    html = read("/make-things-right/ur/landlords/")
    assert 'href="/monoglot/en/make-things-right/"' in html
    assert 'href="/meadowbank/ur/make-things-right/"' in html
    assert Landlord.objects.filter(code="monoglot").exists()


def test_every_front_page_and_footer_leads_here(read: Read, cast: Cast) -> None:
    for path in ("/meadowbank/en/", "/meadowbank/en/help/", "/meadowbank/en/privacy/"):
        assert f'href="{HERE}"' in read(path)
    assert f'href="{PUBLIC}"' in read("/")


def test_who_may_not_be_seen_here_can_leave_quickly(read: Read, cast: Cast) -> None:
    for root in (HERE, PUBLIC):
        assert "govuk-exit-this-page" in read(root + "danger/")
        assert "govuk-exit-this-page" not in read(root + "charter/")
