"""A landlord's complaint procedure checked against an edition of the Code.

A check passes, fails, or is unknown: what a procedure does not say is unknown, never passed. Checks come from
three places, so that a new edition needs no Python for what exists here:

- each clock of the edition (its days, and the day it runs from);
- each block that the edition asks of a letter;
- the rows of codes/procedures/<edition>.toml, one of `CHECKS` each, tied to a provision.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from putright.rules import editions as data
from putright.rules import reading
from putright.rules.editions import CONFIDENCES, ClockRule, Edition, edition
from putright.rules.errors import BadData, RulesError
from putright.rules.letters import BEYOND_CAP, NOT_AGREED, THIRD_STAGE, UNCLEAR, blocks_of
from putright.rules.procedure_form import FIRST_DAY, SILENT, Procedure, form
from putright.rules.reading import BadInput, Group
from putright.rules.sentences import english


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence's code with its facts."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return english(self.code, self.facts)


@dataclass(frozen=True, slots=True)
class Wrong:
    """How a check fails: what the procedure says, and the smallest change that mends it."""

    says: Said
    mend: Said


class Verdict:
    """What a check answers where it does not fail."""


PASSES, UNKNOWN, NOT_ASKED = Verdict(), Verdict(), Verdict()
Judge = Callable[[Procedure], Verdict | Wrong]


@dataclass(frozen=True, slots=True)
class Check:
    """One demand of a provision on a procedure."""

    provision: str
    asks: Said
    confidence: str
    judge: Judge


@dataclass(frozen=True, slots=True)
class Failure:
    """A demand that the procedure does not meet."""

    provision: str
    says: Said
    asks: Said
    mend: Said
    confidence: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A demand on which the procedure is silent, or which a person has to judge."""

    provision: str
    asks: Said
    confidence: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """A procedure against an edition. A provision passes where each of its checks does."""

    edition: str
    failures: tuple[Failure, ...]
    unanswered: tuple[Unanswered, ...]
    passed: tuple[str, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """The provisions that neither fail nor pass, each once."""
        failing = {one.provision for one in self.failures}
        return tuple(dict.fromkeys(one.provision for one in self.unanswered if one.provision not in failing))

    def to_json(self) -> dict[str, object]:
        """The object that `putright check-policy --json` prints."""
        return {
            "edition": self.edition,
            "failures": [
                {
                    "provision": one.provision,
                    "procedure_says": str(one.says),
                    "code_asks": str(one.asks),
                    "mend": str(one.mend),
                }
                for one in self.failures
            ],
            "unknown": list(self.unknown),
        }


def assess(procedure: Procedure, edition_id: str) -> Assessment:
    """The procedure against every check of an edition, in the order of its provisions.

    Raises UnknownEdition, and RulesError for an edition that has no checks of procedures.
    """
    code = edition(edition_id)
    failures: list[Failure] = []
    unanswered: list[Unanswered] = []
    passed: list[str] = []
    for check in checks(code):
        verdict = check.judge(procedure)
        if isinstance(verdict, Wrong):
            failures.append(
                Failure(check.provision, verdict.says, check.asks, verdict.mend, check.confidence)
            )
        elif verdict is UNKNOWN:
            unanswered.append(Unanswered(check.provision, check.asks, check.confidence))
        elif verdict is PASSES:
            passed.append(check.provision)
    short = {one.provision for one in failures} | {one.provision for one in unanswered}
    return Assessment(
        code.id,
        tuple(failures),
        tuple(_gathered(unanswered)),
        tuple(provision for provision in dict.fromkeys(passed) if provision not in short),
    )


def _gathered(unanswered: Iterable[Unanswered]) -> Iterable[Unanswered]:
    """One entry for all blocks of a letter on which the procedure is silent under one provision."""
    for (provision, letter), alike in groupby(
        unanswered, key=lambda one: (one.provision, one.asks.facts.get("letter"))
    ):
        together = list(alike)
        if letter is None:
            yield from together
        else:
            blocks = [one.asks.facts["block"] for one in together]
            asks = Said("asks.letter", {"letter": letter, "block": blocks})
            yield Unanswered(provision, asks, together[0].confidence)


def checks(code: Edition) -> tuple[Check, ...]:
    """Every check of an edition, in the order of its provisions. Raises BadData."""
    return _checks(data.FOLDER, code.id)


@cache
def _checks(folder: Path, id: str) -> tuple[Check, ...]:
    code = edition(id)
    found = [*_of_clocks(code), *_of_letters(code), *_of_rows(code)]
    return tuple(sorted(found, key=lambda check: _in_order(check.provision)))


def _in_order(provision: str) -> list[tuple[int, int, str]]:
    """'5.9' before '5.10', and numbered provisions before those that have a working key alone."""
    return [
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in re.split(r"(\d+)", provision.removeprefix("SA-"))
        if part not in {"", "."}
    ]


# Checks of the edition's clocks


def _of_clocks(code: Edition) -> Iterable[Check]:
    for rule in code.clocks:
        if rule.event == "evidence":
            asks, judge = Said("asks.evidence", {"days": rule.days}), _evidence(rule)
        elif rule.event == "extend":
            asks, judge = Said("asks.extend", {"stage": rule.stage, "days": rule.days}), _extension(rule)
        else:
            facts = {"stage": rule.stage, "days": rule.days, "starts": rule.starts}
            asks, judge = Said(f"asks.{rule.event}", facts), _limit(rule)
        yield Check(rule.provision, asks, rule.confidence, _if_stage(code, rule.stage, judge))


def _limit(rule: ClockRule) -> Judge:
    """Whether an acknowledgement or an answer always comes within the edition's days.

    A procedure that counts from the first day of a stage is never later for it than one that counts the same
    days from the acknowledgement; the other way round its own days to acknowledge come on top.
    """
    step = f"stages.{rule.stage}.{rule.event}"

    def judge(procedure: Procedure) -> Verdict | Wrong:
        days, starts = procedure.at(f"{step}.days"), procedure.at(f"{step}.starts")
        if days is SILENT:
            return UNKNOWN
        limit: dict[str, object] = {"stage": rule.stage, "days": rule.days, "starts": rule.starts}
        said = {"stage": rule.stage, "days": days, "starts": "unsaid" if starts is SILENT else starts}
        says = Said(f"says.{rule.event}", said)
        if days > rule.days:
            return Wrong(says, Said(f"mend.{rule.event}", limit))
        if starts is SILENT:
            return UNKNOWN
        if rule.follows_acknowledgement or starts in FIRST_DAY:
            return PASSES
        if rule.event == "acknowledge":
            # Counted from a day that is itself to be reached within the limit.
            return Wrong(says, Said("mend.start", limit))
        first = procedure.at(f"stages.{rule.stage}.acknowledge.days")
        if first is SILENT and days < rule.days:
            return UNKNOWN
        if first is not SILENT and first + days <= rule.days:
            return PASSES
        return Wrong(says, Said("mend.start", limit))

    return judge


def _extension(rule: ClockRule) -> Judge:
    step = f"stages.{rule.stage}.extend"

    def judge(procedure: Procedure) -> Verdict | Wrong:
        days = procedure.at(f"{step}.days")
        if days is SILENT:
            return UNKNOWN
        if days <= rule.days:
            return PASSES
        facts = {"stage": rule.stage, "days": days}
        if not rule.agreement_lifts_cap:
            return Wrong(Said("says.extend", facts), Said("mend.extend", facts | {"days": rule.days}))
        agreed = procedure.at(f"{step}.agreement_needed")
        if agreed is SILENT:
            return UNKNOWN
        if agreed:
            return PASSES
        return Wrong(
            Said("says.extend_without_agreement", facts),
            Said("mend.extend_by_agreement", {"days": rule.days}),
        )

    return judge


def _evidence(rule: ClockRule) -> Judge:
    def judge(procedure: Procedure) -> Verdict | Wrong:
        days = procedure.at("evidence.days")
        if days is SILENT:
            return UNKNOWN
        if days <= rule.days:
            return PASSES
        return Wrong(Said("says.evidence", {"days": days}), Said("mend.evidence", {"days": rule.days}))

    return judge


def _if_stage(code: Edition, stage: int, judge: Judge) -> Judge:
    """The check only where the procedure has, or ought to have, that stage."""

    def judged(procedure: Procedure) -> Verdict | Wrong:
        there = procedure.has_stage(stage) if stage else True
        if there is False:
            return NOT_ASKED if stage > code.stages else UNKNOWN
        return judge(procedure)

    return judged


# Checks of the edition's letters


def _of_letters(code: Edition) -> Iterable[Check]:
    everything = {UNCLEAR, BEYOND_CAP, NOT_AGREED, THIRD_STAGE}
    for kind in code.letters:
        number = re.match(r"stage(\d)_", kind)
        stage = int(number[1]) if number else 0
        usual = {asked.block for asked in blocks_of(kind, code, everything - {THIRD_STAGE})}
        with_third = {asked.block for asked in blocks_of(kind, code, everything)}
        for rule in code.letters[kind]:
            judge = _letter(kind, rule.block, stage, rule.block in usual, rule.block in with_third)
            asks = Said("asks.letter", {"letter": kind, "block": rule.block})
            yield Check(rule.provision, asks, rule.confidence, _if_stage(code, stage, judge))


def _letter(kind: str, block: str, stage: int, usual: bool, with_third: bool) -> Judge:
    def judge(procedure: Procedure) -> Verdict | Wrong:
        asked = with_third if procedure.has_stage(3) else usual
        never_extended = kind.endswith("_extension") and procedure.at(f"stages.{stage}.extend.days") == 0
        if not asked or never_extended:
            return NOT_ASKED
        held = procedure.at(f"letters.{kind}.{block}")
        if held is SILENT:
            return UNKNOWN
        if held:
            return PASSES
        facts = {"letter": kind, "block": block}
        return Wrong(Said("says.letter", facts), Said("mend.letter", facts))

    return judge


# Checks of codes/procedures/*.toml: a row has `provision`, `check`, `confidence` and what its check takes.
# `name` names the sentence of what the Code asks, where a field serves more than one provision.


def _of_rows(code: Edition) -> Iterable[Check]:
    for row in rows_of(code.id):
        make = CHECKS[row["check"]]
        yield Check(row["provision"], *make(row, code))


def checked() -> tuple[Edition, ...]:
    """The editions that a procedure can be checked against, the oldest first."""
    return tuple(known for known in data.editions() if _file(known.id).exists())


def _file(id: str) -> Path:
    return data.FOLDER / "procedures" / f"{id}.toml"


def rows_of(id: str) -> tuple[dict[str, Any], ...]:
    """The rows of an edition's file.

    Raises BadData; RulesError where it has none, since its clocks and letters alone would pass what is not looked at.
    """
    path = _file(id)
    if not path.exists():
        raise RulesError(
            "procedures_not_checked", {"edition": id, "known": [known.id for known in checked()]}
        )
    try:
        rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["check"]
        for row in rows:
            _sound(row)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError, BadInput) as error:
        raise BadData("bad_edition_file", {"file": path.name, "what": str(error)}) from error
    return tuple(rows)


