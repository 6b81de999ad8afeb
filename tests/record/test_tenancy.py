"""Whose rows a transaction sees, and what the database itself refuses."""

from datetime import UTC, date, datetime
from uuid import UUID

import psycopg
import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.db.migrations.operations import RunSQL
from django.db.transaction import TransactionManagementError

from putright.record import chain, documents, outbox, tenancy
from putright.record.access_log import seen
from putright.record.chain import GENESIS, By
from putright.record.checkpoint import take
from putright.record.ids import uuid7
from putright.record.models import (
    AccessEntry,
    Chain,
    Checkpoint,
    Chunk,
    Document,
    Event,
    Message,
    PersonalText,
)
from putright.record.tenancy import CURRENT_PERSON, as_landlord, enter, protect, tie

Connection = psycopg.Connection[tuple[object, ...]]
AT = datetime(2026, 11, 4, 9, 30, tzinfo=UTC)
MODELS = (AccessEntry, Chain, Checkpoint, Chunk, Document, Event, Message, PersonalText)


def _fill(landlord: UUID) -> None:
    """One row at least in every table of the record."""
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
        outbox.send_later(landlord, to="a@example.org", subject="A", text="a", about=subject, at=AT)
        seen(landlord, by=By.system(), what="case", subject=subject, at=AT)
        take(landlord, at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_without_a_landlord_nothing_is_seen(model: type[Event], landlord: UUID) -> None:
    _fill(landlord)
    with as_landlord(landlord):
        assert model.objects.exists()
    assert not model.objects.exists()
    with transaction.atomic():
        enter(None)
        assert not model.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_another_landlord_sees_nothing(model: type[Event], landlord: UUID) -> None:
    _fill(landlord)
    with as_landlord(uuid7()):
        assert not model.objects.exists()
        assert not model.objects.filter(landlord_id=landlord).exists()


@pytest.mark.django_db
def test_a_row_for_another_landlord_is_refused(landlord: UUID) -> None:
    strange = Chain(landlord_id=uuid7(), subject_kind="case", subject_id=uuid7(), length=1, head=GENESIS)
    with pytest.raises(Error, match="row-level security"), as_landlord(landlord):
        strange.save(force_insert=True)


@pytest.mark.django_db
def test_a_row_cannot_be_given_to_another_landlord(landlord: UUID) -> None:
    _fill(landlord)
    with pytest.raises(Error, match="row-level security"), as_landlord(landlord):
        Message.objects.update(landlord_id=uuid7())


@pytest.mark.django_db
def test_an_event_cannot_stand_in_another_landlords_chain(landlord: UUID) -> None:
    _fill(landlord)
    with as_landlord(landlord):
        theirs = Chain.objects.get()
    stranger = uuid7()
    event = Event(
        landlord_id=stranger,
        chain_id=theirs.id,
        number=9,
        kind="test.received",
        happened_on=AT.date(),
        noted_at=AT,
        body="{}",
        previous=GENESIS,
        hash=GENESIS,
    )
    with pytest.raises(IntegrityError, match="record_event_chain_id_tie"), as_landlord(stranger):
        event.save(force_insert=True)


@pytest.mark.django_db
def test_the_outer_landlord_is_back_after_an_inner_one(landlord: UUID) -> None:
    _fill(landlord)
    other = uuid7()
    person = uuid7()
    with as_landlord(landlord, person_id=person):
        with as_landlord(other):
            assert not Event.objects.exists()
        assert tenancy._present() == (str(landlord), str(person))
        with pytest.raises(KeyError), as_landlord(other):
            raise KeyError
        assert tenancy._present() == (str(landlord), str(person))
        assert Event.objects.exists()


@pytest.mark.django_db
def test_a_person_is_not_carried_into_an_inner_block(landlord: UUID) -> None:
    with as_landlord(landlord, person_id=uuid7()), as_landlord(landlord):
        assert tenancy._present() == (str(landlord), "")


@pytest.mark.django_db
def test_only_a_uuid_gets_into_the_setting() -> None:
    with pytest.raises(ValueError, match="badly formed"), as_landlord("x'; DROP TABLE record_event; --"):  # type: ignore[arg-type]
        pytest.fail("not reached")


@pytest.mark.usefixtures("committed")
class TestCommitted:
    """What only real transactions show."""

    def test_a_landlord_is_entered_inside_a_transaction(self, landlord: UUID) -> None:
        with pytest.raises(TransactionManagementError, match="inside a transaction"):
            enter(landlord)

    def test_the_next_transaction_of_a_connection_begins_with_nobody(self, landlord: UUID) -> None:
        _fill(landlord)
        with as_landlord(landlord):
            assert Event.objects.exists()
        with transaction.atomic():
            assert tenancy._present() == ("", "")
            assert not Event.objects.exists()
        assert not Event.objects.exists()

    def test_even_the_owner_sees_nothing_without_a_landlord(self, landlord: UUID, owner: Connection) -> None:
        _fill(landlord)
        assert owner.execute("SELECT count(*) FROM record_event").fetchone() == (0,)

    def test_the_applications_role_owns_nothing_and_passes_no_policy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles"
                " WHERE rolname = current_user"
            )
            assert cursor.fetchone() == (False, False, False, False)
            cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
            assert cursor.fetchone() == (0,)
            cursor.execute(
                "SELECT pg_has_role(current_user, tableowner, 'MEMBER') FROM pg_tables"
                " WHERE tablename = 'record_event'"
            )
            assert cursor.fetchone() == (False,)

    def test_a_condition_besides_widens_reading_and_not_writing(
        self, landlord: UUID, owner: Connection
    ) -> None:
        owner.execute("CREATE TABLE own_row (id uuid, landlord_id uuid, person_id uuid)")
        _forwards(owner, protect("own_row", also=f"person_id = {CURRENT_PERSON}"))
        person, other = uuid7(), uuid7()
        with as_landlord(landlord), connection.cursor() as cursor:
            cursor.execute("INSERT INTO own_row VALUES (%s, %s, %s)", [uuid7(), landlord, person])
        with as_landlord(other, person_id=person), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM own_row")
            assert cursor.fetchone() == (1,)
            cursor.execute("UPDATE own_row SET id = NULL")
            assert cursor.rowcount == 0
            cursor.execute("DELETE FROM own_row")
            assert cursor.rowcount == 0
        with as_landlord(other, person_id=uuid7()), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM own_row")
            assert cursor.fetchone() == (0,)

    def test_protection_can_be_taken_back(self, owner: Connection) -> None:
        owner.execute("CREATE TABLE taken_back (id uuid, landlord_id uuid)")
        operations = protect("taken_back", append_only=True, also="true")
        _forwards(owner, operations)
        for operation in reversed(operations):
            assert isinstance(operation.reverse_sql, str)
            owner.execute(operation.reverse_sql)
        assert owner.execute(
            "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = 'taken_back'"
        ).fetchone() == (False, False)
        owner.execute("INSERT INTO taken_back VALUES (NULL, NULL)")
        owner.execute("TRUNCATE taken_back")
        assert owner.execute(
            "SELECT has_table_privilege('putright_app', 'taken_back', 'SELECT')"
        ).fetchone() == (False,)

    def test_a_tie_holds_rows_to_their_own_landlord(self, landlord: UUID, owner: Connection) -> None:
        owner.execute("CREATE TABLE tied (id uuid PRIMARY KEY, landlord_id uuid, parent_id uuid)")
        _forwards(owner, [tenancy.keyed("tied"), tie("tied", "parent_id", "tied", on_delete="SET NULL")])
        parent, child = uuid7(), uuid7()
        owner.execute("INSERT INTO tied VALUES (%s, %s, NULL)", [parent, landlord])
        owner.execute("INSERT INTO tied VALUES (%s, %s, %s)", [child, landlord, parent])
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            owner.execute("INSERT INTO tied VALUES (%s, %s, %s)", [uuid7(), uuid7(), parent])
        owner.execute("DELETE FROM tied WHERE id = %s", [parent])
        assert owner.execute("SELECT landlord_id, parent_id FROM tied").fetchall() == [(landlord, None)]

    def test_a_migration_can_change_the_rows_of_every_landlord(
        self, landlord: UUID, owner: Connection
    ) -> None:
        _fill(landlord)
        other = uuid7()
        _fill(other)
        with owner.transaction():
            _forwards(owner, tenancy.lifted("record_message", ["UPDATE record_message SET subject = 'B'"]))
        for each in (landlord, other):
            with as_landlord(each):
                assert Message.objects.get().subject == "B"
        assert owner.execute("SELECT count(*) FROM record_message").fetchone() == (0,)

    def test_a_missing_role_is_named_in_one_sentence(self, owner: Connection) -> None:
        first = protect("record_event")[0]
        assert isinstance(first.sql, str)
        with pytest.raises(psycopg.errors.RaiseException, match="role nobody_here is missing: create it"):
            owner.execute(first.sql.replace("putright_app", "nobody_here"))


@pytest.mark.parametrize("name", ["Record_event", "a b", "a;b", "", "a" * 64])
def test_a_table_has_a_plain_name(name: str) -> None:
    with pytest.raises(ValueError, match="no plain name"):
        protect(name)


def _forwards(owner: Connection, operations: list[RunSQL]) -> None:
    for operation in operations:
        assert isinstance(operation.sql, str)
        owner.execute(operation.sql)
