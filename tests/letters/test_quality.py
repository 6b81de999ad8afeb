"""The quality gate: what stops a letter, what it points at, and what it leaves alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from putright.complaints import letters
from putright.complaints.letters import quality
from putright.complaints.letters.content import Content
from putright.complaints.letters.needs import Needs
from putright.complaints.letters.quality import About, Hit, check
from tests.letters.cases import FINDINGS, HANDLER, answered

DAY = date(2026, 11, 20)
MONEY = frozenset({Decimal(200), Decimal(120)})


def letter(language: str = "en", *, worded: letters.Worded | None = None, **fields: Any) -> Content:
    return letters.compose(
        answered(**fields), "stage1_response", 1, on=DAY, language=language, writer=HANDLER, worded=worded
    )


def saying(text: str) -> Content:
    """The answer with an opening of its writer's own."""
    return letter(worded=letters.Worded(parts={"opening": text}))


def about(**fields: Any) -> About:
    return About(**({"money": MONEY, "names": frozenset({"Amina Begum", "Sam Okoro"})} | fields))


def hits(content: Content, code: str, **fields: Any) -> list[Hit]:
    return [hit for hit in check(content, about(**fields)) if hit.code == code]


def blocking(content: Content, **fields: Any) -> set[str]:
    return {hit.code for hit in check(content, about(**fields)) if hit.blocks}


def test_a_letter_that_meets_its_readers_needs_is_stopped_by_nothing() -> None:
    assert blocking(letter()) == set()


@pytest.mark.parametrize(
    ("needs", "code"),
    [
        (Needs(language="ur"), "letter_wrong_language"),
        (Needs(print_size=22), "letter_print_too_small"),
        (Needs(formats=frozenset({"braille"})), "letter_format_elsewhere"),
        (Needs(letters_safe=False, by="online"), "letter_to_unsafe_address"),
        (Needs(by="email", reachable=False), "letter_no_way"),
    ],
)
def test_a_need_that_the_letter_does_not_meet_stops_it(needs: Needs, code: str) -> None:
    assert blocking(letter(), needs=needs) == {code}


def test_a_need_that_is_met_another_way_stops_nothing() -> None:
    needs = Needs(language="ur", formats=frozenset({"braille"}))
    arranged = {"language": "Translated by Friday.", "format": "Ordered from the supplier today."}
    assert blocking(letter(), needs=needs, arranged=arranged) == set()


def test_without_an_address_on_it_a_letter_still_needs_a_safe_way() -> None:
    content = letter(safe_letters=False, documents_by="post")
    needs = Needs(letters_safe=False, by="post")
    assert blocking(content, needs=needs) == {"letter_no_safe_way"}
    assert blocking(content, needs=needs, arranged={"delivery": "Read to her by phone."}) == set()


def test_large_print_is_large_enough_only_from_the_size_that_was_asked_for() -> None:
    content = letters.in_print(letter(), 18)
    assert blocking(content, needs=Needs(print_size=18)) == set()
    assert blocking(content, needs=Needs(print_size=22)) == {"letter_print_too_small"}


def test_nobody_in_a_conflict_is_named_whole_or_by_the_last_name() -> None:
    hidden = frozenset({"Dora Quill"})
    for text in ("I spoke to dora quill.", "Mrs Quill came on Monday."):
        (hit,) = hits(saying(text), "letter_names_staff", hidden=hidden)
        assert hit.blocks and hit.facts["name"] == "Dora Quill"
    assert hits(saying("She writes with a quill."), "letter_names_staff", hidden=hidden) == []
    # What the resident wrote is quoted as it came, whomever it names: else no answer could ever be issued.
    quoted = next(line["text"] for _place, line in quality.lines_of(letter()) if line["quote"])
    assert hits(letter(), "letter_names_staff", hidden=frozenset({quoted})) == []
    # Also where the English of a translated letter names them.
    urdu = letter("ur", worded=letters.Worded(parts={"closing": "Dora Quill"}))
    assert hits(urdu, "letter_names_staff", hidden=hidden)


