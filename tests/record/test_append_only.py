"""What was written stays: the database refuses to change or remove it, to its owner as well."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID

import psycopg
import pytest
from django.db import Error, connection

from putright.record import chain, documents
from putright.record.access_log import seen
from putright.record.chain import By
from putright.record.checkpoint import take
from putright.record.ids import uuid7
from putright.record.tenancy import as_landlord

Connection = psycopg.Connection[tuple[object, ...]]
AT = datetime(2026, 11, 4, 9, 30, tzinfo=UTC)
ONLY_ADDED = (
    "record_event",
    "record_checkpoint",
    "record_document",
    "record_forgotten",
    "record_accessentry",
)
ACTS = ("UPDATE {} SET landlord_id = landlord_id", "DELETE FROM {}", "TRUNCATE {} CASCADE")


@pytest.fixture
def filled(committed: str, landlord: UUID) -> Iterator[UUID]:
    """A landlord with a row in every table that only grows."""
    subject = ("case", uuid7())
    with as_landlord(landlord):
        chain.note(
            landlord_id=landlord,
            subject=subject,
            kind="test.received",
            by=By.system(),
            at=AT,
            on=date(2026, 11, 4),
            personal={"name": "Ms A"},
        )
        documents.keep(landlord, name="a.txt", content_type="text/plain", data=b"a", at=AT)
        gone = documents.keep(landlord, name="b.txt", content_type="text/plain", data=b"b", at=AT)
        documents.forget(landlord, [gone.id], reason="retention", at=AT)
        seen(landlord, by=By.system(), what="case", subject=subject, at=AT)
    take(landlord, at=AT)
    yield landlord


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.split()[0])
@pytest.mark.parametrize("table", ONLY_ADDED)
def test_the_application_may_only_add(act: str, table: str, filled: UUID) -> None:
    with pytest.raises(Error, match="permission denied"), as_landlord(filled), connection.cursor() as cursor:
        cursor.execute(act.format(table))


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.split()[0])
@pytest.mark.parametrize("table", ONLY_ADDED)
def test_the_owner_may_only_add(act: str, table: str, filled: UUID, owner: Connection) -> None:
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="only ever added"):
        owner.execute(act.format(table))


@pytest.mark.parametrize("act", ACTS[1:], ids=lambda act: act.split()[0])
@pytest.mark.parametrize("table", ["record_chain", "record_personaltext"])
def test_chains_and_personal_text_are_never_removed(
    act: str, table: str, filled: UUID, owner: Connection
) -> None:
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="only ever added"):
        owner.execute(act.format(table))
    with pytest.raises(Error, match="permission denied"), as_landlord(filled), connection.cursor() as cursor:
        cursor.execute(act.format(table))


@pytest.mark.parametrize("act", (ACTS[0], ACTS[2]), ids=lambda act: act.split()[0])
def test_bytes_never_change(act: str, filled: UUID, owner: Connection) -> None:
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="only ever added"):
        owner.execute(act.format("record_chunk"))
    with pytest.raises(Error, match="permission denied"), as_landlord(filled), connection.cursor() as cursor:
        cursor.execute(act.format("record_chunk"))


def test_bytes_that_nobody_forgot_are_never_removed(filled: UUID) -> None:
    with pytest.raises(Error, match="not forgotten"), as_landlord(filled), connection.cursor() as cursor:
        cursor.execute("DELETE FROM record_chunk")


@pytest.mark.parametrize("change", ["length = length - 1", "head = repeat('f', 64)", "length = length"])
def test_a_chain_only_grows(change: str, filled: UUID) -> None:
    with pytest.raises(Error, match="only grows"), as_landlord(filled), connection.cursor() as cursor:
        cursor.execute(f"UPDATE record_chain SET {change}")


@pytest.mark.parametrize("change", ["subject_id = gen_random_uuid()", "id = gen_random_uuid()"])
def test_a_chain_keeps_its_subject(change: str, filled: UUID, owner: Connection) -> None:
    with pytest.raises(Error, match="permission denied"), as_landlord(filled), connection.cursor() as cursor:
        cursor.execute(f"UPDATE record_chain SET {change}, length = length + 1")
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="only grows"), owner.transaction():
        owner.execute(f"SET LOCAL putright.landlord = '{filled}'")
        owner.execute(f"UPDATE record_chain SET {change}, length = length + 1")


@pytest.mark.parametrize(
    "change", ["value = '\"Mr B\"'", "salt = 'blanked'", "value = 'blanked'", "salt = '', value = ''"]
)
def test_personal_text_can_only_be_blanked_whole(change: str, filled: UUID) -> None:
    with pytest.raises(Error, match="only be blanked"), as_landlord(filled), connection.cursor() as cursor:
        cursor.execute(f"UPDATE record_personaltext SET {change}")


def test_blanked_text_does_not_come_back(filled: UUID) -> None:
    with as_landlord(filled), connection.cursor() as cursor:
        cursor.execute("UPDATE record_personaltext SET salt = 'blanked', value = 'blanked'")
        assert cursor.rowcount == 1
    with pytest.raises(Error, match="only be blanked"), as_landlord(filled), connection.cursor() as cursor:
        cursor.execute("UPDATE record_personaltext SET salt = 'x', value = '\"Ms A\"'")


def test_a_session_that_plays_replica_is_refused_as_well(filled: UUID, owner: Connection) -> None:
    rows = owner.execute(
        "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger"
        " WHERE tgname IN ('refuse_change', 'only_grows', 'only_blanked')"
    ).fetchall()
    ours = {table for table, _name, _enabled in rows}
    assert {*ONLY_ADDED, "record_chain", "record_personaltext"} <= ours
    assert {enabled for _table, _name, enabled in rows} == {"A"}
