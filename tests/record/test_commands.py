"""`putright verify` and `putright checkpoint`, as somebody types them."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from putright.accounts.models import Landlord
from putright.cli import checkpoint, verify
from putright.record import chain
from putright.record.chain import By
from putright.record.models import Checkpoint
from putright.record.tenancy import as_landlord

Connection = psycopg.Connection[tuple[object, ...]]
AT = datetime(2026, 11, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def landlords(owner: Connection) -> Iterator[tuple[Landlord, Landlord]]:
    """Two landlords with a case each, and nobody else."""
    both = (_landlord("northgate", "Northgate Homes"), _landlord("southdown", "Southdown Housing"))
    yield both
    _forget(owner, *both)


def _forget(owner: Connection, *landlords: Landlord) -> None:
    # The application may not: a landlord's row is never removed by it.
    owner.execute("DELETE FROM accounts_landlord WHERE id = ANY (%s)", [[each.id for each in landlords]])


def _landlord(code: str, name: str) -> Landlord:
    made = Landlord.objects.create(code=code, name=name, link_days=30, draft_days=14)
    with as_landlord(made.id):
        for _ in range(3):
            chain.note(
                landlord_id=made.id,
                subject=("case", made.id),
                kind="test.received",
                by=By.system(),
                at=AT,
                on=date(2026, 11, 4),
                personal={"name": "Ms A"},
            )
    return made


def _cut(tamper: Callable[..., None], landlord_id: UUID) -> None:
    tamper(
        "DELETE FROM record_personaltext WHERE event_id IN"
        " (SELECT id FROM record_event WHERE landlord_id = %s AND number = 3)",
        landlord_id,
    )
    tamper("DELETE FROM record_event WHERE landlord_id = %s AND number = 3", landlord_id)


def test_a_sound_record_ends_with_0(
    landlords: tuple[Landlord, Landlord], capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify.run([]) == 0
    said = capsys.readouterr().out
    assert "Checked 6 events in 2 chains of 2 landlords: nothing is wrong." in said
    assert "Without a checkpoint" in said


def test_a_problem_is_named_and_ends_with_1(
    landlords: tuple[Landlord, Landlord], tamper: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    _cut(tamper, landlords[1].id)
    assert verify.run([]) == 1
    said = capsys.readouterr().out
    assert f"WRONG  Southdown Housing: case {landlords[1].id}: the last events were cut off" in said
    assert "1 wrong" in said
    assert verify.run(["--landlord", "northgate"]) == 0
    assert verify.run(["--landlord", "southdown"]) == 1


def test_json_says_the_same(
    landlords: tuple[Landlord, Landlord], tamper: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    _cut(tamper, landlords[0].id)
    assert verify.run(["--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is False
    assert told["problems"][0]["what"] == "tail_cut"
    assert told["problems"][0]["details"] == {"first": 3, "last": 3}


def test_what_was_blanked_is_said(
    landlords: tuple[Landlord, Landlord], capsys: pytest.CaptureFixture[str]
) -> None:
    landlord = landlords[0].id
    with as_landlord(landlord):
        event = chain.note(
            landlord_id=landlord,
            subject=("case", landlord),
            kind="test.received",
            by=By.system(),
            at=AT,
            on=date(2026, 11, 4),
            personal={"words": "damp"},
        )
        chain.blank(event, ["words"], by=By.system(), at=AT, on=date(2026, 11, 4), reason="retention")
    assert verify.run([]) == 0
    assert "words of event 4 blanked on 2026-11-04 (retention)" in capsys.readouterr().out


def test_an_unknown_landlord_or_file_ends_with_2(
    landlords: tuple[Landlord, Landlord], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify.run(["--landlord", "nowhere"]) == 2
    assert "no landlord with the code 'nowhere'" in capsys.readouterr().err
    assert verify.run(["--against", str(tmp_path / "none.json")]) == 2
    assert "cannot be read as a checkpoint" in capsys.readouterr().err


def test_an_exported_checkpoint_finds_a_landlord_that_is_gone(
    landlords: tuple[Landlord, Landlord],
    tamper: Callable[..., None],
    owner: Connection,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "heads.json"
    assert checkpoint.run(["--export", str(file)]) == 0
    assert "Checkpoint of 6 events in 2 chains of 2 landlords, written to" in capsys.readouterr().out
    assert verify.run(["--against", str(file)]) == 0
    assert "Up to the checkpoint of" in capsys.readouterr().out
    gone = landlords[1].id
    for table in ("personaltext", "event", "chain", "checkpoint"):
        tamper(f"DELETE FROM record_{table} WHERE landlord_id = %s", gone)
    _forget(owner, landlords[1])
    assert verify.run([]) == 0
    capsys.readouterr()
    assert verify.run(["--against", str(file)]) == 1
    assert f"WRONG  {gone}: case {gone}: the whole chain was removed" in capsys.readouterr().out


def test_a_checkpoint_is_never_written_over_another(
    landlords: tuple[Landlord, Landlord], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "heads.json"
    file.write_text("an older one")
    assert checkpoint.run(["--export", str(file)]) == 2
    assert checkpoint.run(["--export", str(tmp_path / "no" / "folder.json")]) == 2
    assert "Name a new file" in capsys.readouterr().err
    assert file.read_text() == "an older one"
    assert list(tmp_path.iterdir()) == [file]
    with as_landlord(landlords[0].id):
        assert not Checkpoint.objects.exists()


def test_a_checkpoint_without_a_file_is_kept_in_the_database(
    landlords: tuple[Landlord, Landlord], capsys: pytest.CaptureFixture[str]
) -> None:
    assert checkpoint.run([]) == 0
    assert checkpoint.run([]) == 0
    with as_landlord(landlords[0].id):
        assert [row.number for row in Checkpoint.objects.order_by("number")] == [1, 2]
