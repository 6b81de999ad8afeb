"""Every page that residents open, in every language that is offered: nothing English left in it, help in its place.

Without a browser: what tests/browser/test_accessibility.py looks at by sampling, this reads whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from django.test import override_settings

from putright.ui import catalogues, glossary, languages
from tests.access.world import World, browsers
from tests.browser.residents import ResidentPage, resident_pages

EVERY = [one for one in languages.LANGUAGES if one.filled]
VOID = {"meta", "link", "input", "br", "img", "hr", "path", "col"}
# What carries words to a reader beside the text itself.
SAID = ("aria-label", "title", "alt", "placeholder", "data-i18n.activated")
DOCUMENTS = {"letter", "pack_html"}
# A date in figures: 3/11/2026, 2026-11-03, 03.11.26.
NUMERIC = re.compile(r"(?<![\w/.-])(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2})(?![\w/-])")


@dataclass
class Read(HTMLParser):
    """A page as somebody reads it: each text with its language, and whether somebody typed it."""

    texts: list[tuple[str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    inputs: list[dict[str, str]] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    title: str = ""
    _open: list[tuple[str, str, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    @property
    def here(self) -> tuple[str, str, bool]:
        return self._open[-1] if self._open else ("", "", False)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        _tag, language, theirs = self.here
        language = given.get("lang", language)
        # What somebody typed has the direction of its own letters; a code, a name and a number stand in <bdi>.
        theirs = theirs or given.get("dir") == "auto" or tag in {"bdi", "script", "style", "textarea"}
        theirs = theirs or "putright-typed" in given.get("class", "")
        if tag not in VOID:
            self._open.append((tag, language, theirs))
        if tag in {"input", "select", "textarea"}:
            self.inputs.append(given | {"tag": tag})
        if tag == "a":
            self.links.append(given.get("href", ""))
        if not theirs:
            self.texts += [(language, given[name]) for name in SAID if given.get(name)]

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, language, theirs = self.here
        text = " ".join(data.split())
        if tag == "title":
            self.title += text
        if any(one == "h1" for one, _language, _theirs in self._open):
            self.headings.append(text)
        if text and not theirs:
            self.texts.append((language, text))


@pytest.fixture
def pages(world: World) -> Iterator[list[ResidentPage]]:
    with override_settings(PUTRIGHT_DRAFT_LANGUAGES=True):
        landlord = world.cast.landlord
        landlord.languages = [one.code for one in languages.LANGUAGES]
        landlord.save()
        found = resident_pages(world)
        assert len(found) >= 50
        yield [one for one in found if one.name not in DOCUMENTS]


def test_only_documents_are_left_out(world: World) -> None:
    """A letter and an evidence pack are in the language they were written in, and are no pages of the website."""
    for one in resident_pages(world):
        html = browsers(world, one.visitor)[one.visitor].get(one.path).content.decode()
        assert ('class="govuk-template' not in html[:300]) == (one.name in DOCUMENTS), one.name


def read(world: World, one: ResidentPage, code: str) -> tuple[Read, str]:
    browser = browsers(world, one.visitor)[one.visitor]
    answer = browser.get(one.in_language(code))
    assert answer.status_code == 200, (one.name, code, answer.status_code)
    html = answer.content.decode()
    found = Read()
    found.feed(html)
    return found, html


def english_of(code: str) -> set[str]:
    """English sentences whose translation in this language is another: they must not stand on its pages."""
    return {
        entry.msgid
        for entry in catalogues.entries(code)
        if entry.msgstr
        and entry.msgstr != entry.msgid
        and len(entry.msgid.split()) >= 2
        and "%" not in entry.msgid
    }


@pytest.mark.parametrize("language", [one for one in EVERY if one.code != "en"], ids=lambda one: one.code)
def test_nothing_on_a_page_is_english_that_is_not_marked_as_english(
    language: languages.Language, world: World, pages: list[ResidentPage]
) -> None:
    known, found = english_of(language.code), []
    for one in pages:
        page, html = read(world, one, language.code)
        assert f'lang="{language.bcp47}" dir="{language.dir}"' in html[:400], one.name
        for lang, text in page.texts:
            if lang.startswith("en"):
                continue
            sentence = glossary.english_sentence(language.code, text, text)
            if text in known or sentence:
                found.append(f"{one.name}: {text[:100]!r}")
    assert not found, "\n".join(sorted(set(found)))


@pytest.mark.parametrize("language", EVERY, ids=lambda one: one.code)
def test_dates_are_in_words_and_digits_are_western(
    language: languages.Language, world: World, pages: list[ResidentPage]
) -> None:
    found = []
    for one in pages:
        page, _html = read(world, one, language.code)
        for _lang, text in page.texts:
            if NUMERIC.search(text) or re.search("[٠-٩۰-۹০-৯੦-੯]", text):
                found.append(f"{one.name}: {text[:100]!r}")
    assert not found, "\n".join(found)


def test_every_page_has_one_heading_which_its_title_begins_with(
    world: World, pages: list[ResidentPage]
) -> None:
    for one in pages:
        page, html = read(world, one, "en")
        assert html.count("<h1") == 1, one.name
        said = " ".join(page.headings).strip()
        assert page.title.removeprefix("Error: ").startswith(said[:40]), (one.name, page.title, said)


def test_help_is_in_the_same_place_on_every_page(world: World, pages: list[ResidentPage]) -> None:
    """WCAG 3.2.6: the same ways to get help, in the same order, at the end of each page."""
    order = ("help", "ombudsman", "privacy", "text-size", "accessibility", "cookies")
    for one in pages:
        if one.name.startswith("public guidance"):
            continue
        _page, html = read(world, one, "en")
        footer = html[html.rindex("<footer") :]
        ends = [re.search(rf'href="[^"?]*/{name}/', footer) for name in order]
        assert all(ends), (one.name, [name for name, end in zip(order, ends, strict=True) if not end])
        places = [end.start() for end in ends if end]
        assert places == sorted(places), one.name
        assert 'href="tel:' in footer, f"{one.name}: the landlord's number"


# What a browser may fill in for somebody about themselves, by the name of the field (WCAG 1.3.5). Of somebody else it
# must fill in nothing: their own name in the place of the person they help would be wrong.
PURPOSE = re.compile(
    r"(^|[_-])(name|full_name|email|phone|telephone|mobile|postcode|address|line_[12]|town)([_-]|$)"
)
TOKENS = {
    "name": {"name"},
    "line_1": {"address-line1"},
    "line_2": {"address-line2"},
    "town": {"address-level2"},
    "postcode": {"postal-code"},
    "email": {"email"},
    "phone": {"tel"},
}


def test_a_field_about_a_person_says_what_may_be_filled_in(world: World, pages: list[ResidentPage]) -> None:
    seen, lacking = set(), []
    for one in pages:
        page, _html = read(world, one, "en")
        for given in page.inputs:
            name, kind = given.get("name", ""), given.get("type", "text")
            if kind in {"hidden", "radio", "checkbox", "file", "submit"} or given["tag"] != "input":
                continue
            if PURPOSE.search(name) or kind in {"email", "tel"}:
                if not given.get("autocomplete"):
                    lacking.append(f"{one.name}: {name}")
                if one.name in {"form name", "form address", "form contact"} and name in TOKENS:
                    assert given["autocomplete"] in TOKENS[name], (one.name, name, given["autocomplete"])
                    seen.add(name)
    assert not lacking, lacking
    assert {"name", "postcode", "email", "phone"} <= seen, seen
