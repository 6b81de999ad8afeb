"""The landlord's procedure is checked on a page: by its file, then mended in the box and checked again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from putright.accounts import second_factor
from tests.browser.steps import DEMO_SECRET, PASSWORD, Eyes, button, choose, error, link, sign_in
from tests.cast import Cast, make_cast
from tests.serving import Site, database_of_its_own, served

pytestmark = pytest.mark.browser

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "procedure-three-steps.json"


@pytest.fixture(scope="module")
def site(
    django_db_setup: None,
    django_db_blocker: Any,
    test_server: Any,
    built_assets: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("procedure")
    with (
        database_of_its_own(test_server, django_db_blocker) as name,
        served(name, test_server, folder, {}) as site,
    ):
        yield site


@pytest.fixture(scope="module")
def cast(site: Site) -> Cast:
    people = make_cast()
    for person in (people.officer, people.admin):
        second_factor.provision(person, password=PASSWORD, demo_secret=DEMO_SECRET)
    return people


def test_a_procedure_is_checked_mended_and_checked_again(site: Site, cast: Cast, browser: Browser) -> None:
    eyes = Eyes(375, 812, True, True, "procedure-phone")
    with eyes.context(browser) as context:
        page = context.new_page()
        sign_in(page, site.url, cast.officer, eyes)
        page.get_by_role("button", name="Menu").click()
        link(page, "Check our procedure")
        eyes.look(page, "check our procedure")
        button(page, "Check")
        error(page, "Choose a file, or paste the procedure")
        eyes.look(page, "nothing sent")
        page.get_by_label("The procedure as a file").set_input_files(EXAMPLE)
        button(page, "Check")
        expect(page.locator(".govuk-summary-card__title")).to_have_count(3)
        eyes.look(page, "what fails")
        box = page.get_by_label("Or paste it here")
        text = box.input_value()
        assert '{"name": "First report"}' in text
        mended = text.replace('{"name": "First report"}', "").replace(
            '"first_step_fails"', '"dissatisfaction", "dissatisfaction_with_request"'
        )
        box.fill(mended)
        button(page, "Check")
        expect(page.locator("#failures")).to_have_text("Complaint Handling Code 2024: 0 things fail")
        eyes.look(page, "nothing fails")


def test_an_administrator_comes_to_it_from_where_signing_in_leads(
    site: Site, cast: Cast, browser: Browser
) -> None:
    eyes = Eyes(1280, 900, False, False, "procedure-desk")
    with eyes.context(browser) as context:
        page = context.new_page()
        sign_in(page, site.url, cast.admin, eyes)
        # What they keep in order comes first; the procedure is a step further.
        expect(page.get_by_role("heading", level=1)).to_have_text("Homes")
        page.get_by_role("link", name="Check our procedure").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Check our procedure")
        choose(page, "Complaint Handling Code 2022")
        page.get_by_label("Or paste it here").fill(EXAMPLE.read_text())
        button(page, "Check")
        expect(page.locator(".govuk-summary-card__title")).to_have_count(2)
        eyes.look(page, "what fails in 2022")
        page.get_by_label("Or paste it here").fill('{"stages": {"1": {"respond": {"days": -1}}}}')
        button(page, "Check")
        error(page, "stages.1.respond.days is -1. Give a whole number from 0 to 1000.")
        eyes.look(page, "a slip")