def _sound(row: dict[str, Any]) -> None:
    for key in ("provision", "check", "confidence"):
        if not isinstance(row[key], str) or not row[key]:
            raise ValueError(f"{key} of a row is {row[key]!r}, no text")
    if row["check"] not in CHECKS:
        raise ValueError(f"{row['check']} is none of {', '.join(sorted(CHECKS))}")
    if row["confidence"] not in CONFIDENCES:
        raise ValueError(f"{row['confidence']} is none of {', '.join(sorted(CONFIDENCES))}")
    if "field" in row:
        leaf = _leaf(row["field"])
        for entry in _expected(row):
            reading.read(leaf, entry, row["field"])
    elif row["check"] in _NEED_FIELD:
        raise ValueError(f"{row['provision']}: the check {row['check']} needs a field")


def _leaf(path: str) -> reading.Kind:
    kind: reading.Kind = form()
    for key in path.split("."):
        if not isinstance(kind, Group) or key not in kind.keys:
            raise ValueError(f"{path} is no field of a procedure")
        kind = kind.keys[key]
    return kind


def _expected(row: dict[str, Any]) -> Sequence[Any]:
    if row["check"] == "is":
        return list(row["takes"])
    if row["check"] == "holds":
        return list(row["all_of_one"])
    if row["check"] == "nothing_but":
        return [row["takes"]]
    return []


