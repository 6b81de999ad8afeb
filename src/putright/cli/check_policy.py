"""`putright check-policy`: a landlord's complaint procedure against an edition of the Code.

Needs no database and no Django. Prints what fails, with the smallest change that mends it, and what the procedure
does not say; with --json one object. Ends with 0 where nothing fails, 1 where something does, 2 on bad input.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from putright.rules.editions import edition
from putright.rules.errors import BadData, RulesError
from putright.rules.procedure_form import read_procedure
from putright.rules.procedures import Assessment, assess
from putright.rules.provisions import provisions
from putright.rules.reading import MOST_BYTES, BadInput, one_line, parsed
from putright.rules.sentences import english


class Unclear(Exception):
    """Options that cannot be read; the message is the one sentence to show."""


class Parser(argparse.ArgumentParser):
    """A parser that raises Unclear instead of ending the program."""

    def error(self, message: str) -> NoReturn:
        raise Unclear(f"{message[:1].upper()}{message[1:].rstrip('.')}. `{self.prog} --help` lists all.")


def run(argv: list[str]) -> int:
    """Check the procedure file that `argv` names; gives 0, 1 where it fails, 2 with one sentence on bad input."""
    try:
        parser = Parser(prog="./putright check-policy", description=__doc__, allow_abbrev=False)
        parser.add_argument("file", metavar="FILE", help="the procedure (docs/formats/procedure.md)")
        parser.add_argument("--edition", metavar="ID", required=True, help="2020, 2022 or 2024")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        options = parser.parse_args(argv)
        edition(options.edition)
        found = assess(read_procedure(value_of(options.file)), options.edition)
    except (Unclear, RulesError) as error:
        return refused(error)
    except SystemExit as asked_for_help:
        return int(asked_for_help.code or 0)
    print(json.dumps(found.to_json(), indent=2, ensure_ascii=False) if options.json else _as_text(found))
    return 1 if found.failures else 0


def value_of(file: str) -> Any:
    """The JSON value of a file. Raises BadInput."""
    try:
        with Path(file).open("rb") as opened:
            text = opened.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        what = getattr(error, "strerror", None) or "it is no file name"
        raise BadInput("file_unreadable", {"file": one_line(file), "what": what}) from None
    return parsed(text)


def refused(error: Exception) -> int:
    """Say in one sentence, on one line, what cannot be read."""
    print(" ".join(str(error).split()), file=sys.stderr)
    return 2


def _advice(id: str) -> frozenset[str]:
    """The provisions that advise and do not bind ("should"); none where an edition has no file of provisions."""
    try:
        return frozenset(one.ref for one in provisions(id) if one.obligation == "should")
    except BadData:
        return frozenset()


def _as_text(found: Assessment) -> str:
    lines = [f"{edition(found.edition).title}: what fails"]
    advice = _advice(found.edition)
    for one in found.failures:
        lines += ["", one.provision + (" (should)" if one.provision in advice else "")]
        lines += [f"  It says:  {one.says}", f"  The Code: {one.asks}"]
        lines.append(f"  To mend:  {one.mend}")
        if one.confidence == "low":
            lines.append(f"  {english('recalled')}")
    if not found.failures:
        lines += ["", "Nothing."]
    if found.unanswered:
        lines += ["", "Unknown, because the procedure does not say it or a person has to judge it"]
        width = max(len(one.provision) for one in found.unanswered)
        lines += ["", *(f"  {one.provision:{width}}  {one.asks}" for one in found.unanswered)]
    if found.passed:
        lines += ["", f"Passed: {', '.join(found.passed)}."]
    return "\n".join(lines)
