"""What every test can ask for: a migrated database as the application's role, one of its own, a real web
server.

- `django_db` (marker) or `db`: a transaction that is rolled back, on a copy of the template, as the
application's role.
- `own_database`: a database for this test alone, for what must really commit; gives its name.
- `gunicorn`: the service itself on a free port, with its own database.
- `test_server`: PostgreSQL itself, for tests of tenancy that need the owner's eyes.

Nothing is ever flushed, since the record refuses TRUNCATE: `transaction=True`, `transactional_db` and
`live_server` are refused at collection.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from putright.cli.test import CHROMIUM_MISSING, chromium
from putright.database import databases, lifecycle

HERE = Path(__file__).resolve().parent
SECRET_KEY = "made up for tests"
REFUSED_FIXTURES = {
    "transactional_db",
    "live_server",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
}

_numbers = count(1)


def pytest_configure(config: pytest.Config) -> None:
    """Django is set up on a database that is not there yet, so that tests of `rules` need none."""
    for name in list(os.environ):
        if name.startswith("PUTRIGHT_") and name not in {
            "PUTRIGHT_POSTGRES",
            "PUTRIGHT_ASSETS",
            "PUTRIGHT_CHROMIUM",
        }:
            del os.environ[name]
    os.environ["DJANGO_SETTINGS_MODULE"] = "putright.config.settings"
    os.environ["PUTRIGHT_SECRET_KEY"] = SECRET_KEY
    os.environ["PUTRIGHT_INSECURE"] = "1"
    os.environ["PUTRIGHT_HOSTS"] = "127.0.0.1,localhost,testserver"
    given = os.environ.get("DATABASE_URL")
    os.environ.setdefault("DATABASE_URL", "postgresql://nobody@/nowhere?host=/nonexistent")
    from django.conf import settings

    assert settings.DATABASES
    if given is None:
        del os.environ["DATABASE_URL"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuses what would flush the database, and skips browser tests aloud where there is no browser."""
    found = chromium()
    for item in items:
        if HERE / "browser" in item.path.parents:
            item.add_marker("browser")
        if "browser" in item.keywords and found is None:
            item.add_marker(pytest.mark.skip(reason=CHROMIUM_MISSING))
        marker = item.get_closest_marker("django_db")
        wanted = set(getattr(item, "fixturenames", ()))
        if wanted & REFUSED_FIXTURES or (marker and (marker.kwargs.get("transaction") or marker.args)):
            raise pytest.UsageError(f"{item.nodeid} would flush the database. Use the fixture own_database.")
        if "own_database" in wanted and (marker or "db" in wanted):
            raise pytest.UsageError(f"{item.nodeid} asks for own_database and django_db. Keep one of them.")


@pytest.fixture(scope="session")
def test_server() -> Iterator[lifecycle.Server]:
    """PostgreSQL for tests: fast and forgetful, joined or started, stopped by the last who uses it."""
    lifecycle.sweep()
    with lifecycle.server("test") as server:
        for beginning in ("putright_test_", "putright_own_", "putright_making_"):
            for name in databases.names(server, beginning):
                if not _alive(int(name.removeprefix(beginning).split("_")[0])):
                    databases.drop(server, name)
        yield server


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _point_at(url: str) -> None:
    """Turns Django's connection, of every thread, to another database."""
    from django.db import connections

    from putright.config import environment

    connections.close_all()
    # In place: connections of other threads are made from the same dictionary.
    connections.settings["default"].update(environment.database(url) | {"CONN_MAX_AGE": 0})


@pytest.fixture(scope="session")
def django_db_setup(test_server: lifecycle.Server, django_db_blocker: Any) -> Iterator[None]:
    """In place of pytest-django's: a copy of the template, reached as the application's role."""
    name = f"putright_test_{os.getpid()}"
    with django_db_blocker.unblock():
        _point_at(databases.clone(test_server, name))
        yield
        from django.db import connections

        connections.close_all()
        databases.drop(test_server, name)


@pytest.fixture
def own_database(
    django_db_setup: None, test_server: lifecycle.Server, django_db_blocker: Any
) -> Iterator[str]:
    """The name of a freshly migrated database that is this test's alone; Django is connected to it and
    commits.
    """
    name = f"putright_own_{os.getpid()}_{next(_numbers)}"
    with django_db_blocker.unblock():
        _point_at(databases.clone(test_server, name))
        try:
            yield name
        finally:
            _point_at(test_server.url(f"putright_test_{os.getpid()}"))
            databases.drop(test_server, name)


@pytest.fixture(scope="session")
def built_assets() -> Path:
    """build/assets/, brought up to date."""
    from putright.assets.build import build

    return build()


@dataclass(frozen=True)
class Site:
    """A service that answers: its address without a closing slash, its database, the file that holds its
    log.
    """

    url: str
    database: str
    log: Path
    process: subprocess.Popen[bytes]


@pytest.fixture
def site_environment() -> dict[str, str]:
    """What a test module wants otherwise in the service's environment: override this fixture there."""
    return {}


@pytest.fixture
def gunicorn(
    own_database: str,
    test_server: lifecycle.Server,
    built_assets: Path,
    site_environment: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Site]:
    """The service as it runs for real, two workers with threads, on a free port and this test's own
    database.
    """
    # A browser test runs inside Playwright's event loop, where Django would refuse to be asked directly.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    log = tmp_path / "gunicorn.log"
    # Bound here and handed over, so that nobody can take the port in between.
    with socket.socket() as listening, log.open("wb") as written:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        environment = databases.program_environment() | test_server.environment(own_database)
        environment |= {"PUTRIGHT_SECRET_KEY": SECRET_KEY, "PUTRIGHT_INSECURE": "1", "PUTRIGHT_ORIGIN": url}
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "gunicorn",
                "putright.config.wsgi:application",
                "--bind",
                f"fd://{listening.fileno()}",
                "--workers",
                "2",
                "--worker-class",
                "gthread",
                "--threads",
                "4",
                "--graceful-timeout",
                "2",
                "--no-control-socket",
            ],
            env=environment | site_environment,
            pass_fds=[listening.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_it_answers(url, process, log)
        yield Site(url, own_database, log, process)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_it_answers(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"The service did not start:\n{log.read_text(errors='replace')[-4000:]}")
            time.sleep(0.05)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium; as root it runs only without its own sandbox."""
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": chromium(), "args": options}
