"""`putright landlord add|change|list`: the landlords that this installation serves."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from putright.cli.application import application
from putright.cli.options import Parser

# Option -> what it says; those of REQUIRED are asked for when a landlord is added.
REQUIRED = {
    "phone": "where residents phone to complain",
    "emergency-phone": "for dangers, day and night",
    "gas-phone": "for gas leaks",
    "email": "where residents write to",
    "office-address": "an office where somebody can complain in person or by post",
    "link-days": "how many days a resident's private link lives",
    "draft-days": "how many days an unsent form is kept",
}
OPTIONAL = {
    "homes": "how many homes it lets",
    "text-phone": "where residents send a text message",
    "team-name": "as letters name it",
    "brand-colour": "in hexadecimal; white text on it must be readable",
}
NUMBERS = frozenset({"link-days", "draft-days", "homes"})


def run(argv: Sequence[str]) -> int:
    """Adds a landlord, changes its settings, or lists those there are. Gives 2, with sentences, for wrong settings."""
    parser = Parser(prog="putright landlord", description="Landlords of this installation.")
    acts = parser.add_subparsers(dest="act", required=True)
    acts.add_parser("list", help="code, name and number of homes, one landlord a line")
    add = acts.add_parser("add", help="add a landlord")
    change = acts.add_parser("change", help="change what is given; an imported landlord gets its settings so")
    for act in (add, change):
        act.add_argument("code", metavar="CODE", help="small letters, digits, hyphens")
        if act is add:
            act.add_argument("name", metavar="NAME")
        else:
            act.add_argument("--name", default=argparse.SUPPRESS)
        _options(act, required=act is add)
    arguments = parser.parse_args(argv)
    if arguments.act == "list":
        with application():
            return _list()
    try:
        given = _given(arguments)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    with application():
        return _keep(arguments.act, given)


def _options(act: argparse.ArgumentParser, *, required: bool) -> None:
    """What is not given is not in the namespace, so that a change leaves it as it is."""
    for option, words in (REQUIRED | OPTIONAL).items():
        act.add_argument(
            f"--{option}",
            required=required and option in REQUIRED,
            type=int if option in NUMBERS else str,
            default=argparse.SUPPRESS,
            help=words,
        )
    act.add_argument("--logo", type=Path, metavar="FILE", default=argparse.SUPPRESS, help="a PNG")
    for option, metavar, words in (
        ("language", "CODE", "a language besides English; may be repeated"),
        ("closure-day", "DATE=NAME", "may be repeated"),
    ):
        act.add_argument(
            f"--{option}", action="append", metavar=metavar, default=argparse.SUPPRESS, help=words
        )
    act.add_argument(
        "--own-switch-2022",
        metavar="DATE",
        default=argparse.SUPPRESS,
        help="its own day of going over to the 2022 edition",
    )


def _given(arguments: argparse.Namespace) -> dict[str, Any]:
    """The settings that were given, under the names of `LandlordSettings`. Raises ValueError with a sentence."""
    given: dict[str, Any] = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in vars(arguments).items()
        if name != "act"
    }
    if "language" in given:
        given["languages"] = given.pop("language")
    if "logo" in given:
        try:
            given["logo"] = given["logo"].read_bytes()
        except OSError as error:
            raise ValueError(f"The logo cannot be read: {error}. Give the path of a PNG file.") from None
    if "own_switch_2022" in given:
        text = given["own_switch_2022"]
        try:
            given["own_switch_2022"] = date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"--own-switch-2022 is {text!r}. Write a date as 2022-07-01.") from None
    if "closure_day" in given:
        try:
            given["closure_days"] = [_closure(each) for each in given.pop("closure_day")]
        except ValueError as error:
            raise ValueError(f"--closure-day: {error}. Write a date as 2026-12-24=Christmas Eve.") from None
    return given


def _closure(text: str) -> dict[str, str]:
    day, _sep, name = text.partition("=")
    return {"day": date.fromisoformat(day).isoformat(), "name": name.strip() or "Office closed"}


def _list() -> int:
    from putright.accounts.models import Landlord

    for landlord in Landlord.objects.order_by("code"):
        print(f"{landlord.code}\t{landlord.name}\t{landlord.homes}")
    return 0


def _keep(act: str, given: dict[str, Any]) -> int:
    from django.utils import timezone

    from putright.accounts.actions import LandlordSettings, NotAccepted, add_landlord, change_landlord
    from putright.record.chain import By

    by, at = By.system(), timezone.now()
    try:
        if act == "add":
            landlord = add_landlord(LandlordSettings(**given), by=by, at=at)
        else:
            landlord = change_landlord(given.pop("code"), given, by=by, at=at)
    except NotAccepted as error:
        print("\n".join(error.sentences), file=sys.stderr)
        return 2
    print(json.dumps({"code": landlord.code, "name": landlord.name, "address": f"/{landlord.code}/en/"}))
    return 0
