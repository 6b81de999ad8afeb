"""Backup and restore of a whole database with PostgreSQL's own pg_dump and pg_restore.

Both run as the role that may read past row-level security: the owner's dump would hold no row of any
landlord, and pg_dump refuses rather than write that. The file is pg_dump's custom format, which any
PostgreSQL of the same or a newer version reads.
"""

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

from psycopg import sql

from putright.database import databases
from putright.database.lifecycle import APP, OWNER, LifecycleError, Server

OLDEST_READER = 15


def back_up(server: Server, database: str, file: Path) -> int:
    """Writes `database` to `file`, whole or not at all, readable by this account alone; gives its size in
    bytes.

    Raises LifecycleError where pg_dump is not here or fails, and where `file` is there already.
    """
    if file.exists():
        raise LifecycleError(
            f"{file} is there already. Name a file that is not: a backup is never written over."
        )
    fresh = file.with_name(f".{file.name}.part")
    try:
        fresh.unlink(missing_ok=True)
        os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise LifecycleError(f"{file.parent} cannot be written to: {error.strerror}.") from error
    try:
        _run(server, "pg_dump", ["--format=custom", "--file", str(fresh)], database)
        with fresh.open("rb") as written:
            os.fsync(written.fileno())
        size = fresh.stat().st_size
        # `link` and not `rename`, which would write over a file that came in the meantime.
        os.link(fresh, file)
        return size
    finally:
        fresh.unlink(missing_ok=True)


def restore(server: Server, database: str, file: Path) -> None:
    """Reads `file` into `database`, which must be empty or not there; all of it in one transaction, or
    nothing.

    Raises LifecycleError where it is not empty, where the file is no backup, and where pg_restore fails.
    """
    if not file.is_file():
        raise LifecycleError(f"There is no file {file}.")
    with file.open("rb") as begun:
        if begun.read(5) != b"PGDMP":
            raise LifecycleError(f"{file} is not a backup that ./putright backup wrote.")
    if not databases.exists(server, database):
        databases.create(server, database)
    elif not empty(server, database):
        raise LifecycleError(
            f"The database {database} is not empty, and a restore never writes over anything. Restore into another one "
            "(--into NAME), or drop this one first."
        )
    owner = unquote(urlsplit(server.url(database, "owner")).username or "")
    if (owner, server.app_role) != (OWNER, APP):
        raise LifecycleError(
            f"A backup belongs to the roles {OWNER} and {APP}; make them on this server and use them."
        )
    _run(server, "pg_restore", ["--single-transaction", "--exit-on-error", str(file)], database)
    with server.connect(database, "admin") as connection:
        connection.execute("ANALYZE")
        # The mark that says which migrations ran is a comment on the database, and those a restore leaves
        # out.
        connection.execute(sql.SQL("COMMENT ON DATABASE {} IS NULL").format(sql.Identifier(database)))


def empty(server: Server, database: str) -> bool:
    """Whether the database holds no table of anybody's."""
    with server.connect(database) as connection:
        found = connection.execute(
            "SELECT 1 FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace LIMIT 1"
        ).fetchone()
    return found is None


def _run(server: Server, program: str, options: list[str], database: str) -> None:
    address = urlsplit(server.url(database, "admin"))
    # The password goes by the environment, since everybody on the machine can read a program's arguments.
    environment = {**os.environ, "PGPASSWORD": unquote(address.password or ""), "LC_ALL": "C"}
    user = address.username or ""
    host = address.hostname or ""
    port = f":{address.port}" if address.port else ""
    named = address._replace(netloc=f"{user}@{host}{port}").geturl()
    done = subprocess.run(
        [_program(server, program), "--no-password", "--dbname", named, *options],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise LifecycleError(f"{program} stopped:\n{done.stderr.strip()[-2000:]}")


def _program(server: Server, name: str) -> str:
    beside = server.binaries.path(name) if server.binaries else None
    if beside is not None:
        return str(beside)
    major = _server_major(server)
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    on_path = shutil.which(name)
    for found in [*map(str, debian), *([on_path] if on_path else [])]:
        said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
        digits = "".join(character if character.isdigit() else " " for character in said).split()
        if digits and int(digits[0]) >= major:
            return found
    raise LifecycleError(
        f"There is no {name} of PostgreSQL {major} or newer here. Install it (Debian: apt-get install "
        "postgresql-client)."
    )


def _server_major(server: Server) -> int:
    with server.connect(
        unquote(urlsplit(server.addresses["app"]).path.lstrip("/")) or "postgres", "app"
    ) as connection:
        return connection.info.server_version // 10000
