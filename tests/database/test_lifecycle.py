"""PostgreSQL's own lifecycle, against real servers of clones that exist only for these tests."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from putright.database import databases, lifecycle


@pytest.fixture(autouse=True)
def no_server_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)


def data_removed_afterwards(root: Path) -> Iterator[Path]:
    yield root
    shutil.rmtree(lifecycle.home(root), ignore_errors=True)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One clone for the tests that do not mind what others left: making its data takes most of the time."""
    yield from data_removed_afterwards(tmp_path_factory.mktemp("shared"))


@pytest.fixture
def fresh_clone(tmp_path: Path) -> Iterator[Path]:
    yield from data_removed_afterwards(tmp_path)


def postmaster(server: lifecycle.Server) -> int:
    assert server.folder is not None
    return int((server.folder / "data" / "postmaster.pid").read_text().split()[0])


def test_starts_answers_and_is_stopped_by_its_only_user(clone: Path) -> None:
    with lifecycle.server("test", root=clone) as server:
        assert lifecycle.running("test", root=clone)
        with server.connect("postgres", "admin") as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
            assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
    assert not lifecycle.running("test", root=clone)


def test_a_second_user_joins_and_the_last_one_stops(clone: Path) -> None:
    first = lifecycle.server("test", root=clone)
    second = lifecycle.server("test", root=clone)
    one = first.__enter__()
    two = second.__enter__()
    assert postmaster(one) == postmaster(two)
    first.__exit__(None, None, None)
    assert lifecycle.running("test", root=clone)
    with two.connect("postgres") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    second.__exit__(None, None, None)
    assert not lifecycle.running("test", root=clone)


def test_a_user_that_is_killed_leaves_no_claim_behind(clone: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from putright.database import lifecycle\n"
        "with lifecycle.server('test', root=Path(sys.argv[1])):\n"
        "    print('up', flush=True); time.sleep(60)\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", program, str(clone)],
        stdout=subprocess.PIPE,
        env=databases.program_environment(),
    )
    assert other.stdout is not None
    assert other.stdout.readline() == b"up\n"
    other.kill()
    other.wait()
    other.stdout.close()
    assert lifecycle.running("test", root=clone)
    with lifecycle.server("test", root=clone):
        pass
    assert not lifecycle.running("test", root=clone)


def test_committed_rows_outlive_a_server_that_is_killed(clone: Path) -> None:
    with lifecycle.server("main", root=clone) as server:
        databases.create(server, "kept")
        with server.connect("kept") as connection:
            connection.execute("CREATE TABLE complaint (number int)")
            for number in range(100):
                connection.execute("INSERT INTO complaint VALUES (%s)", [number])
        os.kill(postmaster(server), signal.SIGKILL)
        with lifecycle.server("main", root=clone) as again, again.connect("kept") as connection:
            assert connection.execute("SELECT count(*) FROM complaint").fetchone() == (100,)


def test_two_clones_never_share(clone: Path, fresh_clone: Path) -> None:
    other = fresh_clone
    assert lifecycle.clone_digest(clone) != lifecycle.clone_digest(other)
    with lifecycle.server("test", root=clone) as one, lifecycle.server("test", root=other) as two:
        databases.create(one, "mine")
        assert databases.exists(one, "mine")
        assert not databases.exists(two, "mine")
        # The password of one is no key to the other.
        crossed = (
            one.url("postgres")
            .replace(str(one.folder), str(two.folder))
            .replace(lifecycle.clone_digest(clone), lifecycle.clone_digest(other))
        )
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(crossed)


