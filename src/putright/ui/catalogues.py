"""Catalogues of translations: found in the source, kept in locale/<language>/LC_MESSAGES/django.po, compiled
at set-up.

Nothing here needs GNU gettext. Python is read by babel, templates by Django's own `templatize`; the
catalogues are written without dates and line numbers, so that a change of code that touches no words changes
no catalogue.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from . import glossary

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = PACKAGE / "locale"

_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...]] = {
    "_": (1,),
    "gettext": (1,),
    "gettext_lazy": (1,),
    "gettext_noop": (1,),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_NOTE = "Translators:"
# Staff screens ship in English: what only they say need not be translated for a language to count as filled.
_FOR_STAFF = re.compile(
    r"(^|[/_])(staff|landlords)([/_.]|$)|^src/putright/(accounts|cli|config|demo|database)/"
    # A folder of the casework is the staff's, but for what it says to residents and what their timeline tells.
    r"|^src/putright/complaints/(?!(form|letters|pack|returning|views|actions|templates|templatetags)/)\w+/(?!resident|kinds|messages)\w+\.py$"
    # Absences, kept searches, campaigns and stories stand in the landlord's own chain, which no resident reads.
    r"|^src/putright/complaints/(worklist|awareness)/|^src/putright/guidance/kinds\.py$"
)

_PLURALS = {
    "ar": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
        "n%100>=11 && n%100<=99 ? 4 : 5;"
    ),
    "bn": "nplurals=2; plural=(n != 1);",
    "pl": (
        "nplurals=4; plural=(n==1 ? 0 : (n%10>=2 && n%10<=4) && (n%100<12 || n%100>14) ? 1 : n!=1 && "
        "(n%10>=0 && n%10<=1) || (n%10>=5 && n%10<=9) || (n%100>=12 && n%100<=14) ? 2 : 3);"
    ),
    "pa": "nplurals=2; plural=(n != 1);",
    "ro": "nplurals=3; plural=(n==1?0:(((n%100>19)||((n%100==0)&&(n!=0)))?2:1));",
    "ur": "nplurals=2; plural=(n != 1);",
}

# Every language but English has its plural rule above, and so a catalogue.
TRANSLATED = tuple(_PLURALS)

Key = tuple[str | None, str]


@dataclass
class Found:
    """A sentence of the source: its context, its plural where it has one, where it stands, notes to
    translators."""

    msgid: str
    context: str | None
    plural: str | None = None
    places: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    @property
    def for_staff(self) -> bool:
        """Whether only screens of staff say it. A note that names residents says that they read it all the same."""
        return not any("residents" in note.lower() for note in self.notes) and all(
            _FOR_STAFF.search(place) for place in self.places
        )


def path_of(code: str) -> Path:
    """The catalogue's file of a language."""
    return LOCALE / code / "LC_MESSAGES" / "django.po"


def found_in_source(package: Path = PACKAGE) -> dict[Key, Found]:
    """Every sentence marked for translation in the package's Python and templates, by (context, text).

    Raises ValueError where one text has two different plurals.
    """
    found: dict[Key, Found] = {}
    for path in sorted(_sources(package)):
        place = path.relative_to(package.parent.parent).as_posix()
        for message, notes, context in _messages(path):
            texts = (message,) if isinstance(message, str) else message
            # Tools that read the whole file give the heading's empty text for `_("")`.
            if not texts[0]:
                continue
            one = found.setdefault((context, texts[0]), Found(texts[0], context))
            if len(texts) > 1:
                if one.plural not in (None, texts[1]):
                    raise ValueError(
                        f"{texts[0]!r} has two plurals: {one.plural!r} and {texts[1]!r} ({place})."
                    )
                one.plural = texts[1]
            one.places.add(place)
            one.notes.extend(note for note in notes if note not in one.notes)
    return found


def _sources(package: Path) -> Iterator[Path]:
    for path in package.rglob("*"):
        python = path.suffix == ".py" and "migrations" not in path.parts
        if python or (path.suffix in {".html", ".txt"} and "templates" in path.parts):
            yield path


