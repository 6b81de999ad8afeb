"""WCAG 2.2 AA on every page that residents can open, in every language, on a small phone and on a large screen.

The world is that of the access tests: one case with everything on it, written by somebody who types what breaks pages.
Every page is looked at in English and Urdu; in each other language the important ones and a share of the rest, so that
the shares of all languages together hold every page once more.

With EVERY_PAGE=1 every page is looked at in every language, which takes some minutes more.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from putright.ui import languages
from tests.access.world import World, make_world
from tests.browser.keyboard import Keyboard
from tests.browser.residents import IMPORTANT, ResidentPage, resident_pages
from tests.browser.steps import Eyes
from tests.serving import Site, database_of_its_own, served

pytestmark = pytest.mark.browser

WHOLE = ("en", "ur")
SHARED = tuple(one.code for one in languages.LANGUAGES if one.filled and one.code not in WHOLE)


@pytest.fixture(scope="module")
def site(
    django_db_setup: None,
    django_db_blocker: Any,
    test_server: Any,
    built_assets: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """One service and one database for all that follows; every language is offered, checked or not."""
    environment = {"PUTRIGHT_DRAFT_LANGUAGES": "1"}
    with (
        database_of_its_own(test_server, django_db_blocker) as name,
        served(name, test_server, tmp_path_factory.mktemp("residents"), environment) as site,
    ):
        yield site


@pytest.fixture(scope="module")
def world(site: Site) -> World:
    made = make_world()
    landlord = made.cast.landlord
    landlord.languages = [one.code for one in languages.LANGUAGES]
    landlord.save()
    return made


@pytest.fixture(scope="module")
def pages(world: World) -> list[ResidentPage]:
    # Drawing a letter's paper takes longer than every page, and no page here shows it.
    with mock.patch("putright.complaints.letters.paper._made_by", return_value=b"stands for the paper"):
        found = resident_pages(world)
    assert len(found) >= 30, [one.name for one in found]
    assert set(IMPORTANT) <= {one.name for one in found}
    return found


@pytest.fixture
def opened(browser: Browser, site: Site, world: World) -> Iterator[Callable[..., Page]]:
    """Opens a browser of the resident's, as wide and with the settings that are asked for."""
    contexts = []

    def open_one(width: int = 1280, height: int = 900, *, script: bool = True, **settings: Any) -> Page:
        made = Eyes(width, height, script, True, "").context(browser, **settings)
        contexts.append(made)
        page = made.new_page()
        page.goto(f"{site.url}/meadowbank/en/link/{world.mine.received.link_token}/")
        expect(page).to_have_url(re.compile(f"/your-complaint/{world.mine.complaint.reference}/"))
        return page

    yield open_one
    for context in contexts:
        context.close()


@contextmanager
def all_said() -> Iterator[Callable[[Callable[[], None]], None]]:
    """Goes on after a page that fails, and says at the end what each lacked."""
    said: list[str] = []

    def tried(look: Callable[[], None]) -> None:
        try:
            look()
        except AssertionError as failed:
            said.append(str(failed).strip())

    yield tried
    assert not said, "\n\n".join(said)


def named(pages: list[ResidentPage], name: str) -> ResidentPage:
    return next(one for one in pages if one.name == name)


def goes_to(page: Page, site: Site, one: ResidentPage, language: str = "en") -> None:
    """Opens a page; it must be there."""
    answer = page.goto(site.url + one.in_language(language))
    assert answer and answer.status == 200, f"{one.name} in {language} gives {answer and answer.status}"


def share(pages: list[ResidentPage], language: str) -> list[ResidentPage]:
    """The pages that are looked at in a language."""
    if language in WHOLE or os.environ.get("EVERY_PAGE"):
        return pages
    first = SHARED.index(language)
    return [one for number, one in enumerate(pages) if number % len(SHARED) == first or one.name in IMPORTANT]


def test_the_shares_of_the_languages_hold_every_page(pages: list[ResidentPage]) -> None:
    assert {one.name for code in SHARED for one in share(pages, code)} == {one.name for one in pages}


