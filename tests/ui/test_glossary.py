"""Translations keep to the words of the glossary, and a sentence that departs from them is found."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import polib
import pytest

from putright.ui import catalogues, glossary

KNOWN = glossary.glossary()


def faults(code: str, source: str, text: str) -> list[str]:
    return list(glossary.departures(code, source, text))


@pytest.mark.parametrize("code", glossary.LANGUAGES)
def test_the_glossary_keeps_to_itself(code: str) -> None:
    """Each dictionary form holds its own stems, and each fixed phrase the terms that its English names."""
    for term in KNOWN.terms:
        assert term.kept(code, term.renderings[code]), term.id
    for phrase in KNOWN.phrases.values():
        assert faults(code, phrase.en, phrase.renderings[code]) == [], phrase.id


def test_a_stem_tells_its_term_from_the_others() -> None:
    """A stem of next to nothing would hold whatever was written."""
    for term in KNOWN.terms:
        for code, stems in term.stems.items():
            for pieces in stems:
                assert sum(map(len, pieces)) >= 2, (term.id, code, pieces)


@pytest.mark.parametrize(
    ("code", "source", "text", "fault"),
    [
        ("pl", "Your complaint was sent", "Twoja reklamacja została wysłana", "'skarga'"),
        ("pl", "Your complaint was sent", "Twoja reklamacja została wysłana", "'reklamacj'"),
        ("ro", "Your landlord answers", "Locatorul dvs. răspunde", "'proprietar'"),
        ("ro", "Pay compensation", "Plătim despăgubiri", "court awards"),
        ("ur", "There is mould on the wall", "دیوار پر نمی ہے", "پھپھوندی"),
        ("ur", "Damp and mould", "سیلن یا نمی", "mould is lost"),
        ("bn", "A water leak", "জল পড়ছে", "পানি"),
        ("bn", "A working day", "কাজের দিন", "কার্যদিবস"),
        ("ar", "Contact the Housing Ombudsman", "اتصال بمكتب الشكاوى (Housing Ombudsman)", "أمين مظالم"),
        ("ar", "Yes", "أجل", "said in one way"),
        (
            "pa",
            "Making a complaint will not affect your tenancy.",
            "ਸ਼ਿਕਾਇਤ ਨਾਲ ਕਿਰਾਏਦਾਰੀ ਠੀਕ ਰਹੇਗੀ",
            "said in one way",
        ),
        ("ur", "Homes in England", "برطانیہ میں گھر", "Britain"),
        ("ur", "Homes in England", "برطانیہ میں گھر", "does not say England"),
        ("pl", "Homes in England", "Mieszkania w Wielkiej Brytanii", "Britain"),
        ("ar", "It takes some days", "10-20 يومًا", "'10-20'"),
        ("ur", "Tell us what happened", "Tell us what happened, please", "English sentence"),
        ("bn", "Tell us", "আমাদের জানান please tell us now", "English sentence"),
        ("pl", "Tell us", "Opowiedz нам", "Cyrillic letters"),
        ("bn", "Tell us", "हमें बताएं", "Devanagari letters"),
        ("pa", "Tell us", "আমাদের", "Bengali letters"),
    ],
)
def test_a_departure_is_found(code: str, source: str, text: str, fault: str) -> None:
    assert any(fault in one for one in faults(code, source, text)), faults(code, source, text)


@pytest.mark.parametrize(
    ("code", "source", "text"),
    [
        # Cases, plurals, articles, and a text message that goes without accents.
        ("pl", "Messages about your complaint", "Wiadomości o Twojej skardze"),
        ("pl", "We have your complaint", "Mamy Twoja skarge"),
        ("ro", "We have your complaint", "Avem plangerea dvs."),
        ("ar", "Complaints", "الشكاوى"),
        ("ar", "Complaints", "الشَّكاوى"),
        ("pl", "3 working days", "3 dni robocze"),
        ("ur", "Housing Ombudsman", "ہاؤسنگ کے محتسب (Housing Ombudsman)"),
        # English that readers look for, and names of formats.
        (
            "ur",
            "The Local Government and Social Care Ombudsman",
            "Local Government and Social Care Ombudsman",
        ),
        ("bn", "A JPG, PNG, HEIC, PDF or MP4", "JPG, PNG, HEIC, PDF বা MP4"),
        ("ur", "See (more about this here now)", "دیکھیں (more about this here now)"),
        ("ur", "Call %(phone)s by %(day)s or %(find)s", "%(phone)s %(day)s %(find)s"),
        # A word within another word is another word.
        ("bn", "Quickly", "জলদি"),
        ("ur", "British Sign Language (BSL)", "برطانوی اشاروں کی زبان (BSL)"),
    ],
)
def test_what_keeps_to_the_glossary_passes(code: str, source: str, text: str) -> None:
    assert faults(code, source, text) == []


def test_a_catalogue_is_held_to_the_glossary() -> None:
    entry = polib.POEntry(msgid="Your complaint", msgstr="Twoja reklamacja")
    assert any("skarga" in line for line in catalogues.problems("pl", [entry]))


@pytest.mark.parametrize(
    ("source", "critical"),
    [
        ("If anyone is in immediate danger, call 999", True),
        ("You can contact the Housing Ombudsman at any time.", True),
        ("We must answer by the end of: %(day)s.", True),
        ("This service is free", True),
        ("Making a complaint will not affect your tenancy.", True),
        ("What should we call you? (optional)", False),
        ("Address line 2", False),
        # A name of a placeholder is no word.
        ("%(free)s", False),
        ("%(name)s wrote to you", False),
    ],
)
def test_what_two_people_must_check(source: str, critical: bool) -> None:
    assert glossary.critical(source) is critical


def test_most_phrases_stand_in_the_pages() -> None:
    """Fixed phrases that no page says any more would hold nobody to anything."""
    said = {glossary._key(msgid) for _context, msgid in catalogues.found_in_source()}
    assert len(said & set(KNOWN.phrases)) >= len(KNOWN.phrases) * 0.6


def _shared() -> dict[str, Any]:
    """The glossary that the project's facts come from, where it lies beside the project."""
    yaml = pytest.importorskip("yaml")
    for folder in Path(__file__).resolve().parents[3:5]:
        file = folder / "shared" / "domain" / "glossary.yaml"
        if file.is_file():
            return {one["id"]: one for one in yaml.safe_load(file.read_text("utf-8"))["terms"]}
    pytest.skip("The glossary of the project's facts does not lie beside the project.")


def test_the_words_are_those_of_the_project_s_glossary() -> None:
    shared = _shared()
    for one in (*KNOWN.terms, *KNOWN.phrases.values()):
        there = shared.get(one.id)
        if there is None:
            assert one.id == "mould", one.id  # taken out of "damp and mould", so that neither word is lost
            continue
        assert re.sub(r"\{(\w+)\}", r"%(\1)s", there["en"]) == one.en
        assert one.critical == there.get("critical", False), one.id
        for code in glossary.LANGUAGES:
            assert re.sub(r"\{(\w+)\}", r"%(\1)s", there[code]) == one.renderings[code], (one.id, code)
    must = {key for key, one in shared.items() if one.get("critical")}
    said = {one.id for one in (*KNOWN.terms, *KNOWN.phrases.values()) if one.critical}
    assert must - said <= {"hazard"}, "a critical term is not held"