def test_the_applications_role_owns_nothing_and_cannot_pass_row_level_security(clone: Path) -> None:
    with lifecycle.server("test", root=clone) as server:
        databases.create(server, "owned")
        with server.connect("owned") as owner:
            owner.execute("CREATE TABLE complaint (id bigserial PRIMARY KEY, words text)")
        with server.connect("owned", "app") as app:
            rights = app.execute(
                "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
            assert rights == (False, False, False, False)
            app.execute("INSERT INTO complaint (words) VALUES ('the lift')")
            assert app.execute("UPDATE complaint SET words = 'the lift is out'").rowcount == 1
            for refused in (
                "DROP TABLE complaint",
                "TRUNCATE complaint",
                "CREATE TABLE mine (id int)",
                "ALTER TABLE complaint DISABLE TRIGGER ALL",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    app.execute(refused)
            owned = app.execute(
                "SELECT count(*) FROM pg_class JOIN pg_roles ON relowner = pg_roles.oid WHERE rolname = current_user"
            ).fetchone()
            assert owned == (0,)


def test_data_half_made_is_made_anew(fresh_clone: Path) -> None:
    folder = lifecycle.home(fresh_clone) / "test"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "postgresql.conf").write_text("cut short")
    with lifecycle.server("test", root=fresh_clone) as server, server.connect("postgres") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_secrets_are_kept_for_this_account_alone(clone: Path) -> None:
    made = lifecycle.secret("cookie", clone)
    assert len(made) >= 40
    assert lifecycle.secret("cookie", clone) == made
    assert lifecycle.secret("other", clone) != made
    file = lifecycle.home(clone) / "secrets.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert lifecycle.ROOT not in file.parents


def test_a_folder_too_deep_for_a_socket_gets_a_short_private_one(tmp_path: Path) -> None:
    account = lifecycle.Account("me", os.geteuid(), os.getegid())
    shallow = tmp_path / "data"
    deep = tmp_path / ("d" * 120) / "data"
    assert lifecycle._socket_folder(shallow, account) == shallow
    found = lifecycle._socket_folder(deep, account)
    try:
        assert len(str(found)) <= lifecycle.LONGEST_SOCKET_FOLDER
        assert stat.S_IMODE(found.stat().st_mode) == 0o700
        found.chmod(0o755)
        with pytest.raises(lifecycle.LifecycleError, match="not a private folder"):
            lifecycle._socket_folder(deep, account)
    finally:
        found.rmdir()


def test_no_postgresql_names_debians_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PUTRIGHT_POSTGRES", raising=False)
    monkeypatch.setattr(lifecycle, "_wheel_folder", lambda: None)
    monkeypatch.setattr(lifecycle, "_system_folders", list)
    with pytest.raises(lifecycle.LifecycleError, match="apt-get install postgresql"):
        lifecycle.find_binaries()


def test_an_outside_server_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:a%40b@db.example.org:6432/live?sslmode=require")
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    with lifecycle.server() as server:
        assert not server.ours
        assert server.app_role == "app"
        assert server.url("other") == "postgresql://app:a%40b@db.example.org:6432/other?sslmode=require"
        with pytest.raises(lifecycle.LifecycleError, match="DATABASE_OWNER_URL is not set"):
            server.url("live", "owner")


def works(pid: int) -> bool:
    """Whether the process is there and no zombie, which a container without an init never clears away."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_test_data_of_a_clone_that_is_gone_is_swept_with_its_leftover_server(tmp_path: Path) -> None:
    root = tmp_path / "gone"
    root.mkdir()
    program = (
        "import sys, time; from pathlib import Path; from putright.database import lifecycle\n"
        "with lifecycle.server('test', root=Path(sys.argv[1])):\n"
        "    print('up', flush=True); time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(root)],
        stdout=subprocess.PIPE,
        env=databases.program_environment(),
    ) as other:
        try:
            assert other.stdout is not None
            assert other.stdout.readline() == b"up\n"
            folder = lifecycle.home(root) / "test"
            pid = int((folder / "data" / "postmaster.pid").read_text().split()[0])
            root.rmdir()
            # While somebody uses it, it stays.
            assert folder not in lifecycle.sweep()
        finally:
            other.kill()
    assert folder in lifecycle.sweep()
    assert not folder.parent.exists()
    assert not works(pid)


def test_joining_is_quick(clone: Path) -> None:
    with lifecycle.server("test", root=clone):
        started = time.monotonic()
        with lifecycle.server("test", root=clone):
            pass
        assert time.monotonic() - started < 2