Made = tuple[Said, str, Judge]


def _asks(row: Mapping[str, Any]) -> tuple[str, Said]:
    """The name under which a row's sentences stand, and what the Code asks."""
    name = re.sub(r"^stages\.\d+\.", "stages.", row["field"])
    return name, Said(f"asks.{row.get('name', name)}")


def _replace(row: Mapping[str, Any], name: str) -> Said:
    """The mend where one statement takes the place of another."""
    return Said("mend.statement", {"asks": row.get("name", name)})


def _about(row: Mapping[str, Any], code: Edition, judge: Judge) -> Judge:
    stage = re.match(r"stages\.(\d+)\.", row["field"])
    return _if_stage(code, int(stage[1]) if stage else 0, judge)


def _is(row: Mapping[str, Any], code: Edition) -> Made:
    """The field has one of the values that `takes` lists."""
    name, asks = _asks(row)

    def judge(procedure: Procedure) -> Verdict | Wrong:
        value = procedure.at(row["field"])
        if name == "stages.extend.told" and procedure.at(row["field"].replace("told", "days")) == 0:
            return NOT_ASKED
        if value is SILENT:
            return UNKNOWN
        if value in row["takes"]:
            return PASSES
        return Wrong(Said(f"says.{name}"), _replace(row, name))

    return asks, row["confidence"], _about(row, code, judge)


