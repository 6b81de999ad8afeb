"""A backup holds every row behind row-level security, and a restore gives it back or changes nothing."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from putright.database import backup, databases
from putright.database.lifecycle import LifecycleError, Server

POLICY = """
CREATE TABLE words (landlord_id uuid, said text);
ALTER TABLE words ENABLE ROW LEVEL SECURITY;
ALTER TABLE words FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON words USING (landlord_id = NULLIF(current_setting('putright.landlord', true), '')::uuid);
CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'never'; END $$;
CREATE TRIGGER never BEFORE UPDATE OR DELETE ON words FOR EACH ROW EXECUTE FUNCTION never();
"""


@pytest.fixture
def filled(test_server: Server) -> Iterator[str]:
    name = f"putright_own_{os.getpid()}_backup"
    databases.create(test_server, name)
    with test_server.connect(name) as connection:
        connection.execute(POLICY)
    with test_server.connect(name, "admin") as connection:
        for number in (1, 2, 3):
            connection.execute(
                "INSERT INTO words VALUES (%s, 'the roof لیک')",
                [f"00000000-0000-0000-0000-00000000000{number}"],
            )
    yield name
    for made in databases.names(test_server, name):
        databases.drop(test_server, made)


def test_a_restore_gives_back_every_landlords_rows_and_their_guards(
    test_server: Server, filled: str, tmp_path: Path
) -> None:
    file = tmp_path / "all.backup"
    assert backup.back_up(test_server, filled, file) == file.stat().st_size
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = f"{filled}_again"
    backup.restore(test_server, again, file)
    with test_server.connect(again, "admin") as connection:
        rows = connection.execute("SELECT count(*), min(said) FROM words").fetchone()
        assert rows == (3, "the roof لیک")
        owners = connection.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'words'").fetchone()
        assert owners == ("putright_owner",)
        with pytest.raises(Exception, match="never"):
            connection.execute("DELETE FROM words")
    with test_server.connect(again, "app") as connection:
        assert connection.execute("SELECT count(*) FROM words").fetchone() == (0,)
        connection.execute("SET putright.landlord = '00000000-0000-0000-0000-000000000002'")
        assert connection.execute("SELECT count(*) FROM words").fetchone() == (1,)


def test_nothing_is_written_over(test_server: Server, filled: str, tmp_path: Path) -> None:
    file = tmp_path / "all.backup"
    backup.back_up(test_server, filled, file)
    with pytest.raises(LifecycleError, match="never written over"):
        backup.back_up(test_server, filled, file)
    with pytest.raises(LifecycleError, match="not empty"):
        backup.restore(test_server, filled, file)


def test_a_backup_cut_short_changes_nothing(test_server: Server, filled: str, tmp_path: Path) -> None:
    file = tmp_path / "all.backup"
    backup.back_up(test_server, filled, file)
    cut = tmp_path / "cut.backup"
    cut.write_bytes(file.read_bytes()[:-200])
    again = f"{filled}_cut"
    with pytest.raises(LifecycleError, match="pg_restore stopped"):
        backup.restore(test_server, again, cut)
    assert backup.empty(test_server, again)


def test_a_file_that_is_no_backup_is_refused(test_server: Server, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear landlord")
    with pytest.raises(LifecycleError, match="not a backup"):
        backup.restore(test_server, "putright_nowhere", file)
    assert not databases.exists(test_server, "putright_nowhere")
    with pytest.raises(LifecycleError, match="There is no file"):
        backup.restore(test_server, "putright_nowhere", tmp_path / "none")
