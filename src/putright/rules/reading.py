"""Reading a file that somebody else wrote: JSON against a description of its fields, one sentence for each slip.

A description is a tree of the kinds below. read() takes what fits it and raises BadInput for the first thing
that does not: which field, what it got, what it takes. schema() writes the same description as a JSON Schema,
so that the two cannot drift apart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from putright.rules.errors import RulesError

MOST_BYTES = 1_000_000
MOST_TEXT = 4000
MOST_ENTRIES = 100
_SHOWN = 60


class BadInput(RulesError):
    """A file that is not what its format says; str() is the one sentence that says where."""


@dataclass(frozen=True, slots=True)
class Text:
    """Text with something in it."""

    about: str


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""

    about: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between two."""

    about: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of some words."""

    about: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Many:
    """A list of things of one kind; a word of a list stands there once."""

    about: str
    of: Kind


@dataclass(frozen=True, slots=True)
class Group:
    """An object with these keys, each of which may be left out."""

    about: str
    keys: Mapping[str, Kind]
    # A key that may be there only if another is: stage 3 after stage 2.
    after: Mapping[str, str] = field(default_factory=dict)


Kind = Text | Flag | Whole | OneOf | Many | Group


def parsed(text: bytes | str) -> Any:
    """The JSON value of a file's text.

    Raises BadInput: not UTF-8, too long, not JSON, a key that stands twice, a number that is none (NaN).
    """
    if len(text) > MOST_BYTES:
        raise BadInput("file_too_long", {"most": f"{MOST_BYTES:,}"})
    try:
        written = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise BadInput("file_not_text") from None
    try:
        return json.loads(written, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise BadInput("not_json", {"line": error.lineno, "column": error.colno}) from None
    except RecursionError:
        raise BadInput("nested_too_deep") from None
    except ValueError:  # a number of thousands of digits
        raise BadInput("number_too_long") from None


def read(kind: Kind, value: Any, at: str) -> Any:
    """The value as its description has it: whole numbers as int. `at` names it in a sentence.

    Raises BadInput.
    """
    if isinstance(kind, Group):
        return _read_group(kind, value, at)
    if isinstance(kind, Many):
        return _read_many(kind, value, at)
    if isinstance(kind, Whole):
        return _read_whole(kind, value, at)
    if isinstance(kind, Flag):
        if not isinstance(value, bool):
            raise wrong(at, value, "flag")
        return value
    if isinstance(kind, OneOf):
        if value not in kind.words or not isinstance(value, str):
            raise BadInput("not_one_of", {"field": at, "got": shown(value), "known": list(kind.words)})
        return value
    if not isinstance(value, str) or not re.search(r"\S", value) or len(value) > MOST_TEXT:
        raise wrong(at, value, "text")
    return value


def wrong(at: str, value: Any, takes: str) -> BadInput:
    """The error for a field of the wrong kind; `takes` is the code of what it takes."""
    return BadInput("wrong_kind", {"field": at, "got": shown(value), "takes": takes})


def known_keys(value: Mapping[str, Any], known: list[str], at: str) -> None:
    """Raises BadInput for a key that is none of those known."""
    for key in value:
        if key not in known:
            raise BadInput("unknown_key", {"field": joined(at, one_line(key)), "known": known})


def joined(at: str, key: str) -> str:
    """The name of a key inside a field: 'stages.1'."""
    return f"{at}.{key}" if at else key


def shown(value: Any) -> str:
    """A value as a sentence shows it: short, and on one line."""
    try:
        return one_line(json.dumps(value, ensure_ascii=False))
    except RecursionError:
        return "something nested too deep to show"


def one_line(text: str) -> str:
    """Text from outside, for a sentence: printable, on one line, cut where it is long."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}…"


def schema(kind: Kind) -> dict[str, Any]:
    """The description as a JSON Schema (draft 2020-12), without its heading."""
    said: dict[str, Any] = {"description": kind.about}
    if isinstance(kind, Group):
        said |= {"type": "object", "additionalProperties": False}
        said["properties"] = {key: schema(inner) for key, inner in kind.keys.items()}
        if kind.after:
            said["dependentRequired"] = {key: [before] for key, before in kind.after.items()}
    elif isinstance(kind, Many):
        said |= {"type": "array", "maxItems": MOST_ENTRIES, "items": schema(kind.of)}
        if isinstance(kind.of, OneOf):
            said["uniqueItems"] = True
    elif isinstance(kind, Whole):
        said |= {"type": "integer", "minimum": kind.least, "maximum": kind.most}
    elif isinstance(kind, Flag):
        said |= {"type": "boolean"}
    elif isinstance(kind, OneOf):
        said |= {"enum": list(kind.words)}
    else:
        said |= {"type": "string", "pattern": r"\S", "maxLength": MOST_TEXT}
    return {name: part for name, part in said.items() if part != ""}


def _read_group(kind: Group, value: Any, at: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise wrong(at, value, "object")
    inside = "" if at == WHOLE else at
    known_keys(value, list(kind.keys), inside)
    for key, before in kind.after.items():
        if key in value and before not in value:
            raise BadInput("needs_other", {"field": joined(inside, key), "needs": joined(inside, before)})
    return {key: read(kind.keys[key], inner, joined(inside, key)) for key, inner in value.items()}


def _read_many(kind: Many, value: Any, at: str) -> list[Any]:
    if not isinstance(value, list) or len(value) > MOST_ENTRIES:
        raise wrong(at, value, "list")
    entries = [read(kind.of, entry, f"{at}[{number}]") for number, entry in enumerate(value, start=1)]
    if isinstance(kind.of, OneOf):
        twice = [entry for number, entry in enumerate(entries) if entry in entries[:number]]
        if twice:
            raise BadInput("entry_twice", {"field": at, "got": twice[0]})
    return entries


def _read_whole(kind: Whole, value: Any, at: str) -> int:
    # 10.0 is a whole number to JSON Schema, and true is none.
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not kind.least <= value <= kind.most:
        facts = {"field": at, "got": shown(value), "least": kind.least, "most": kind.most}
        raise BadInput("not_a_whole_number", facts)
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BadInput("key_twice", {"field": one_line(key)})
        found[key] = value
    return found


def _no_number(name: str) -> Any:
    raise BadInput("not_a_number", {"got": name})


# How the whole of a file is named in a sentence.
WHOLE = "The file"
