"""`putright migrate`: bring the database up to this version, as owner."""

import os
import sys
from collections.abc import Sequence

from putright.cli.application import DATABASE, outside_name
from putright.cli.options import Parser
from putright.database import databases
from putright.database.lifecycle import LifecycleError, server


def run(argv: Sequence[str]) -> int:
    """Migrates the database of DATABASE_OWNER_URL, or this clone's own. Gives 1 where a migration fails."""
    Parser(prog="putright migrate", description="Bring the database up to this version.").parse_args(argv)
    try:
        outside = bool(os.environ.get("DATABASE_URL"))
        with server("main") as found:
            name = outside_name() if outside else DATABASE
            if found.ours:
                databases.prepare(found, name)
            elif not databases.migrated(found, name):
                # Rights first: tables get theirs at the moment they are made.
                databases.grant(found, name)
                databases.migrate(found, name)
    except LifecycleError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"The database {name} is up to date.")
    return 0
