"""Documents: bytes in, the same bytes out, or an error."""

import hashlib
import io
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import BinaryIO
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from putright.record import documents
from putright.record.documents import CHUNK, LIMIT, DocumentDamaged, DocumentTooLarge, contents, keep, read
from putright.record.ids import uuid7
from putright.record.models import Chunk, Document
from putright.record.tenancy import as_landlord

AT = datetime(2026, 11, 4, 9, 30, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("committed")


def _keep(landlord: UUID, data: bytes | BinaryIO, name: str = "photo.jpg") -> Document:
    with as_landlord(landlord):
        return keep(landlord, name=name, content_type="image/jpeg", data=data, at=AT)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 5])
def test_the_same_bytes_come_back_in_pieces(size: int, landlord: UUID) -> None:
    data = bytes(turn % 251 for turn in range(1024)) * (size // 1024 + 1)
    data = data[:size]
    document = _keep(landlord, data)
    assert (document.size, document.sha256) == (size, hashlib.sha256(data).hexdigest())
    pieces = list(read(document))
    assert b"".join(pieces) == data
    assert all(len(piece) <= CHUNK for piece in pieces)


def test_an_open_file_is_kept_as_its_bytes_are(landlord: UUID) -> None:
    file = io.BytesIO(b"x" * (CHUNK + 3))
    file.read(10)
    assert contents(_keep(landlord, file)) == b"x" * (CHUNK + 3)


def test_25_megabytes_are_kept_and_one_byte_more_is_not(landlord: UUID) -> None:
    assert _keep(landlord, bytes(LIMIT)).size == LIMIT == 25_000_000
    with pytest.raises(DocumentTooLarge, match="at most 25 MB"):
        _keep(landlord, bytes(LIMIT + 1))
    with as_landlord(landlord):
        assert Document.objects.count() == 1


def test_the_same_bytes_lie_here_once_for_a_landlord(landlord: UUID) -> None:
    first, second = _keep(landlord, b"same", "a.jpg"), _keep(landlord, b"same", "b.jpg")
    other = uuid7()
    elsewhere = _keep(other, b"same")
    with as_landlord(landlord):
        assert Chunk.objects.count() == 1
    assert (first.name, second.name) == ("a.jpg", "b.jpg")
    assert contents(first) == contents(second) == contents(elsewhere) == b"same"


def test_a_document_goes_with_the_transaction_it_was_kept_in(landlord: UUID) -> None:
    with pytest.raises(KeyError), as_landlord(landlord):
        keep(landlord, name="a", content_type="text/plain", data=b"a", at=AT)
        raise KeyError
    with as_landlord(landlord):
        assert not Document.objects.exists()
        assert not Chunk.objects.exists()


def test_a_crash_between_two_chunks_leaves_nothing(landlord: UUID) -> None:
    class Torn(io.BytesIO):
        reads = 0

        def read(self, size: int | None = -1) -> bytes:
            self.reads += 1
            if self.reads == 6:
                raise OSError("gone")
            return super().read(size)

    with pytest.raises(OSError, match="gone"):
        _keep(landlord, Torn(bytes(3 * CHUNK)))
    with as_landlord(landlord):
        assert not Chunk.objects.exists()


def test_two_who_keep_the_same_bytes_at_once_both_have_them(landlord: UUID) -> None:
    data = b"y" * (2 * CHUNK)
    start = threading.Barrier(2)
    kept: list[Document] = []

    def work() -> None:
        try:
            start.wait(5)
            kept.append(_keep(landlord, data))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert [contents(document) for document in kept] == [data, data]
    with as_landlord(landlord):
        assert Chunk.objects.count() == 2


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE record_chunk SET data = overlay(data placing 'a' from 5)"
        " WHERE landlord_id = %s AND number = 0",
        "UPDATE record_chunk SET data = '' WHERE landlord_id = %s AND number = 1",
        "DELETE FROM record_chunk WHERE landlord_id = %s AND number = 1",
    ],
)
def test_damaged_bytes_never_come_out_whole(damage: str, landlord: UUID, tamper: Callable[..., None]) -> None:
    document = _keep(landlord, b"z" * (CHUNK + 9))
    tamper(damage, landlord)
    got = 0
    with pytest.raises(DocumentDamaged, match="Restore it from a backup"):
        for piece in read(document):
            got += len(piece)
    assert got < document.size


