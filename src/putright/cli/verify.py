"""`putright verify`: checks the record, names what is wrong, and says what it cannot know."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from putright.cli.application import application
from putright.cli.options import Parser


def run(argv: Sequence[str]) -> int:
    """Checks all landlords' records, or one's. Gives 0: nothing wrong, 1: problems, 2: not checked."""
    parser = Parser(
        prog="putright verify",
        description="Finds events that were altered, removed or reordered since they were written.",
    )
    parser.add_argument("--landlord", metavar="CODE", help="one landlord only")
    parser.add_argument(
        "--against",
        metavar="FILE",
        type=Path,
        help="a file that `putright checkpoint --export` wrote earlier",
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    arguments = parser.parse_args(argv)

    with application():
        return _check(arguments)


def _check(arguments: argparse.Namespace) -> int:
    """The report, printed; gives the exit code."""
    from putright.accounts.models import Landlord
    from putright.record.checkpoint import CheckpointError, Exported
    from putright.record.verify import verify

    names = {landlord.id: landlord.name for landlord in Landlord.objects.order_by("name")}
    chosen = list(names)
    if arguments.landlord:
        chosen = list(Landlord.objects.filter(code=arguments.landlord).values_list("id", flat=True))
        if not chosen:
            print(
                f"There is no landlord with the code {arguments.landlord!r}. Give one that exists.",
                file=sys.stderr,
            )
            return 2
    try:
        against = Exported(arguments.against) if arguments.against else None
    except CheckpointError as error:
        print(error, file=sys.stderr)
        return 2
    if against and not arguments.landlord:
        # A landlord whose own row was removed: only the file still knows of its chains.
        chosen += [landlord_id for landlord_id in against.sections if landlord_id not in names]

    report = verify(chosen, against=against)
    if arguments.json:
        print(json.dumps(report.to_json(), ensure_ascii=False, indent=2))
        return 0 if report.ok else 1
    for problem in report.problems:
        print(f"WRONG  {names.get(problem.landlord_id, problem.landlord_id)}: {problem.sentence()}")
    for blanking in report.blanked:
        print(f"note   {names.get(blanking.landlord_id, blanking.landlord_id)}: {blanking.sentence()}")
    print(
        f"Checked {report.events} events in {report.chains} chains of {report.landlords} landlords: "
        + ("nothing is wrong." if report.ok else f"{len(report.problems)} wrong.")
    )
    for sentence in report.unknown:
        print(sentence)
    return 0 if report.ok else 1
