"""The quality gate: what stops a letter from going out, and what its writer should look at again.

Pure: it takes the content of a letter and the facts it is held against, and gives hits. A hit that `blocks` is a
refusal with its code; any other is a hint that the writer has seen. Language is only judged in English: in a letter
in another language the English of each text of staff is, which lies in its sources, and a translation is held
against its source by its numbers. Reading age is an estimate from word and sentence lengths. It knows no meaning.
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pyphen

from putright.ui import languages

from .content import Content, Line
from .needs import Needs

WORDS_FILE: Final = Path(__file__).with_name("plain_words.toml")
LONGEST_SENTENCE: Final = 25
OLDEST_READER: Final = 11
# Of fewer words no reading age can be told.
WORDS_FOR_AGE: Final = 40
# Not of staff's own making: the addressee's lines, the Ombudsman's address.
_NOT_STAFF: Final = frozenset({"ombudsman"})
_FREE_PARTS: Final = frozenset(
    {"greeting", "short_answer", "before", "after", "learned", "closing", "outstanding_actions"}
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a letter: the part's code, the point's number where it is one, and the row's code within it."""

    part: str
    point: int = 0
    row: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing the gate has found. `facts` fill the sentence that staff read; `says` is the text in question."""

    code: str
    blocks: bool = False
    place: Place | None = None
    says: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class About:
    """What a letter is held against.

    needs     what the letter has to be for its reader
    arranged  how a need is met that the letter does not meet, by "language", "format", "delivery"
    names     whom the letter may call Mr or Ms: the resident, who they complain for, their contact person
    hidden    names that no letter of this case may say
    unowned   promises of this letter that nobody sees to
    money     the amounts that its remedies speak of
    """

    needs: Needs = field(default_factory=Needs)
    arranged: Mapping[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    unowned: tuple[str, ...] = ()
    money: frozenset[Decimal] = frozenset()


def check(content: Content, about: About) -> tuple[Hit, ...]:
    """Everything there is to say about a letter, what blocks it first."""
    staff = list(texts_of_staff(content))
    found = [*_blocks(content, about), *_hints(content, about, staff)]
    return tuple(sorted(found, key=lambda hit: not hit.blocks))


# What blocks


def _blocks(content: Content, about: About) -> Iterator[Hit]:
    needs, arranged = about.needs, about.arranged
    reads = languages.language(needs.language).english
    if not content["date"] or not content["contact"]["name"] or not content["contact"]["phone"]:
        yield Hit("letter_without_contact", True, Place("head"))
    if content["language"] != needs.language and not arranged.get("language"):
        yield Hit(
            "letter_wrong_language",
            True,
            Place("letter"),
            facts={"language": languages.language(needs.language).english},
        )
    missing = [source["place"] for source in content.get("sources", ()) if not source["said"]]
    if missing and not arranged.get("language"):
        facts = {"language": reads, "number": len(missing)}
        yield Hit("letter_untranslated", True, Place("letter"), facts=facts)
    if size_of(content) < needs.print_size:
        facts = {"size": needs.print_size}
        yield Hit("letter_print_too_small", True, Place("letter"), facts=facts)
    if needs.formats and not arranged.get("format"):
        facts = {"format": ", ".join(sorted(needs.formats)).replace("_", " ")}
        yield Hit("letter_format_elsewhere", True, Place("letter"), facts=facts)
    if needs.letters_safe is False and len(content["addressee"]["lines"]) > 1:
        yield Hit("letter_to_unsafe_address", True, Place("head"))
    elif needs.letters_safe is False and needs.by == "post" and not arranged.get("delivery"):
        yield Hit("letter_no_safe_way", True, Place("letter"))
    elif not needs.reachable and not arranged.get("delivery"):
        yield Hit("letter_no_way", True, Place("letter"), facts={"by": needs.by})
    for action in about.unowned:
        yield Hit("promise_without_owner", True, Place("outstanding_actions"), action, {"action": action})
    for name in sorted(about.hidden):
        for place, line in lines_of(content):
            # The resident's own words are kept as they came: nobody could take a name out of them.
            if not line.get("quote") and _names(name, line["text"]):
                yield Hit("letter_names_staff", True, place, line["text"], {"name": name})
                break


def size_of(content: Content) -> int:
    """The size of a letter's print in points."""
    return int(content.get("print_size") or (18 if content["large_print"] else 12))