def test_another_landlords_document_cannot_be_kept_here(landlord: UUID) -> None:
    with pytest.raises(Exception, match="row-level security"), as_landlord(uuid7()):
        keep(landlord, name="a", content_type="text/plain", data=b"a", at=AT)


def test_reading_leaves_no_transaction_open_between_pieces(landlord: UUID) -> None:
    pieces = read(_keep(landlord, b"q" * (CHUNK + 1)))
    next(pieces)
    assert not connection.in_atomic_block
    assert documents.LIMIT > CHUNK
    assert next(pieces) == b"q"


def test_forgotten_bytes_are_gone_and_what_they_were_is_still_known(landlord: UUID) -> None:
    document, other = _keep(landlord, b"secret" * 9), _keep(landlord, b"another's")
    with as_landlord(landlord):
        assert documents.forget(landlord, [document.id], reason="retention", at=AT) == 1
        assert Chunk.objects.count() == 1
        assert Document.objects.get(id=document.id).sha256 == document.sha256
    with pytest.raises(documents.DocumentForgotten, match="were removed"):
        contents(document)
    assert contents(other) == b"another's"


def test_bytes_that_another_document_lies_on_stay_until_it_is_forgotten_too(landlord: UUID) -> None:
    one, two = _keep(landlord, b"the same"), _keep(landlord, b"the same")
    with as_landlord(landlord):
        assert documents.forget(landlord, [one.id], reason="retention", at=AT) == 0
    assert contents(two) == b"the same"
    with as_landlord(landlord):
        assert documents.forget(landlord, [two.id], reason="retention", at=AT) == 1
        assert not Chunk.objects.exists()


def test_bytes_that_come_again_after_they_were_forgotten_are_kept_anew(landlord: UUID) -> None:
    with as_landlord(landlord):
        documents.forget(landlord, [_keep(landlord, b"again").id], reason="retention", at=AT)
    assert contents(_keep(landlord, b"again")) == b"again"


def test_keeping_waits_for_forgetting_the_same_bytes(landlord: UUID) -> None:
    """Else the second keeping would find the bytes there, and they would be gone when the first had ended."""
    first = _keep(landlord, b"both")
    kept: list[Document] = []

    def work() -> None:
        try:
            kept.append(_keep(landlord, b"both"))
        finally:
            connection.close()

    with as_landlord(landlord):
        documents.forget(landlord, [first.id], reason="retention", at=AT)
        thread = threading.Thread(target=work)
        thread.start()
        thread.join(0.3)
        assert not kept
    thread.join(20)
    assert contents(kept[0]) == b"both"


def test_many_are_read_in_their_order_small_ones_together_and_one_that_is_gone_stops_no_other(
    landlord: UUID,
) -> None:
    datas = [b"a", b"", b"b" * (CHUNK + 5), b"c" * 900_000, b"d" * 900_000, b"gone", b"e", b"a"]
    kept = [_keep(landlord, data, f"{number}.jpg") for number, data in enumerate(datas)]
    with as_landlord(landlord):
        documents.forget(landlord, [kept[5].id], reason="retention", at=AT)
    got = []
    for document, pieces in documents.read_many(landlord, kept):
        try:
            got.append((document.id, b"".join(pieces)))
        except documents.DocumentForgotten:
            got.append((document.id, b"forgotten"))
    wanted = [b"forgotten" if data == b"gone" else data for data in datas]
    assert got == [(document.id, data) for document, data in zip(kept, wanted, strict=True)]
    assert not connection.in_atomic_block


def test_a_hundred_small_ones_cost_few_statements(landlord: UUID) -> None:
    kept = [_keep(landlord, b"%d" % number) for number in range(100)]
    with CaptureQueriesContext(connection) as caught:
        assert sum(len(b"".join(pieces)) for _document, pieces in documents.read_many(landlord, kept)) == 190
    assert len([one for one in caught.captured_queries if one["sql"].startswith('SELECT "record')]) == 1


def test_a_small_one_that_was_damaged_is_not_handed_out(landlord: UUID, tamper: Callable[..., None]) -> None:
    document = _keep(landlord, b"whole")
    tamper("UPDATE record_chunk SET data = 'other' WHERE landlord_id = %s", landlord)
    [(_document, pieces)] = documents.read_many(landlord, [document])
    with pytest.raises(DocumentDamaged):
        next(pieces)
