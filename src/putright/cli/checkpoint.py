"""`putright checkpoint`: hashes the heads of all chains and writes the copy to keep elsewhere."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from putright.cli.application import application
from putright.cli.options import Parser


def run(argv: Sequence[str]) -> int:
    """Makes a checkpoint of every landlord's record. Exit status 0, or 2 where the file cannot be written."""
    parser = Parser(
        prog="putright checkpoint",
        description="Notes where every chain stands, so that a later `putright verify` can compare.",
    )
    parser.add_argument(
        "--export",
        metavar="FILE",
        type=Path,
        help="write the heads to a new file; keep it on another machine",
    )
    arguments = parser.parse_args(argv)

    with application():
        return _take(arguments)


def _take(arguments: argparse.Namespace) -> int:
    """Takes or writes the checkpoint, says how much it holds; gives the exit code."""
    from django.utils import timezone

    from putright.accounts.models import Landlord
    from putright.record import checkpoint

    at = timezone.now()
    landlords = list(Landlord.objects.order_by("code").values_list("id", flat=True))
    if arguments.export is None:
        made = [checkpoint.take(landlord_id, at=at) for landlord_id in landlords]
    else:
        # Never over an older checkpoint: that one may be the only proof of something.
        part = arguments.export.with_name(arguments.export.name + ".part")
        try:
            if arguments.export.exists():
                raise FileExistsError(f"{arguments.export} is there already")
            with part.open("x", encoding="utf-8") as file:
                made = checkpoint.export(landlords, file, at=at)
                file.flush()
                os.fsync(file.fileno())
            part.rename(arguments.export)
        except OSError as error:
            print(
                f"The checkpoint cannot be written: {error}. Name a new file in a folder of yours.",
                file=sys.stderr,
            )
            return 2
        finally:
            with suppress(FileNotFoundError):
                part.unlink()
    events = sum(each.events for each in made)
    chains = sum(each.chains for each in made)
    where = f", written to {arguments.export}" if arguments.export else ""
    print(f"Checkpoint of {events} events in {chains} chains of {len(made)} landlords{where}.")
    return 0