@pytest.mark.parametrize("language", [one.code for one in languages.LANGUAGES if one.filled])
def test_no_page_has_a_finding(
    language: str, pages: list[ResidentPage], site: Site, opened: Callable[..., Page]
) -> None:
    phone = Eyes(320, 640, True, True, f"every page, phone, {language}")
    large = Eyes(1280, 900, True, True, f"every page, desktop, {language}")
    page = opened()
    with all_said() as tried:
        for one in share(pages, language):
            for eyes in (phone, large):
                page.set_viewport_size({"width": eyes.width, "height": eyes.height})
                if eyes is phone:
                    tried(lambda one=one: goes_to(page, site, one, language))  # type: ignore[misc]
                tried(lambda eyes=eyes, one=one: eyes.look(page, one.name))  # type: ignore[misc]


# With a keyboard alone

CHOOSES = {
    "No",
    "Me, or my home",
    "None of these: I will contact you",
    "On this website, with my reference",
    "Do the work",
    "Make a complaint",
    "Heating or hot water",
    "None of these",
}
TYPES = {
    "In your own words": "The boiler has been broken since 2 October.",
    "Full name": "Amira Khan",
    "Address line 1": "1 High Street",
    "Postcode": "ZZ9 9ZZ",
}


def test_the_form_is_filled_in_and_sent_with_a_keyboard_alone(
    site: Site, world: World, browser: Browser
) -> None:
    context = Eyes(1280, 900, True, False, "").context(browser)
    try:
        page = context.new_page()
        page.goto(f"{site.url}/meadowbank/en/complain/")
        keyboard = Keyboard(page, CHOOSES, TYPES)
        keyboard.press("Start now", "Continue")
        for _page in range(30):
            if page.url.endswith("/check/"):
                break
            keyboard.press("Continue", "Continue with my complaint")
        assert page.url.endswith("/check/"), page.url
        keyboard.press("Send your complaint")
        expect(page.locator(".govuk-panel .putright-reference")).to_be_visible()
        assert not keyboard.problems, "\n".join(keyboard.problems)
    finally:
        context.close()


@pytest.mark.parametrize("name", ["case", "start", "safety", "form contact"])
def test_the_focus_goes_through_a_page_and_is_seen_everywhere(
    name: str, site: Site, pages: list[ResidentPage], opened: Callable[..., Page]
) -> None:
    """On the smallest phone, from the skip link to the last link of the footer; nothing holds the focus back."""
    page = opened(320, 480)
    goes_to(page, site, named(pages, name))
    keyboard = Keyboard(page, set(), {})
    last = page.locator("footer a").last
    for _step in range(200):
        keyboard.tab()
        if last.evaluate("one => one === document.activeElement"):
            break
    else:
        raise AssertionError(f"The end of {page.url} is not reached.")
    assert not keyboard.problems, "\n".join(keyboard.problems)


# Larger and wider

LOST = """
() => {
  const found = []
  if (document.documentElement.scrollWidth > innerWidth) found.push(`${document.documentElement.scrollWidth} px wide`)
  const cut = value => ['hidden', 'clip'].includes(value)
  for (const one of document.querySelectorAll('body *')) {
    if (!one.innerText || !one.checkVisibility()) continue
    if (one.closest('.govuk-visually-hidden, .putright-scroll, .govuk-skip-link')) continue
    const style = getComputedStyle(one), box = one.getBoundingClientRect()
    if (box.width <= 1 || box.height <= 1) continue
    const wide = cut(style.overflowX) && one.scrollWidth > one.clientWidth + 1
    const high = cut(style.overflowY) && one.scrollHeight > one.clientHeight + 1
    if (wide || high) found.push(`cut off: ${one.outerHTML.slice(0, 100)}`)
  }
  return [...new Set(found)].slice(0, 5)
}
"""
# Text spacing as the standard words it (WCAG 1.4.12).
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
    "p { margin-block-end: 2em !important }"
)


@pytest.mark.parametrize("language", WHOLE)
def test_text_at_200_per_cent_and_wider_spacing_loses_nothing(
    language: str, pages: list[ResidentPage], site: Site, opened: Callable[..., Page]
) -> None:
    # The page's own policy forbids the styles that this test adds.
    page = opened(bypass_csp=True)
    found = {}
    for one in pages:
        for width, style in ((640, "html { font-size: 200% }"), (320, SPACED)):
            if style is SPACED and language == "ur":
                # Letter spacing tears joined letters apart; the standard leaves out what a script does not use.
                continue
            page.set_viewport_size({"width": width, "height": 900})
            goes_to(page, site, one, language)
            page.add_style_tag(content=style)
            if lost := page.evaluate(LOST):
                found[f"{one.name} at {width}"] = lost
    assert not found, found


