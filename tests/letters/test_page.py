"""The letter as HTML: complete, accessible in its structure, and safe whatever people wrote."""

from __future__ import annotations

import itertools
from datetime import date
from html.parser import HTMLParser

from putright.complaints import letters
from putright.complaints.letters.content import Content
from tests.letters.cases import ACKNOWLEDGED, HANDLER, POINTS, answered, case


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, *tags: str) -> list[str]:
        return [tag for tag, _ in self.elements if tag in tags]


HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def answer(language: str = "en") -> Content:
    return letters.compose(
        answered(), "stage1_response", 1, on=date(2026, 11, 20), language=language, writer=HANDLER
    )


def test_the_page_names_its_language_direction_and_title() -> None:
    page = Page(letters.html(answer()))
    assert page.elements[0] == ("html", {"lang": "en-GB", "dir": "ltr"})
    assert "This is our stage 1 answer – HK3M 7P4R – Riverside Homes" in page.text
    assert Page(letters.html(answer("ur"))).elements[0] == ("html", {"lang": "ur", "dir": "rtl"})


def test_the_page_has_one_main_one_h1_and_headings_in_order() -> None:
    page = Page(letters.html(answer()))
    assert page.named("main") == ["main"]
    levels = [int(tag[1]) for tag in page.named(*HEADINGS)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_inside_a_page_the_headings_begin_where_the_page_says() -> None:
    levels = Page(letters.body(answer(), top=2)).named(*HEADINGS)
    assert levels[0] == "h2"
    assert "h1" not in levels


def test_the_page_holds_no_script_and_no_style_of_its_own() -> None:
    page = Page(letters.html(answer()))
    assert page.named("script", "style") == []
    assert not [
        name for _, attributes in page.elements for name in attributes if name == "style" or name[:2] == "on"
    ]
    sheets = [attributes["href"] for tag, attributes in page.elements if tag == "link"]
    assert sheets
    assert all(str(sheet).startswith("/") for sheet in sheets)


def test_every_point_stands_in_the_page() -> None:
    page = Page(letters.html(answer()))
    for told, words in POINTS:
        assert told in page.text
        assert words in page.text


def test_hostile_words_stay_words() -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)> \" ' {{ SECRET }} {% debug %}"
    complaint = case(points=[("", hostile)], stages=(ACKNOWLEDGED,), name=hostile, outcomes=hostile)
    content = letters.compose(
        complaint, "stage1_acknowledgement", 1, on=date(2026, 11, 9), language="en", writer=HANDLER
    )
    page = Page(letters.html(content))
    assert page.named("script", "img") == []
    assert page.text.count("<script>alert(1)</script>") >= 3
    assert "{{ SECRET }}" in page.text


def test_what_people_wrote_finds_its_own_direction() -> None:
    complaint = case(points=[("", "باورچی خانے کی چھت")], stages=(ACKNOWLEDGED,))
    content = letters.compose(
        complaint, "stage1_acknowledgement", 1, on=date(2026, 11, 9), language="en", writer=HANDLER
    )
    items = [attributes for tag, attributes in Page(letters.html(content)).elements if tag == "bdi"]
    assert {"lang": "ar", "dir": "auto"} in items


def test_a_table_names_its_columns() -> None:
    elements = Page(letters.html(answer())).elements
    columns = [attributes for tag, attributes in elements if tag == "th"]
    assert columns == [{"scope": "col", "role": "columnheader"}] * 3
    # On a phone each cell says itself in which column it stands.
    cells = [attributes["data-label"] for tag, attributes in elements if tag == "td"]
    assert len(cells) % 3 == 0 and len(set(cells)) == 3
