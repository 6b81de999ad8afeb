"""Tenancy in the database: whose rows a transaction may see, and the SQL that holds each table to it.

Two halves. `as_landlord` and `enter` say, for the present transaction, which landlord (and which person) is
at work. `protect`, `tie`, `grant` and the rest return migration operations for the tables. The policies stand
in the database, so that a query that forgot its filter sees nothing of another landlord.

Only what PostgreSQL 15 to 18 all have is used here.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import ClassVar, Literal
from uuid import UUID

from django.db import connection, models, transaction
from django.db.migrations.operations import RunSQL
from django.db.transaction import TransactionManagementError

from putright.record.ids import uuid7

APP_ROLE = "putright_app"
CURRENT_LANDLORD = "NULLIF(current_setting('putright.landlord', true), '')::uuid"
CURRENT_PERSON = "NULLIF(current_setting('putright.person', true), '')::uuid"

OnDelete = Literal["NO ACTION", "RESTRICT", "CASCADE", "SET NULL"]

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}\Z")


class TenantModel(models.Model):
    """The base of every tenant table: a UUIDv7 key, the landlord, UNIQUE (landlord_id, id).

    A model with constraints of its own names these too: `constraints = [*TenantModel.Meta.constraints, …]`.
    A foreign key to another tenant table is written with `db_constraint=False` and tied in the migration by
    `tie`, so that no row can ever point into another landlord's table.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    landlord_id = models.UUIDField(editable=False)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["landlord_id", "id"], name="%(app_label)s_%(class)s_tenant_key")
        ]


@contextmanager
def as_landlord(landlord_id: UUID | None, *, person_id: UUID | None = None) -> Iterator[None]:
    """A transaction in which only the rows of `landlord_id` are seen and written (None: of nobody).

    `person_id` is who is signed in, for the few policies that let people see rows of their own.
    Within another `as_landlord` it is a savepoint, and the outer landlord is back when it ends.
    """
    outer = _present() if connection.in_atomic_block else None
    with transaction.atomic():
        enter(landlord_id, person_id=person_id)
        yield
    if outer is not None:
        # SET LOCAL outlives a savepoint that was released; without this the outer block goes on as another.
        _set(*outer)


def enter(landlord_id: UUID | None, *, person_id: UUID | None = None) -> None:
    """Turns the transaction that is open into one of `landlord_id` (None: of nobody), until it ends.

    Raises TransactionManagementError outside a transaction, where PostgreSQL would only warn and forget.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("A landlord is entered inside a transaction: use as_landlord.")
    _set(_written(landlord_id), _written(person_id))


def plan_afresh() -> None:
    """Makes the checks of foreign keys use the indexes, whatever was planned before, until the transaction ends.

    For bulk work. PostgreSQL keeps a check's plan for the whole session: one made while a table fitted on a page
    reads all of it, and would go on doing so for each of thousands of rows. To plan each check by itself costs as
    much as all the rest, so what was planned is thrown away and planned once more.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL enable_seqscan = off; SET LOCAL plan_cache_mode = force_generic_plan; DISCARD PLANS"
        )


def _written(value: UUID | None) -> str:
    return "" if value is None else str(UUID(str(value)))


def _set(landlord: str, person: str) -> None:
    # A statement that sets takes no parameters. Both values are UUIDs that we printed, or empty.
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL putright.landlord = '{landlord}'; SET LOCAL putright.person = '{person}'")


def _present() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting('putright.landlord', true), ''),"
            " coalesce(current_setting('putright.person', true), '')"
        )
        landlord, person = cursor.fetchone()
    return str(landlord), str(person)


