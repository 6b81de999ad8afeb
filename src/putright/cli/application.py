"""The application for a command: a database that answers, and Django set up on it.

with application():
    from putright.record import …   # models only from here on
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

from django.apps import apps

from putright.assets.build import AssetsError
from putright.database import databases
from putright.database.lifecycle import LifecycleError, Server, secret, server

DATABASE = "putright"


@contextmanager
def application(*, database: str = DATABASE, anew: bool = False) -> Iterator[Server]:
    """Joins or starts this clone's server, brings `database` up to date and sets Django up on it as the
    application.

    With DATABASE_URL that database is used as it is, and one that is behind is refused: on a live service
    somebody decides when to migrate. Where Django is set up already (a test, or a command that another calls)
    nothing changes. Ends the program with a sentence where the database cannot be had.
    """
    if apps.ready:
        yield Server(ours=False, folder=None, binaries=None, addresses={})
        return
    try:
        with server("main") as found:
            if found.ours:
                if anew:
                    databases.drop(found, database)
                databases.prepare(found, database)
                os.environ.update(found.environment(database))
            elif "owner" in found.addresses and not databases.migrated(found, outside_name()):
                raise LifecycleError("The database is behind this version. Run ./putright migrate first.")
            set_up_django()
            try:
                yield found
            finally:
                from django.db import connections

                connections.close_all()
                if found.ours:
                    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
                        os.environ.pop(name, None)
    except (LifecycleError, AssetsError) as error:
        sys.exit(str(error))


def set_up_django() -> None:
    """Reads the settings, with a key of this clone's own where the environment names none."""
    if not os.environ.get("PUTRIGHT_SECRET_KEY"):
        os.environ["PUTRIGHT_SECRET_KEY"] = secret("secret-key")
    os.environ["DJANGO_SETTINGS_MODULE"] = "putright.config.settings"
    import django

    django.setup()


def outside_name() -> str:
    """The name of the database in DATABASE_URL."""
    return unquote(urlsplit(os.environ["DATABASE_URL"]).path.lstrip("/"))
