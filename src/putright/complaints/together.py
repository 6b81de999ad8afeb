"""Rows of several tables written in one statement: few at a time by an act, thousands by bulk work."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model


def create_together(rows: Iterable[Model]) -> None:
    """Adds rows of any tables of this room, in one statement however many there are.

    Pointers between them are looked at when all of them are there. The rows go over as JSON text, which is written and
    read several times faster than arrays of each column. Raises IntegrityError as `create` does.
    """
    by_table: dict[type[Model], list[Any]] = {}
    for row in rows:
        by_table.setdefault(type(row), []).append(row)
    if not by_table:
        return
    *before, last = [_statement(table) for table in by_table]
    named = ", ".join(f"part{number} AS ({part})" for number, part in enumerate(before))
    values = [_as_json(table, of_table) for table, of_table in by_table.items()]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {named} {last}" if before else last, values)
    for of_table in by_table.values():
        for row in of_table:
            row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@cache
def _statement(table: type[Model]) -> str:
    # Names of our own tables and columns.
    fields = table._meta.concrete_fields
    names = ", ".join(connection.ops.quote_name(str(one.column)) for one in fields)
    typed = ", ".join(
        f"{connection.ops.quote_name(str(one.column))} {one.db_type(connection)}" for one in fields
    )
    return (
        f"INSERT INTO {table._meta.db_table} ({names})"  # noqa: S608
        f" SELECT {names} FROM json_to_recordset(%s) AS new ({typed})"
    )


def _as_json(table: type[Model], rows: Iterable[Any]) -> str:
    columns = [(one.column, one.attname) for one in table._meta.concrete_fields]
    # `default` is asked for what JSON has no form of: UUIDs, dates and moments, which are written as text.
    return json.dumps(
        [{column: getattr(row, name) for column, name in columns} for row in rows],
        ensure_ascii=False,
        default=str,
    )
