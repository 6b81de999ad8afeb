"""Every provision of each edition in plain words, and what Putright does about it (codes/provisions/*.toml).

`does` is what the software does today, and `by` names the real things that do it, as `kind:name`. Names of this
room are looked up when the file is read; those of other rooms are text here, since the rules know no other room,
and a test looks them up.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from putright.rules import acceptance, clocks, editions, incidents, procedures, remedies, scheme
from putright.rules.editions import CONFIDENCES, Edition
from putright.rules.errors import BadData, RulesError, UnknownEdition
from putright.rules.sentences import REFUSALS
from putright.rules.stages import Act

# enforced: the software will not let it be broken; measured: judged from the facts of cases; record: fields or
# documents show it; attested: a person answers for it; not_yet: nothing yet, and `missing` says what.
DOES = ("enforced", "measured", "record", "attested", "not_yet")
OBLIGATIONS = frozenset({"must", "should"})
PROVES: Mapping[str, frozenset[str]] = {
    "enforced": frozenset({"refusal", "letter", "act"}),
    "measured": frozenset({"clock", "measure"}),
}

MEASURES: Mapping[str, Callable[..., object]] = {"late": clocks.late, "overdue": clocks.overdue}
SCHEME: Mapping[str, Callable[..., object]] = {
    "contact": scheme.contact,
    "democratic_filter": scheme.democratic_filter,
}
RULES: Mapping[str, Callable[..., object]] = {
    "age": acceptance.age,
    "new_issue": acceptance.new_issue,
    "beside": incidents.beside,
    "not_done": incidents.not_done,
    "prompts": remedies.prompts,
    "factors": remedies.factors,
}
# Names of rooms above this one, by shape alone.
ELSEWHERE: Mapping[str, re.Pattern[str]] = {
    "field": re.compile(r"[a-z]+\.[A-Z]\w+\.[a-z]\w*"),
    "event": re.compile(r"[a-z]+\.[a-z_]+"),
    "page": re.compile(r"[a-z]+:[a-z]\w*"),
    "command": re.compile(r"[a-z]+"),
}


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision.

    `ref` is the official number, or this project's own key where `numbered` is False: the number is not known.
    `confidence` is about the substance, `ref_confidence` about the number. `says` is in our own words; the
    Code's text stands at `source`. `by` are names as resolve() takes them; `missing` is what is not there yet.
    """

    edition: str
    ref: str
    numbered: bool
    section: str
    obligation: str
    kind: str
    assessed: bool
    confidence: str
    ref_confidence: str
    source: tuple[str, ...]
    says: str
    does: str
    how: str
    by: tuple[str, ...]
    missing: str


def provisions(edition: str | Edition) -> tuple[Provision, ...]:
    """Every provision of an edition, in the order of the Code; read once.

    Raises UnknownEdition; BadData where the edition's file is missing or holds what it may not.
    """
    code = _of_the_code(edition)
    return tuple(_by_ref(editions.FOLDER / "provisions", code.id).values())


def _of_the_code(edition: str | Edition) -> Edition:
    """The edition; a sister edition's provisions are no provisions of the Code."""
    code = edition if isinstance(edition, Edition) else editions.edition(edition)
    if code.service != editions.LANDLORD:
        raise UnknownEdition(
            "unknown_edition", {"edition": code.id, "known": [one.id for one in editions.editions()]}
        )
    return code


def provision(edition: str | Edition, ref: str) -> Provision:
    """The provision of this number or key, in capitals or not. Raises as provisions(), and RulesError."""
    code = _of_the_code(edition)
    known = _by_ref(editions.FOLDER / "provisions", code.id)
    found = known.get(ref.strip().casefold())
    if found is None:
        raise RulesError("unknown_provision", {"edition": code.id, "provision": ref, "known": _ranges(known)})
    return found


def resolve(name: str, edition: Edition) -> object:
    """What a name of `by` stands for: a rule, a block, an act, a value, a function, checks; of other rooms, text.

    clock:R1-24  refusal:CODE  letter:KIND/BLOCK  act:NAME  edition:FIELD  scheme:FUNCTION  measure:FUNCTION
    ground:CODE  rule:FUNCTION  policy:REF (the checks of a landlord's procedure under that provision)
    of other rooms: field:room.Model.name  event:NAME  page:room:name  command:NAME
    Raises ValueError for a name of this room that names nothing, or one of another room that is misshapen.
    """
    kind, _, rest = name.partition(":")
    look_up = LOOK_UP.get(kind)
    try:
        if look_up:
            return look_up(rest, edition)
        if kind in ELSEWHERE and ELSEWHERE[kind].fullmatch(rest):
            return rest
    except (KeyError, AttributeError, StopIteration, ValueError):
        pass
    raise ValueError(f"{name!r} names nothing there is")


