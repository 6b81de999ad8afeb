"""The databases on a server: made, migrated as owner, copied from a template, dropped.

The application's role owns nothing; what it may do comes from the owner's default privileges, set before the
first migration so that no migration need remember them.
"""

import hashlib
import os
import subprocess
import sys
from contextlib import suppress
from importlib import metadata
from pathlib import Path

import psycopg
from psycopg import sql

from putright.database.lifecycle import PACKAGE, ROOT, LifecycleError, Server

TEMPLATE = "putright_template"


def exists(server: Server, name: str) -> bool:
    """Whether the server has a database of that name."""
    with server.connect("postgres") as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    return found is not None


def create(server: Server, name: str, *, template: str | None = None) -> None:
    """Makes the database as owner, empty or as a copy of `template`, open to owner and application alone.

    Raises psycopg.errors.DuplicateDatabase where it is there, ObjectInUse where somebody is connected to the
    template.
    """
    # Named, not left to template1: on an outside server that may hold another encoding or objects of
    # somebody else's.
    source = sql.SQL("TEMPLATE {}").format(sql.Identifier(template or "template0"))
    if template is None:
        source += sql.SQL(" ENCODING 'UTF8'")
    with server.connect("postgres") as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} {}").format(sql.Identifier(name), source))
        # A copy does not bring the rights on the database itself.
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
        connection.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
                sql.Identifier(name), sql.Identifier(server.app_role)
            )
        )
    if template is None:
        grant(server, name)


def grant(server: Server, name: str) -> None:
    """Gives the application's role rows and sequences, never tables, of all that the owner makes in this
    database.
    """
    app = sql.Identifier(server.app_role)
    with server.connect(name) as connection:
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(app))
        connection.execute(
            sql.SQL(
                "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}"
            ).format(app)
        )
        connection.execute(
            sql.SQL(
                "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}"
            ).format(app)
        )


def drop(server: Server, name: str) -> None:
    """Drops the database where it is there, and whoever is connected to it.

    As administrator where there is one: the server's own vacuum may be at work in it, and the owner may not stop that.
    """
    with server.connect("postgres", "admin" if "admin" in server.addresses else "owner") as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def names(server: Server, beginning: str) -> list[str]:
    """The databases whose names begin so."""
    with server.connect("postgres") as connection:
        found = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY datname", [beginning]
        ).fetchall()
    return [str(row[0]) for row in found]


def migrations_digest() -> str:
    """Sixteen characters that change with anything that the migrated database depends on."""
    digest = hashlib.sha256()
    files = [
        *PACKAGE.glob("*/migrations/*.py"),
        PACKAGE / "record" / "tenancy.py",  # migrations take their policies and triggers from it
        PACKAGE / "config" / "settings.py",  # names the packages whose migrations run too
        Path(__file__),
    ]
    for file in sorted(files):
        if file.is_file():
            digest.update(
                f"{file.relative_to(PACKAGE)}\n".encode() + hashlib.sha256(file.read_bytes()).digest()
            )
    for package in ("django", "django-allauth", "django-axes"):
        with suppress(metadata.PackageNotFoundError):
            digest.update(f"{package} {metadata.version(package)}\n".encode())
    return digest.hexdigest()[:16]


def migrate(server: Server, name: str) -> None:
    """Runs the migrations of `name` as owner, in a process of its own. (Django's checks are a step of the
    tests.)

    Raises LifecycleError with Django's last words where one fails; that migration is rolled back.
    """
    owner = server.url(name, "owner")
    done = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--no-input", "--verbosity", "0", "--skip-checks"],
        env=program_environment() | {"DATABASE_URL": owner, "DATABASE_OWNER_URL": owner},
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise LifecycleError(f"The database {name} could not be migrated:\n{done.stderr.strip()[-3000:]}")
    with server.connect(name) as connection:
        # So that the next start knows without asking Django, which takes seconds.
        connection.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(_mark()))
        )


def _mark() -> str:
    return f"putright migrations {migrations_digest()}"


def program_environment() -> dict[str, str]:
    """The environment of a program of ours: the package found, the settings named, a key to sign with."""
    environment = dict(os.environ)
    environment["PYTHONPATH"] = str(PACKAGE.parent)
    environment["DJANGO_SETTINGS_MODULE"] = "putright.config.settings"
    environment.setdefault("PUTRIGHT_SECRET_KEY", "used by programs that sign nothing, such as migrate")
    return environment


def migrated(server: Server, name: str) -> bool:
    """Whether `migrate` ran on this database with the migrations that are here now."""
    with server.connect(name) as connection:
        said = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
    return said is not None and said[0] == _mark()


def prepare(server: Server, name: str) -> None:
    """Makes the database where it is not there and migrates it where it is behind; quick where it is up to
    date.
    """
    if not exists(server, name):
        with suppress(psycopg.errors.DuplicateDatabase):
            create(server, name)
    if not migrated(server, name):
        migrate(server, name)


def template(server: Server) -> str:
    """The name of a database with nothing but the migrations run, made once for each digest of them.

    Older ones are dropped. Nobody may stay connected to it: copy it with `create(…, template=…)`.
    """
    wanted = f"{TEMPLATE}_{migrations_digest()}"
    if not exists(server, wanted):
        making = f"putright_making_{os.getpid()}"
        drop(server, making)
        create(server, making)
        migrate(server, making)
        # Whole or not there: a half-migrated one never bears the name.
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
            sql.Identifier(making), sql.Identifier(wanted)
        )
        with server.connect("postgres") as connection, suppress(psycopg.errors.DuplicateDatabase):
            connection.execute(rename)
        drop(server, making)
        for old in names(server, f"{TEMPLATE}_"):
            if old != wanted:
                with suppress(psycopg.Error):
                    drop(server, old)
    return wanted


def clone(server: Server, name: str) -> str:
    """A copy of the template under `name`, replacing one of that name; gives its address for the
    application's role.
    """
    drop(server, name)
    create(server, name, template=template(server))
    return server.url(name)
