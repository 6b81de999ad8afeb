"""The words of the service in its languages: what a translation is held to, and what two people must check.

`glossary.toml` keeps them. A translation departs from a term where none of the term's stems is in it; endings,
articles, vowel marks and the English in brackets are free. `catalogues.problems` says every departure, so a test fails.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("glossary.toml")
LANGUAGES = ("ar", "bn", "pl", "pa", "ro", "ur")

# The English names that may stand in a text of another script: laws and bodies that readers look for.
NAMES = (
    "Local Government and Social Care Ombudsman",
    "Web Content Accessibility Guidelines",
    "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations",
    "Equality and Human Rights Commission",
    "Equality Advisory and Support Service",
    "Complaint Handling Code",
    "Regulator of Social Housing",
    "Charter for Social Housing Residents",
    "Housing Ombudsman",
)
_SCRIPTS = {"ar": "ARABIC", "ur": "ARABIC", "bn": "BENGALI", "pa": "GURMUKHI", "pl": "LATIN", "ro": "LATIN"}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%\{\w+\}|\{\w*\}|%[sd]")
_NO_WORDS = re.compile(r"(?<=\])\([^)]*\)|^:::.*$|^keywords:.*$", re.MULTILINE)
# Vowel marks and the stroke that lengthens a word: written or not, it is the same word.
_ARABIC_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
# A word has a small letter: a list of formats (JPG, PNG, MP4) is no sentence.
_WORD = r"[A-Za-z'’.-]*[a-z][A-Za-z'’.-]*"
_LATIN_SENTENCE = re.compile(rf"(?<!\w){_WORD}(?:[ ,:;]+{_WORD}){{3,}}")
_RANGE = re.compile(r"(?<![\w-])\d+\s*[-–—]\s*\d+(?![\w-])")
_BRITAIN = re.compile(
    r"\b(Brit\w*|UK|United Kingdom|MPs?|Parliament|Public Sector Bodies|Equality)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the service: how it is found in English, and what its translation must hold."""

    id: str
    en: str
    source: re.Pattern[str]
    critical: bool
    # Somebody who acts, whom a paragraph need not name in each sentence.
    person: bool
    renderings: dict[str, str]
    stems: dict[str, tuple[tuple[str, ...], ...]]

    def kept(self, code: str, text: str) -> bool:
        """Whether a translation holds the term."""
        bare = normalised(code, text)
        return any(all(piece in bare for piece in pieces) for pieces in self.stems[code])


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence that is said in one way."""

    id: str
    en: str
    critical: bool
    renderings: dict[str, str]


@dataclass(frozen=True, slots=True)
class Avoided:
    """Words that must not stand in a language, and why."""

    language: str
    text: str
    why: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Glossary:
    terms: tuple[Term, ...]
    phrases: dict[str, Phrase]
    avoided: tuple[Avoided, ...]
    england: dict[str, tuple[str, ...]]
    britain: dict[str, tuple[str, ...]]
    idioms: tuple[str, ...]
    critical: re.Pattern[str]
    critical_facts: frozenset[str]


def normalised(code: str, text: str) -> str:
    """A text as stems are looked for in it: composed alike, small letters, without marks that may be left out."""
    text = unicodedata.normalize("NFC", _ARABIC_MARKS.sub("", text)).casefold()
    if _SCRIPTS.get(code) == "LATIN":
        # A text message in Polish or Romanian goes without accents, to fit.
        plain = unicodedata.normalize("NFD", text.replace("ł", "l"))
        text = "".join(one for one in plain if not unicodedata.combining(one))
    return text


def _key(text: str) -> str:
    return text.strip().rstrip(".:!").casefold()


@cache
def glossary(path: Path = FILE) -> Glossary:
    """What the file says. Raises KeyError where a term lacks a language."""
    kept: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    terms = tuple(
        Term(
            id=one["id"],
            en=one["en"],
            source=re.compile(
                r"(?<!\w)(?:" + "|".join(re.escape(word) for word in one["source"]) + r")(?!\w)",
                0 if one["source"][0].isupper() else re.IGNORECASE,
            ),
            critical=one.get("critical", False),
            person=one.get("person", False),
            renderings={code: one[code] for code in LANGUAGES},
            stems={
                code: tuple(tuple(normalised(code, stem).split()) for stem in one["stems"][code])
                for code in LANGUAGES
            },
        )
        for one in kept["term"]
    )
    phrases = {
        _key(one["en"]): Phrase(
            one["id"], one["en"], one.get("critical", False), {code: one[code] for code in LANGUAGES}
        )
        for one in kept["phrase"]
    }
    return Glossary(
        terms=terms,
        phrases=phrases,
        avoided=tuple(
            Avoided(one["language"], one["text"], one["why"], one.get("whole", False))
            for one in kept["avoid"]
        ),
        england={code: tuple(kept["england"][code]) for code in LANGUAGES},
        britain={code: tuple(kept["britain"][code]) for code in LANGUAGES},
        idioms=tuple(kept["idioms"]),
        critical=re.compile(r"\b(?:" + "|".join(kept["critical"]["words"]) + r")\b", re.IGNORECASE),
        critical_facts=frozenset(kept["critical"]["facts"]),
    )


def _words_of(source: str) -> str:
    """An English text without what is no word of it: placeholders, targets of links, signs of a page's parts, words by
    which a page is searched, and turns of phrase that have a term's letters and not its meaning.
    """
    return _idioms().sub(" ", _NO_WORDS.sub(" ", _PLACEHOLDER.sub(" ", source)))


@cache
def _idioms() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, glossary().idioms)), re.IGNORECASE)


def terms_in(source: str) -> list[Term]:
    """The terms that an English text uses."""
    words = _words_of(source)
    return [term for term in glossary().terms if term.source.search(words)]


def critical(source: str) -> bool:
    """Whether two different people must check the translation of this English text."""
    known = glossary()
    phrase = known.phrases.get(_key(source))
    return (
        (phrase is not None and phrase.critical)
        or bool(known.critical.search(_words_of(source)))
        or bool(known.critical_facts & set(re.findall(r"%\((\w+)\)", source)))
    )


def departures(code: str, source: str, text: str, *, running: bool = False) -> Iterator[str]:
    """What a translation lacks of the glossary, in words; nothing for a language that the glossary does not have.

    `running` is for a paragraph: there a person who was named may go on as "they", or in the verb alone.
    """
    if code not in LANGUAGES:
        return
    known, words = glossary(), _words_of(source)
    phrase = known.phrases.get(_key(source))
    if phrase is None:
        for term in known.terms:
            if term.source.search(words) and not term.kept(code, text) and not (running and term.person):
                yield f"departs from the glossary's word for {term.en!r}: {term.renderings[code]!r}."
    elif _said(code, phrase.renderings[code]) != _said(code, text):
        yield f"is said in one way: {phrase.renderings[code]!r}."
    for avoided in known.avoided:
        if avoided.language == code and _stands(avoided, text):
            yield f"says {avoided.text!r}, which {avoided.why}."
    yield from _country(known, code, words, text)
    yield from foreign_letters(code, text)
    if sentence := english_sentence(code, text, source):
        yield f"has an English sentence: {sentence!r}."
    if found := _RANGE.search(_PLACEHOLDER.sub("", text)):
        yield f"has the range {found[0]!r}: write it in words, figures turn round in right-to-left text."


def _said(code: str, text: str) -> str:
    """A sentence without what may differ: marks, the closing stop, spaces."""
    bare = normalised(code, text).replace("\u200c", "")
    return re.sub(r"[\s.:?!۔।؟،,]+", " ", bare).strip()


def _stands(avoided: Avoided, text: str) -> bool:
    bare = unicodedata.normalize("NFC", text).casefold()
    wanted = unicodedata.normalize("NFC", avoided.text).casefold()
    for found in re.finditer(re.escape(wanted), bare):
        before, after = bare[: found.start()][-1:], bare[found.end() :][:1]
        if not _in_word(before) and not (avoided.whole and _in_word(after)):
            return True
    return False


def _in_word(one: str) -> bool:
    return bool(one) and unicodedata.category(one)[0] in "LM"


def _country(known: Glossary, code: str, words: str, text: str) -> Iterator[str]:
    bare = normalised(code, text)
    if re.search(r"\bEngland\b", words) and not any(
        normalised(code, one) in bare for one in known.england[code]
    ):
        yield "does not say England."
    if not _BRITAIN.search(words) and any(normalised(code, one) in bare for one in known.britain[code]):
        yield "says Britain or the United Kingdom where the English does not."


def foreign_letters(code: str, text: str) -> Iterator[str]:
    """The scripts in a text that are neither the language's own nor Latin."""
    own = {_SCRIPTS[code], "LATIN"}
    for name in sorted({_script(one) for one in text if one.isalpha()} - own):
        yield f"has {name.capitalize()} letters."


@cache
def _script(letter: str) -> str:
    name = unicodedata.name(letter, "UNKNOWN").split()[0]
    # Letters of Latin that Unicode names otherwise: ª, º.
    return "LATIN" if name in {"FEMININE", "MASCULINE"} else name


def english_sentence(code: str, text: str, source: str = "") -> str:
    """Four or more Latin words in a row in a text of another script, or nothing.

    Names of laws and bodies may stand there, and what the English has in the same brackets.
    """
    if _SCRIPTS.get(code, "LATIN") == "LATIN":
        return ""
    bare = re.sub(r"https?://\S+|\S+@\S+", " ", _PLACEHOLDER.sub(" ، ", _NO_WORDS.sub(" ", text)))
    for name in NAMES:
        bare = bare.replace(name, " ، ")
    for inside in re.findall(r"\(([^)]*)\)", bare):
        if inside.casefold() in source.casefold():
            bare = bare.replace(f"({inside})", " ، ")
    found = _LATIN_SENTENCE.search(bare)
    return found[0] if found else ""
