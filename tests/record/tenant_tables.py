"""What the database's catalogue says about its tables: which are a tenant's, and which rules they break.

decisions: UUID keys, UNIQUE (landlord_id, id), every other unique begins with landlord_id, composite foreign
keys between tenant tables; and row-level security, enabled and forced, with a policy.
"""

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey


def all_tables() -> set[str]:
    """Every table of the database, whoever made it."""
    return {str(row[0]) for row in _rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}


def tenant_tables(outside: Collection[str]) -> set[str]:
    """Every table that is not named as lying outside tenancy."""
    return all_tables() - set(outside)


def broken_rules(table: str, tenant: Collection[str]) -> list[str]:
    """The rules that a tenant table breaks, a sentence each; `tenant` are all tenant tables."""
    columns = {
        str(name): (str(kind), bool(required))
        for name, kind, required in _rows(
            "SELECT attname, format_type(atttypid, NULL), attnotnull FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
            table,
        )
    }
    broken = [
        f"{table}.{name} is not a required uuid"
        for name in ("id", "landlord_id")
        if columns.get(name) != ("uuid", True)
    ]
    broken += _uniques(table)
    broken += _pointers(table, tenant)
    broken += _security(table)
    return broken


def untied_pointers(tenant: Collection[str]) -> list[str]:
    """Foreign keys of the models between tenant tables for which the database has no composite constraint."""
    untied = []
    for model in apps.get_models():
        table = model._meta.db_table
        if table not in tenant:
            continue
        tied = {tuple(columns) for columns, _target in _foreign_keys(table)}
        for field in model._meta.local_fields:
            if not isinstance(field, ForeignKey) or field.related_model._meta.db_table not in tenant:
                continue
            if ("landlord_id", field.column) not in tied:
                untied.append(f"{table}.{field.column} is not tied: add tenancy.tie to its migration")
    return untied


def _uniques(table: str) -> list[str]:
    found = [
        (str(name), [str(column) for column in columns], bool(primary))
        for name, columns, primary in _rows(
            "SELECT index.indexrelid::regclass::text, array_agg(coalesce(attribute.attname, '?')::text"
            " ORDER BY key.place), index.indisprimary FROM pg_index AS index"
            " CROSS JOIN unnest(index.indkey) WITH ORDINALITY AS key (number, place)"
            " LEFT JOIN pg_attribute AS attribute ON attribute.attrelid = index.indrelid"
            " AND attribute.attnum = key.number AND key.number > 0"
            " WHERE index.indrelid = %s::regclass AND index.indisunique"
            " GROUP BY index.indexrelid, index.indisprimary",
            table,
        )
    ]
    broken = [
        f"{name} is unique over {columns}: begin it with landlord_id"
        for name, columns, primary in found
        if columns[0] != "landlord_id" and not (primary and columns == ["id"])
    ]
    if ["landlord_id", "id"] not in [columns for _name, columns, _primary in found]:
        broken.append(f"{table} has no UNIQUE (landlord_id, id)")
    return broken


def _foreign_keys(table: str) -> list[tuple[list[str], str]]:
    return [
        ([str(column) for column in columns], str(target))
        for columns, target in _rows(
            "SELECT (SELECT array_agg(attname::text ORDER BY place) FROM unnest(conkey) WITH ORDINALITY"
            " AS key (number, place) JOIN pg_attribute ON attrelid = conrelid AND attnum = number),"
            " confrelid::regclass::text FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'",
            table,
        )
    ]


def _pointers(table: str, tenant: Collection[str]) -> list[str]:
    return [
        f"{table} ({', '.join(columns)}) points to {target} without landlord_id"
        for columns, target in _foreign_keys(table)
        if target in tenant and (columns[0] != "landlord_id" or len(columns) < 2)
    ]


def _security(table: str) -> list[str]:
    ((enabled, forced, policies),) = _rows(
        "SELECT relrowsecurity, relforcerowsecurity, (SELECT count(*) FROM pg_policy"
        " WHERE polrelid = pg_class.oid AND polcmd = '*'"
        " AND pg_get_expr(polqual, polrelid) LIKE '%%putright.landlord%%'"
        " AND pg_get_expr(polwithcheck, polrelid) LIKE '%%putright.landlord%%')"
        " FROM pg_class WHERE oid = %s::regclass",
        table,
    )
    if enabled and forced and policies:
        return []
    return [f"{table} is not held by row-level security: add tenancy.protect to its migration"]


def _rows(statement: str, *values: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall())
