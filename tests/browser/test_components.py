"""The components as a browser sees them: no axe finding, nothing wider than a phone, right-to-left in its
place."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import override_settings
from django.utils import translation

from putright.ui import views
from tests.ui.gallery import LANDLORD, gallery, request

PHONE, DESKTOP = (360, 800), (1280, 900)
BUILT = Path(__file__).resolve().parents[2] / "build" / "assets"

pytestmark = pytest.mark.browser


@pytest.fixture
def chromium(browser: Any) -> Any:
    """The browser of the session: a second one beside it cannot be started from the same process."""
    return browser


def show(chromium: Any, html: str, size: tuple[int, int], *, script: bool = True) -> Any:
    """A page with `html`, its static files answered from disk: no server, no network."""
    page = chromium.new_page(
        viewport={"width": size[0], "height": size[1]}, java_script_enabled=script, locale="en-GB"
    )

    def answer(route: Any) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            name = path.removeprefix("/static/")
            file = next(
                (found for found in (BUILT / name, finders.find(name)) if found and Path(found).is_file()),
                None,
            )
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            if file is None:
                route.fulfill(status=404, body="")
            else:
                route.fulfill(body=Path(file).read_bytes(), content_type=kind)
        elif path.endswith(".css"):
            route.fulfill(body=views.landlord_colours(LANDLORD.brand_colour), content_type="text/css")
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    page.route("**/*", answer)
    page.goto("http://gallery.test/hillside/en/")
    return page


@pytest.fixture(autouse=True)
def drafts() -> Iterator[None]:
    with override_settings(PUTRIGHT_DRAFT_LANGUAGES=True, DEMO=True):
        yield


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("language", ["en", "ur", "ar"])
@pytest.mark.parametrize("errors", [False, True], ids=["fresh", "errors"])
def test_no_finding_and_no_scrolling_sideways(
    chromium: Any, language: str, errors: bool, size: tuple[int, int]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = show(chromium, gallery(language, errors=errors), size)
    try:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    finally:
        page.close()


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_label_stands_beside_its_radio_and_the_error_bar_at_the_start(chromium: Any, language: str) -> None:
    page = show(chromium, gallery(language, errors=True), DESKTOP)
    try:
        radio = page.locator("#id_danger_1").bounding_box()
        label = page.locator("label[for=id_danger_1]").bounding_box()
        bar = page.evaluate(
            "(() => { const s = getComputedStyle(document.querySelector('.govuk-form-group--error'));"
            " return [parseFloat(s.borderLeftWidth), parseFloat(s.borderRightWidth)] })()"
        )
        if language == "ur":
            assert 0 <= radio["x"] + radio["width"] - (label["x"] + label["width"]) < 60
            assert label["x"] < radio["x"] and bar[0] == 0 and bar[1] >= 4
        else:
            assert 0 <= label["x"] - radio["x"] < 60
            assert bar[0] >= 4 and bar[1] == 0
    finally:
        page.close()


def test_without_javascript_what_a_choice_reveals_is_there_to_fill_in(chromium: Any) -> None:
    page = show(chromium, gallery(), PHONE, script=False)
    try:
        assert page.locator("#id_phone").is_visible()
        assert page.get_by_text("You can enter up to 4,000 characters").is_visible()
    finally:
        page.close()


def test_with_javascript_it_is_hidden_until_chosen(chromium: Any) -> None:
    page = show(chromium, gallery(), PHONE)
    try:
        page.wait_for_selector("body.govuk-frontend-supported")
        page.wait_for_selector("[data-govuk-radios-init]")
        assert not page.locator("#id_phone").is_visible()
        page.locator("label[for=id_danger_0]").click()
        assert page.locator("#id_phone").is_visible()
    finally:
        page.close()


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize(
    "view",
    [views.help_page, views.cookies, views.accessibility, views.safety, views.not_found, views.csrf_failure],
)
def test_the_shared_pages_fit_the_narrowest_phone(chromium: Any, view: Any, language: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with translation.override(language):
        html = view(request(language)).content.decode()
    page = show(chromium, html, (320, 700))
    try:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    finally:
        page.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_leaving_quickly_covers_the_page_and_goes(chromium: Any, script: bool) -> None:
    with translation.override("en"):
        html = views.safety(request("en")).content.decode()
    page = show(chromium, html, PHONE, script=script)
    try:
        page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<title>Weather</title>"))
        if script:
            page.wait_for_selector("[data-govuk-exit-this-page-init]")
        page.mouse.wheel(0, 3000)
        away = page.get_by_role("button", name="Leave this page quickly")
        assert away.is_visible()
        with page.expect_request("https://www.bbc.co.uk/**") as asked:
            away.click()
        assert "referer" not in asked.value.headers
        page.wait_for_url("https://www.bbc.co.uk/weather")
    finally:
        page.close()


def test_shift_three_times_leaves_and_a_sentence_counts_along(chromium: Any) -> None:
    with translation.override("ur"):
        html = views.safety(request("ur")).content.decode()
    page = show(chromium, html, DESKTOP)
    try:
        page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<title>Weather</title>"))
        page.wait_for_selector("[data-govuk-exit-this-page-init]")
        page.keyboard.press("Shift")
        said = page.locator(".govuk-exit-this-page [role=status]").inner_text()
        assert said and "exit" not in said
        page.keyboard.press("Shift")
        page.keyboard.press("Shift")
        page.wait_for_url("https://www.bbc.co.uk/weather")
    finally:
        page.close()


def test_what_gets_the_focus_is_not_covered_by_the_button_that_stays(chromium: Any) -> None:
    """WCAG 2.4.11: on a phone the button keeps the top of the screen while the page is scrolled."""
    with translation.override("en"):
        html = views.safety(request("en")).content.decode()
    page = show(chromium, html, (320, 480))
    try:
        page.wait_for_selector("[data-govuk-exit-this-page-init]")
        page.locator("footer a").last.focus()
        for _step in range(14):
            page.keyboard.press("Shift+Tab")
            hidden = page.evaluate(
                "() => { const one = document.activeElement, box = one.getBoundingClientRect();"
                " if (one.closest('.putright-leave, .govuk-skip-link') || one === document.body) return false;"
                " const leave = document.querySelector('.putright-leave').getBoundingClientRect();"
                " return box.top < leave.bottom && box.bottom > leave.top && box.top >= leave.top"
                "   ? one.outerHTML.slice(0, 90) : false }"
            )
            assert not hidden, hidden
    finally:
        page.close()