@pytest.mark.parametrize("language", [one.code for one in languages.LANGUAGES if one.dir == "rtl"])
def test_letters_that_hang_low_are_not_cut_in_buttons_and_cells(
    language: str, pages: list[ResidentPage], site: Site, opened: Callable[..., Page]
) -> None:
    """A line must be as high as the letters that it holds: Nastaliq needs twice the size of its type."""
    page = opened(360)
    found = {}
    for name in ("start", "case", "form danger", "form contact", "help"):
        goes_to(page, site, named(pages, name), language)
        page.evaluate("document.fonts.ready")
        if low := page.evaluate(
            "least => [...document.querySelectorAll('p, li, a, button, label, legend, td, th, dt, dd, h1, summary')]"
            ".filter(one => /[\\u0600-\\u06ff]/.test(one.innerText) && one.checkVisibility())"
            ".filter(one => { const s = getComputedStyle(one);"
            "  return parseFloat(s.lineHeight) < least * parseFloat(s.fontSize) - 0.5 })"
            ".map(one => one.outerHTML.slice(0, 120))",
            1.95 if language == "ur" else 1.2,
        ):
            found[name] = low
    assert not found, found


@pytest.mark.parametrize("size", ["large", "largest"])
def test_the_size_that_somebody_chose_fits_the_narrowest_phone(
    size: str, pages: list[ResidentPage], site: Site, opened: Callable[..., Page]
) -> None:
    page = opened(320, 640)
    page.context.add_cookies([{"name": "putright-text", "value": size, "url": site.url}])
    found = {}
    for one in pages:
        goes_to(page, site, one)
        if lost := page.evaluate(LOST):
            found[one.name] = lost
    assert (
        page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p, main h1')).fontSize)") > 22
    )
    assert not found, found


# Colours and movement


@pytest.mark.parametrize("language", WHOLE)
def test_everything_can_be_seen_in_forced_colours(
    language: str, pages: list[ResidentPage], site: Site, opened: Callable[..., Page]
) -> None:
    """Where the device sets the colours, grounds are gone: what is pressed or filled in needs an edge of its own."""
    page = opened(360, forced_colors="active")
    found = {}
    for name in ("start", "case", "form danger", "form contact", "form put-right", "safety", "find"):
        goes_to(page, site, named(pages, name), language)
        if bare := page.evaluate(
            """() => [...document.querySelectorAll('button, .govuk-button, input:not([type=hidden]), select, textarea')]
              .filter(one => one.checkVisibility())
              .filter(one => {
                const drawn = one.matches('.govuk-radios__input, .govuk-checkboxes__input')
                const style = drawn ? getComputedStyle(one.nextElementSibling, '::before') : getComputedStyle(one)
                const edged = style.borderTopStyle !== 'none' && parseFloat(style.borderTopWidth) >= 1
                return !edged && style.textDecorationLine === 'none'
              }).map(one => one.outerHTML.slice(0, 120))"""
        ):
            found[name] = bare
    assert not found, found


def test_nothing_moves_for_who_wants_no_movement(
    pages: list[ResidentPage], site: Site, opened: Callable[..., Page]
) -> None:
    page = opened(360, reduced_motion="reduce")
    found = {}
    for one in pages:
        goes_to(page, site, one)
        if moving := page.evaluate(
            """() => [...document.querySelectorAll('*')].filter(one => {
              const style = getComputedStyle(one)
              const long = text => text.split(',').some(part => parseFloat(part) > 0.05)
              return long(style.transitionDuration) || (style.animationName !== 'none' && long(style.animationDuration))
                || style.scrollBehavior === 'smooth'
            }).map(one => one.outerHTML.slice(0, 100))"""
        ):
            found[one.name] = moving
    assert not found, found


# On paper


