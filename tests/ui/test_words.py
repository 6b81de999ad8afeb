"""Dates in words, the sentences of the rules, and the catalogues."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import django
import polib
import pytest
from django import forms
from django.utils import translation
from django.utils.formats import get_format, number_format

from putright.rules import codes_of_sentences
from putright.rules.clocks import clocks
from putright.rules.errors import Refused
from putright.rules.explanations import explanation
from putright.rules.facts import ComplaintFacts, StageFacts
from putright.rules.sentences import ENGLISH
from putright.ui import catalogues, dates, django_words, languages, words
from putright.ui.templatetags.ui import pounds

TUESDAY = date(2026, 11, 3)


@pytest.fixture(scope="module", autouse=True)
def compiled() -> Iterator[None]:
    catalogues.compile_all()
    yield


@pytest.fixture(scope="module")
def found() -> dict[catalogues.Key, catalogues.Found]:
    return catalogues.found_in_source()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Tuesday 3 November 2026"),
        ("ar", "الثلاثاء 3 نوفمبر 2026"),
        ("bn", "মঙ্গলবার 3 নভেম্বর 2026"),
        ("pl", "wtorek, 3 listopada 2026"),
        ("pa", "ਮੰਗਲਵਾਰ 3 ਨਵੰਬਰ 2026"),
        ("ro", "marți, 3 noiembrie 2026"),
        ("ur", "منگل، 3 نومبر 2026"),
    ],
)
def test_a_day_in_each_language(language: str, said: str) -> None:
    assert dates.day(TUESDAY, language) == said


def test_months_follow_the_glossary() -> None:
    assert dates.day_month(date(2026, 1, 5), "ar") == "5 يناير"
    assert dates.day_month(date(2026, 1, 5), "bn") == "5 জানুয়ারি"
    assert dates.day_month(date(2026, 2, 5), "bn") == "5 ফেব্রুয়ারি"


def test_every_date_of_a_year_has_western_digits_and_no_cedilla() -> None:
    for language in languages.LANGUAGES:
        for number in range(365):
            said = dates.day(date(2026, 1, 1) + datetime.timedelta(days=number), language.code)
            assert re.sub(r"\D", "", said).isascii()
            assert not set("şţŞŢ") & set(said)
            assert said.split()[-1] == "2026"


def test_the_days_of_an_explanation() -> None:
    november = [date(2026, 11, number) for number in (4, 5, 6, 9, 10)]
    assert dates.days(november) == "4, 5, 6, 9, 10 November"
    assert dates.days(november, "ur") == "4، 5، 6، 9، 10 نومبر"
    turn = [date(2026, 12, 31), date(2027, 1, 4)]
    assert dates.days(turn) == "31 December 2026, 4 January 2027"
    assert dates.days([date(2026, 11, 30), date(2026, 12, 1)]) == "30 November, 1 December"
    assert dates.days([]) == ""


def test_a_moment_and_a_short_date() -> None:
    assert dates.moment(datetime.datetime(2026, 9, 3, 14, 5)) == "3 September 2026 at 14:05"
    assert dates.short(date(2026, 9, 3)) == "3 Sep 2026"


def test_every_code_of_the_rules_has_its_sentence_with_the_same_facts() -> None:
    without = codes_of_sentences() - set(words.SENTENCES)
    assert not without, f"No sentence in ui/words.py or words_staff.py for {sorted(without)}"
    for code in codes_of_sentences():
        needed = set(re.findall(r"\{(\w+)\}", ENGLISH[code]))
        used = set(re.findall(r"%\((\w+)\)s", words.SENTENCES[code]))
        assert used == needed, f"{code} uses {used}, and the rules give {needed}"


def test_a_date_explains_itself() -> None:
    facts = ComplaintFacts(received_on=TUESDAY, edition="2024", stages=(StageFacts(1, TUESDAY),))
    said = words.explanation(explanation(clocks(facts)[0]))
    assert said[:4] == [
        "Received: Tuesday 3 November 2026 (day 0).",
        "Working days: 4, 5, 6, 9, 10 November.",
        "Working days do not include Saturdays, Sundays or bank holidays.",
        "Log by the end of: Tuesday 10 November 2026.",
    ]


def test_a_holiday_on_the_way_is_named() -> None:
    received = date(2026, 12, 22)
    facts = ComplaintFacts(received_on=received, edition="2024", stages=(StageFacts(1, received),))
    said = " ".join(words.explanation(explanation(clocks(facts)[0])))
    assert "Not counted: Saturdays, Sundays and Christmas Day (Friday 25 December 2026)" in said
    assert "bank holiday for Boxing Day (Monday 28 December 2026)" in said


def test_an_explanation_in_urdu_has_no_english() -> None:
    received = date(2026, 12, 22)
    facts = ComplaintFacts(received_on=received, edition="2024", stages=(StageFacts(1, received),))
    with translation.override("ur"):
        for line in words.explanation(explanation(clocks(facts)[0])):
            assert not re.search(r"[A-Za-z]", line), line


def test_a_refusal_says_what_to_do() -> None:
    refused = Refused(
        "extension_told_late", {"stage": 1, "day": date(2026, 11, 20), "due": date(2026, 11, 17)}
    )
    assert words.refusal(refused) == (
        "More time had to be told by Tuesday 17 November 2026; Friday 20 November 2026 is later."
    )
    assert words.word("role", "complaints_officer") == "complaints officer"


def test_a_refusal_worded_for_staff_is_told_to_a_resident_in_their_language() -> None:
    paid, asked = Refused("remedy_paid_already", {"day": TUESDAY}), Refused("stage_not_answered", {})
    with translation.override("ur"):
        assert not re.search("[A-Za-z]", words.refusal_to_resident(paid))
        assert words.refusal_to_resident(asked) == words.refusal(asked)
    assert words.refusal_to_resident(paid) == "This cannot be done now. Here is how your complaint stands."


def test_a_code_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(words.NoSuchSentence):
        words.sentence("no_such_code")


@pytest.mark.parametrize("code", catalogues.TRANSLATED)
def test_a_catalogue_has_no_fault(code: str) -> None:
    assert catalogues.problems(code) == []


@pytest.mark.parametrize(
    ("source", "text", "fault"),
    [
        ("Call %(phone)s", "کال کریں", "placeholders"),
        ("Answer in 10 days", "20 دن میں جواب", "numbers"),
        ("<b>Now</b>", "ابھی", "tags"),
        ("in 3 days", "۳ دن میں", "digits"),
        ("Now", "الآن أكيد", "Arabic letters"),
        ("Now", "এখন", "Bengali letters"),
        ("The Ombudsman (Housing Ombudsman)", "محتسب", "English name"),
    ],
)
def test_a_faulty_translation_is_found(source: str, text: str, fault: str) -> None:
    entry = polib.POEntry(msgid=source, msgstr=text)
    assert any(fault in line for line in catalogues.problems("ur", [entry]))


def test_the_form_for_exactly_one_may_leave_the_number_out() -> None:
    entry = polib.POEntry(
        msgid="every day", msgid_plural="every %(days)s days", msgstr_plural={0: "ہر دن", 1: "ہر %(days)s دن"}
    )
    assert catalogues.problems("ur", [entry]) == []


def test_a_missing_plural_is_found() -> None:
    entry = polib.POEntry(msgid="a", msgid_plural="b", msgstr_plural={0: "x", 1: ""})
    assert any("plural forms" in line for line in catalogues.problems("ur", [entry]))


def test_a_language_that_counts_as_filled_says_what_residents_read(
    found: dict[catalogues.Key, catalogues.Found],
) -> None:
    """`./putright messages --missing ur` lists what is lacking; staff's sentences may stay English."""
    for language in languages.LANGUAGES:
        if language.filled and language.code != "en":
            lacking = catalogues.missing(language.code, found)
            assert not lacking, (
                f"{language.english} lacks {len(lacking)}: {[one.msgid for one in lacking][:10]}"
            )
            assert catalogues.percent(language.code, found) == 100


