"""`putright due`: when a complaint must be acknowledged and answered, from facts given on the command line.

Needs no database and no Django. Prints the object of `putright clocks`, or with no --json its explanation.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from typing import NoReturn

from putright.rules.clocks import Clock, clocks, next_clock
from putright.rules.editions import edition, edition_for
from putright.rules.errors import RulesError
from putright.rules.explanations import explanation
from putright.rules.facts import ComplaintFacts, StageFacts, day_from
from putright.rules.sentences import english
from putright.rules.stages import impossible

# What each stage is told by: option -> field of StageFacts. Stage 1 begins with --received.
STAGES: dict[int, dict[str, str]] = {
    1: {
        "received": "asked_on",
        "acknowledged": "acknowledged_on",
        "extended": "extended_to",
        "extended-on": "extended_told_on",
        "answered": "answered_on",
        "refused": "refused_on",
    },
    2: {
        "escalated": "asked_on",
        "acknowledged2": "acknowledged_on",
        "extended2": "extended_to",
        "extended2-on": "extended_told_on",
        "answered2": "answered_on",
        "refused2": "refused_on",
    },
    3: {
        "escalated3": "asked_on",
        "acknowledged3": "acknowledged_on",
        "extended3": "extended_to",
        "extended3-on": "extended_told_on",
        "answered3": "answered_on",
        "refused3": "refused_on",
    },
}
WHOLE = ("made", "withdrawn", "closed", "switched", "on")
HELP = {
    "received": "the day the complaint was received (day 0)",
    "extended": "the new date that was given for the answer",
    "extended-on": "the day the resident was told of it; in time where it is left out",
    "escalated": "the day stage 2 was asked for",
    "made": "the day it was made, where that was before it was received",
    "switched": "the landlord's own first day of an edition that left the choice",
    "on": "judge what is still open on this day",
}


class _Unclear(Exception):
    """Options that cannot be read; the message is the one sentence to show."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _Unclear(message[:1].upper() + message[1:].rstrip(".") + ". `./putright due --help` lists all.")


def run(argv: list[str]) -> int:
    """Print the clocks of the facts in `argv`; gives 0, or 2 with one sentence on bad input."""
    try:
        options = vars(_parser().parse_args(argv))
        facts, on = _facts(options)
        wrong = impossible(facts)
        if wrong:
            raise wrong
        found = clocks(facts, on)
        print(_as_json(facts, found) if options["json"] else _as_text(facts, found, on))
    except (_Unclear, RulesError) as error:
        print(" ".join(str(error).split()), file=sys.stderr)  # what was typed may hold line breaks
        return 2
    except SystemExit as asked_for_help:
        return int(asked_for_help.code or 0)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="./putright due", description=__doc__, allow_abbrev=False)
    parser.add_argument(
        "--edition", metavar="ID", help="2020, 2022 or 2024; by the day it was made if left out"
    )
    for stage, fields in STAGES.items():
        for option in fields:
            parser.add_argument(
                f"--{option}", metavar="DATE", required=option == "received", help=HELP.get(option)
            )
        suffix = "" if stage == 1 else str(stage)
        parser.add_argument(
            f"--extended{suffix}-agreed", action="store_true", help="the resident's agreement is recorded"
        )
    for option in WHOLE:
        parser.add_argument(f"--{option}", metavar="DATE", help=HELP.get(option))
    parser.add_argument(
        "--office-closed",
        metavar="DATE",
        action="append",
        default=[],
        help="a day on which the landlord's offices were shut: shown, and counted all the same",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _facts(options: dict[str, object]) -> tuple[ComplaintFacts, date | None]:
    whole = {option: _day(options, option) for option in WHOLE}
    received = _day(options, "received")
    assert received is not None  # the parser requires it
    asked_for = options["edition"]
    if asked_for is None:
        found = edition_for(whole["made"] or received, whole["switched"])
    else:
        found = edition(str(asked_for))
    shut = [day_from("--office-closed", str(text)) for text in _list(options["office_closed"])]
    facts = ComplaintFacts(
        received_on=received,
        edition=found.id if found else None,
        stages=_stages(options),
        made_on=whole["made"],
        withdrawn_on=whole["withdrawn"],
        closed_on=whole["closed"],
        closure_days=tuple((day, "office closed") for day in shut),
    )
    return facts, whole["on"]


def _stages(options: dict[str, object]) -> tuple[StageFacts, ...]:
    """The stages that were asked for. Raises RulesError for a fact of a stage that was not."""
    stages = []
    for number, fields in STAGES.items():
        first, *rest = fields
        given = {option: _day(options, option) for option in fields}
        suffix = "" if number == 1 else str(number)
        agreed = bool(options[f"extended{suffix}_agreed"])
        lonely = [option for option in rest if given[option]]
        if lonely and not given[first]:
            raise RulesError("needs_other", {"field": f"--{lonely[0]}", "needs": f"--{first}"})
        for option, there in ((f"extended{suffix}-on", given[f"extended{suffix}-on"]), ("agreed", agreed)):
            if there and not given[f"extended{suffix}"]:
                name = option if option != "agreed" else f"extended{suffix}-agreed"
                raise RulesError("needs_other", {"field": f"--{name}", "needs": f"--extended{suffix}"})
        asked_on = given[first]
        if asked_on:
            stages.append(
                StageFacts(
                    number,
                    asked_on,
                    given[rest[0]],
                    given[rest[1]],
                    given[rest[2]],
                    agreed,
                    given[rest[3]],
                    given[rest[4]],
                )
            )
    return tuple(stages)


def _day(options: dict[str, object], option: str) -> date | None:
    text = options[option.replace("-", "_")]
    return None if text is None else day_from(f"--{option}", str(text))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _as_json(facts: ComplaintFacts, found: tuple[Clock, ...]) -> str:
    return json.dumps(
        {"reference": None, "edition": facts.edition, "clocks": [clock.to_json() for clock in found]},
        indent=2,
    )


def _as_text(facts: ComplaintFacts, found: tuple[Clock, ...], on: date | None) -> str:
    if facts.edition is None:
        return english("no_edition_then", {"day": facts.made})
    code = edition(facts.edition)
    lines = [code.title]
    if facts.edition and code.in_force_confidence == "low":
        lines.append(english("edition_begins_by_setting", {"day": code.in_force_from}))
    for clock in found:
        lines += ["", f"{clock.id}  stage {clock.stage}, {clock.provision}"]
        lines += [f"  {english(step.code, step.facts)}" for step in explanation(clock)]
        if code.clock(clock.id).confidence == "low":
            lines.append(f"  {english('recalled')}")
    following = next_clock(found)
    if following and on:
        lines += ["", english("next_day", {"day": following.last_day})]
    return "\n".join(lines)
