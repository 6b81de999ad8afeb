"""What the record's tests share: a landlord, kinds of event, and a database that may be committed to."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from uuid import UUID

import psycopg
import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from putright.config import environment
from putright.database import databases
from putright.database.lifecycle import Server
from putright.record.ids import uuid7
from putright.record.kinds import Kind, register

Connection = psycopg.Connection[tuple[object, ...]]
_numbers = count(1)

register(
    Kind(
        "test.received",
        "Received by %(channel)s from %(name)s",
        facts=frozenset({"channel", "day"}),
        personal=frozenset({"name", "words"}),
        shown_to_resident=True,
    )
)
register(Kind("test.considered", "Considered in the office", facts=frozenset({"stage"})))
register(Kind("test.open_facts", "Anything but words", personal=frozenset({"words"})))


@pytest.fixture
def landlord() -> UUID:
    """A landlord nobody has used: tests that commit do not meet each other's rows."""
    return uuid7()


@pytest.fixture(scope="module")
def committed_database(
    django_db_setup: None, test_server: Server, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """The name of a migrated database for this module, where what is committed stays: use `committed`."""
    settings = connections.settings["default"]
    before = dict(settings)
    name = f"putright_own_{os.getpid()}_record_{next(_numbers)}"
    with django_db_blocker.unblock():
        connections.close_all()
        address = databases.clone(test_server, name)
        settings.update(environment.database(address) | {"CONN_MAX_AGE": 0})
        try:
            yield name
        finally:
            connections.close_all()
            settings.update(before)
            databases.drop(test_server, name)


@pytest.fixture
def committed(committed_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Django commits, as the application's role, in a database of this module: take a new landlord."""
    with django_db_blocker.unblock():
        yield committed_database
        connections.close_all()


@pytest.fixture
def owner(committed: str, test_server: Server) -> Iterator[Connection]:
    """A connection as the owner of the tables, who may do what the application may not; it commits."""
    with test_server.connect(committed) as connection:
        yield connection


TABLES = ("record_chain", "record_event", "record_personaltext", "record_checkpoint", "record_chunk")
ALWAYS = {
    "record_chain": ("refuse_change", "only_grows"),
    "record_personaltext": ("refuse_change", "only_blanked"),
    "record_chunk": ("refuse_change", "only_forgotten"),
}
TIES = {
    "record_event": ("record_event_chain_id_tie", "chain_id", "record_chain"),
    "record_personaltext": ("record_personaltext_event_id_tie", "event_id", "record_event"),
}


@contextmanager
def _unguarded(owner: Connection) -> Iterator[psycopg.Cursor[tuple[object, ...]]]:
    with owner.transaction(), owner.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        for table, (name, _column, _target) in TIES.items():
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        yield cursor
        for table, (name, column, target) in TIES.items():
            cursor.execute(
                f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (landlord_id, {column})"
                f" REFERENCES {target} (landlord_id, id) NOT VALID"
            )
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            for name in ALWAYS.get(table, ("refuse_change",)):
                cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


@pytest.fixture
def tamper(owner: Connection) -> Callable[..., None]:
    """Runs a statement as the owner with every guard of the database off: what verify must find out."""

    def run(statement: str, *values: object) -> None:
        with _unguarded(owner) as cursor:
            cursor.execute(statement, values)
            assert cursor.rowcount > 0, "the tampering changed nothing"

    return run
