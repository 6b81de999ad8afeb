"""`putright restore FILE`: read a backup into an empty database, and verify it."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from putright.cli.application import DATABASE, outside_name
from putright.cli.options import Parser
from putright.database import backup, databases
from putright.database.lifecycle import LifecycleError, server


def run(argv: Sequence[str]) -> int:
    """Restores, brings the database up to this version, and verifies the record in it.

    `--into NAME` restores into another database of the same server. Gives 1 where the restore fails, and
    whatever `verify` gives otherwise.
    """
    parser = Parser(
        prog="putright restore",
        description="Read a backup into an empty database and verify the record in it.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that ./putright backup wrote")
    parser.add_argument("--into", metavar="NAME", help="a database other than the one in use")
    options = parser.parse_args(argv)
    try:
        with server("main") as found:
            name = options.into or (DATABASE if found.ours else outside_name())
            backup.restore(found, name, options.file.absolute())
            databases.migrate(found, name)
            print(f"{options.file} is restored into {name}. Verifying its record…", flush=True)
            os.environ.update(found.environment(name))
            # Verified as any other database that is named so, by the command that everybody can run again.
            from putright.cli import verify

            return verify.run([])
    except LifecycleError as error:
        print(error, file=sys.stderr)
        return 1
