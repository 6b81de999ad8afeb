"""`putright homes FILE --landlord CODE`: take in a landlord's list of homes, row by row."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from putright.cli.application import application
from putright.cli.options import Parser


def run(argv: Sequence[str]) -> int:
    """Imports a list. Gives 0: every row was taken, 1: some were refused, 2: the file or the landlord cannot be had."""
    parser = Parser(
        prog="putright homes",
        description="Take in a landlord's list of homes from a CSV file (docs/formats/homes.md). A second run changes "
        "nothing. Refused rows are named with their line and what to do; the others are taken.",
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--landlord", required=True, metavar="CODE", help="whose homes they are")
    parser.add_argument(
        "--full", action="store_true", help="the file holds every home: those that it does not name are gone"
    )
    parser.add_argument("--quiet", action="store_true", help="name only the rows that were refused")
    arguments = parser.parse_args(argv)
    path: Path = arguments.file
    try:
        with path.open("rb") as file, application():
            return _import(file, path.name, arguments.landlord, full=arguments.full, quiet=arguments.quiet)
    except OSError as error:
        print(f"{path} could not be read ({error.strerror}). Give a file that is there.", file=sys.stderr)
        return 2


def _import(file: BinaryIO, name: str, code: str, *, full: bool, quiet: bool) -> int:
    from django.utils import timezone

    from putright.accounts.models import Landlord
    from putright.complaints.homes.actions import Outcome, import_homes
    from putright.complaints.homes.reading import FileRefused
    from putright.record.chain import By
    from putright.record.tenancy import as_landlord

    landlord = Landlord.objects.filter(code=code).first()
    if landlord is None:
        print(f"There is no landlord {code!r}. `./putright landlord list` names them.", file=sys.stderr)
        return 2

    def tell(outcome: Outcome) -> None:
        if outcome.what == "refused":
            print(f"line {outcome.line}  {outcome.reference or '(no reference)'}  refused: {outcome.why}")
        elif not quiet:
            print(f"line {outcome.line}  {outcome.reference}  {outcome.what}")

    try:
        with as_landlord(landlord.id):
            made = import_homes(
                landlord, file, name=name, full=full, tell=tell, by=By.system(), at=timezone.now()
            )
    except FileRefused as refused:
        print(f"Nothing was changed. {refused}", file=sys.stderr)
        return 2
    print(
        f"{made.taken} taken, {made.changed} changed, {made.unchanged} unchanged, {made.gone} gone, "
        f"{made.refused} refused."
    )
    return 1 if made.refused else 0