def test_a_promise_that_nobody_sees_to_and_a_letter_without_a_phone_are_stopped() -> None:
    assert blocking(letter(), unowned=("Mend the roof",)) == {"promise_without_owner"}
    content = letter()
    content["contact"]["phone"] = ""
    assert blocking(content) == {"letter_without_contact"}


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("jargon", "You may escalate this.", "escalate"),
        ("filler", "As per our policy, nobody came.", "as per"),
        ("filler", "Unfortunately nobody came.", "unfortunately"),
        ("non_apology", "We are sorry that you feel let down.", "sorry that you feel"),
        ("blame", "You failed to call us back on Monday.", "you failed to"),
        ("about_you", "The tenant was told.", "the tenant"),
        ("passive", "The roof was mended.", "was mended"),
        ("passive", "It has been taken down.", "been taken"),
        ("unfilled", "We will call on [date].", "[date]"),
        ("unfilled", "The work is TBC.", "TBC"),
        ("unknown_name", "Mrs Kaur will call you.", "Mrs Kaur"),
        ("date_past", "We will mend it by 3 October 2026.", "3 October 2026"),
        ("date_past", "He will call you on 2 November.", "2 November"),
    ],
)
def test_what_a_writer_should_look_at_again_is_shown_with_its_words(code: str, text: str, found: str) -> None:
    given = hits(saying(text), code)
    assert [hit.facts["found"] for hit in given][:1] == [found]
    assert not given[0].blocks
    assert given[0].place is not None and given[0].place.part == "greeting"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("jargon", "We will avoid this next time."),
        ("passive", "We mended the roof. You are entitled to stage 2. She was worried."),
        ("date_past", "You told us on 3 October 2026 that it leaks."),
        ("date_past", "We will mend it by 3 December."),
        ("unknown_name", "Mrs Begum, I spoke to you on Monday."),
        ("non_apology", "We did not come. I am sorry."),
        ("unfilled", "The bill (No. 12) is paid."),
        ("money_differs", "We will pay you £200, and £320 in all."),
    ],
)
def test_what_is_well_said_is_left_alone(code: str, text: str) -> None:
    assert [hit for hit in hits(saying(text), code) if hit.place and hit.place.part == "greeting"] == []


def test_a_sentence_of_26_words_is_long_and_one_of_25_is_not() -> None:
    words = " ".join(["word"] * 25)
    assert hits(saying(f"{words}."), "long_sentence") == []
    (hit,) = hits(saying(f"{words} more."), "long_sentence")
    assert hit.facts["words"] == 26


def test_money_outside_the_remedies_is_held_against_them() -> None:
    (hit,) = hits(saying("We will pay you £1,250.50."), "money_differs")
    assert hit.facts["amount"] == "£1,250.50"
    # What the remedies themselves say is theirs to say.
    assert hits(letter(), "money_differs") == []


def test_a_remedy_that_says_we_will_needs_a_promise() -> None:
    content = letter()
    assert hits(content, "promise_in_words") == []
    for part in content["blocks"]:
        part["table"]["rows"] = []
    given = hits(content, "promise_in_words")
    assert {hit.place.point for hit in given if hit.place} == {1, 3}


def test_what_the_resident_wrote_is_never_judged() -> None:
    content = letter()
    quoted = "your man was rude to me on the phone"
    assert any(line["text"] == quoted for _place, line in quality.lines_of(content))
    assert all(quoted not in text for _place, text in quality.texts_of_staff(content))
    ours = "You can take your complaint to stage 2."
    assert all(ours not in text for _place, text in quality.texts_of_staff(content))


def test_plain_words_are_read_young_and_officialese_is_not() -> None:
    plain = "We did not come. I am sorry. We will mend the roof on Monday. Sam will call you first. " * 3
    heavy = (
        "Notwithstanding the aforementioned considerations, responsibility for remediation of the deterioration "
        "necessitates comprehensive investigation by appropriately accredited organisations. "
    ) * 4
    young, old = quality.reading_age(plain), quality.reading_age(heavy)
    assert young is not None and old is not None
    assert young <= 9 < 16 < old
    assert quality.reading_age("Too short to tell.") is None
    (hit,) = hits(saying(heavy), "hard_to_read")
    assert hit.facts["most"] == 11 and not hit.blocks