def _names(name: str, text: str) -> bool:
    """Whether a text speaks of this person: by the whole name, or by the last one with a title before it."""
    last = re.escape(name.split()[-1]) if name.split() else ""
    whole = re.escape(name)
    return bool(
        last and re.search(rf"\b(?:{whole}|(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?\s+{last})\b", text, re.IGNORECASE)
    )


# What a writer should look at again


def _hints(content: Content, about: About, staff: list[tuple[Place, str]]) -> Iterator[Hit]:
    day = date.fromisoformat(content["date"])
    for place, text in staff:
        yield from _plain(place, text)
        yield from _dates(place, text, day)
        yield from _who(place, text, about.names)
        yield from _money(place, text, about.money)
    yield from _reading_age([text for _place, text in staff])
    yield from _promised_in_words(content, staff)
    for source in content.get("sources", ()):
        yield from _numbers_kept(source)
    if about.needs.letters_safe is None and about.needs.by == "post":
        yield Hit("address_not_asked_about", place=Place("head"))


def _plain(place: Place, text: str) -> Iterator[Hit]:
    lists = word_lists()
    for sentence in sentences(text):
        number = len(words_in(sentence))
        if number > LONGEST_SENTENCE:
            yield Hit("long_sentence", place=place, says=sentence, facts={"words": number})
        for entry in lists["jargon"]:
            for found in _found(entry["find"], sentence):
                yield Hit("jargon", place=place, says=sentence, facts={"found": found, "say": entry["say"]})
        for code in ("filler", "non_apology", "blame", "about_you", "unfilled"):
            for found in _found(lists[code]["find"], sentence):
                yield Hit(code, place=place, says=sentence, facts={"found": found})
        if found := _passive(sentence):
            yield Hit("passive", place=place, says=sentence, facts={"found": found})
        if gap := re.search(r"\[[^\]]{1,40}\]|<[a-z _]{2,40}>|_{3,}", sentence):
            yield Hit("unfilled", place=place, says=sentence, facts={"found": gap.group()})


def _found(phrases: Iterable[str], sentence: str) -> list[str]:
    """The phrases that stand in the sentence, whole words, the longest alone where one holds another."""
    there = [one for one in phrases if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", sentence, _flags(one))]
    return [one for one in there if not any(one != other and one in other for other in there)]


def _flags(phrase: str) -> int:
    # A short name in capitals is a name: "SOR" is not "sor".
    return 0 if phrase.isupper() else re.IGNORECASE


def _passive(sentence: str) -> str:
    lists = word_lists()["passive"]
    tokens = re.findall(r"[A-Za-z’'-]+", sentence)
    for one, following in pairwise(tokens):
        word = following.lower()
        past = word in lists["participles"] or (word.endswith("ed") and len(word) > 4)
        if one.lower() in lists["be"] and past and word not in lists["but"]:
            return f"{one} {following}"
    return ""


_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_DAY: Final = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({'|'.join(_MONTHS)})(?:\s+(\d{{4}}))?\b|\b(\d{{1,2}})/(\d{{1,2}})/(\d{{4}})\b",
    re.IGNORECASE,
)
_AHEAD: Final = re.compile(
    r"\b(?:we|I|they|he|she|it|you)(?:’ll|'ll|\s+will)\b|\bby the end of\b|\bno later than\b", re.I
)


def _dates(place: Place, text: str, day: date) -> Iterator[Hit]:
    """A day that is over, in a sentence that looks ahead."""
    for sentence in sentences(text):
        if not _AHEAD.search(sentence):
            continue
        for found in _DAY.finditer(sentence):
            meant = _meant(found, day)
            if meant is not None and meant < day:
                yield Hit("date_past", place=place, says=sentence, facts={"found": found.group()})


