"""Saving a form and coming back, files, other ways to tell, in a browser: on phone and desktop, with and without
JavaScript, in English and Urdu.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from putright.complaints.models import CaseFile, Complaint
from putright.record.models import Message
from putright.record.tenancy import as_landlord
from tests.browser.steps import Eyes, begin, button, choose, error, fill_in, link
from tests.cast import Cast, make_cast
from tests.complaints.evidence_files import jpeg, mp3, pdf
from tests.serving import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def site_environment() -> dict[str, str]:
    return {"PUTRIGHT_DRAFT_LANGUAGES": "1"}


@pytest.fixture
def cast(gunicorn: Site) -> Iterator[Cast]:
    yield make_cast()


WAYS = (
    Eyes(360, 800, True, True, "phone"),
    Eyes(1280, 900, False, False, "desktop without JavaScript"),
)


@pytest.mark.parametrize("eyes", WAYS, ids=lambda one: one.name.replace(" ", "-"))
def test_a_form_is_saved_on_one_device_and_sent_from_another(
    gunicorn: Site, cast: Cast, browser: Browser, eyes: Eyes, tmp_path: Path
) -> None:
    here, there = eyes.context(browser), eyes.context(browser)
    try:
        page = here.new_page()
        begin(page, gunicorn.url)
        fill_in(page, until="what-went-wrong")
        page.get_by_label("In your own words").fill("Mould in the nursery")
        button(page, "Save and come back later")
        eyes.look(page, "save")
        button(page, "Save and give me a code")
        expect(page.locator(".govuk-error-summary__list li").first).to_have_text(
            "Select how you want to come back"
        )
        choose(page, "Send me a link by email")
        page.get_by_label("Email address that only you read").fill("amira at home")
        page.get_by_label("Your postcode, or a phone number").fill("Z")
        button(page, "Save and give me a code")
        eyes.look(page, "save, refused")
        page.get_by_label("Email address that only you read").fill("amira@resident.example")
        page.get_by_label("Your postcode, or a phone number").fill("zz9 9zz")
        button(page, "Save and give me a code")
        eyes.look(page, "saved")
        code = page.locator("main strong.putright-typed").inner_text()
        assert re.fullmatch(r"[a-z]+-[a-z]+-[a-z]+-\d\d", code)
        # Reloaded it is still there; on a library's computer it is closed.
        page.reload()
        expect(page.locator("main strong.putright-typed")).to_have_text(code)
        button(page, "Close it on this device")
        page.goto(f"{gunicorn.url}/meadowbank/en/complain/what-went-wrong/")
        expect(page.get_by_label("In your own words")).to_have_value("")

        other = there.new_page()
        other.goto(f"{gunicorn.url}/meadowbank/en/complain/")
        link(other, "Come back to a complaint that you saved")
        other.get_by_label("Your code").fill(f" {code.replace('-', ' ').upper()}")
        other.get_by_label("Your postcode, or your phone number").fill("ZZ1 1ZZ")
        button(other, "Open my complaint")
        error(other, "The code and the postcode or phone number do not go together. Check both.")
        eyes.look(other, "come back, refused")
        other.get_by_label("Your postcode, or your phone number").fill("zz99zz")
        button(other, "Open my complaint")
        eyes.look(other, "come back")
        expect(other.locator("main")).to_contain_text("Everything you typed is here")
        link(other, "What went wrong")
        expect(other.get_by_label("In your own words")).to_have_value("Mould in the nursery")

        # Files, one wrong one among them.
        wrong, good = tmp_path / "holiday.jpg", tmp_path / "wall.jpg"
        wrong.write_bytes(b"MZ no picture")
        good.write_bytes(jpeg())
        other.goto(f"{gunicorn.url}/meadowbank/en/complain/files/")
        other.get_by_label("Choose a file").set_input_files(good)
        button(other, "Add this file")
        other.get_by_label("Choose a file").set_input_files(wrong)
        button(other, "Add this file")
        error(other, "The selected file must be a JPG, PNG, HEIC, PDF, DOCX, MP4 or MP3")
        eyes.look(other, "files, one refused")
        expect(other.locator("main")).to_contain_text("wall.jpg")
        other.goto(f"{gunicorn.url}/meadowbank/en/complain/anything-else/")
        fill_in(other)
        eyes.look(other, "check, with a file")
        button(other, "Send your complaint")
        eyes.look(other, "sent")
        link(other, "Equality questions (optional)")
        eyes.look(other, "equality")
        button(other, "Go to the questions")
        eyes.look(other, "equality questions")
        other.get_by_label("Female", exact=True).check()
        button(other, "Send my answers")
        eyes.look(other, "equality thanks")
    finally:
        here.close()
        there.close()
    with as_landlord(cast.landlord.id):
        assert Complaint.objects.get().original_words == "Mould in the nursery"
        assert CaseFile.objects.get().name == "wall.jpg"
        assert Message.objects.filter(about_kind="draft").count() == 1


def test_a_recording_instead_of_words_in_urdu(
    gunicorn: Site, cast: Cast, browser: Browser, tmp_path: Path
) -> None:
    eyes = Eyes(360, 800, True, True, "phone in Urdu")
    context = eyes.context(browser)
    told, letter = tmp_path / "told.mp3", tmp_path / "letter.pdf"
    told.write_bytes(mp3())
    letter.write_bytes(pdf())
    try:
        page = context.new_page()
        page.goto(f"{gunicorn.url}/meadowbank/ur/complain/what-went-wrong/")
        choose_by(page, "other_way", "call")
        go_on(page)
        expect(page.locator(".govuk-error-summary__list li")).to_have_count(1)
        choose_by(page, "other_way", "file")
        go_on(page)
        page.goto(f"{gunicorn.url}/meadowbank/ur/complain/files/")
        go_on(page)
        expect(page.locator(".govuk-error-summary__list li")).to_have_count(1)
        page.locator("[name=attached]").set_input_files(letter)
        page.locator("button[name=add]").click()
        page.locator("[name=attached]").set_input_files(told)
        page.locator("button[name=add]").click()
        expect(page.locator("button[name=remove]")).to_have_count(2)
        page.locator("button[name=remove]").first.click()
        expect(page.locator("button[name=remove]")).to_have_count(1)
        for name in ("files", "save", "return"):
            page.goto(f"{gunicorn.url}/meadowbank/ur/complain/{name}/")
            eyes.look(page, name)
        page.goto(f"{gunicorn.url}/meadowbank/ur/complain/return/forged/")
        eyes.look(page, "link over")
        page.goto(f"{gunicorn.url}/equality/meadowbank/ur/")
        eyes.look(page, "equality")
    finally:
        context.close()


def choose_by(page: Page, name: str, value: str) -> None:
    page.locator(f"[name={name}][value={value}]").check()


def go_on(page: Page) -> None:
    page.locator("main form .govuk-button:not(.govuk-button--secondary)").last.click()