def test_sentences_end_where_they_end() -> None:
    text = "Dr. Shah came at 4.30 p.m. with Mr. Okoro. He paid £3.50! “Sorry,” he said.\nNobody else came"
    assert quality.sentences(text) == [
        "Dr. Shah came at 4.30 p.m. with Mr. Okoro.",
        "He paid £3.50!",
        "“Sorry,” he said.",
        "Nobody else came",
    ]


# Other languages


def test_in_another_language_the_english_behind_it_is_judged_and_the_translation_is_not() -> None:
    said = {"draft:stage1_response:1:opening": ("The roof was mended.", "چھت ٹھیک کر دی گئی")}
    worded = letters.Worded(parts={"opening": "The roof was mended."}, translations=said)
    content = letter("ur", worded=worded)
    given = [hit for hit in hits(content, "passive", needs=Needs(language="ur")) if "mended" in hit.says]
    assert "draft:stage1_response:1:opening" in [hit.place.row for hit in given if hit.place]
    assert all(
        text.isascii() or "£" in text or "’" in text for _place, text in quality.texts_of_staff(content)
    )


def test_a_letter_is_stopped_while_a_text_is_not_translated_or_its_english_changed_since() -> None:
    needs = Needs(language="ur")
    content = letter("ur")
    assert blocking(content, needs=needs) == {"letter_untranslated"}
    all_said = {one["place"]: (one["text"], f"ترجمہ {one['text']}") for one in content["sources"]}
    whole = letter_of_same(content, all_said)
    assert blocking(whole, needs=needs) == set()
    place = next(one["place"] for one in content["sources"] if one["place"].endswith(":reasons"))
    stale = all_said | {place: ("What it said before.", "پرانا")}
    (hit,) = [one for one in check(letter_of_same(content, stale), about(needs=needs)) if one.blocks]
    assert (hit.code, hit.facts["number"]) == ("letter_untranslated", 1)
    assert blocking(content, needs=needs, arranged={"language": "The translator is ill."}) == set()


CASE = answered()


def letter_of_same(content: Content, translations: dict[str, tuple[str, str]]) -> Content:
    """The same letter, its sources said as `translations` have them."""
    told = []
    for one in content["sources"]:
        made_from, said = translations[one["place"]]
        told.append(one | {"said": said if made_from == one["text"] else ""})
    return content | {"sources": told}


def test_a_translation_keeps_the_numbers_of_its_english() -> None:
    place = f"point:{CASE.points.all()[0].id}:words"
    sources = [
        {"place": place, "text": "We pay £1,200 by 4 December.", "said": "ہم ۴ دسمبر تک 1200 پاؤنڈ دیں گے"}
    ]
    content = letter("ur") | {"sources": sources}
    assert hits(content, "number_lost") == []
    sources[0]["said"] = "ہم دسمبر تک 1200 پاؤنڈ دیں گے"
    (hit,) = hits(content, "number_lost")
    assert hit.facts["found"] == "4"


def test_the_whole_letter_uses_the_translations_and_keeps_the_english_with_it() -> None:
    content = letters.compose(CASE, "stage1_response", 1, on=DAY, language="ur", writer=HANDLER)
    said = {one["place"]: (one["text"], f"ترجمہ {number}") for number, one in enumerate(content["sources"])}
    whole = letters.compose(
        CASE,
        "stage1_response",
        1,
        on=DAY,
        language="ur",
        writer=HANDLER,
        worded=letters.Worded(translations=said),
    )
    lines = " ".join(line["text"] for _place, line in quality.lines_of(whole))
    assert all(text in lines for _english, text in said.values())
    assert FINDINGS[0]["facts"].split("\n")[0] not in lines
    assert {one["text"] for one in whole["sources"]} >= {FINDINGS[0]["reasons"], FINDINGS[2]["remedy"]}
    assert "sources" not in letter()


def test_what_needs_a_second_reader_is_seen_in_the_letter_and_in_what_came() -> None:
    assert quality.sensitive(letter()) == frozenset()
    assert quality.sensitive(saying("I am sorry that your mother died.")) == {"death"}
    assert quality.sensitive(letter(), "There is black mould. He called me a racist name.") == {
        "hazard",
        "discrimination",
    }
    assert quality.most_money(letter()) == Decimal(320)
