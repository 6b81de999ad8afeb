"""The editions of the Complaint Handling Code, each a data file in codes/.

Adding an edition is adding a file: nothing in this room's Python names one. A sister edition is the Code of
another ombudsman for a council's other services: it is chosen by service, never by the date alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from putright.rules.errors import BadData, Refused, RulesError, UnknownEdition

FOLDER = Path(__file__).with_name("codes")

EVENTS = frozenset({"acknowledge", "respond", "extend", "evidence"})
STARTS = frozenset({"receipt", "logging", "acknowledgement", "escalation", "due", "request"})
CONFIDENCES = frozenset({"high", "medium", "low"})
THIRD_STAGES = frozenset({"never", "optional", "with_reasons"})
AGE_FROM = frozenset({"issue", "issue_or_awareness"})

# What may have to be recorded before a ground for refusing holds (acceptance.py, RefusalFacts).
NEEDS = frozenset(
    {"happened_on", "claim_filed_on", "particulars_filed_on", "earlier_reference", "earlier_answered_on"}
    | {"fair_because"}
)

# What a complaint is about, as far as it decides which Code is asked: services.toml names each service.
LANDLORD = "landlord"
COUNCIL = "council"
STATUTORY = "statutory"
SERVICES = FOLDER.with_name("services.toml")


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One clock of an edition: do `event` at `stage` within `days` working days of what `starts` it.

    An 'extend' rule is the cap: the latest new date, in working days after the original due date.
    `agreement_lifts_cap`: a later date counts where the resident's agreement is recorded.
    """

    id: str
    event: str
    stage: int
    days: int
    starts: str
    provision: str
    obligation: str
    confidence: str
    source: tuple[str, ...]
    agreement_lifts_cap: bool = False
    # The edition's text says "days": they are read as working days, and the stricter reading is offered (C8).
    plain_days: bool = False

    @property
    def follows_acknowledgement(self) -> bool:
        """Whether it starts with the acknowledgement (or logging, the same event) of its stage."""
        return self.starts in {"acknowledgement", "logging"}


@dataclass(frozen=True, slots=True)
class StageRules:
    """The clocks of one stage; None where the edition has none of that kind."""

    respond: ClockRule
    acknowledge: ClockRule | None = None
    extend: ClockRule | None = None


@dataclass(frozen=True, slots=True)
class BlockRule:
    """A block that a letter has to hold, always or `when` (`unless`) a circumstance is given."""

    block: str
    provision: str
    confidence: str
    when: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class GroundRule:
    """A ground on which a complaint may be refused. `needs` names what has to be recorded for it to hold.

    `age`: it holds only where the complaint came after the edition's age limit.
    """

    code: str
    provision: str
    confidence: str
    needs: tuple[str, ...]
    age: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: when it is in force, its stages, clocks, letters and the provisions behind each guard."""

    id: str
    title: str
    in_force_from: date
    in_force_confidence: str
    latest_switch: date | None
    stages: int
    stages_at_most: int
    third_stage: str
    age_limit_months: int
    age_limit_from: str
    refusal_days: int
    source: tuple[str, ...]
    clocks: tuple[ClockRule, ...]
    stage_rules: Mapping[int, StageRules] = field(repr=False)
    provisions: Mapping[str, Mapping[int, str]] = field(repr=False)
    letters: Mapping[str, tuple[BlockRule, ...]] = field(repr=False)
    grounds: tuple[GroundRule, ...] = field(default=(), repr=False)
    service: str = LANDLORD

    def clock(self, id: str) -> ClockRule:
        """The rule of this clock id. Raises KeyError where the edition has none."""
        return next((rule for rule in self.clocks if rule.id == id), None) or self._no_clock(id)

    def provision(self, name: str, stage: int = 0) -> str:
        """The provision behind a guard at a stage, or '' where it is a convention of this project."""
        stages = self.provisions.get(name, {})
        return stages.get(stage) or stages.get(0, "")

    def _no_clock(self, id: str) -> ClockRule:
        raise KeyError(f"{id} is no clock of the {self.id} edition.")


def editions() -> tuple[Edition, ...]:
    """All editions of the landlords' Code, the oldest first; read once. Sister editions are not among them."""
    return _of_service(FOLDER, LANDLORD)


def sister_editions() -> tuple[Edition, ...]:
    """The Codes for a council's other services, the oldest first."""
    return _of_service(FOLDER, COUNCIL)


def edition(id: str) -> Edition:
    """The edition of this id ('2024'), a sister edition's too. Raises UnknownEdition."""
    found = _by_id(FOLDER).get(id)
    if found is None:
        raise UnknownEdition("unknown_edition", {"edition": id, "known": [known.id for known in editions()]})
    return found


def edition_for(made_on: date, own_switch: date | None = None) -> Edition | None:
    """The edition that a complaint made on this day keeps for good (convention C7); None: made before any.

    `own_switch` is the day from which this landlord applied an edition that let landlords choose. Raises
    Refused where no edition let a landlord choose that day.
    """
    if own_switch is not None and not any(_may_switch(known, own_switch) for known in editions()):
        raise Refused("switch_date_not_open", {"day": own_switch})
    begun = [known for known in editions() if _begins(known, own_switch) <= made_on]
    return begun[-1] if begun else None


