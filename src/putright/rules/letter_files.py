"""A letter as a file: what `putright check-letter` takes, in either of two forms (docs/formats/letter.md).

The simple form has `blocks` as an object: a block's code, and its content. The product's own form is the content
of an issued letter, whose `blocks` is a list of parts with a code each; there a part says something if it has a
paragraph, an item, a labelled row or a row of a table, and the decision, reasons and remedy of each point stand as
rows in a part of the code `point`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from putright.rules import reading
from putright.rules.letters import CIRCUMSTANCES, KINDS, all_blocks
from putright.rules.reading import (
    MOST_TEXT,
    WHOLE,
    BadInput,
    Kind,
    Many,
    OneOf,
    Text,
    known_keys,
    read,
    shown,
    wrong,
)

SIMPLE_KEYS = ("kind", "edition", "circumstances", "blocks")
# What else the content of an issued letter has; what stands there is not checked.
OWN_KEYS = (
    *("stage", "language", "direction", "large_print", "print_size", "title", "document_title", "landlord"),
    *("sources", "addressee", "date", "reference", "facts", "contact", "salutation", "closing", "labels"),
)
PART_KEYS = ("code", "heading", "level", "paragraphs", "items", "rows", "table")
# Said of each point, in a row of a part `point`.
OF_POINTS = ("decision", "reasons", "remedy")
MOST_PARTS = 1000
_SCALAR = (str, int, float, bool, type(None))


@dataclass(frozen=True, slots=True)
class LetterFile:
    """A letter as it was read: its blocks as letters.missing_blocks() takes them; '' where it does not say."""

    kind: str
    edition: str
    circumstances: tuple[str, ...]
    blocks: Mapping[str, object]


def read_letter(value: Any) -> LetterFile:
    """A letter from the value of its JSON file. Raises BadInput."""
    if not isinstance(value, dict):
        raise wrong(WHOLE, value, "object")
    blocks = value.get("blocks")
    own = isinstance(blocks, list)
    known_keys(value, [*SIMPLE_KEYS, *(OWN_KEYS if own else ())], "")
    if "blocks" not in value or not isinstance(blocks, list | dict):
        raise wrong("blocks", blocks, "parts")
    for key, kind in _HEADS.items():
        if key in value and not (own and key == "edition" and value[key] == ""):
            read(kind, value[key], key)
    return LetterFile(
        value.get("kind", ""),
        value.get("edition", ""),
        tuple(value.get("circumstances", ())),
        _held_by_parts(blocks) if isinstance(blocks, list) else _held(blocks),
    )


_HEADS: Mapping[str, Kind] = {
    "kind": OneOf("What kind of letter it is.", KINDS),
    "edition": Text("The edition of the Code that the complaint has."),
    "circumstances": Many(
        "What adds to the blocks or takes from them: something in the complaint has to be asked (unclear); the new "
        "date lies past the cap (beyond_cap); the resident has not agreed to it (not_agreed); there is a third "
        "stage (third_stage).",
        OneOf("", tuple(sorted(CIRCUMSTANCES))),
    ),
}


def _held(blocks: Mapping[str, Any]) -> dict[str, object]:
    known_keys(blocks, sorted(all_blocks()), "blocks")
    for code, content in blocks.items():
        if not _may_stand(content, 2):
            raise wrong(f"blocks.{code}", content, "content")
    return dict(blocks)


def _may_stand(content: Any, depth: int) -> bool:
    """Text, a number, true, false or nothing, or lists and objects of these, two deep."""
    if isinstance(content, _SCALAR):
        return True
    if isinstance(content, list | dict) and depth:
        entries = content.values() if isinstance(content, dict) else content
        return all(_may_stand(entry, depth - 1) for entry in entries)
    return False


def _held_by_parts(parts: list[Any]) -> dict[str, object]:
    if len(parts) > MOST_PARTS:
        raise wrong("blocks", f"{len(parts)} parts", "list")
    held: dict[str, list[str]] = {}
    points: list[list[Any]] = []
    for number, part in enumerate(parts, start=1):
        at = f"blocks[{number}]"
        if not isinstance(part, dict):
            raise wrong(at, part, "part")
        known_keys(part, list(PART_KEYS), at)
        code = part.get("code")
        if not isinstance(code, str) or not 1 <= len(code) <= MOST_TEXT:
            raise wrong(f"{at}.code", code, "text")
        rows = _list(part, "rows", at)
        table = part.get("table", {})
        if not isinstance(table, dict):
            raise wrong(f"{at}.table", table, "object")
        # Each is read, also where another shows something already: what is no list is said in any case.
        shows = [
            *(_list(part, key, at) for key in ("paragraphs", "items")),
            _list(table, "rows", f"{at}.table"),
        ]
        if any(shows) or rows:
            held.setdefault(code, []).append(code)
        if code == "point":
            points.append(rows)
    for code in OF_POINTS:
        held[code] = [" ".join(_lines_of(rows, code)) for rows in points]
    return dict(held)


def _list(part: Mapping[str, Any], key: str, at: str) -> list[Any]:
    value = part.get(key, [])
    if not isinstance(value, list):
        raise wrong(f"{at}.{key}", value, "list")
    return value


def _lines_of(rows: list[Any], code: str) -> list[str]:
    """The text of the rows of this code in a point."""
    return [
        line["text"]
        for row in rows
        if isinstance(row, dict) and row.get("code") == code and isinstance(row.get("lines"), list)
        for line in row["lines"]
        if isinstance(line, dict) and isinstance(line.get("text"), str)
    ]


def agreed(field: str, in_file: str, given: str | None, known: list[str]) -> str:
    """What file and command say of the letter's kind or edition. BadInput where they differ or both are silent."""
    if given is not None and in_file and given != in_file:
        raise BadInput("another_value", {"field": field, "got": shown(in_file), "given": shown(given)})
    if not given and not in_file:
        raise BadInput("value_missing", {"field": field, "known": known})
    return given or in_file