def _meant(found: re.Match[str], near: date) -> date | None:
    """The day that was written; without a year the one nearest to the letter's. None for no day of the calendar."""
    number, name, year, *slashed = found.groups()
    try:
        if not number:
            return date(int(slashed[2]), int(slashed[1]), int(slashed[0]))
        month = _MONTHS.index(name.lower()) + 1
        if year:
            return date(int(year), month, int(number))
        possible = [date(near.year + shift, month, int(number)) for shift in (-1, 0, 1)]
    except ValueError:
        return None
    return min(possible, key=lambda one: abs((one - near).days))


_TITLED: Final = re.compile(r"\b(Mr|Mrs|Ms|Miss|Mx|Dr)\.?\s+([A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?)")


def _who(place: Place, text: str, names: Collection[str]) -> Iterator[Hit]:
    """A person with a title whom the case does not know: a name that was mistyped, or another case's."""
    known = {part.lower() for name in names for part in re.findall(r"[\w’'-]+", name)}
    for found in _TITLED.finditer(text):
        if not {part.lower() for part in found.group(2).split()} & known:
            yield Hit("unknown_name", place=place, says=text, facts={"found": found.group()})


_MONEY: Final = re.compile(r"£\s?(\d{1,3}(?:,\d{3})+|\d+)(\.\d{2})?")


def amounts(text: str) -> list[Decimal]:
    """The amounts of pounds that a text speaks of."""
    return [
        Decimal(found.group(1).replace(",", "") + (found.group(2) or "")) for found in _MONEY.finditer(text)
    ]


def most_money(content: Content) -> Decimal:
    """The most money that a letter speaks of: its largest amount, or what its remedies or payments come to."""
    remedies: list[Decimal] = []
    payments: list[Decimal] = []
    largest = Decimal(0)
    for place, line in lines_of(content):
        found = amounts(line["text"])
        largest = max([largest, *found])
        if place.row == "remedy":
            remedies += found
        if place.part == "money":
            payments += found
    return max(largest, sum(remedies, Decimal(0)), sum(payments, Decimal(0)))


def _money(place: Place, text: str, agreed: Collection[Decimal]) -> Iterator[Hit]:
    """An amount outside the remedies that is neither one of theirs nor their sum."""
    if place.part not in _FREE_PARTS:
        return
    may_be = {*agreed, sum(agreed, Decimal(0))}
    for amount in amounts(text):
        if amount not in may_be:
            yield Hit("money_differs", place=place, says=text, facts={"amount": f"£{amount:,}"})


_WE_WILL: Final = re.compile(r"\b(?:we|I)(?:’ll|'ll|\s+will)\b(?!\s+not\b)", re.IGNORECASE)


def _promised_in_words(content: Content, staff: list[tuple[Place, str]]) -> Iterator[Hit]:
    """A remedy says "we will", and the letter promises nothing: nobody would follow it."""
    if any(part["code"] == "outstanding_actions" and part["table"]["rows"] for part in content["blocks"]):
        return
    for place, text in staff:
        if place.row == "remedy":
            for sentence in sentences(text):
                if _WE_WILL.search(sentence):
                    yield Hit("promise_in_words", place=place, says=sentence)


def _reading_age(texts: list[str]) -> Iterator[Hit]:
    age = reading_age(
        " ".join(text if text.rstrip().endswith((".", "!", "?")) else f"{text}." for text in texts)
    )
    if age is not None and age > OLDEST_READER:
        yield Hit("hard_to_read", place=Place("letter"), facts={"age": age, "most": OLDEST_READER})


def reading_age(text: str) -> int | None:
    """The age at which an English text can be read, estimated after Flesch and Kincaid; None for a short text."""
    said = sentences(text)
    words = [word for sentence in said for word in words_in(sentence)]
    if len(words) < WORDS_FOR_AGE:
        return None
    syllables = sum(len(_hyphens().positions(word)) + 1 for word in words)
    grade = 0.39 * len(words) / len(said) + 11.8 * syllables / len(words) - 15.59
    # A grade is a year of an American school, which begins at the age of five to six.
    return max(5, round(grade + 5))


