"""Documents: bytes in, bytes out. This module is the only door to them.

The bytes lie in the database, in chunks, under the landlord and their SHA-256, and are written in the
caller's transaction: a letter is there when its event is, or neither is. To move them into an object store,
rewrite `_store` and `_chunk` and leave the rest.
"""

import hashlib
import io
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import connection

from putright.record.models import Chunk, Document, Forgotten
from putright.record.tenancy import as_landlord

__all__ = [
    "LIMIT",
    "Document",
    "DocumentDamaged",
    "DocumentForgotten",
    "DocumentTooLarge",
    "contents",
    "digest",
    "forget",
    "keep",
    "read",
    "read_many",
]

# The name under which a landlord's logo is kept, as its letters bear it: it is shown to everybody.
LETTERHEAD = "letterhead.png"
CHUNK = 1024 * 1024
LIMIT = 25 * 1000 * 1000


class DocumentTooLarge(ValueError):
    """A file of more than `limit` bytes."""

    code = "document_too_large"
    limit = LIMIT

    def __init__(self) -> None:
        super().__init__(f"The file is too large. Give one of at most {LIMIT // 1_000_000} MB.")


class DocumentDamaged(Exception):
    """The bytes that lie here are not the ones that were kept."""

    def __init__(self, document: Document) -> None:
        super().__init__(
            f"Document {document.id} no longer has the digest it was kept under. Restore it from a backup."
        )


class DocumentForgotten(Exception):
    """The bytes were removed on purpose, with a case's personal text; the digest stays."""

    def __init__(self, document: Document) -> None:
        super().__init__(f"The bytes of document {document.id} were removed.")


def keep(
    landlord_id: UUID, *, name: str, content_type: str, data: bytes | BinaryIO, at: datetime
) -> Document:
    """Keeps a file for good, in the caller's transaction, which must be the landlord's.

    data  the bytes, or an open file that can be read twice (an upload can); at most one chunk is in memory
    at    the moment, with its time zone

    The same bytes given again are stored once; each giving has its own Document. Raises DocumentTooLarge.
    """
    file = io.BytesIO(data) if isinstance(data, bytes) else data
    sha256, size = _measure(file)
    _hold(landlord_id, sha256, alone=False)
    document = Document.objects.create(
        landlord_id=landlord_id,
        name=name[:255],
        content_type=content_type,
        size=size,
        sha256=sha256,
        kept_at=at,
    )
    _store(landlord_id, sha256, file)
    return document


def digest(file: BinaryIO) -> str:
    """The digest under which these bytes would be kept. Raises DocumentTooLarge."""
    return _measure(file)[0]


