"""The pages as they are written: nothing typed that a rule decides, nothing lost in translation, plain words."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from putright.accounts.models import Landlord
from putright.guidance import facts, pages, writing
from putright.guidance.site import BLOCKS, Site
from putright.rules import scheme
from putright.ui import glossary, languages

TODAY = date(2026, 11, 22)
FOLDERS = sorted(one.name for one in pages.FOLDER.iterdir() if one.is_dir())
MASTERS = list(pages.pages("en").values())
TRANSLATED = [page for code in FOLDERS if code != "en" for page in pages.pages(code).values()]
KNOWN = set(facts.FACTS) | facts.LANDLORD_FACTS | BLOCKS
# Digits that are names and no facts: the number to call in danger, and the two stages.
NAMES = re.compile(r"\b999\b|[Ss]tage [12]\b|^\d\. |^## (?:Step )?\d[.:]", re.MULTILINE)


def landlord(**more: object) -> Landlord:
    given = {
        "code": "quay",
        "name": "Quay & <Co>",
        "phone": "01632 960110",
        "text_phone": "07700 900110",
        "email": "complaints@quay.example",
        "office_address": "1 Quay Row",
        "emergency_phone": "01632 960111",
        "gas_phone": "01632 960112",
        "languages": ["en", "ur"],
        "policy": {"extension_needs_agreement": True},
    }
    return Landlord(**{**given, **more})


SITES = {
    "public": Site(None, languages.ENGLISH, TODAY),
    "landlord": Site(landlord(), languages.ENGLISH, TODAY),
    "without agreement": Site(landlord(policy={}), languages.ENGLISH, TODAY),
}


def named(guide: pages.Page) -> str:
    return f"{guide.language}/{guide.slug}"


def bare(text: str) -> str:
    """A text without its tokens and the addresses of its links."""
    return re.sub(r"\]\([^)]*\)", "]", pages.TOKEN.sub("", text))


def whole(guide: pages.Page) -> str:
    return "\n".join([guide.title, guide.summary, ", ".join(guide.keywords), guide.text])


@pytest.mark.parametrize("guide", MASTERS, ids=named)
def test_no_number_is_typed_into_a_page(guide: pages.Page) -> None:
    typed = re.findall(r".{0,30}\d.{0,30}", NAMES.sub("", bare(whole(guide))))
    assert typed == [], "A figure is a token from guidance/facts.py, never typed."


@pytest.mark.parametrize("guide", [*MASTERS, *TRANSLATED], ids=named)
def test_every_token_is_one_that_is_filled(guide: pages.Page) -> None:
    assert guide.tokens - KNOWN == frozenset()
    assert re.findall(r"[{}]", bare(guide.text)) == []


def test_every_fact_is_used_or_goes() -> None:
    used = {token for page in MASTERS for token in page.tokens}
    assert KNOWN - used == set()


@pytest.mark.parametrize("guide", TRANSLATED, ids=named)
def test_a_translation_has_every_token_number_link_and_part_of_its_master(guide: pages.Page) -> None:
    master = pages.pages("en").get(guide.slug)
    assert master is not None, f"There is no English page {guide.slug}."
    assert guide.order == master.order
    assert guide.tokens == master.tokens
    assert Counter(re.findall(r"\d+", bare(guide.text))) == Counter(re.findall(r"\d+", bare(master.text)))
    for what in (r"\]\([^)]*\)", r"^:::.*$", r"^#+ ", r"^- ", r"^\d+\. "):
        pattern = re.compile(what, re.MULTILINE)
        found, wanted = pattern.findall(guide.text), pattern.findall(master.text)
        assert sorted(found) == sorted(wanted), f"{what} stands there {len(found)} times, not {len(wanted)}."


# "In repair" is about the state of a home and not about a repair; names are not translated word by word.
NO_TERMS = re.compile(r"in (?:good )?repair|Charter for Social Housing Residents|Regulator of Social Housing")


def lines(page: pages.Page) -> list[str]:
    """What is to be translated, line by line: masters and translations have the same number of them."""
    written = [page.title, page.summary, *page.text.splitlines()]
    return [bare(line) for line in written if line.strip() and not line.startswith(":::")]


@pytest.mark.parametrize("guide", TRANSLATED, ids=named)
def test_a_translation_keeps_to_the_glossary_its_letters_and_digits(guide: pages.Page) -> None:
    pairs = list(zip(lines(pages.pages("en")[guide.slug]), lines(guide), strict=True))
    assert [
        f"{said!r} {what}"
        for master, said in pairs
        for what in glossary.departures(guide.language, NO_TERMS.sub("", master), NO_TERMS.sub("", said))
    ] == []
    assert all(one.isascii() for one in whole(guide) if one.isdigit())
    assert guide.language != "ro" or not set("şţŞŢ") & set(whole(guide))


@pytest.mark.parametrize("guide", MASTERS, ids=named)
def test_sentences_are_short_and_words_are_ours(guide: pages.Page) -> None:
    for line in re.sub(r"[*#]|^- |^\d\. ", "", bare(guide.text), flags=re.MULTILINE).splitlines():
        for sentence in re.split(r"(?<=[.?!:])\s", line):
            # The one line about the old rule is as long as the rule was.
            assert len(sentence.split()) <= (40 if "tenant panel" in sentence else 20), sentence
    if guide.slug != "words":
        said = guide.text.lower()
        for word in ("please", "escalat", "upheld", "invalid", "acknowledg", "vulnerab", "consent", "remedy"):
            assert word not in said, word


def syllables(word: str) -> int:
    found = len(re.findall(r"[aeiouy]+", word.lower()))
    return max(1, found - (word.endswith("e") and not word.endswith("le") and found > 1))


@pytest.mark.parametrize("guide", MASTERS, ids=named)
def test_a_child_of_nine_can_read_it(guide: pages.Page) -> None:
    """By the measure of Flesch and Kincaid, plus the five years before school: a warning light and no more."""
    text = re.sub(r"^:::.*$|^#+ .*$", "", pages.TOKEN.sub("ten days", bare(guide.text)), flags=re.MULTILINE)
    sentences = [one for one in re.split(r"[.?!:]\s|\n", text) if re.search("[a-z]", one)]
    said = re.findall(r"[A-Za-z’]+", text)
    grade = 0.39 * len(said) / len(sentences) + 11.8 * sum(map(syllables, said)) / len(said) - 15.59
    assert grade + 5 < 9.5, round(grade + 5, 1)


def test_all_of_it_can_be_read_in_half_an_hour() -> None:
    words = sum(len(bare(page.text).split()) for page in MASTERS)
    assert 3_000 < words < 4_700, words


def test_what_is_said_in_words_about_the_rules_is_still_so() -> None:
    """Small numbers are written as words: two stages, no third, eight weeks only in keywords."""
    today = facts.edition_on(TODAY)
    assert (today.stages, today.stages_at_most, today.third_stage) == (2, 2, "never")
    assert all(
        getattr(today.stage_rules[stage], event) for stage in (1, 2) for event in ("acknowledge", "extend")
    )
    assert not scheme.democratic_filter(TODAY)
    assert not scheme.contact(TODAY).new_cases_by_email


@pytest.mark.parametrize("where", SITES)
@pytest.mark.parametrize("guide", [*MASTERS, *TRANSLATED], ids=named)
def test_every_page_can_be_shown_everywhere(guide: pages.Page, where: str) -> None:
    shown = str(writing.written(guide, SITES[where]))
    assert "{" not in shown and ":::" not in shown
    assert "<Co>" not in shown
    # One h1, the template's; no heading is skipped.
    levels = [int(one) for one in re.findall(r"<h(\d)", shown)]
    assert 1 not in levels
    assert all(after - before <= 1 for before, after in zip([1, *levels], levels, strict=False))


def test_a_fact_follows_the_rules() -> None:
    page = pages.pages("en")["what-must-happen"]
    today = writing.written(page, SITES["public"])
    assert "<strong>20 working days</strong>, counted from the first date for the answer" in today
    before = writing.written(page, Site(None, languages.ENGLISH, date(2023, 5, 1)))
    assert "20 working days</strong>, counted from the first date" not in before


def test_a_promise_of_the_landlord_stands_on_its_pages_alone() -> None:
    page = pages.pages("en")["how-to-complain"]
    said = "It takes more time only if you agree"
    assert [said in writing.written(page, site) for site in SITES.values()] == [False, True, False]


def test_numbers_and_names_keep_their_own_direction() -> None:
    shown = writing.written(pages.pages("en")["start"], SITES["landlord"])
    assert '<bdi dir="auto">Quay &amp; &lt;Co&gt;</bdi>' in shown
    assert '<bdi dir="ltr">01632 960110</bdi>' in shown


# What a page may not hold

HEAD = "---\ntitle: A\nsummary: B\nkeywords: c\n---\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Text without a head", "does not begin with a head"),
        ("---\ntitle: A\n---\nText", "has no summary"),
        ("---\ntitle: A\nsummary: B\nkeywords: c\nstate: d\n---\nText", "has 'state' at its head"),
        (HEAD + "# Title again", "Begin with ##"),
        (HEAD + "<script>alert(1)</script>", "HTML"),
        (HEAD + "[out](https://example.org)", "address outside"),
        (HEAD + "::: nobody\nText\n:::", "Give one of"),
        (HEAD + "::: landlord\nText", "does not end"),
        (HEAD + "::: landlord\n::: public\n:::\n:::", "inside another"),
        (HEAD + "*slanted*", "Markdown that pages do not use (em)"),
    ],
)
def test_a_page_that_cannot_be_shown_says_what_to_change(text: str, says: str) -> None:
    with pytest.raises(pages.BadPage, match=re.escape(says)):
        pages.read(text, "01-a.md", "en")


@pytest.mark.parametrize("name", ["a.md", "1-a.md", "01-A.md", "01_a.md"])
def test_a_name_that_gives_no_place_is_refused(name: str) -> None:
    with pytest.raises(pages.BadPage, match="is no name of a page"):
        pages.read(HEAD + "Text", name, "en")


@pytest.mark.parametrize(
    "text", ["{nothing_known}", "Say {nothing_known}.", "[a](page:nowhere)", "[a](elsewhere)"]
)
def test_an_unknown_token_or_link_is_an_error_and_never_shown(text: str) -> None:
    with pytest.raises(pages.BadPage, match="which there is not"):
        writing.written(pages.read(HEAD + text, "01-a.md", "en"), SITES["public"])


def test_what_looks_like_html_in_a_text_is_text() -> None:
    page = pages.read(HEAD + "Tom & Jo: 3 > 2 ![x](page:start) `code`", "01-a.md", "en")
    shown = writing.written(page, SITES["public"])
    assert shown.startswith('<p class="govuk-body">Tom &amp; Jo: 3 &gt; 2 !<a class="govuk-link"')
    assert "<img" not in shown and "<code" not in shown
