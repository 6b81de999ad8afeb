"""Who checked which translation: what a language still lacks before it is more than a draft.

Each language has locale/<language>/reviews.toml: who looked, when, and the digests of what they found right. A digest
is made of the English and its translation, so whatever changes on either side has not been checked any more. What
`glossary.critical` names needs two different people. English is the source and needs nobody.

Everything is read from the files of the package, without a database; `sheets` lets a native reviewer work on it.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

import polib

from . import catalogues, glossary

GUIDANCE = catalogues.PACKAGE / "guidance" / "pages"
_HAS_WORDS = re.compile(r"[^\W\d_]{2,}")
_CRITICAL_NOTE = re.compile(r"\bcritical\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence of the catalogue, or a part of a page of guidance, with its translation.

    `key` stays while the English stays, `digest` while both stay. `texts` holds a text for each plural form, one
    for a sentence without; an empty one is not translated.
    """

    key: str
    digest: str
    english: str
    plural: str
    context: str
    note: str
    texts: tuple[str, ...]
    places: tuple[str, ...]
    critical: bool
    # The page of guidance and the part of it; empty and -1 for a sentence of the catalogue.
    page: str = ""
    part: int = -1

    @property
    def filled(self) -> bool:
        return all(self.texts)

    @property
    def where(self) -> str:
        """Where a resident meets it, in words."""
        return "; ".join(dict.fromkeys(map(seen_at, self.places)))


@dataclass(frozen=True, slots=True)
class Review:
    """What one person found on one day: digests that are right, and digests that are wrong."""

    reviewer: str
    role: str
    on: date
    right: frozenset[str]
    wrong: frozenset[str] = frozenset()
    # (key, remark) pairs.
    remarks: tuple[tuple[str, str], ...] = ()

    @property
    def person(self) -> str:
        """By whom two reviews are told apart: the name, however it is spelt with capitals and spaces."""
        return " ".join(self.reviewer.split()).casefold()


@dataclass(frozen=True, slots=True)
class State:
    """How far a language is."""

    code: str
    items: tuple[Item, ...]
    # By digest: the names of the different people who found it right. Nobody, where somebody found it wrong.
    checked_by: Mapping[str, tuple[str, ...]]
    reviews: tuple[Review, ...] = field(default=())

    def people(self, item: Item) -> tuple[str, ...]:
        return self.checked_by.get(item.digest, ())

    def needs(self, item: Item) -> int:
        """How many more people must look at it."""
        return max(0, (2 if item.critical else 1) - len(self.people(item)))

    @property
    def unreviewed(self) -> list[Item]:
        """What still needs somebody, critical ones first."""
        lacking = [one for one in self.items if not one.filled or self.needs(one)]
        return sorted(lacking, key=lambda one: not one.critical)

    @property
    def filled(self) -> int:
        return sum(one.filled for one in self.items)

    @property
    def checked(self) -> int:
        """How many at least one person found right."""
        return sum(bool(one.filled and self.people(one)) for one in self.items)

    @property
    def critical(self) -> int:
        return sum(one.critical for one in self.items)

    @property
    def critical_checked(self) -> int:
        """How many of the critical ones two people found right."""
        return sum(one.critical and one.filled and not self.needs(one) for one in self.items)

    @property
    def complete(self) -> bool:
        """Whether everything is there and checked by as many people as it needs."""
        return bool(self.items) and not self.unreviewed

    def percent(self, number: int, of: int | None = None) -> int:
        """In whole per cent, rounded down, so that 100 means all of them."""
        whole = len(self.items) if of is None else of
        return number * 100 // whole if whole else 100


def path_of(code: str) -> Path:
    """The file of a language's reviews."""
    return catalogues.LOCALE / code / "reviews.toml"


