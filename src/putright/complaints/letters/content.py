"""What a letter is made of: plain JSON, so that an issued letter can be shown and read again for ever.

A *line* is one paragraph of text with its language and direction: ours (translated) or a person's (as typed).
A *block* is a part of the letter under a code of `rules.letters`, or under one of our own:
    opening, short_answer, points, point, late, next_step, help, greeting, before, after, learned, translation_follows,
    household
A row has the code of the block it stands for where a point has an answer, reasons and a remedy of its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any, Final

from putright.ui import languages

Content = dict[str, Any]
Line = dict[str, Any]
Block = dict[str, Any]
Row = dict[str, Any]

# Which language a script speaks for where nobody said: for fonts and voices.
_SCRIPTS: Final = {"LATIN": "en", "ARABIC": "ar", "BENGALI": "bn", "GURMUKHI": "pa"}
_SCRIPT_OF: Final = {"ar": "ARABIC", "ur": "ARABIC", "bn": "BENGALI", "pa": "GURMUKHI"}
# Marks that turn the direction of what follows; from a person's text they could disguise a letter's
# own words.
_TURNS: Final = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])
_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"


def ours(text: str, language: str) -> Line:
    """A sentence of the letter's own. Where its translation is missing it is marked as the English it is."""
    script = _SCRIPT_OF.get(language, "LATIN")
    if script != "LATIN" and not any(_script(letter) == script for letter in text):
        language = "en"
    return _line(text, language, _direction_of(language))


def stated(text: str, language: str) -> Line:
    """A date, name or number in the letter's own language and direction, whatever its letters."""
    return _line(text, language, _direction_of(language))


def theirs(text: str, language: str, *, quote: bool = False) -> list[Line]:
    """What a person wrote, a line a paragraph: without control characters and direction marks.

    `language` is the letter's: text in its script is taken for it, any other for the script's own language.
    """
    return [_their_line(part, language, quote) for part in tidy(text).split("\n") if part.strip()]


def tidy(text: str) -> str:
    """The text without control characters and direction marks; line ends as `\\n`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").translate(_TURNS)
    return "".join(
        letter for letter in text if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cs"}
    )


def one_line(text: str) -> str:
    """A name, address or number as it goes inside a sentence."""
    return " ".join(tidy(text).split())


def isolated(text: str, language: str) -> str:
    """A value for a sentence; in right-to-left text isolated, so that it does not pull at its neighbours."""
    if languages.language(language).dir == "rtl":
        return f"{_ISOLATE}{one_line(text)}{_END_OF_ISOLATE}"
    return one_line(text)


def row(code: str, label: str, lines: Iterable[Line]) -> Row:
    """A label with the lines beside it."""
    return {"code": code, "label": label, "lines": list(lines)}


def block(
    code: str,
    heading: Line | None = None,
    *,
    level: int = 2,
    paragraphs: Iterable[Line] = (),
    items: Iterable[Line] = (),
    rows: Iterable[Row] = (),
    columns: Iterable[str] = (),
    cells: Iterable[list[Line]] = (),
) -> Block:
    """One part of the letter, shown in this order: heading, paragraphs, list, labelled rows, table."""
    return {
        "code": code,
        "heading": heading,
        "level": level,
        "paragraphs": list(paragraphs),
        "items": list(items),
        "rows": [one for one in rows if one["lines"]],
        "table": {"columns": list(columns), "rows": list(cells)},
    }


def in_script_of(text: str, language: str) -> bool:
    """Whether a text is written in the script of `language`; never for a language that shares its script with
    English, where letters tell nothing."""
    script = _SCRIPT_OF.get(language, "LATIN")
    return script != "LATIN" and any(_script(letter) == script for letter in text)


def holds_something(part: Block) -> bool:
    """Whether a part has more than a heading: one that has not is left out of the letter."""
    return bool(part["paragraphs"] or part["items"] or part["rows"] or part["table"]["rows"])


def _their_line(text: str, language: str, quote: bool) -> Line:
    counts: dict[str, int] = {}
    for letter in text:
        script = _script(letter)
        if script:
            counts[script] = counts.get(script, 0) + 1
    most = max(counts, key=lambda script: counts[script]) if counts else _SCRIPT_OF.get(language, "LATIN")
    written_in = language if _SCRIPT_OF.get(language, "LATIN") == most else _SCRIPTS[most]
    line = _line(text.strip(), written_in, _first_strong(text) or _direction_of(written_in))
    return line | {"written": True, "quote": quote}


def _line(text: str, language: str, direction: str) -> Line:
    return {"text": text, "lang": language, "direction": direction, "written": False, "quote": False}


def _direction_of(language: str) -> str:
    return languages.language(language).dir


def _first_strong(text: str) -> str:
    """The direction of the first letter that has one, as `dir=auto` finds it; '' where none has."""
    for letter in text:
        turn = unicodedata.bidirectional(letter)
        if turn in {"R", "AL"}:
            return "rtl"
        if turn == "L":
            return "ltr"
    return ""


def _script(letter: str) -> str:
    if not letter.isalpha():
        return ""
    name = unicodedata.name(letter, "").split(" ")[0]
    return name if name in _SCRIPTS else ""