def test_a_sentence_without_a_translation_is_missed(
    found: dict[catalogues.Key, catalogues.Found], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = catalogues.entries("ur")
    said = next(one for one in whole if one.translated() and not found[(one.msgctxt, one.msgid)].for_staff)
    monkeypatch.setattr(catalogues, "entries", lambda code: [one for one in whole if one is not said])
    assert said.msgid in {one.msgid for one in catalogues.missing("ur", found)}
    guess = polib.POEntry(msgid="Now", msgstr="ابھی", flags=["fuzzy"])
    assert any("guess" in line for line in catalogues.problems("ur", [guess]))


def test_what_only_staff_read_need_not_be_translated(found: dict[catalogues.Key, catalogues.Found]) -> None:
    """Events in the landlord's own chain are the staff's; those of a complaint stand in the resident's timeline."""
    assert found[(None, "A search was kept")].for_staff
    assert not found[("timeline", "You sent us a file")].for_staff
    assert not found[("case messages", "Send this message")].for_staff
    assert not found[("files", "Choose a file")].for_staff
    # A room of the staff's with a sentence for residents: its note says so.
    assert not found[(None, "Name of your landlord")].for_staff


def test_a_module_that_answers_residents_is_named_so_that_its_words_count() -> None:
    """What they say would else stay English, and `./putright messages` would still say 100 per cent."""
    package = catalogues.PACKAGE
    answering = [
        path.relative_to(package.parent.parent).as_posix()
        for path in package.rglob("*.py")
        if "\n@open_to_residents" in path.read_text(encoding="utf-8")
    ]
    assert len(answering) >= 8
    for place in answering:
        assert not catalogues.Found("Words", None, places={place}).for_staff, place


def test_contexts_and_plurals_are_found_in_python_and_in_templates(
    found: dict[catalogues.Key, catalogues.Found],
) -> None:
    assert ("part of a date", "Day") in found
    assert ("ombudsman", "It is free.") in found
    assert found[("character count", "You have %(count)s character left")].plural is not None
    assert (None, "Call us on %(phone)s.") in found


def test_compiling_skips_what_has_not_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "ur" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "b"\n'
    )
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    assert catalogues.compile_all() == 1
    assert catalogues.compile_all() == 0
    assert [one.msgstr for one in polib.mofile(str(source.with_suffix(".mo")))] == ["b"]


