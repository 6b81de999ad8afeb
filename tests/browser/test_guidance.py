"""Guidance in a browser: every page at both widths, left and right and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from putright.accounts import second_factor
from putright.guidance import pages
from putright.guidance.actions import Permission, Words, approve_story, begin_story, word_story
from putright.record.tenancy import as_landlord
from putright.ui import languages
from tests.browser.steps import DEMO_SECRET, PASSWORD, Eyes, sign_in
from tests.cast import Cast, make_cast
from tests.serving import Site, database_of_its_own, served

pytestmark = pytest.mark.browser

LANDLORD, PUBLIC = "/meadowbank/{}/make-things-right/", "/make-things-right/{}/"
SLUGS = [f"{slug}/" for slug in list(pages.pages("en"))[1:]]
YESTERDAY = timezone.localdate() - timedelta(days=1)
RECKONED = f"dates/?made_on-day={YESTERDAY.day}&made_on-month={YESTERDAY.month}&made_on-year={YESTERDAY.year}"
WRONG = "dates/?made_on-day=31&made_on-month=2&made_on-year=2026&answered_2_on-day=x"
OTHERS = ["", "dates/", RECKONED, WRONG, "search/?q=mould", "search/?q=zebra", "print/"]
STORY = Words(
    title="Four calls", happened="A boiler broke.", did="We mended it.", changed="One person follows it."
)


@pytest.fixture(scope="module")
def site(
    django_db_setup: None,
    django_db_blocker: Any,
    test_server: Any,
    built_assets: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    with (
        database_of_its_own(test_server, django_db_blocker) as name,
        served(
            name, test_server, tmp_path_factory.mktemp("guidance"), {"PUTRIGHT_DRAFT_LANGUAGES": "1"}
        ) as site,
    ):
        yield site


@pytest.fixture(scope="module")
def cast(site: Site) -> Cast:
    cast, now = make_cast(), timezone.now()
    cast.landlord.languages = [one.code for one in languages.LANGUAGES]
    cast.landlord.save()
    asked = Permission(
        way="writing",
        given_on=timezone.localdate(now),
        until=timezone.localdate(now) + timedelta(days=30),
        safety_asked=True,
    )
    with as_landlord(cast.landlord.id):
        study = begin_story(cast.landlord, asked, STORY, by=cast.by(cast.leader), at=now)
        approve_story(study, "en", as_of=now, by=cast.by(cast.member), at=now)
        word_story(study, "ur", STORY, by=cast.by(cast.leader), at=now)
    return cast


@pytest.fixture
def opened(browser: Browser, site: Site, cast: Cast) -> Iterator[Callable[[Eyes], Page]]:
    contexts = []

    def open_one(eyes: Eyes) -> Page:
        contexts.append(eyes.context(browser))
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("size", [(320, 640), (1280, 900)], ids=["phone", "desktop"])
def test_no_page_has_a_finding(
    size: tuple[int, int], script: bool, site: Site, opened: Callable[[Eyes], Page]
) -> None:
    # axe is itself a script: without scripts the page is held to its width and its labels alone.
    eyes = Eyes(*size, script, script, f"guidance {size[0]} {'with' if script else 'without'} scripts")
    page = opened(eyes)
    for root, paths in (
        (LANDLORD, [*OTHERS, "stories/", *SLUGS]),
        (PUBLIC, ["", "landlords/", "danger/", RECKONED]),
    ):
        for path in paths:
            answer = page.goto(site.url + root.format("en") + path)
            assert answer and answer.status == 200
            if script:
                eyes.look(
                    page,
                    f"{root.split('/')[1]} {path.partition('?')[0].strip('/') or 'first'} {path.rstrip('/')[-6:]}",
                )


@pytest.mark.parametrize(
    "language", [one.code for one in languages.LANGUAGES if one.code != "en" and one.filled]
)
def test_other_languages_have_no_finding_either(
    language: str, site: Site, opened: Callable[[Eyes], Page]
) -> None:
    eyes = Eyes(320, 640, True, True, f"guidance {language}")
    page = opened(eyes)
    for path in ("", "what-must-happen/", "worries/", RECKONED, "stories/"):
        answer = page.goto(site.url + LANDLORD.format(language) + path)
        assert answer and answer.status == 200
        eyes.look(page, f"{language} {path.partition('?')[0].strip('/') or 'first'}")
        expect(page.locator("html")).to_have_attribute("dir", languages.language(language).dir)


def test_the_staffs_pages_have_no_finding(site: Site, cast: Cast, opened: Callable[[Eyes], Page]) -> None:
    second_factor.provision(cast.member, password=PASSWORD, demo_secret=DEMO_SECRET)
    eyes = Eyes(1280, 900, True, True, "guidance staff")
    page = opened(eyes)
    sign_in(page, site.url, cast.member, eyes)
    place = site.url + LANDLORD.format("en") + "staff/"
    page.goto(place)
    eyes.look(page, "stories")
    page.get_by_role("link", name="Read, change or approve").click()
    eyes.look(page, "a story")
    page.get_by_role("button", name="Approve these words in Urdu").click()
    expect(page.get_by_text("Not approved: nobody else sees it.")).to_have_count(0)
    page.goto(f"{place}new/")
    page.get_by_role("button", name="Save").click()
    eyes.look(page, "a new story with errors")
    expect(page.locator(".govuk-error-summary li")).to_have_count(8)


def test_on_paper_only_what_is_to_be_read_is_left(site: Site, opened: Callable[[Eyes], Page]) -> None:
    page = opened(Eyes(1280, 900, True, False, "paper"))
    page.goto(site.url + LANDLORD.format("en") + RECKONED)
    page.emulate_media(media="print")
    for gone in (".putright-contents", "form", ".govuk-language-navigation"):
        for one in page.locator(gone).all():
            expect(one).not_to_be_visible()
    expect(page.locator(".putright-date").first).to_be_visible()
    page.goto(site.url + LANDLORD.format("en") + "print/")
    expect(page.locator(".putright-sheet")).to_have_count(len(pages.pages("en")))
    assert (
        page.locator(".putright-sheet").nth(1).evaluate("one => getComputedStyle(one).breakBefore") == "page"
    )