def _checks(ref: str, edition: Edition) -> object:
    found = tuple(check for check in procedures.checks(edition) if check.provision == ref)
    if not found:
        raise KeyError(ref)
    return found


def _ground(code: str, edition: Edition) -> object:
    return next(rule for rule in edition.grounds if rule.code == code)


def _block(name: str, edition: Edition) -> object:
    kind, _, block = name.partition("/")
    return next(rule for rule in edition.letters[kind] if rule.block == block)


LOOK_UP: Mapping[str, Callable[[str, Edition], object]] = {
    "clock": lambda name, edition: edition.clock(name),
    "refusal": lambda name, _: REFUSALS[name],
    "letter": _block,
    "act": lambda name, _: Act(name),
    "edition": lambda name, edition: getattr(edition, name),
    "scheme": lambda name, _: SCHEME[name],
    "measure": lambda name, _: MEASURES[name],
    "policy": _checks,
    "ground": _ground,
    "rule": lambda name, _: RULES[name],
}


@cache
def _by_ref(folder: Path, id: str) -> dict[str, Provision]:
    read = read_provisions(folder / f"{id}.toml", editions.edition(id))
    return {known.ref.casefold(): known for known in read}


def read_provisions(path: Path, edition: Edition) -> tuple[Provision, ...]:
    """The provisions of an edition from a file. Raises BadData, naming the file and what is wrong in it."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        sources, sections = data.pop("sources"), data.pop("section")
        if data:
            raise ValueError(f"unknown: {', '.join(data)}")
        found = tuple(
            _provision(row, section["title"], sources, edition)
            for section in sections
            for row in section["provision"]
        )
        _no_ref_twice(found)
    except OSError as error:
        what = error.strerror or str(error)
        raise BadData("bad_provisions_file", {"file": path.name, "what": what}) from error
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadData("bad_provisions_file", {"file": path.name, "what": str(error)}) from error
    return found


def _provision(row: dict[str, Any], section: str, sources: dict[str, str], edition: Edition) -> Provision:
    ref = row.pop("ref", None)
    found = Provision(
        edition=edition.id,
        ref=ref or row.pop("key"),
        numbered=ref is not None,
        section=section,
        source=tuple(sources[short] for short in row.pop("source")),
        assessed=row.pop("assessed", True),
        by=tuple(row.pop("by", ())),
        missing=row.pop("missing", ""),
        **row,
    )
    try:
        _sound(found, edition)
    except ValueError as error:
        raise ValueError(f"{found.ref}: {error}") from error
    return found


def _sound(found: Provision, edition: Edition) -> None:
    for value, allowed in (
        (found.obligation, OBLIGATIONS),
        (found.confidence, CONFIDENCES),
        (found.ref_confidence, CONFIDENCES),
        (found.does, frozenset(DOES)),
    ):
        if value not in allowed:
            raise ValueError(f"{value!r} is none of {', '.join(sorted(allowed))}")
    for text in ("says", "how", "kind"):
        if not getattr(found, text).strip():
            raise ValueError(f"{text} is empty")
    for name in found.by:
        resolve(name, edition)
    kinds = {name.partition(":")[0] for name in found.by}
    if found.does in PROVES and not kinds & PROVES[found.does]:
        raise ValueError(f"{found.does} needs one of {', '.join(sorted(PROVES[found.does]))}")
    if found.does == "record" and not kinds:
        raise ValueError("record names nothing that holds it")
    if found.does == "not_yet" and not found.missing.strip():
        raise ValueError("not_yet does not say what is missing")
    if found.does == "enforced" and found.missing:
        raise ValueError("enforced, and yet something is missing")


def _no_ref_twice(found: tuple[Provision, ...]) -> None:
    refs = [one.ref.casefold() for one in found]
    twice = {ref for ref in refs if refs.count(ref) > 1}
    if twice:
        raise ValueError(f"there twice: {', '.join(sorted(twice))}")


def _ranges(known: Mapping[str, Provision]) -> list[str]:
    """'6.1 to 6.20', one a section: few words that say what there is."""
    numbered = [one.ref for one in known.values() if one.numbered]
    found = []
    for _, group in groupby(numbered, key=lambda ref: ref.rpartition(".")[0]):
        first, *rest = group
        found.append(f"{first} to {rest[-1]}" if rest else first)
    return found