def _holds(row: Mapping[str, Any], code: Edition) -> Made:
    """The list has every word of one of the lists in `all_of_one`. The mend adds the fewest."""
    name, asks = _asks(row)

    def judge(procedure: Procedure) -> Verdict | Wrong:
        value = procedure.at(row["field"])
        if value is SILENT:
            return UNKNOWN
        missing: list[str] = min(
            ([word for word in words if word not in value] for words in row["all_of_one"]), key=len
        )
        if not missing:
            return PASSES
        family = row["field"].rpartition(".")[2]
        said = Said(f"says.{name}", {family: value}) if value else Said(f"says.{name}.nothing")
        return Wrong(said, Said(f"mend.{name}", {family: missing}))

    return asks, row["confidence"], _about(row, code, judge)


def _nothing_but(row: Mapping[str, Any], code: Edition) -> Made:
    """The list has words of `takes` alone; with another it is for a person to judge."""
    _, asks = _asks(row)

    def judge(procedure: Procedure) -> Verdict | Wrong:
        value = procedure.at(row["field"])
        return PASSES if value is not SILENT and set(value) <= set(row["takes"]) else UNKNOWN

    return asks, row["confidence"], judge


def _at_least(row: Mapping[str, Any], code: Edition) -> Made:
    """The list has `number` entries, or the number is that much."""
    name, asks = _asks(row)

    def judge(procedure: Procedure) -> Verdict | Wrong:
        value = procedure.at(row["field"])
        if value is SILENT:
            return UNKNOWN
        if (len(value) if isinstance(value, list) else value) >= row["number"]:
            return PASSES
        return Wrong(Said(f"says.{name}"), _replace(row, name))

    return asks, row["confidence"], _about(row, code, judge)


def _age_limit(row: Mapping[str, Any], code: Edition) -> Made:
    """The procedure takes complaints at least as old as the edition has it."""
    limit = {"months": code.age_limit_months}

    def judge(procedure: Procedure) -> Verdict | Wrong:
        months = procedure.at("age_limit.months")
        if months is SILENT:
            return UNKNOWN
        if months >= code.age_limit_months:
            return PASSES
        return Wrong(Said("says.age_limit", {"months": months}), Said("mend.age_limit", limit))

    return Said("asks.age_limit", limit), row["confidence"], judge


def _stages_at_most(row: Mapping[str, Any], code: Edition) -> Made:
    most = {"stages": code.stages_at_most}

    def judge(procedure: Procedure) -> Verdict | Wrong:
        if procedure.stages is None:
            return UNKNOWN
        if procedure.stages <= code.stages_at_most:
            return PASSES
        return Wrong(Said("says.stages", {"stages": procedure.stages}), Said("mend.stages_at_most", most))

    return Said("asks.stages_at_most", most), row["confidence"], judge


def _stages_at_least(row: Mapping[str, Any], code: Edition) -> Made:
    least = {"stages": code.stages}

    def judge(procedure: Procedure) -> Verdict | Wrong:
        if procedure.stages is None:
            return UNKNOWN
        if procedure.stages >= code.stages:
            return PASSES
        return Wrong(Said("says.stages", {"stages": procedure.stages}), Said("mend.stages_at_least", least))

    return Said("asks.stages_at_least", least), row["confidence"], judge


def _nothing_before(row: Mapping[str, Any], code: Edition) -> Made:
    """No step with a name of its own comes before stage 1."""

    def judge(procedure: Procedure) -> Verdict | Wrong:
        steps = procedure.at("before_stage_1")
        if steps is SILENT:
            return UNKNOWN
        if not steps:
            return PASSES
        names = [f"“{reading.one_line(step['name'])}”" for step in steps if "name" in step]
        if len(names) < len(steps):
            return Wrong(Said("says.before_stage_1.unnamed"), Said("mend.before_stage_1.unnamed"))
        return Wrong(
            Said("says.before_stage_1", {"steps": names}), Said("mend.before_stage_1", {"steps": names})
        )

    return Said("asks.before_stage_1"), row["confidence"], judge


CHECKS: Mapping[str, Callable[[Mapping[str, Any], Edition], Made]] = {
    "is": _is,
    "holds": _holds,
    "nothing_but": _nothing_but,
    "at_least": _at_least,
    "age_limit": _age_limit,
    "stages_at_most": _stages_at_most,
    "stages_at_least": _stages_at_least,
    "nothing_before_stage_1": _nothing_before,
}
_NEED_FIELD = frozenset({"is", "holds", "nothing_but", "at_least"})