def digest_of(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def items(code: str) -> list[Item]:
    """Everything of a language that residents read: the catalogue's sentences, then the pages of guidance."""
    return [*_sentences(catalogues.entries(code)), *_parts(code)]


def _sentences(entries: Iterable[polib.POEntry]) -> Iterator[Item]:
    for entry in entries:
        places = tuple(sorted({place for place, _line in entry.occurrences}))
        if catalogues.Found(
            entry.msgid, entry.msgctxt, places=set(places), notes=[entry.comment or ""]
        ).for_staff:
            continue
        plural = entry.msgid_plural or ""
        texts = tuple(entry.msgstr_plural.values()) if plural else (entry.msgstr,)
        context = entry.msgctxt or ""
        source = f"{entry.msgid}\n{plural}"
        yield Item(
            key=digest_of("sentence", context, entry.msgid, plural)[:12],
            digest=digest_of("sentence", context, entry.msgid, plural, *texts),
            english=entry.msgid,
            plural=plural,
            context=context,
            note=entry.comment or "",
            texts=texts,
            places=places,
            critical=glossary.critical(source) or bool(_CRITICAL_NOTE.search(entry.comment or "")),
        )


def parts_of(text: str) -> list[str]:
    """A page of guidance in the parts that are checked one by one: what stands between empty lines."""
    return [part for part in re.split(r"\n{2,}", text.strip()) if part]


def _parts(code: str) -> Iterator[Item]:
    for file in sorted((GUIDANCE / "en").glob("*.md")):
        translated = GUIDANCE / code / file.name
        english = parts_of(file.read_text(encoding="utf-8"))
        theirs = parts_of(translated.read_text(encoding="utf-8")) if translated.is_file() else []
        # A page of another shape is looked at again from its first part to its last.
        same = len(theirs) == len(english)
        for number, source in enumerate(english):
            if not _HAS_WORDS.search(source.replace(":::", "")):
                continue
            text = theirs[number] if same else ""
            yield Item(
                key=digest_of("guidance", file.name, str(number), source)[:12],
                digest=digest_of("guidance", file.name, source, text),
                english=source,
                plural="",
                context="",
                note="",
                texts=(text,),
                places=(f"guidance/{file.stem}",),
                critical=glossary.critical(source),
                page=file.name,
                part=number,
            )


# What a place of the source is for somebody who knows no source.
_PLACES = (
    (re.compile(r"^guidance/\d+-(.+)$"), "Guidance: {}"),
    (re.compile(r"complaints/form/"), "The form"),
    (re.compile(r"/letters?/|letter"), "Letters"),
    (re.compile(r"messages|/texts?\b|outbox"), "Texts and emails"),
    (re.compile(r"kinds\.py$"), "Timeline of the complaint"),
    (re.compile(r"templates/complaints/resident/(?:.*/)?([^/]+)\.html$"), "Resident’s page: {}"),
    (re.compile(r"templates/ui/errors/"), "When something goes wrong"),
    (re.compile(r"templates/ui/(?:parts/)?([^/]+)\.html$"), "Every page: {}"),
    (re.compile(r"ui/words"), "Dates, and why something cannot be done"),
    (re.compile(r"ui/accessibility"), "Accessibility statement"),
    (re.compile(r"guidance/"), "Guidance"),
)


def seen_at(place: str) -> str:
    """Where a resident meets what stands at a place of the source."""
    for pattern, said in _PLACES:
        found = pattern.search(place)
        if found:
            what = found[1] if pattern.groups else ""
            return said.format(what.replace("_", " ").replace("-", " "))
    return "Resident’s pages"


def reviews(code: str) -> list[Review]:
    """The reviews of a language, oldest first; none where it has no file. Raises ValueError for one that cannot be."""
    file = path_of(code)
    if not file.is_file():
        return []
    kept = tomllib.loads(file.read_text(encoding="utf-8"))
    found = []
    for one in kept.get("review", ()):
        if not one["reviewer"].strip() or not isinstance(one["on"], date):
            raise ValueError(f"{file}: a review lacks its reviewer or its day.")
        found.append(
            Review(
                one["reviewer"],
                one["role"],
                one["on"],
                frozenset(one["right"]),
                frozenset(one.get("wrong", ())),
                tuple((remark["key"], remark["text"]) for remark in one.get("remark", ())),
            )
        )
    return found


def written(found: Iterable[Review]) -> str:
    """Reviews as the text of their file."""
    lines = ["# Who checked which translation: `./putright review`, docs/how-to/review-a-language.md.", ""]
    for one in found:
        lines += [
            "[[review]]",
            f"reviewer = {_text(one.reviewer)}",
            f"role = {_text(one.role)}",
            f"on = {one.on.isoformat()}",
            *_listed("right", one.right),
            *(_listed("wrong", one.wrong) if one.wrong else ()),
        ]
        for key, remark in one.remarks:
            lines += ["[[review.remark]]", f"key = {_text(key)}", f"text = {_text(remark)}"]
        lines.append("")
    return "\n".join(lines)


def _text(value: str) -> str:
    # A JSON string without escapes for other scripts is a TOML string too.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _listed(name: str, digests: Iterable[str]) -> list[str]:
    return [f"{name} = [", *(f'  "{one}",' for one in sorted(digests)), "]"]


def checked_by(found: Iterable[Review]) -> dict[str, tuple[str, ...]]:
    """By digest, the different people whose latest word is that it is right.

    Where somebody's latest word is that it is wrong, it has been checked by nobody: it waits for a new text.
    """
    latest: dict[str, dict[str, str | None]] = {}
    for one in sorted(found, key=lambda one: one.on):
        for digest in one.right:
            latest.setdefault(digest, {})[one.person] = one.reviewer
        for digest in one.wrong:
            latest.setdefault(digest, {})[one.person] = None
    return {
        digest: () if None in people.values() else tuple(name for name in people.values() if name)
        for digest, people in latest.items()
    }


@dataclass(frozen=True, slots=True)
class Figures:
    """How far a language is, in numbers."""

    filled: int
    checked: int
    critical: int
    critical_checked: int
    waiting: int


def state(code: str) -> State:
    """How far a language is. The last one asked for is kept, until one of its files changes."""
    return _state(code, _stamps(code))


def figures(code: str) -> Figures:
    """How far a language is in numbers, kept for every language: its sentences would fill a worker's memory."""
    return _figures(code, _stamps(code))


def _stamps(code: str) -> tuple[tuple[str, int], ...]:
    files = [catalogues.path_of(code), path_of(code), *sorted(GUIDANCE.glob(f"{code}/*.md"))]
    files += sorted(GUIDANCE.glob("en/*.md"))
    return tuple((str(file), file.stat().st_mtime_ns) for file in files if file.is_file())


@lru_cache(maxsize=1)
def _state(code: str, stamps: tuple[tuple[str, int], ...]) -> State:
    found = reviews(code)
    return State(code, tuple(items(code)), checked_by(found), tuple(found))


@lru_cache(maxsize=32)
def _figures(code: str, stamps: tuple[tuple[str, int], ...]) -> Figures:
    whole = _state(code, stamps)
    return Figures(
        filled=whole.percent(whole.filled),
        checked=whole.percent(whole.checked),
        critical=whole.critical,
        critical_checked=whole.critical_checked,
        waiting=len(whole.unreviewed),
    )
