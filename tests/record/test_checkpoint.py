"""Checkpoints: what a chain that is gone with its row leaves behind elsewhere."""

import hashlib
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from putright.record import chain
from putright.record.chain import GENESIS, By, Subject
from putright.record.checkpoint import CheckpointError, Exported, body, export, take
from putright.record.ids import uuid7
from putright.record.models import Chain, Checkpoint, Event
from putright.record.tenancy import as_landlord
from putright.record.verify import verify

AT = datetime(2026, 11, 4, 23, 0, tzinfo=UTC)
Tamper = Callable[..., None]

pytestmark = pytest.mark.usefixtures("committed")


def _note(landlord: UUID, subject: Subject, count: int = 1) -> None:
    with as_landlord(landlord):
        for turn in range(count):
            chain.note(
                landlord_id=landlord,
                subject=subject,
                kind="test.received",
                by=By.system(),
                at=AT,
                on=date(2026, 11, 4),
                facts={"channel": f"way {turn}"},
            )


@pytest.fixture
def case(landlord: UUID) -> Subject:
    """A case of four events among others."""
    subjects: list[Subject] = [("case", uuid7()) for _ in range(3)]
    for subject in subjects:
        _note(landlord, subject, 4)
    return subjects[1]


@pytest.fixture
def file(landlord: UUID, case: Subject, tmp_path: Path) -> Path:
    """The exported checkpoint of that landlord and of another."""
    other = uuid7()
    _note(other, ("case", uuid7()))
    path = tmp_path / "checkpoint.json"
    with path.open("w") as out:
        export([other, landlord], out, at=AT)
    return path


def _found(landlord: UUID, file: Path | None) -> list[str]:
    report = verify([landlord], against=Exported(file) if file else None)
    return [problem.what for problem in report.problems]


def test_a_checkpoint_counts_and_hashes_all_heads(landlord: UUID, case: Subject) -> None:
    made = take(landlord, at=AT)
    with as_landlord(landlord):
        lines = [f"{row.id} {row.length} {row.head}\n" for row in Chain.objects.order_by("id")]
    assert (made.number, made.chains, made.events) == (1, 3, 12)
    assert made.heads == hashlib.sha256("".join(lines).encode()).hexdigest()
    assert made.previous == GENESIS
    following = take(landlord, at=AT)
    assert (following.number, following.previous) == (2, made.digest)
    assert following.digest == hashlib.sha256(body(following).encode()).hexdigest()


def test_the_file_is_json_with_every_head_and_nothing_personal(
    landlord: UUID, case: Subject, file: Path
) -> None:
    rows = json.loads(file.read_text())
    heads = [row for row in rows if "chain" in row]
    assert len(heads) == 4
    assert all(set(row) == {"chain", "head", "length", "subject"} for row in heads)
    assert ["case", str(case[1])] in [row["subject"] for row in heads]


def test_a_file_of_no_landlord_is_read_too(tmp_path: Path) -> None:
    with (tmp_path / "none.json").open("w") as out:
        export([], out, at=AT)
    assert json.loads((tmp_path / "none.json").read_text()) == []
    assert Exported(tmp_path / "none.json").sections == {}


def test_a_record_that_only_grew_agrees_with_its_checkpoint(
    landlord: UUID, case: Subject, file: Path
) -> None:
    _note(landlord, case, 3)
    _note(landlord, ("case", uuid7()))
    report = verify([landlord], against=Exported(file))
    assert report.ok
    (said,) = report.unknown
    assert "2026-11-04T23:00:00" in said
    assert "later" in said


def test_a_whole_chain_removed_with_its_row_is_found(
    landlord: UUID, case: Subject, file: Path, tamper: Tamper
) -> None:
    tamper(
        "DELETE FROM record_event WHERE chain_id = (SELECT id FROM record_chain WHERE subject_id = %s)",
        case[1],
    )
    tamper("DELETE FROM record_chain WHERE subject_id = %s", case[1])
    assert _found(landlord, file) == ["chain_removed", "fewer_than_checkpoint"]
    problem = verify([landlord], against=Exported(file)).problems[0]
    assert problem.sentence() == f"case {case[1]}: the whole chain was removed; it had 4 events"


def test_a_chain_removed_with_every_trace_is_found_by_the_file_alone(
    landlord: UUID, case: Subject, file: Path, tamper: Tamper
) -> None:
    tamper(
        "DELETE FROM record_event WHERE chain_id = (SELECT id FROM record_chain WHERE subject_id = %s)",
        case[1],
    )
    tamper("DELETE FROM record_chain WHERE subject_id = %s", case[1])
    tamper("DELETE FROM record_checkpoint WHERE landlord_id = %s", landlord)
    assert _found(landlord, None) == []
    assert _found(landlord, file) == ["chain_removed", "checkpoint_removed"]


