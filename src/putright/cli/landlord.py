"""`putright landlord add|change|list|policy`: the landlords that this installation serves."""

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
    policy = acts.add_parser("policy", help="what a landlord decides for itself, and what it has decided")
    policy.add_argument("code", metavar="CODE")
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
    if arguments.act == "policy":
        with application():
            return _policy(arguments.code)
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
        ("policy", "NAME=VALUE", "may be repeated; `putright landlord policy CODE` lists the names"),
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


def _policy(code: str) -> int:
    """Prints each setting, its value and what it means, tab by tab. Gives 2 for a code that is not there."""
    from putright.accounts.models import Landlord
    from putright.accounts.policy import policy_of, shown

    landlord = Landlord.objects.filter(code=code).first()
    if landlord is None:
        print(f"There is no landlord {code!r}: `putright landlord list` names them.", file=sys.stderr)
        return 2
    for line in shown(policy_of(landlord)):
        print("\t".join(line))
    return 0


def _decided(code: str, given: Sequence[str]) -> dict[str, Any]:
    """The landlord's policy with what was typed put in; what goes back to its default is taken out.

    Raises WrongPolicy for what is no NAME=VALUE.
    """
    from putright.accounts.models import Landlord
    from putright.accounts.policy import typed

    landlord = Landlord.objects.filter(code=code).first()
    decided = {**(landlord.policy if landlord else {}), **dict(map(typed, given))}
    return {name: value for name, value in decided.items() if value is not None}


def _keep(act: str, given: dict[str, Any]) -> int:
    from django.utils import timezone

    from putright.accounts.actions import LandlordSettings, NotAccepted, add_landlord, change_landlord
    from putright.accounts.policy import WrongPolicy
    from putright.record.chain import By

    by, at = By.system(), timezone.now()
    try:
        if "policy" in given:
            given["policy"] = _decided(given["code"], given["policy"])
        if act == "add":
            landlord = add_landlord(LandlordSettings(**given), by=by, at=at)
        else:
            landlord = change_landlord(given.pop("code"), given, by=by, at=at)
    except NotAccepted as error:
        print("\n".join(error.sentences), file=sys.stderr)
        return 2
    except WrongPolicy as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps({"code": landlord.code, "name": landlord.name, "address": f"/{landlord.code}/en/"}))
    return 0
