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
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from putright.cli.test import CHROMIUM_MISSING, chromium
from putright.database import databases, lifecycle
from tests.serving import SECRET_KEY, Site, database_of_its_own, point_at, served

HERE = Path(__file__).resolve().parent
REFUSED_FIXTURES = {
    "transactional_db",
    "live_server",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
}


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
    # The service's own scrypt takes a twentieth of a second each time, which is its purpose; hundreds of tests sign
    # in. tests/house holds the service to scrypt, and browser tests run with it.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
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


@pytest.fixture(scope="session")
def django_db_setup(test_server: lifecycle.Server, django_db_blocker: Any) -> Iterator[None]:
    """In place of pytest-django's: a copy of the template, reached as the application's role."""
    name = f"putright_test_{os.getpid()}"
    with django_db_blocker.unblock():
        point_at(databases.clone(test_server, name))
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
    with database_of_its_own(test_server, django_db_blocker) as name:
        yield name


@pytest.fixture(scope="session")
def built_assets() -> Path:
    """build/assets/, brought up to date."""
    from putright.assets.build import build

    return build()


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
    with served(own_database, test_server, tmp_path, site_environment) as site:
        yield site


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium; as root it runs only without its own sandbox."""
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": chromium(), "args": options}
