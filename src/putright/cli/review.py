"""`putright review`: what native reviewers work on, what they found, and how far each language is."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from putright.cli.options import Parser

if TYPE_CHECKING:
    from putright.ui.reviews import Item, State


def run(argv: Sequence[str]) -> int:
    """Runs `status`, `export` or `import`; gives 1 where a row was not taken, 2 for a file that is no sheet."""
    from putright.ui import catalogues

    parser = Parser(prog="putright review", description="Have translations checked by native reviewers.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    commands.add_parser("status", help="how far each language is")
    export = commands.add_parser("export", help="write a sheet of what is to be checked")
    export.add_argument("language", choices=catalogues.TRANSLATED)
    export.add_argument(
        "file", type=Path, help="ends in .csv to be worked on, in .html to be read or printed"
    )
    export.add_argument("--all", action="store_true", help="also what has been checked already")
    export.add_argument("--critical", action="store_true", help="only what two people must check")
    export.add_argument("--reviewer", help="leave out what this person has checked already")
    taken = commands.add_parser("import", help="take in a sheet that somebody worked on")
    taken.add_argument("language", choices=catalogues.TRANSLATED)
    taken.add_argument("file", type=Path)
    taken.add_argument("--reviewer", required=True, help="the name of who checked, as it may be published")
    taken.add_argument(
        "--role", required=True, help="how they know the language, like 'community interpreter'"
    )
    taken.add_argument("--on", type=date.fromisoformat, default=None, help="the day, today if left out")
    taken.add_argument("--check", action="store_true", help="only say what would be taken")
    options = parser.parse_args(argv)
    return {"status": _status, "export": _export, "import": _import}[options.command](options)


def _status(options: Any) -> int:
    from putright.ui import catalogues, reviews
    from putright.ui.languages import language

    for code in catalogues.TRANSLATED:
        state = reviews.state(code)
        print(
            f"{code} {language(code).english:9} {state.percent(state.filled):3}% translated, "
            f"{state.percent(state.checked):3}% checked, critical by two people {state.critical_checked} of "
            f"{state.critical}{': complete' if state.complete else ''}"
        )
        for one in {one.person: one for one in state.reviews}.values():
            print(f"   {one.reviewer} ({one.role}): last on {one.on.isoformat()}")
    return 0


def _wanted(state: State, options: Any) -> list[Item]:
    found = list(state.items) if options.all else state.unreviewed
    found.sort(key=lambda one: (not one.critical, one.where))
    if options.critical:
        found = [one for one in found if one.critical]
    if options.reviewer:
        name = " ".join(options.reviewer.split()).casefold()
        found = [one for one in found if name not in {who.casefold() for who in state.people(one)}]
    return found


def _export(options: Any) -> int:
    from putright.ui import reviews, sheets

    make = {".csv": sheets.as_csv, ".html": sheets.as_html}.get(options.file.suffix.lower())
    if make is None:
        print(f"The file is {options.file.name!r}. Give one that ends in .csv or .html.", file=sys.stderr)
        return 2
    state = reviews.state(options.language)
    wanted = _wanted(state, options)
    options.file.write_text(make(state, wanted), encoding="utf-8", newline="")
    print(f"{len(wanted)} to check, {sum(one.critical for one in wanted)} of them by two people.")
    return 0


def _import(options: Any) -> int:
    from putright.ui import catalogues, sheets

    if not options.reviewer.strip() or not options.role.strip():
        print("Give the name of who checked, and how they know the language.", file=sys.stderr)
        return 2
    today = datetime.now(tz=UTC).date()
    on = options.on or today
    if on > today:
        print(f"The day is {on.isoformat()}, which is to come. Give the day of the review.", file=sys.stderr)
        return 2
    try:
        rows = sheets.read(options.file.read_bytes())
    except OSError as error:
        print(f"The file cannot be read: {error.strerror}.", file=sys.stderr)
        return 2
    except sheets.NotASheet as error:
        print(error, file=sys.stderr)
        return 2
    report = sheets.take_in(
        options.language,
        rows,
        reviewer=" ".join(options.reviewer.split()),
        role=" ".join(options.role.split()),
        on=on,
        write=not options.check,
    )
    for one in report.rows:
        if one.what != sheets.APPROVED:
            print(one)
    print(
        f"{report.count(sheets.APPROVED)} right, {report.count(sheets.CORRECTED)} corrected, "
        f"{report.count(sheets.WRONG)} wrong, {report.count(sheets.REFUSED)} not taken, "
        f"{report.count(sheets.LEFT)} left. {'Nothing was changed.' if options.check else ''}".strip()
    )
    if not options.check:
        catalogues.compile_all()
    return 1 if report.count(sheets.REFUSED) else 0