def edition_for_service(service: str, made_on: date, own_switch: date | None = None) -> Edition | None:
    """The Code that a complaint about this service keeps, by the day it was made.

    'landlord': as edition_for(). Another service of a council: its sister edition, for which there is no switch
    date. None: made before any, or the service has a complaints process of its own in law. Raises RulesError for
    a service that services.toml does not name, and as edition_for().
    """
    kinds = _services(SERVICES)
    if service not in kinds:
        raise RulesError("unknown_service", {"service": service, "known": list(kinds)})
    if kinds[service] == LANDLORD:
        return edition_for(made_on, own_switch)
    begun = [known for known in sister_editions() if known.in_force_from <= made_on]
    return begun[-1] if begun and kinds[service] == COUNCIL else None


def _may_switch(known: Edition, day: date) -> bool:
    return known.latest_switch is not None and known.in_force_from <= day <= known.latest_switch


def _begins(known: Edition, own_switch: date | None) -> date:
    if own_switch is not None and _may_switch(known, own_switch):
        return own_switch
    return known.in_force_from


@cache
def _editions(folder: Path) -> tuple[Edition, ...]:
    read = (read_edition(path) for path in sorted(folder.glob("*.toml")))
    return tuple(sorted(read, key=lambda known: known.in_force_from))


@cache
def _of_service(folder: Path, service: str) -> tuple[Edition, ...]:
    return tuple(known for known in _editions(folder) if known.service == service)


@cache
def _services(path: Path) -> dict[str, str]:
    """Each service with the rules it has: the landlords' Code, the sister edition, or a process in law."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["service"]
    return {service: str(row["rules"]) for service, row in rows.items()}


@cache
def _by_id(folder: Path) -> dict[str, Edition]:
    return {known.id: known for known in _editions(folder)}


def read_edition(path: Path) -> Edition:
    """One edition from its data file. Raises BadData, naming the file and what is wrong in it."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return _edition(data)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise BadData("bad_edition_file", {"file": path.name, "what": str(error)}) from error


def _edition(data: dict[str, Any]) -> Edition:
    plain = data.pop("plain_days", False)
    if not isinstance(plain, bool):
        raise ValueError(f"plain_days is {plain!r}, neither true nor false")
    rules = tuple(
        ClockRule(**row | {"source": tuple(row["source"])}, plain_days=plain) for row in data.pop("clock")
    )
    for rule in rules:
        _known(rule.event, EVENTS)
        _known(rule.starts, STARTS)
        _known(rule.confidence, CONFIDENCES)
        if not isinstance(rule.days, int) or rule.days < 1:
            raise ValueError(f"{rule.id} has {rule.days!r} days, not a number from 1 up")
    for limit in ("stages", "stages_at_most", "age_limit_months", "refusal_days"):
        if not isinstance(data[limit], int) or data[limit] < 1:
            raise ValueError(f"{limit} is {data[limit]!r}, not a number from 1 up")
    _known(data["third_stage"], THIRD_STAGES)
    _known(data["in_force_confidence"], CONFIDENCES)
    _known(data["age_limit_from"], AGE_FROM)
    _known(data.get("service", LANDLORD), frozenset({LANDLORD, COUNCIL}))
    grounds = tuple(GroundRule(**row | {"needs": tuple(row["needs"])}) for row in data.pop("ground", ()))
    for ground in grounds:
        _known(ground.confidence, CONFIDENCES)
        for need in ground.needs:
            _known(need, NEEDS)
    letters = {
        kind: tuple(BlockRule(block, **rule) for block, rule in blocks.items())
        for kind, blocks in data.pop("letters").items()
    }
    return Edition(
        clocks=rules,
        stage_rules=MappingProxyType(_stage_rules(rules)),
        provisions=MappingProxyType({k: _per_stage(v) for k, v in data.pop("provisions").items()}),
        letters=MappingProxyType(letters),
        grounds=grounds,
        latest_switch=data.pop("latest_switch", None),
        source=tuple(data.pop("source")),
        **data,
    )


def _stage_rules(rules: tuple[ClockRule, ...]) -> dict[int, StageRules]:
    found: dict[int, dict[str, ClockRule]] = {}
    for rule in rules:
        if rule.event != "evidence":
            found.setdefault(rule.stage, {})[rule.event] = rule
    return {stage: StageRules(**events) for stage, events in found.items()}


def _per_stage(value: str | dict[str, str]) -> Mapping[int, str]:
    if isinstance(value, str):
        return {0: value}
    return {int(stage): provision for stage, provision in value.items()}


def _known(value: str, allowed: frozenset[str]) -> None:
    if value not in allowed:
        raise ValueError(f"{value} is none of {', '.join(sorted(allowed))}")
