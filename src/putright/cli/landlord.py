"""`putright landlord add|list`: the landlords that this installation serves."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from putright.cli.application import application
from putright.cli.options import Parser


def run(argv: Sequence[str]) -> int:
    """Adds a landlord or lists those there are. Gives 2, with sentences, for wrong settings."""
    parser = Parser(prog="putright landlord", description="Landlords of this installation.")
    acts = parser.add_subparsers(dest="act", required=True)
    acts.add_parser("list", help="code, name and number of homes, one landlord a line")
    add = acts.add_parser("add", help="add a landlord")
    add.add_argument("code", metavar="CODE", help="small letters, digits, hyphens")
    add.add_argument("name", metavar="NAME")
    for option, words in (
        ("phone", "where residents phone to complain"),
        ("emergency-phone", "for dangers, day and night"),
        ("gas-phone", "for gas leaks"),
        ("email", "where residents write to"),
        ("office-address", "an office where somebody can complain in person or by post"),
    ):
        add.add_argument(f"--{option}", required=True, help=words)
    add.add_argument(
        "--link-days", required=True, type=int, help="how many days a resident's private link lives"
    )
    add.add_argument("--draft-days", required=True, type=int, help="how many days an unsent form is kept")
    add.add_argument("--homes", type=int, default=0, help="how many homes it lets")
    add.add_argument("--text-phone", default="", help="where residents send a text message")
    add.add_argument("--team-name", default="Complaints team")
    add.add_argument(
        "--brand-colour", default="#1d4f91", help="in hexadecimal; white text on it must be readable"
    )
    add.add_argument("--logo", type=Path, metavar="FILE", help="a PNG")
    add.add_argument(
        "--language", action="append", default=[], help="a language besides English; may be repeated"
    )
    add.add_argument(
        "--own-switch-2022", metavar="DATE", help="its own day of going over to the 2022 edition"
    )
    add.add_argument(
        "--closure-day", action="append", default=[], metavar="DATE=NAME", help="may be repeated"
    )
    arguments = parser.parse_args(argv)
    if arguments.act == "list":
        with application():
            return _list()
    try:
        logo = arguments.logo.read_bytes() if arguments.logo else None
    except OSError as error:
        print(f"The logo cannot be read: {error}. Give the path of a PNG file.", file=sys.stderr)
        return 2
    try:
        switch = date.fromisoformat(arguments.own_switch_2022) if arguments.own_switch_2022 else None
    except ValueError:
        given = arguments.own_switch_2022
        print(f"--own-switch-2022 is {given!r}. Write a date as 2022-07-01.", file=sys.stderr)
        return 2
    try:
        closures = [_closure(each) for each in arguments.closure_day]
    except ValueError as error:
        print(f"--closure-day: {error}. Write a date as 2026-12-24=Christmas Eve.", file=sys.stderr)
        return 2
    with application():
        return _add(arguments, logo, switch, closures)


def _closure(text: str) -> dict[str, str]:
    day, _sep, name = text.partition("=")
    return {"day": date.fromisoformat(day).isoformat(), "name": name.strip() or "Office closed"}


def _list() -> int:
    from putright.accounts.models import Landlord

    for landlord in Landlord.objects.order_by("code"):
        print(f"{landlord.code}\t{landlord.name}\t{landlord.homes}")
    return 0


def _add(
    arguments: argparse.Namespace, logo: bytes | None, switch: date | None, closures: list[dict[str, str]]
) -> int:
    from django.utils import timezone

    from putright.accounts.actions import LandlordSettings, NotAccepted, add_landlord
    from putright.record.chain import By

    settings = LandlordSettings(
        code=arguments.code,
        name=arguments.name.strip(),
        phone=arguments.phone.strip(),
        emergency_phone=arguments.emergency_phone.strip(),
        gas_phone=arguments.gas_phone.strip(),
        email=arguments.email.strip(),
        office_address=arguments.office_address.strip(),
        link_days=arguments.link_days,
        draft_days=arguments.draft_days,
        homes=arguments.homes,
        text_phone=arguments.text_phone.strip(),
        team_name=arguments.team_name.strip(),
        brand_colour=arguments.brand_colour,
        logo=logo,
        languages=arguments.language,
        own_switch_2022=switch,
        closure_days=closures,
    )
    try:
        landlord = add_landlord(settings, by=By.system(), at=timezone.now())
    except NotAccepted as error:
        print("\n".join(error.sentences), file=sys.stderr)
        return 2
    print(json.dumps({"code": landlord.code, "name": landlord.name, "address": f"/{landlord.code}/en/"}))
    return 0