def _numbers_kept(source: Mapping[str, str]) -> Iterator[Hit]:
    """A translation that lost a number of its English: a date, a sum or a house number."""
    if not source["said"]:
        return
    there = _numbers(source["said"])
    gone = [number for number in dict.fromkeys(_numbers(source["text"])) if number not in there]
    if gone:
        yield Hit(
            "number_lost",
            place=Place("translation", row=source["place"]),
            says=source["said"],
            facts={"found": ", ".join(gone)},
        )


def _numbers(text: str) -> list[str]:
    """The numbers of a text in our digits, whatever digits it was written in, without separators."""
    plain = "".join(str(unicodedata.digit(one)) if one.isdigit() else one for one in text)
    return [found.replace(",", "").replace("٬", "") for found in re.findall(r"\d+(?:[,٬]\d{3})*", plain)]


# Texts


def lines_of(content: Content) -> Iterator[tuple[Place, Line]]:
    """Every line of a letter with its place, but the letterhead."""
    for fact in content["facts"]:
        yield Place("head"), fact["line"]
    point = 0
    for part in content["blocks"]:
        point = point + 1 if part["code"] == "point" else point
        number = point if part["code"] == "point" else 0
        if part["heading"]:
            yield Place(part["code"], number, "heading"), part["heading"]
        for line in (*part["paragraphs"], *part["items"]):
            yield Place(part["code"], number), line
        for row in part["rows"]:
            for line in row["lines"]:
                yield Place(part["code"], number, row["code"]), line
        for cells in part["table"]["rows"]:
            for line in cells:
                yield Place(part["code"], number), line
    for line in content["closing"]:
        yield Place("closing"), line


def texts_of_staff(content: Content) -> Iterator[tuple[Place, str]]:
    """The English that staff wrote for this letter: its own lines, or the sources of a letter in another language."""
    if content["language"] != "en":
        for source in content.get("sources", ()):
            yield Place("translation", row=source["place"]), source["text"]
        return
    signature = {line["text"] for line in content["closing"] if not line["text"].endswith((".", "!", "?"))}
    for place, line in lines_of(content):
        if line["written"] and not line["quote"] and place.part not in _NOT_STAFF and line["lang"] == "en":
            if place.part == "head" or (place.part == "closing" and line["text"] in signature):
                continue
            yield place, line["text"]


def sensitive(content: Content, *more: str) -> frozenset[str]:
    """What a letter touches, or what came with the complaint, that a second person may have to read it for."""
    texts = [line["text"] for _place, line in lines_of(content)]
    whole = "\n".join([*texts, *(source["text"] for source in content.get("sources", ())), *more])
    lists = word_lists()["sensitive"]
    return frozenset(code for code, entry in lists.items() if _found(entry["find"], whole))


_END: Final = re.compile(r"(?<=[.!?])[\"’”')]*\s+(?=[\"‘“'(]?[A-Z0-9£])|\n+")
_SHORT: Final = re.compile(r"\b(Mr|Mrs|Ms|Dr|St|No|e\.g|i\.e|approx)\.\s")


def sentences(text: str) -> list[str]:
    """The sentences of an English text; a line end ends one too."""
    # The stop of a short form is no end: it is set aside while the text is cut.
    held = _SHORT.sub(lambda found: found.group().replace(".", "\0"), text)
    return [part.replace("\0", ".").strip() for part in _END.split(held) if part.strip()]


def words_in(sentence: str) -> list[str]:
    """The words of a sentence; a number, a date's parts and a sum count as words too."""
    return re.findall(r"[A-Za-z0-9£][\w’'.,/-]*", sentence)


@functools.cache
def word_lists() -> Mapping[str, Any]:
    """The lists of plain_words.toml."""
    return tomllib.loads(WORDS_FILE.read_text())


@functools.cache
def _hyphens() -> Any:
    return pyphen.Pyphen(lang="en_GB")