def schema() -> dict[str, Any]:
    """The JSON Schema of a letter file (docs/formats/letter.schema.json)."""
    scalar = {"type": ["string", "number", "boolean", "null"]}

    def of(inner: dict[str, Any]) -> dict[str, Any]:
        return {
            "anyOf": [
                scalar,
                {"type": "array", "items": inner},
                {"type": "object", "additionalProperties": inner},
            ]
        }

    heads = {key: reading.schema(kind) for key, kind in _HEADS.items()}
    entries = {"type": "array"}
    part = {
        "type": "object",
        "additionalProperties": False,
        "required": ["code"],
        "properties": {
            "code": {
                "description": "A block's code, point, or a code of a part that no provision asks for.",
                "type": "string",
                "minLength": 1,
                "maxLength": MOST_TEXT,
            },
            "heading": True,
            "level": True,
            "paragraphs": entries,
            "items": entries,
            "rows": entries
            | {"description": "In a part `point`: rows of the code decision, reasons or remedy, with lines."},
            "table": {"type": "object", "properties": {"rows": entries}},
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A letter about a complaint, by its blocks",
        "anyOf": [
            {
                "description": "The simple form.",
                "type": "object",
                "additionalProperties": False,
                "required": ["blocks"],
                "properties": heads
                | {
                    "blocks": {
                        "description": "What each block says. One that is empty says nothing.",
                        "type": "object",
                        "additionalProperties": False,
                        "properties": {code: {"$ref": "#/$defs/content"} for code in sorted(all_blocks())},
                    }
                },
            },
            {
                "description": "The content of a letter as Putright issues it.",
                "type": "object",
                "additionalProperties": False,
                "required": ["blocks"],
                "properties": heads
                | {"edition": {"anyOf": [heads["edition"], {"const": ""}]}}
                | dict.fromkeys(OWN_KEYS, True)
                | {"blocks": {"type": "array", "maxItems": MOST_PARTS, "items": part}},
            },
        ],
        "$defs": {"content": of(of(scalar))},
    }
