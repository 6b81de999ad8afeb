"""Checkpoints: all heads of a landlord's chains at one moment, hashed, and a copy to keep elsewhere.

A row for each checkpoint stays here; the exported file holds the heads themselves. Only the file, kept where
nobody who can change the database can change it, proves that no chain was removed together with its row.
It names ids, lengths and hashes, and nothing personal.

The file is a JSON array with one element a line, so that it is read in a stream: for each landlord a first
line {"at", "landlord"}, a line a chain {"chain", "head", "length", "subject"} in the order of chain ids, then
a last line {"chains", "digest", "end", "events", "heads"}; `end` is the checkpoint's number.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, TextIO
from uuid import UUID

from django.db import connection
from django.utils import timezone

from putright.record.chain import FORMAT, GENESIS, Subject, canonical, hashed, moment
from putright.record.models import Chain, Checkpoint
from putright.record.tenancy import as_landlord


class CheckpointError(ValueError):
    """A file that is no checkpoint, or was damaged since it was written. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where one chain stood: its number of events and the hash of the last."""

    chain_id: UUID
    subject: Subject
    length: int
    head: str

    def line(self) -> str:
        """What a checkpoint hashes of this chain."""
        return f"{self.chain_id} {self.length} {self.head}\n"


@dataclass(frozen=True, slots=True)
class Section:
    """One landlord's part of an exported file."""

    landlord_id: UUID
    number: int
    at: str
    chains: int
    events: int
    digest: str
    offset: int


def take(
    landlord_id: UUID,
    *,
    at: datetime,
    each: Callable[[Head], object] | None = None,
    once_a_day: bool = False,
) -> Checkpoint:
    """Makes a landlord's next checkpoint, in a transaction of its own, and gives it.

    at          the moment, with its time zone
    each        is called with every head, in the order of chain ids, before the checkpoint is written
    once_a_day  gives the latest instead where it was made on this day in England already
    """
    with as_landlord(landlord_id):
        with connection.cursor() as cursor:
            # Two at once would both take the next number.
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"checkpoint {landlord_id}"]
            )
        before = Checkpoint.objects.filter(landlord_id=landlord_id).order_by("-number").first()
        if once_a_day and before and timezone.localdate(before.made_at) >= timezone.localdate(at):
            return before
        heads, chains, events = hashlib.sha256(), 0, 0
        for chain in Chain.objects.filter(landlord_id=landlord_id).order_by("id").iterator(chunk_size=2000):
            head = Head(chain.id, (chain.subject_kind, chain.subject_id), chain.length, chain.head)
            heads.update(head.line().encode())
            chains, events = chains + 1, events + head.length
            if each is not None:
                each(head)
        made = Checkpoint(
            landlord_id=landlord_id,
            number=before.number + 1 if before else 1,
            made_at=at,
            chains=chains,
            events=events,
            heads=heads.hexdigest(),
            previous=before.digest if before else GENESIS,
        )
        made.digest = hashed(body(made))
        made.save(force_insert=True)
    return made


def body(checkpoint: Checkpoint) -> str:
    """The canonical JSON that a checkpoint's digest is taken over."""
    return canonical(
        {
            "format": FORMAT,
            "landlord": checkpoint.landlord_id,
            "number": checkpoint.number,
            "at": moment(checkpoint.made_at),
            "chains": checkpoint.chains,
            "events": checkpoint.events,
            "heads": checkpoint.heads,
            "previous": checkpoint.previous,
        }
    )


def export(landlord_ids: Iterable[UUID], file: TextIO, *, at: datetime) -> list[Checkpoint]:
    """Makes a checkpoint for each landlord and writes them, with all heads, to an open file."""
    made = []
    between = "[\n"

    def write(value: object) -> None:
        nonlocal between
        file.write(between + canonical(value))
        between = ",\n"

    for landlord_id in landlord_ids:
        # The number is known only afterwards, so the last line has it as well as everything else.
        write({"landlord": landlord_id, "at": at})
        checkpoint = take(
            landlord_id,
            at=at,
            each=lambda head: write(
                {
                    "chain": head.chain_id,
                    "subject": list(head.subject),
                    "length": head.length,
                    "head": head.head,
                }
            ),
        )
        write(
            {
                "end": checkpoint.number,
                "chains": checkpoint.chains,
                "events": checkpoint.events,
                "heads": checkpoint.heads,
                "digest": checkpoint.digest,
            }
        )
        made.append(checkpoint)
    file.write("\n]\n" if made else "[\n]\n")
    return made


class Exported:
    """An exported file, read in a stream. Opening it checks every landlord's heads against their digest."""

    def __init__(self, path: Path) -> None:
        """Raises CheckpointError for a file that is none of ours, is cut off or was changed."""
        self.path = path
        self.sections: dict[UUID, Section] = {}
        try:
            with path.open("rb") as file:
                self._index(file)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            if isinstance(error, CheckpointError):
                raise
            raise CheckpointError(
                f"{path} cannot be read as a checkpoint ({error}). Give a file that `putright checkpoint "
                "--export` wrote."
            ) from error

    def heads(self, landlord_id: UUID) -> Iterator[Head]:
        """The landlord's heads in the order of chain ids; none for a landlord that is not in the file."""
        section = self.sections.get(landlord_id)
        if section is None:
            return
        with self.path.open("rb") as file:
            file.seek(section.offset)
            for line in file:
                row = _row(line)
                if "chain" not in row:
                    return
                yield _head(row)

    def _index(self, file: BinaryIO) -> None:
        if file.readline().strip() != b"[":
            raise ValueError("the first line is no [")
        while (line := file.readline()) and line.strip() != b"]":
            opening = _row(line)
            landlord_id = UUID(opening["landlord"])
            offset = file.tell()
            heads, chains, events = hashlib.sha256(), 0, 0
            while "chain" in (row := _row(file.readline())):
                head = _head(row)
                heads.update(head.line().encode())
                chains, events = chains + 1, events + head.length
            if (row["heads"], row["chains"], row["events"]) != (heads.hexdigest(), chains, events):
                raise CheckpointError(
                    f"{self.path} was changed since it was written: the heads of landlord {landlord_id} "
                    "do not agree with their digest. Use another copy."
                )
            self.sections[landlord_id] = Section(
                landlord_id, row["end"], opening["at"], chains, events, row["digest"], offset
            )
        if not line:
            raise CheckpointError(
                f"{self.path} has been cut off: its last line is missing. Use another copy."
            )


def _row(line: bytes) -> dict[str, Any]:
    row = json.loads(line.strip().removesuffix(b","))
    if not isinstance(row, dict):
        raise TypeError("a line is no object")
    return row


def _head(row: dict[str, Any]) -> Head:
    kind, subject_id = row["subject"]
    return Head(UUID(row["chain"]), (str(kind), UUID(subject_id)), int(row["length"]), str(row["head"]))
