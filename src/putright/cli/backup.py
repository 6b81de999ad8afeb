"""`putright backup FILE`: write the whole database to a file."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from putright.cli.application import DATABASE, outside_name
from putright.cli.options import Parser
from putright.database import backup, databases
from putright.database.lifecycle import LifecycleError, server


def run(argv: Sequence[str]) -> int:
    """Writes the backup and prints its size. Gives 1, with a sentence, where it cannot be written.

    `--database NAME` backs up another database of the same server.
    """
    parser = Parser(prog="putright backup", description="Write the whole database to a file.")
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that is not there yet")
    parser.add_argument("--database", metavar="NAME", help="a database other than the one in use")
    options = parser.parse_args(argv)
    try:
        with server("main") as found:
            name = options.database or (DATABASE if found.ours else outside_name())
            if not databases.exists(found, name):
                raise LifecycleError(f"There is no database {name} here, so there is nothing to back up.")
            size = backup.back_up(found, name, options.file.absolute())
    except LifecycleError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{options.file}: {size:,} bytes. It holds residents' words: keep it as carefully as the database.")
    if os.environ.get("PUTRIGHT_SECRET_KEY") is None and found.ours:
        print("The secrets of this clone are not in it: links that were sent work only with the same key.")
    return 0
