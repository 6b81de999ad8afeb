"""`putright import complaints FILE`: take histories from a landlord's old system, row by row."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from putright.cli.application import application
from putright.cli.options import Parser

LONGEST_LINE = 5_000_000


def run(argv: Sequence[str]) -> int:
    """Imports a file. Gives 0: every row was taken, 1: some were refused, 2: the file could not be read."""
    parser = Parser(
        prog="putright import",
        description="Take histories of complaints from a JSON Lines file (docs/formats/complaints.md). "
        "Refused rows go, as they were, to FILE.refused.jsonl, so that they can be mended and imported again.",
    )
    parser.add_argument("what", choices=["complaints"])
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--create-landlords",
        action="store_true",
        help="add landlords that are not known, with empty settings",
    )
    arguments = parser.parse_args(argv)
    path: Path = arguments.file
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="\n") as file, application():
            return _import(path, file, create=arguments.create_landlords)
    except OSError as error:
        print(f"{path} could not be read ({error.strerror}). Give a file that is there.", file=sys.stderr)
        return 2


def _import(path: Path, file: TextIO, *, create: bool) -> int:
    from django.utils import timezone

    from putright.accounts.actions import add_landlord_by_name
    from putright.complaints.imports import take
    from putright.record.chain import By

    counts: Counter[str] = Counter()
    refused: list[str] = []
    at = timezone.now()
    create_landlord = (lambda name: add_landlord_by_name(name, by=By.imported(), at=at)) if create else None
    for outcome, text in take(_lines(file), at=at, create_landlord=create_landlord):
        counts[outcome.what] += 1
        told = f"line {outcome.line}  {outcome.reference or '(no reference)'}  {outcome.what}"
        if outcome.what == "refused":
            refused.append(text)
            told += f": {outcome.why}"
        elif outcome.what == "appended":
            told += f": {outcome.events} more events"
        print(told)
    beside = path.with_name(path.name + ".refused.jsonl")
    if refused:
        with beside.open("w", encoding="utf-8", errors="surrogateescape", newline="\n") as out:
            out.writelines(line + "\n" for line in refused)
    elif beside.exists():
        # What an earlier run refused has been taken by now, or its row is gone: an old list would mislead.
        beside.unlink()
    print(
        f"{counts['taken']} taken, {counts['appended']} appended to, {counts['unchanged']} unchanged, "
        f"{counts['refused']} refused."
    )
    if refused:
        print(f"The refused rows stand in {beside}: mend them and import that file.")
    return 1 if refused else 0


def _lines(file: TextIO) -> Iterator[tuple[int, str]]:
    """The lines with their numbers. One that is too long to be a complaint is cut, so that it is refused, not read."""
    for number, line in enumerate(file, start=1):
        yield number, line.rstrip("\r\n")[:LONGEST_LINE]
