"""One complaint's whole way for its resident in Urdu and in Polish: phone and desktop, with JavaScript and without.

The resident fills in the pages by the names of their fields, so that no label of a language is typed here; what staff
do between is done by their acts. tests/browser/test_journey.py tells the same in English, with the staff's pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.test import override_settings
from django.utils import timezone, translation
from django.utils.translation import gettext
from playwright.sync_api import Browser, Page, expect

from putright.complaints import actions, letters
from putright.complaints.actions import FindingDraft
from putright.complaints.drafting import actions as drafting
from putright.complaints.drafting import queries
from putright.complaints.models import Complaint, Stage
from putright.record.chain import By
from putright.record.models import Message
from putright.record.tenancy import as_landlord
from putright.rules.calendar import Calendar
from putright.ui import dates, glossary, languages
from tests.access.test_pages_in_every_language import Read, english_of
from tests.browser.steps import Eyes, promised, slug
from tests.cast import Cast, make_cast
from tests.complaints.filling import ANSWERS
from tests.serving import Site, database_of_its_own, served

pytestmark = pytest.mark.browser

ENGLAND = Calendar.england()
PHONE, DESKTOP = (360, 740), (1280, 900)
TYPED = {
    "ur": "بوائلر اکتوبر سے خراب ہے۔\n\nکوئی نہیں آیا۔",
    "pl": "Bojler nie działa od października.\n\nNikt nie przyszedł.",
}
# What staff wrote, as somebody translated it.
SAID = {"ur": "ہمیں افسوس ہے۔", "pl": "Przepraszamy."}


@pytest.fixture(scope="module")
def site(
    django_db_setup: None,
    django_db_blocker: Any,
    test_server: Any,
    built_assets: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    environment = {"PUTRIGHT_DRAFT_LANGUAGES": "1"}
    with (
        database_of_its_own(test_server, django_db_blocker) as name,
        served(name, test_server, tmp_path_factory.mktemp("languages"), environment) as site,
    ):
        yield site


@pytest.fixture(scope="module")
def cast(site: Site) -> Cast:
    people = make_cast()
    people.landlord.languages = [one.code for one in languages.LANGUAGES]
    people.landlord.save()
    return people


@dataclass
class Resident:
    """Somebody at a browser, who reads one language alone."""

    page: Page
    site: Site
    eyes: Eyes
    language: languages.Language
    # What was English on the pages so far.
    left: list[str] = field(default_factory=list)

    def at(self, rest: str) -> None:
        self.page.goto(f"{self.site.url}/meadowbank/{self.language.code}/{rest}")

    def look(self, name: str) -> None:
        """The page is whole, in this language's direction, and says nothing in English that is not marked so."""
        self.eyes.look(self.page, name)
        root = self.page.locator("html")
        expect(root).to_have_attribute("lang", self.language.bcp47)
        expect(root).to_have_attribute("dir", self.language.dir)
        read, english = Read(), english_of(self.language.code)
        read.feed(self.page.content())
        self.left += [
            f"{name}: {text}"
            for lang, text in read.texts
            if not lang.startswith("en")
            and (text in english or glossary.english_sentence(self.language.code, text, text))
        ]

    def fill_in(self, answers: Mapping[str, Any]) -> None:
        """Answers the form that is open, field by field."""
        for name, value in answers.items():
            control = self.page.locator(f'main form [name="{name}"]')
            kind = control.first.get_attribute("type") or ""
            if kind in {"radio", "checkbox"}:
                for one in value if isinstance(value, list) else [value]:
                    self.page.locator(f'main form [name="{name}"][value="{one}"]').check()
            elif control.first.evaluate("one => one.tagName") == "SELECT":
                control.select_option(value)
            elif control.first.evaluate("one => one.tagName") != "BUTTON":
                control.fill(value)

    def go_on(self) -> None:
        """Selects the button that leads on: the one that is neither secondary nor hidden."""
        self.page.locator("main form button.govuk-button:not(.govuk-button--secondary):visible").first.click()

    def said(self, english: str) -> str:
        """What the service says in this language for an English sentence."""
        with translation.override(self.language.code):
            return gettext(english)


WAYS = [("ur", PHONE, True), ("ur", DESKTOP, False), ("pl", PHONE, False), ("pl", DESKTOP, True)]


@pytest.mark.parametrize(
    ("code", "size", "script"),
    WAYS,
    ids=[
        f"{code}-{'phone' if size == PHONE else 'desktop'}-{'script' if script else 'no-script'}"
        for code, size, script in WAYS
    ],
)
def test_a_complaint_from_the_form_to_the_final_answer(
    code: str, size: tuple[int, int], script: bool, site: Site, cast: Cast, browser: Browser
) -> None:
    eyes = Eyes(*size, script, script, f"journey {code} {size[0]}")
    context = eyes.context(browser)
    context.set_default_timeout(10_000)
    resident = Resident(context.new_page(), site, eyes, languages.language(code))
    try:
        reference = complains(resident, cast)
        reads_the_case(resident, cast, reference)
        answered(cast, reference, 1)
        reads_the_answer(resident, reference)
        asks_for_stage_2(resident, cast, reference)
        answered(cast, reference, 2)
        reads_the_final_answer(resident, reference)
        assert not resident.left, "\n".join(resident.left)
    finally:
        context.close()


