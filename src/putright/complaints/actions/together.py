"""Rows of several tables written in one statement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model
from django.db.models.sql import InsertQuery


def create_together(*rows: Model) -> None:
    """Adds rows of any tables of this room, in one statement however many there are.

    Pointers between them are looked at when all of them are there. Raises IntegrityError as `create` does.
    """
    by_table: dict[type[Model], list[Any]] = {}
    for row in rows:
        by_table.setdefault(type(row), []).append(row)
    parts: list[str] = []
    values: list[Any] = []
    for table, of_table in by_table.items():
        statement, its_values = _insert(table, of_table)
        parts.append(statement)
        values += its_values
    *before, last = parts
    named = ", ".join(f"part{number} AS ({part})" for number, part in enumerate(before))
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {named} {last}" if before else last, values)
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def _insert(table: type[Model], rows: Iterable[Model]) -> tuple[str, Iterable[Any]]:
    query = InsertQuery(table)
    query.insert_values(table._meta.concrete_fields, list(rows))
    ((statement, values),) = query.get_compiler(connection=connection).as_sql()
    return statement, values