@pytest.mark.parametrize("language", WHOLE)
@pytest.mark.parametrize(("size", "points"), [("usual", 12), ("large", 16), ("largest", 22)])
def test_a_page_on_paper_keeps_what_is_read_and_drops_what_is_pressed(
    language: str,
    size: str,
    points: int,
    pages: list[ResidentPage],
    site: Site,
    opened: Callable[..., Page],
) -> None:
    page = opened(794, 1123)
    page.context.add_cookies([{"name": "putright-text", "value": size, "url": site.url}])
    page.emulate_media(media="print")
    for name in ("case", "ombudsman", "help", "form danger"):
        goes_to(page, site, named(pages, name), language)
        expect(page.locator("h1")).to_be_visible()
        for pressed in (
            ".govuk-language-navigation",
            "main .govuk-button",
            ".govuk-back-link",
            ".govuk-skip-link",
        ):
            for one in page.locator(pressed).all():
                expect(one).to_be_hidden()
        # The Ombudsman's number is on paper too.
        expect(page.locator("footer").get_by_text("0300 111 3000")).to_be_visible()
        small = page.evaluate(
            """least => [...document.querySelectorAll('main :is(p, li, dt, dd, td, label)')]
              .filter(one => one.checkVisibility() && !one.closest('.govuk-visually-hidden') && one.innerText.trim())
              .filter(one => parseFloat(getComputedStyle(one).fontSize) < least)
              .map(one => getComputedStyle(one).fontSize + ' ' + one.outerHTML.slice(0, 90))""",
            points * 96 / 72 - 0.5,
        )
        assert not small, f"{name}: {small}"
        # What is folded up on the screen is open on paper.
        folded = page.evaluate(
            """() => [...document.querySelectorAll('details > .govuk-details__text')]
              .filter(one => one.getBoundingClientRect().height < 5).map(one => one.innerText.slice(0, 60))"""
        )
        assert not folded, f"{name}: {folded}"


# Numbers


@pytest.mark.parametrize("language", [one.code for one in languages.LANGUAGES if one.filled])
def test_a_script_writes_numbers_as_the_page_does(
    language: str, pages: list[ResidentPage], site: Site, opened: Callable[..., Page]
) -> None:
    """Left to itself, the counter of letters has Bengali digits in Bengali and 4.000 in Romanian."""
    page = opened(360)
    goes_to(page, site, named(pages, "form what-went-wrong"), language)
    said = page.locator(".govuk-character-count__status").first
    expect(said).to_contain_text("4,000")


# Weight

FIRST_VIEW = 100_000
LIGHT = ("start", "form danger", "form what-went-wrong", "case", "guidance how-to-complain")


@dataclass
class Weight:
    """What a browser that was never here fetches for a page, in bytes as they travel."""

    pages: dict[str, int]
    fonts: dict[str, int]

    @property
    def first_view(self) -> int:
        """All but the letters of the page's own script; the few that name the other languages count."""
        return sum(self.pages.values()) + sum(
            size for name, size in self.fonts.items() if name.endswith("-name.woff2")
        )

    @property
    def scripts(self) -> dict[str, int]:
        return {name: size for name, size in self.fonts.items() if not name.endswith("-name.woff2")}


def weighed(page: Page, address: str) -> Weight:
    found = Weight({}, {})

    def fetched(request: Request) -> None:
        size = request.sizes()["responseBodySize"]
        name = request.url.rsplit("/", 1)[-1] or "page"
        (found.fonts if request.resource_type == "font" else found.pages)[name] = size

    page.on("requestfinished", fetched)
    page.goto(address, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    page.remove_listener("requestfinished", fetched)
    return found


@pytest.mark.parametrize("language", [one.code for one in languages.LANGUAGES if one.filled])
def test_a_first_view_is_light_and_has_one_typeface(
    language: str,
    pages: list[ResidentPage],
    site: Site,
    browser: Browser,
    opened: Callable[..., Page],
    capsys: pytest.CaptureFixture[str],
) -> None:
    own = {"ar": "noto-naskh-arabic", "ur": "noto-nastaliq-urdu", "bn": "noto-sans-bengali"}
    own["pa"] = "noto-sans-gurmukhi"
    cookies = opened(360, 740).context.storage_state()
    for name in LIGHT:
        # A browser of its own for each page: somebody comes to this one first.
        context = Eyes(360, 740, True, False, "").context(browser, storage_state=cookies)
        found = weighed(context.new_page(), site.url + named(pages, name).in_language(language))
        context.close()
        with capsys.disabled():
            print(  # noqa: T201 - the weight is printed with every run
                f"\n{language} {name}: {found.first_view / 1000:.1f} kB, typeface "
                f"{sum(found.scripts.values()) / 1000:.1f} kB; {found.pages}",
                end="",
            )
        assert found.first_view <= FIRST_VIEW, (name, found)
        # The case is full of what people typed, in English: nothing on it asks for another script.
        wanted = {f"{own[language]}.woff2"} if language in own else set()
        assert set(found.scripts) == wanted, (name, found.fonts)