def read(document: Document) -> Iterator[bytes]:
    """The document's bytes, at most 1 MiB at a time, inside or outside a transaction.

    The last piece is handed out only when the digest agrees, otherwise DocumentDamaged is raised: a damaged
    file never arrives as a whole one. The caller's door must have said yes to this document before. Raises
    DocumentForgotten before the first piece where the bytes were removed.
    """
    seen = hashlib.sha256()
    held = b""
    for number in range((document.size + CHUNK - 1) // CHUNK):
        if number:
            yield held
        held = _chunk(document, number)
        seen.update(held)
    if seen.hexdigest() != document.sha256:
        raise DocumentDamaged(document)
    yield held


def read_many(landlord_id: UUID, documents: Iterable[Document]) -> Iterator[tuple[Document, Iterator[bytes]]]:
    """The bytes of many documents of one landlord, in their order, each as `read` gives them.

    Small ones come together, as many as one chunk would hold: the statements grow with the bytes and not with the
    files, and no more than a chunk is in memory. Reading one raises what `read` raises, and the next can be read.
    """
    waiting: list[Document] = []
    for document in documents:
        if document.size <= CHUNK and sum(one.size for one in waiting) + document.size <= CHUNK:
            waiting.append(document)
            continue
        yield from _together(landlord_id, waiting)
        waiting = [document] if document.size <= CHUNK else []
        if document.size > CHUNK:
            yield document, read(document)
    yield from _together(landlord_id, waiting)


def _together(landlord_id: UUID, documents: list[Document]) -> Iterator[tuple[Document, Iterator[bytes]]]:
    if not documents:
        return
    with as_landlord(landlord_id):
        found = dict(
            Chunk.objects.filter(
                landlord_id=landlord_id, sha256__in={one.sha256 for one in documents}, number=0
            ).values_list("sha256", "data")
        )
        forgotten = set(
            Forgotten.objects.filter(
                landlord_id=landlord_id,
                document_id__in=[one.id for one in documents if one.sha256 not in found],
            ).values_list("document_id", flat=True)
            if any(one.sha256 not in found for one in documents)
            else ()
        )
    for document in documents:
        yield document, _checked(document, found.get(document.sha256), document.id in forgotten)


def _checked(document: Document, data: bytes | memoryview | None, forgotten: bool) -> Iterator[bytes]:
    if forgotten:
        raise DocumentForgotten(document)
    whole = bytes(data) if data is not None else b""
    if hashlib.sha256(whole).hexdigest() != document.sha256:
        raise DocumentDamaged(document)
    yield whole


def forget(landlord_id: UUID, documents: Collection[UUID], *, reason: str, at: datetime) -> int:
    """Removes the bytes of these documents for good, in the caller's transaction; gives how many digests are gone.

    documents  their ids; names, sizes and digests stay, and the record's events keep the digests too
    reason     one word, as blanking has it: "retention"

    Bytes that another document lies on, which is not forgotten, stay for it. The database itself refuses to remove
    any others. Doing it twice is harmless.
    """
    there = {
        one.id: one.sha256
        for one in Document.objects.filter(landlord_id=landlord_id, id__in=documents).order_by("sha256")
    }
    for sha256 in sorted(set(there.values())):
        _hold(landlord_id, sha256, alone=True)
    known = set(
        Forgotten.objects.filter(landlord_id=landlord_id, document__in=there).values_list(
            "document_id", flat=True
        )
    )
    Forgotten.objects.bulk_create(
        Forgotten(landlord_id=landlord_id, document_id=one, reason=reason, at=at)
        for one in there
        if one not in known
    )
    free = set(there.values()) - set(
        Document.objects.filter(
            landlord_id=landlord_id, sha256__in=set(there.values()), forgotten=None
        ).values_list("sha256", flat=True)
    )
    Chunk.objects.filter(landlord_id=landlord_id, sha256__in=free).delete()
    return len(free)


def _hold(landlord_id: UUID, sha256: str, *, alone: bool) -> None:
    """Until the transaction ends nobody removes these bytes while they are kept a second time, and the other way."""
    key = int.from_bytes(hashlib.sha256(f"{landlord_id} {sha256}".encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s)" if alone else "SELECT pg_advisory_xact_lock_shared(%s)", [key]
        )


def contents(document: Document) -> bytes:
    """The document's bytes at once, for files known to be small. Raises DocumentDamaged."""
    return b"".join(read(document))


def _measure(file: BinaryIO) -> tuple[str, int]:
    file.seek(0)
    seen = hashlib.sha256()
    size = 0
    while piece := file.read(CHUNK):
        size += len(piece)
        if size > LIMIT:
            raise DocumentTooLarge
        seen.update(piece)
    return seen.hexdigest(), size


def _store(landlord_id: UUID, sha256: str, file: BinaryIO) -> None:
    if Chunk.objects.filter(landlord_id=landlord_id, sha256=sha256).exists():
        return
    file.seek(0)
    number = 0
    while piece := file.read(CHUNK):
        # Somebody else may keep the same bytes at this moment: then theirs stay, and they are the same.
        Chunk.objects.bulk_create(
            [Chunk(landlord_id=landlord_id, sha256=sha256, number=number, data=piece)], ignore_conflicts=True
        )
        number += 1


def _chunk(document: Document, number: int) -> bytes:
    # Streaming goes on after the request's transaction has ended, so each chunk is read in one of its own.
    with as_landlord(document.landlord_id):
        data = (
            Chunk.objects.filter(landlord_id=document.landlord_id, sha256=document.sha256, number=number)
            .values_list("data", flat=True)
            .first()
        )
        if (
            data is None
            and Forgotten.objects.filter(landlord_id=document.landlord_id, document_id=document.id).exists()
        ):
            raise DocumentForgotten(document)
    if data is None:
        raise DocumentDamaged(document)
    return bytes(data)