def test_what_django_says_in_forms_is_urdu_too() -> None:
    class Asked(forms.Form):
        name = forms.CharField(max_length=3)
        email = forms.EmailField()
        one = forms.ChoiceField(choices=[("a", "A")])
        number = forms.IntegerField()

    with translation.override("ur"):
        form = Asked({"name": "abcdef", "email": "x", "one": "ں", "number": "ں"})
        said = [str(message) for messages in form.errors.values() for message in messages]
        said += [str(message) for messages in Asked({}).errors.values() for message in messages]
    assert len(said) == 8
    for line in said:
        assert not re.search(r"[A-Za-z]", line.replace("name@example.com", "")), line


def test_the_words_of_django_still_stand_in_django() -> None:
    path = Path(django.__file__).parent / "conf" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    known = {one.msgid for one in polib.pofile(str(path))}
    assert set(django_words.WORDS) <= known


@pytest.mark.parametrize("language", [one.code for one in languages.LANGUAGES])
def test_numbers_and_the_week_are_the_same_in_every_language(language: str) -> None:
    with translation.override(language):
        assert number_format(1234.5, decimal_pos=2, force_grouping=True) == "1,234.50"
        assert get_format("FIRST_DAY_OF_WEEK") == 1
        assert pounds(Decimal("1250")) == '<bdi dir="ltr" class="putright-code">£1,250.00</bdi>'


@pytest.mark.parametrize(
    ("language", "alone"),
    [
        ("en", "November 2026"),
        ("ar", "نوفمبر 2026"),
        ("bn", "নভেম্বর 2026"),
        ("pl", "listopad 2026"),
        ("pa", "ਨਵੰਬਰ 2026"),
        ("ro", "noiembrie 2026"),
        ("ur", "نومبر 2026"),
    ],
)
def test_a_month_without_its_day_stands_by_itself(language: str, alone: str) -> None:
    assert dates.month_year(TUESDAY, language) == alone
    assert dates.month_year(date(2026, 1, 5), "bn") == "জানুয়ারি 2026"


@pytest.mark.parametrize("language", ["ar", "bn", "pa", "ur"])
def test_no_way_to_say_a_date_falls_back_to_latin_letters(language: str) -> None:
    for number in range(12):
        one = date(2026, number + 1, number + 3)
        at = datetime.datetime(2026, number + 1, number + 3, 9, 5)
        for said in (
            dates.day(one, language),
            dates.day_without_year(one, language),
            dates.day_month_year(one, language),
            dates.short(one, language),
            dates.month_year(one, language),
            dates.moment(at, language),
            dates.days([one, date(2027, 1, 4)], language),
            dates.weekday(one, language),
        ):
            assert not re.search("[A-Za-z]", said), said
            # The other Arabic months, of the Levant, are read by few in England.
            assert "كانون" not in said and "تشرين" not in said


def test_the_example_of_the_project_s_glossary_is_what_a_date_looks_like() -> None:
    yaml = pytest.importorskip("yaml")
    for folder in Path(__file__).resolve().parents[3:5]:
        file = folder / "shared" / "domain" / "glossary.yaml"
        if file.is_file():
            break
    else:
        pytest.skip("The glossary of the project's facts does not lie beside the project.")
    for one in yaml.safe_load(file.read_text("utf-8"))["languages"]:
        if example := one.get("date_example"):
            assert dates.day(TUESDAY, one["code"]) == example.partition(" (")[0]


def test_pages_say_dates_in_our_words_and_never_in_django_s() -> None:
    """Django's `date` filter says the month in English where its own catalogue has none."""
    templates = [
        path
        for path in catalogues.PACKAGE.rglob("*.html")
        if re.search(r"\|\s*(date|time)\s*:", path.read_text("utf-8"))
    ]
    assert not templates


def test_punjabi_names_itself_in_its_own_letters() -> None:
    assert languages.language("pa").autonym == "ਪੰਜਾਬੀ"
    assert languages.language("en-gb") is languages.ENGLISH
    assert languages.language("xx") is languages.ENGLISH


def test_every_language_but_english_has_a_catalogue() -> None:
    assert tuple(one.code for one in languages.LANGUAGES if one.code != "en") == catalogues.TRANSLATED