def protect(
    table: str, *, key: str = "landlord_id", append_only: bool = False, also: str | None = None
) -> list[RunSQL]:
    """Migration operations that hold `table` to its tenant: row-level security, forced, and the grants.

    key          the column that names the tenant
    append_only  nobody, the owner included, may UPDATE, DELETE or TRUNCATE (needs record 0001 to have run)
    also         an SQL condition under which a row may be read besides, e.g. f"person_id = {CURRENT_PERSON}";
                 it never widens what may be written
    """
    _check(table, key)
    mine = f"{key} = {CURRENT_LANDLORD}"
    operations = [
        RunSQL(_ROLE_IS_THERE, RunSQL.noop),
        RunSQL(
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
            f"CREATE POLICY tenant ON {table} USING ({mine}) WITH CHECK ({mine})",
            f"DROP POLICY tenant ON {table};"
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;"
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ),
    ]
    if also is not None:
        operations.append(
            RunSQL(
                f"CREATE POLICY tenant_also ON {table} FOR SELECT USING ({also})",
                f"DROP POLICY tenant_also ON {table}",
            )
        )
    if append_only:
        return [*operations, grant(table, "SELECT, INSERT"), refuse(table, "UPDATE OR DELETE OR TRUNCATE")]
    return [*operations, grant(table, "SELECT, INSERT, UPDATE, DELETE")]


def grant(table: str, privileges: str) -> RunSQL:
    """A migration operation: the application's role has exactly `privileges` on `table`.

    `privileges` as GRANT writes them: "SELECT, UPDATE (name)". For tables outside tenancy too. When it
    runs it raises one sentence where the role does not exist.
    """
    _check(table)
    return RunSQL(
        f"{_ROLE_IS_THERE}; REVOKE ALL ON {table} FROM {APP_ROLE};"
        f"GRANT {privileges} ON {table} TO {APP_ROLE}",
        f"REVOKE ALL ON {table} FROM {APP_ROLE}",
    )


def refuse(table: str, acts: str) -> RunSQL:
    """A migration operation: a trigger that refuses `acts` ("DELETE OR TRUNCATE") on `table` to everybody.

    It fires once a statement, so that even an UPDATE that would touch no row is refused, and ALWAYS, so that
    `session_replication_role` does not pass it by.
    """
    _check(table)
    return RunSQL(
        f"CREATE TRIGGER refuse_change BEFORE {acts} ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION record_refuse_change();"
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER refuse_change",
        f"DROP TRIGGER refuse_change ON {table}",
    )


def tie(table: str, column: str, target: str, *, on_delete: OnDelete = "NO ACTION") -> RunSQL:
    """A migration operation: the foreign key (landlord_id, `column`) of `table` to the key of `target`.

    A row without a value in `column` points nowhere. The model's ForeignKey carries `db_constraint=False`.
    """
    _check(table, column, target)
    name = f"{table[:30]}_{column[:28]}_tie"  # PostgreSQL cuts names at 63 characters
    what = f"SET NULL ({column})" if on_delete == "SET NULL" else on_delete
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (landlord_id, {column})"
        f" REFERENCES {target} (landlord_id, id) ON DELETE {what}",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


def keyed(table: str) -> RunSQL:
    """A migration operation: UNIQUE (landlord_id, id), for a tenant table without a TenantModel."""
    _check(table)
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_tenant_key UNIQUE (landlord_id, id)",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_tenant_key",
    )


def lifted(table: str, statements: Sequence[str]) -> list[RunSQL]:
    """Migration operations that run `statements` over every landlord's rows of `table`.

    FORCE is lifted around them, as the owner has no landlord to set; row-level security itself stays on.
    """
    _check(table)
    forced = f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    free = f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY"
    return [RunSQL(free, forced), *(RunSQL(each, RunSQL.noop) for each in statements), RunSQL(forced, free)]


_ROLE_IS_THERE = f"""DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP_ROLE}') THEN
        RAISE EXCEPTION 'The database role {APP_ROLE} is missing: create it '
            '(CREATE ROLE {APP_ROLE} LOGIN NOBYPASSRLS) and run the migration again.';
    END IF;
END $$"""


def _check(*names: str) -> None:
    for name in names:
        if not _NAME.match(name):
            raise ValueError(f"{name!r} is no plain name of a table or column.")