def complains(resident: Resident, cast: Cast) -> str:
    """From the landlord's page to the complaint that was sent; gives its reference."""
    page, code = resident.page, resident.language.code
    resident.at("")
    resident.look("start")
    page.locator('main a.govuk-button[href$="/complain/"]').first.click()
    resident.look("begin")
    page.locator("main form button").first.click()
    answers = {**ANSWERS, "what-went-wrong": {"words": TYPED[code]}}
    answers["anything-else"] = {"point_0": TYPED[code].split("\n\n")[1]}
    answers["language"] = {"spoken": code, "written": code, "help_talking": ["interpreter"]}
    for _step in range(40):
        here = slug(page)
        if here == "check":
            break
        resident.look(f"form {here}")
        resident.fill_in(answers[here])
        resident.go_on()
        assert slug(page) != here, f"{here} was not taken: {page.locator('main').inner_text()}"
    resident.look("check")
    for line in TYPED[code].split("\n\n"):
        expect(page.locator("main")).to_contain_text(line)
    # Nothing is lost by reading it in another language.
    page.locator('.govuk-language-navigation a[hreflang="en-GB"]').click()
    expect(page.locator("main")).to_contain_text(TYPED[code].split("\n\n")[0])
    page.go_back()
    resident.go_on()
    resident.look("sent")
    reference = page.locator(".govuk-panel .putright-reference").inner_text().replace(" ", "")
    received = complaint_of(cast, reference).received_on
    log_by = ENGLAND.add(received, 5)
    assert promised(page) == [dates.day(log_by, code), dates.day(ENGLAND.add(log_by, 10), code)]
    return reference


def complaint_of(cast: Cast, reference: str) -> Complaint:
    with as_landlord(cast.landlord.id):
        return Complaint.objects.get(landlord=cast.landlord, reference=reference)


def reads_the_case(resident: Resident, cast: Cast, reference: str) -> None:
    """By the link of the message, which is in the resident's language and tells nothing of what it is about."""
    with as_landlord(cast.landlord.id):
        texts = Message.objects.filter(landlord_id=cast.landlord.id).values_list("text", flat=True)
        text = next(one for one in texts if f"{reference[:4]} {reference[4:]}" in one and "/link/" in one)
    assert not re.search("بوائلر|Bojler", text)
    assert f"/meadowbank/{resident.language.code}/link/" in text
    found = re.search(r"http\S+/link/\S+", text)
    assert found
    resident.page.goto(found[0])
    assert resident.page.url.endswith(f"/meadowbank/{resident.language.code}/your-complaint/{reference}/")
    resident.look("case, received")


def translated(complaint: Complaint, stage: int, by: By) -> None:
    """Every text of staff has its translation: a letter in another language waits for it."""
    for place, text in queries.staff_texts(complaint, stage).items():
        drafting.translate(
            complaint,
            stage,
            place,
            complaint.written_language,
            SAID[complaint.written_language],
            seen=text,
            by=by,
            at=timezone.now(),
        )


def answered(cast: Cast, reference: str, stage: int) -> None:
    """What staff do: log it, give it to somebody, answer each point, issue the answer."""
    now = timezone.now()
    by, handler = By.staff(cast.officer.id, ""), cast.manager if stage == 1 else cast.head
    paper = mock.patch.object(letters, "pdf", return_value=b"%PDF-1.7 stands for the paper")
    # As in the service that runs: letters in a language that is a draft still.
    with as_landlord(cast.landlord.id), paper, override_settings(PUTRIGHT_DRAFT_LANGUAGES=True):
        complaint = Complaint.objects.get(landlord=cast.landlord, reference=reference)
        if stage == 1:
            texts: dict[str, Any] = {
                "points": ["The boiler", "Nobody came"],
                "outcomes": "A boiler",
                "outside": "",
            }
            actions.define(complaint, **texts, by=by, at=now)
            complaint.refresh_from_db()
        translated(complaint, stage, by)
        actions.acknowledge(complaint, stage, by=by, at=now)
        actions.allocate(complaint, handler, stage=stage, by=by, at=now)
        for point in complaint.points.all():
            draft = FindingDraft(
                "agree", "The part was late", "It should have come in a day", "We are sorry", "We are sorry"
            )
            actions.record_finding(complaint, point, stage, draft, by=By.staff(handler.id, ""), at=now)
        translated(complaint, stage, by)
        actions.answer(complaint, stage, by=By.staff(handler.id, ""), at=now + timedelta(seconds=1))


def reads_the_answer(resident: Resident, reference: str) -> None:
    resident.at(f"your-complaint/{reference}/")
    resident.look("case, answered")
    resident.page.locator('main a[href*="/letters/"]').first.click()
    expect(resident.page.locator("html")).to_have_attribute("lang", resident.language.bcp47)
    expect(resident.page.locator("body")).to_contain_text(SAID[resident.language.code])


def asks_for_stage_2(resident: Resident, cast: Cast, reference: str) -> None:
    resident.at(f"your-complaint/{reference}/stage-2/")
    resident.look("stage 2")
    resident.fill_in({"points": ["all"]})
    resident.go_on()
    resident.look("stage 2, check")
    resident.go_on()
    resident.look("case, stage 2 asked")
    with as_landlord(cast.landlord.id):
        asked = Stage.objects.get(landlord=cast.landlord, complaint__reference=reference, number=2).asked_on
    assert asked
    assert dates.day(ENGLAND.add(asked, 5), resident.language.code) in promised(resident.page)


def reads_the_final_answer(resident: Resident, reference: str) -> None:
    resident.at(f"your-complaint/{reference}/")
    resident.look("case, final answer")
    # The way on, with the name by which the body is found.
    expect(resident.page.locator("main")).to_contain_text(resident.said("Housing Ombudsman"))
