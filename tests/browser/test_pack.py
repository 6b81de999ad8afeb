"""A resident on their way to the Housing Ombudsman: from the case to its answer, their words, the pack in its forms.

On a phone without scripts and at a desk with them, in English, Urdu and Polish.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from putright.complaints import actions
from putright.complaints.actions import Received, Told
from putright.complaints.evidence.actions import Upload, add_file
from putright.record.chain import By
from putright.record.tenancy import as_landlord
from tests.browser.steps import Eyes
from tests.cast import Cast, make_cast
from tests.complaints.evidence_files import jpeg
from tests.serving import Site, database_of_its_own, served

pytestmark = pytest.mark.browser

WHY = "Nobody has come.\n<b>Twice</b> کوئی نہیں آیا 🙂"
WORKERS = {
    "phone, no scripts": Eyes(320, 640, False, False, "pack phone"),
    "desktop": Eyes(1280, 900, True, True, "pack desktop"),
}


@pytest.fixture(scope="module")
def site(
    django_db_setup: None,
    django_db_blocker: Any,
    test_server: Any,
    built_assets: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    environment = {"PUTRIGHT_DRAFT_LANGUAGES": "1", "PUTRIGHT_UNSCANNED_FILES": "open"}
    with (
        database_of_its_own(test_server, django_db_blocker) as name,
        served(name, test_server, tmp_path_factory.mktemp("pack"), environment) as site,
    ):
        yield site


@pytest.fixture(scope="module")
def got(site: Site) -> Received:
    cast: Cast = make_cast()
    cast.landlord.languages = ["en", "ur", "pl"]
    cast.landlord.save()
    now = timezone.now()
    with as_landlord(cast.landlord.id):
        told = Told(words="The boiler <b>broke</b>.\n\nبوائلر خراب ہے", name="Amira Khan")
        made = actions.raise_complaint(cast.landlord, told, by=By.resident(), at=now)
        add_file(made.complaint, Upload.of("بوائلر.jpg", jpeg()), by=By.resident(), at=now)
    return made


@pytest.mark.parametrize("language", ["en", "ur", "pl"])
@pytest.mark.parametrize("how", list(WORKERS))
def test_the_way_to_the_ombudsman(
    how: str, language: str, site: Site, got: Received, browser: Browser, tmp_path: Path
) -> None:
    eyes = WORKERS[how]
    context = eyes.context(browser, accept_downloads=True)
    page = context.new_page()
    try:
        case = f"{site.url}/meadowbank/{language}/your-complaint/{got.complaint.reference}/"
        page.goto(f"{site.url}/meadowbank/{language}/find/")
        page.fill("input[name=reference]", got.complaint.reference)
        page.fill("input[name=passphrase]", got.passphrase)
        page.click("main button[type=submit]")
        expect(page).to_have_url(case)
        # One link on every page leads to the Ombudsman's page of this case.
        page.locator(".govuk-service-navigation a[href$='/ombudsman/']").click()
        expect(page).to_have_url(f"{case}ombudsman/")
        expect(page.locator(".putright-answer")).to_have_count(3)
        expect(page.locator(".putright-answer--now")).to_have_count(1)
        eyes.look(page, f"ombudsman {language}")
        page.locator(f"main a[href$='{got.complaint.reference}/evidence-pack/']").click()
        _words(page, eyes, language)
        archive = _taken(page, "zip", tmp_path)
        with zipfile.ZipFile(archive) as unpacked:
            assert unpacked.testzip() is None
            assert unpacked.read("files/001-" + _day() + "-file.jpg") == jpeg()
            index = unpacked.read("index.html").decode()
        assert "&lt;b&gt;Twice&lt;/b&gt; کوئی نہیں آیا 🙂" in index and "بوائلر.jpg" in index
        assert _taken(page, "pdf", tmp_path).read_bytes().startswith(b"%PDF-")
        page.locator("main a[href$='/evidence-pack/page/']").click()
        expect(page.locator("main h1")).to_have_count(1)
        expect(page.locator("main")).to_contain_text("<b>Twice</b>")
        eyes.look(page, f"pack as a page {language}")
    finally:
        context.close()


def _day() -> str:
    return timezone.localdate().isoformat()


def _words(page: Page, eyes: Eyes, language: str) -> None:
    eyes.look(page, f"pack {language}")
    page.fill("textarea[name=why]", WHY)
    page.click("main form button[type=submit]")
    expect(page.locator(".govuk-notification-banner--success")).to_have_count(1)
    expect(page.locator("textarea[name=why]")).to_have_value(WHY)


def _taken(page: Page, form: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.locator(f"main a[href$='/evidence-pack/{form}/']").click()
    assert waiting.value.suggested_filename.endswith(f".{form}")
    path = folder / f"pack.{form}"
    waiting.value.save_as(path)
    return path