def _set_back(tamper: Tamper, case: Subject, length: int) -> None:
    """Cuts the chain after `length` events and makes its row say so."""
    which = "chain_id = (SELECT id FROM record_chain WHERE subject_id = %s)"
    tamper(f"DELETE FROM record_event WHERE {which} AND number > %s", case[1], length)
    tamper(
        "UPDATE record_chain SET length = %s, head = (SELECT hash FROM record_event"
        f" WHERE {which} AND number = %s) WHERE subject_id = %s",
        length,
        case[1],
        length,
        case[1],
    )


def test_a_tail_cut_with_the_row_set_back_is_found(
    landlord: UUID, case: Subject, file: Path, tamper: Tamper
) -> None:
    _note(landlord, ("case", uuid7()), 9)
    _set_back(tamper, case, 2)
    assert _found(landlord, None) == []
    assert _found(landlord, file) == ["cut_since_checkpoint"]
    problem = verify([landlord], against=Exported(file)).problems[0]
    assert "events 3 to 4" in problem.sentence()
    assert str(case[1]) in problem.subject


def test_a_chain_rewritten_to_its_end_is_found(
    landlord: UUID, case: Subject, file: Path, tamper: Tamper
) -> None:
    _note(landlord, case, 2)
    with as_landlord(landlord):
        events = list(Event.objects.filter(chain__subject_id=case[1], number__gte=3).order_by("number"))
    previous = events[0].previous
    for event in events:
        forged = chain.canonical(
            json.loads(event.body) | {"facts": {"channel": "forged"}, "previous": previous}
        )
        digest = chain.hashed(forged)
        tamper(
            "UPDATE record_event SET body = %s, hash = %s, previous = %s WHERE id = %s",
            forged,
            digest,
            previous,
            event.id,
        )
        previous = digest
    tamper("UPDATE record_chain SET head = %s WHERE subject_id = %s", previous, case[1])
    assert _found(landlord, None) == []
    assert _found(landlord, file) == ["rewritten_since_checkpoint"]


def test_even_without_a_file_fewer_events_than_were_counted_are_found(
    landlord: UUID, case: Subject, tamper: Tamper
) -> None:
    take(landlord, at=AT)
    _set_back(tamper, case, 2)
    assert _found(landlord, None) == ["fewer_than_checkpoint"]


@pytest.mark.parametrize(
    "change", ["events = 1", "made_at = made_at - interval '1 day'", "previous = repeat('f', 64)"]
)
def test_an_altered_checkpoint_is_found(
    change: str, landlord: UUID, case: Subject, file: Path, tamper: Tamper
) -> None:
    take(landlord, at=AT)
    tamper(f"UPDATE record_checkpoint SET {change} WHERE landlord_id = %s AND number = 2", landlord)
    assert _found(landlord, None) == ["checkpoint_altered"]


def test_a_checkpoint_put_in_anothers_place_is_found(
    landlord: UUID, case: Subject, file: Path, tamper: Tamper
) -> None:
    with as_landlord(landlord):
        row = Checkpoint.objects.get()
    row.events = 1
    tamper(
        "UPDATE record_checkpoint SET events = 1, digest = %s WHERE id = %s", chain.hashed(body(row)), row.id
    )
    assert _found(landlord, None) == []
    assert _found(landlord, file) == ["checkpoint_altered"]


def test_a_removed_checkpoint_is_found(landlord: UUID, case: Subject, tamper: Tamper) -> None:
    for _ in range(3):
        take(landlord, at=AT)
    tamper("DELETE FROM record_checkpoint WHERE landlord_id = %s AND number = 2", landlord)
    assert _found(landlord, None) == ["checkpoint_removed"]


def test_a_landlord_that_the_file_does_not_know_is_said(case: Subject, file: Path) -> None:
    stranger = uuid7()
    report = verify([stranger], against=Exported(file))
    assert any(str(stranger) in sentence for sentence in report.unknown)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace('"length":4', '"length":5', 1),
        lambda text: text[: len(text) // 2],
        lambda text: text.rstrip().removesuffix("]"),
        lambda text: "\n".join(line for line in text.splitlines() if not line.startswith('{"chain"')),
        lambda text: "{}",
        lambda text: "",
        lambda text: "[\nnull\n]\n",
        lambda text: '[\n{"landlord":"x"}\n]\n',
    ],
)
def test_a_damaged_file_is_refused(damage: Callable[[str], str], file: Path) -> None:
    file.write_text(damage(file.read_text()))
    with pytest.raises(CheckpointError, match=r"copy|wrote"):
        Exported(file)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="cannot be read"):
        Exported(tmp_path / "nothing.json")


def test_a_crash_while_exporting_leaves_no_checkpoint_of_that_landlord(landlord: UUID, case: Subject) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            if self.tell() > 300:
                raise OSError("no space left")
            return super().write(text)

    with pytest.raises(OSError, match="no space"):
        export([landlord], Full(), at=AT)
    with as_landlord(landlord):
        assert not Checkpoint.objects.exists()
