"""Words to pages: whatever the keyboard, the form of a word, or what is typed in their place."""

from __future__ import annotations

import pytest

from putright.guidance import pages, search

NOWHERE: frozenset[str] = frozenset()


def slugs(typed: str, language: str = "en") -> list[str]:
    return [one.page.slug for one in search.search(typed, language, NOWHERE)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ombudsman", "ombudsman"),
        ("OMBUDSMAN", "ombudsman"),
        ("afraid", "worries"),
        ("councillors", "helping-somebody"),
        ("eight weeks", "older-complaints"),
        ("maladministration", "words"),
        ("gas", "danger"),
        ("Awaab's Law", "your-rights"),
        ("how dates are counted", "about"),
    ],
)
def test_the_page_about_it_comes_first(typed: str, first: str) -> None:
    assert slugs(typed)[0] == first


def test_a_title_weighs_more_than_a_summary_and_that_more_than_the_text() -> None:
    found = search.search("danger", "en", NOWHERE)
    assert found[0].page.slug == "danger"
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert len({one.score for one in found}) > 1


def test_where_no_page_has_every_word_some_are_enough() -> None:
    assert slugs("charter zebra")[0] == "charter"
    assert slugs("zebra") == []


@pytest.mark.parametrize("typed", ["", "   ", "?!", "{log_time}", "<script>", "%", "'; DROP TABLE"])
def test_what_is_no_word_finds_nothing_or_words_alone(typed: str) -> None:
    for one in search.search(typed, "en", NOWHERE):
        assert "<script" not in one.line


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Déjà", "deja"),
        ("złożyć skargę", "zlozyc skarge"),
        ("locuințe", "locuinte"),
        ("أمين", "امين"),
        ("شَكْوَى", "شكوي"),
        ("مدرسة", "مدرسه"),
        ("شکایت", "شكايت"),
        ("ہاؤسنگ", "هاوسنگ"),
        ("landlord’s", "landlords"),
    ],
)
def test_what_differs_from_keyboard_to_keyboard_is_alike(one: str, other: str) -> None:
    assert search.words_of(one) == search.words_of(other)


@pytest.mark.parametrize(("one", "other"), [("অভিযোগ", "অভযগ"), ("ਸ਼ਿਕਾਇਤ", "ਸਕਇਤ"), ("কি", "কী")])
def test_a_vowel_sign_is_no_accent(one: str, other: str) -> None:
    assert search.words_of(one) != search.words_of(other)
    assert len(search.words_of(one)) == 1


def test_a_word_of_the_title_is_found_in_every_language_that_is_there() -> None:
    tried = 0
    for folder in pages.FOLDER.iterdir():
        for page in pages.pages(folder.name).values():
            longest = max(search.words_of(page.title), key=len)
            assert page.slug in slugs(longest, folder.name), (folder.name, page.slug, longest)
            tried += 1
    assert tried >= 12


def test_a_page_that_a_language_lacks_is_found_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {one.page.language for one in search.search("ombudsman", "xx", NOWHERE)}
    assert found == {"en"}


def test_what_is_said_on_landlords_pages_alone_is_found_there_alone() -> None:
    def lines(conditions: frozenset[str]) -> list[str]:
        return [one.line for one in search.search("promises more than the rules ask", "en", conditions)]

    assert not any("promises more" in line for line in lines(NOWHERE))
    assert any("promises more" in line for line in lines(frozenset({"landlord", "agreement"})))


def test_a_long_line_is_cut_between_words() -> None:
    line = "word " * 60
    short = search.shortened(line)
    assert len(short) < 170 and short.endswith("word …")
    assert search.shortened("Short.") == "Short."