def _messages(path: Path) -> Iterator[tuple[str | tuple[str, ...], list[str], str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # templatize marks what is not to be translated with X and leaves Python-like calls for the rest.
        # Its lines keep the indentation of the template, which is none that Python could read.
        text = re.sub(r"(?m)^[ \t]+", "", templatize(text, origin=str(path)))
    stream = io.BytesIO(text.encode())
    for _line, message, notes, context in extract(
        "python", stream, keywords=_KEYWORDS, comment_tags=[_NOTE], options={"encoding": "utf-8"}
    ):
        yield message, [note.removeprefix(_NOTE).strip() for note in notes], context


def update(code: str, found: dict[Key, Found] | None = None) -> polib.POFile:
    """Brings one language's catalogue up to the source and writes it: new sentences empty, old ones dropped.

    A translation is kept for exactly the text and context that it was made for; nothing is guessed ("fuzzy").
    """
    found = found_in_source() if found is None else found
    path = path_of(code)
    old: dict[tuple[str | None, str], polib.POEntry] = {}
    if path.is_file():
        old = {(one.msgctxt, one.msgid): one for one in polib.pofile(str(path))}
    fresh = polib.POFile(wrapwidth=110)
    fresh.metadata = {
        "Project-Id-Version": "Putright",
        "Language": code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": _PLURALS[code],
    }
    for one in sorted(found.values(), key=lambda one: (sorted(one.places)[0], one.msgid, one.context or "")):
        entry = polib.POEntry(
            msgid=one.msgid,
            msgctxt=one.context,
            occurrences=[(place, "") for place in sorted(one.places)],
            comment="\n".join(one.notes),
        )
        kept = old.get((one.context, one.msgid))
        if one.plural is not None:
            entry.msgid_plural = one.plural
            forms = _plural_count(code)
            had = kept.msgstr_plural if kept else {}
            entry.msgstr_plural = {number: had.get(number, "") for number in range(forms)}
        else:
            entry.msgstr = kept.msgstr if kept else ""
        if kept is not None and kept.tcomment:
            entry.tcomment = kept.tcomment
        if any("%(" in text for text in (one.msgid, one.plural or "")):
            entry.flags.append("python-format")
        fresh.append(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = str(fresh)
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
    return fresh


def plural_rule(code: str) -> str:
    """The rule by which a number chooses the form of a language, as gettext writes it."""
    return _PLURALS[code].partition("plural=")[2].rstrip(";")


def _plural_count(code: str) -> int:
    match = re.match(r"nplurals=(\d+)", _PLURALS[code])
    assert match is not None  # the table above
    return int(match[1])


def compile_all() -> int:
    """Compiles every catalogue that is newer than its .mo and gives how many it compiled.

    Written beside and renamed into place, so that a server that starts meanwhile never reads half a file.
    """
    done = 0
    for code in TRANSLATED:
        source = path_of(code)
        if not source.is_file():
            continue
        target = source.with_suffix(".mo")
        if target.is_file() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        # Only what is translated goes in: an empty translation would show nothing instead of the English.
        data = polib.pofile(str(source)).to_binary()
        with tempfile.NamedTemporaryFile(dir=source.parent, suffix=".part", delete=False) as part:
            part.write(data)
        Path(part.name).chmod(0o644)
        Path(part.name).replace(target)
        done += 1
    return done


def entries(code: str) -> list[polib.POEntry]:
    """The entries of a language's catalogue; none where it has no file."""
    path = path_of(code)
    return [one for one in polib.pofile(str(path)) if not one.obsolete] if path.is_file() else []


def missing(code: str, found: dict[Key, Found] | None = None, *, staff: bool = False) -> list[Found]:
    """What the source says and the catalogue does not, for residents' pages; with `staff` for all pages."""
    found = found_in_source() if found is None else found
    have = {(one.msgctxt, one.msgid) for one in entries(code) if one.translated()}
    return [one for key, one in found.items() if key not in have and (staff or not one.for_staff)]


def percent(code: str, found: dict[Key, Found] | None = None, *, staff: bool = False) -> int:
    """How much of the residents' sentences is translated, in whole per cent rounded down; 100 for English."""
    if code == "en":
        return 100
    found = found_in_source() if found is None else found
    total = sum(1 for one in found.values() if staff or not one.for_staff)
    return 100 if not total else (total - len(missing(code, found, staff=staff))) * 100 // total


# What must be alike in a sentence and its translation

_PLACEHOLDER = re.compile(r"%\(\w+\)[sdrf]|%\{\w+\}|\{\w*\}|(?<![%\w])%[sdrf]\b")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
# The English names that a reader must be able to match with letters and searches.
_KEPT = re.compile(
    r"\((?:Housing Ombudsman|Complaint Handling Code|MP|BSL|reasonable adjustment|leaseholder|bank holiday|"
    r"easy read)\)"
)
_URDU_ONLY = re.compile(r"[ٹڈڑںےہھچپگ]")
_ARABIC_ONLY = re.compile(r"[يكةىأإ]")
_OTHER_DIGITS = re.compile(r"[٠-٩۰-۹०-९০-৯੦-੯]")
_CEDILLA = re.compile(r"[şţŞŢ]")


def problems(code: str, listed: Iterable[polib.POEntry] | None = None) -> list[str]:
    """What is wrong in a catalogue, a sentence for each: placeholders, tags, plural forms, letters and
    digits.

    Untranslated entries are no problem here (see `missing`).
    """
    said: list[str] = []
    for one in entries(code) if listed is None else listed:
        pairs = _pairs(one)
        if one.fuzzy:
            said.append(f"{code}: {one.msgid!r} is marked as a guess (fuzzy): translate it or empty it.")
        if one.msgid_plural and any(one.msgstr_plural.values()):
            wanted = _plural_count(code)
            if len(one.msgstr_plural) != wanted or not all(one.msgstr_plural.values()):
                said.append(f"{code}: {one.msgid!r} needs {wanted} plural forms.")
        for sources, text in pairs:
            # A form for exactly one may leave the number out, as the English singular does.
            faults = min((list(differences(code, source, text)) for source in sources), key=len)
            said.extend(f"{code}: {one.msgid!r} {what}" for what in faults)
    return said


def _pairs(one: polib.POEntry) -> list[tuple[tuple[str, ...], str]]:
    """Each translation of an entry with the English texts that it may be measured by."""
    if one.msgid_plural:
        return [((one.msgid_plural, one.msgid), text) for text in one.msgstr_plural.values() if text]
    return [((one.msgid,), one.msgstr)] if one.msgstr else []


def differences(code: str, source: str, text: str, *, running: bool = False) -> Iterator[str]:
    """What a translation lacks of its English, each as the rest of a sentence; nothing where all is well.

    `running` is for a paragraph (see `glossary.departures`).
    """
    if sorted(_PLACEHOLDER.findall(source)) != sorted(_PLACEHOLDER.findall(text)):
        yield "does not have the same placeholders."
    if sorted(_TAG.findall(source)) != sorted(_TAG.findall(text)):
        yield "does not have the same tags."
    bare_source, bare = _PLACEHOLDER.sub("", source), _PLACEHOLDER.sub("", text)
    if sorted(re.findall(r"\d+", bare_source)) != sorted(re.findall(r"\d+", bare)):
        yield "does not have the same numbers."
    if _OTHER_DIGITS.search(text):
        yield "has digits other than 0 to 9."
    if not set(_KEPT.findall(source)) <= set(_KEPT.findall(text)):
        yield "has lost an English name in brackets."
    if code == "ar" and _URDU_ONLY.search(text):
        yield "has Urdu letters."
    if code == "ur" and _ARABIC_ONLY.search(text):
        yield "has Arabic letters where Urdu has its own."
    if code == "ro" and _CEDILLA.search(text):
        yield "has ş or ţ with a cedilla: write ș and ț."
    if source[:1].isspace() != text[:1].isspace() or source[-1:].isspace() != text[-1:].isspace():
        yield "does not begin and end with the same spaces."
    yield from glossary.departures(code, source, text, running=running)
