"""Rows together with the rows that belong to them, in one statement however many there are of either.

Django's `prefetch_related` asks once more for every table. Here each row brings its children along as JSON, and they
come out as what `prefetch_related` would have left: instances in the relation's cache, the way back to the row set.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Expression, Field, JSONField, Model, OuterRef, QuerySet
from django.db.models.expressions import F
from django.db.models.functions import JSONObject
from django.db.models.query import ModelIterable

if TYPE_CHECKING:
    _Rows = ModelIterable[Any]
else:
    _Rows = ModelIterable

ModelT = TypeVar("ModelT", bound=Model)


@dataclass(frozen=True, slots=True, eq=False)
class Children:
    """What each row brings along. Make one once and keep it: its SQL is written the first time it is asked with.

    relation  the name by which the row knows them ("promises")
    rows      which of them, in which order
    along     single-valued relations of theirs to fetch with them ("owner"), as `select_related` does
    without   columns that are too large to bring along; read later, each is a statement of its own
    most      how many at most, the first in that order; left out, all of them
    to        where a list of them is put; left out, they are what `row.<relation>.all()` gives
    """

    relation: str
    rows: QuerySet[Any]
    along: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    most: int | None = None
    to: str = ""

    @property
    def columns(self) -> list[Field[Any, Any]]:
        return [one for one in self.rows.model._meta.concrete_fields if one.attname not in self.without]


def gathered(rows: QuerySet[ModelT], *children: Children) -> QuerySet[ModelT]:
    """The same rows, each with these children. Nothing to lock rows with: what a lock waited for is read before it.

    A statement that waits for a lock goes on with the locked row as it has become, but with the subqueries beside it
    as they were. So whoever locks does it first and gathers in a statement of its own.
    """
    fresh = _with_columns(rows, children).all()
    before: tuple[Children, ...] = getattr(rows._iterable_class, "children", ())
    fresh._iterable_class = type("Gathering", (_Gathering,), {"children": (*before, *children)})
    return fresh


def gather_into(row: ModelT, rows: QuerySet[ModelT], *children: Children) -> ModelT:
    """Gives `row`, which is there already, these children in one statement. `rows` is where it is looked up."""
    found = _with_columns(rows, children).values(*map(_column, children)).get(pk=row.pk)
    for each in children:
        _hydrate(row, each, found[_column(each)])
    return row


def _with_columns(rows: QuerySet[ModelT], children: Iterable[Children]) -> QuerySet[ModelT]:
    for each in children:
        rows = rows.annotate(**{_column(each): _AsArray(rows.model, each)})
    return rows


class _AsArray(Expression):
    """The children of a row as an array of JSON. Django would write the same SQL anew for each statement, which takes
    longer than PostgreSQL needs to answer it.
    """

    output_field: Field[Any, Any] = ArrayField(JSONField())

    def __init__(self, model: type[Model], children: Children) -> None:
        super().__init__()
        self.model, self.children = model, children

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        if compiler.query.get_initial_alias() != self.model._meta.db_table:
            raise TypeError("Rows are gathered in a statement of their own, not below another.")
        return _written(self.model, self.children)


@lru_cache(maxsize=100)
def _written(model: type[Model], children: Children) -> tuple[str, tuple[str | int, ...]]:
    found = children.rows.filter(**{f"{_back(model, children)}_id": OuterRef("pk")}).values(
        row=_as_json(children)
    )
    query = model._base_manager.annotate(gathered=ArraySubquery(found[: children.most])).query
    sql, values = query.get_compiler(DEFAULT_DB_ALIAS).compile(query.annotations["gathered"])
    return sql, tuple(values)


def _back(model: type[Model], children: Children) -> str:
    """The name by which the children point to their row."""
    field = model._meta.get_field(children.relation).remote_field
    assert field is not None
    return field.name


def _column(children: Children) -> str:
    return f"gathered_{children.to or children.relation}"


def _as_json(children: Children) -> JSONObject:
    model = children.rows.model
    return JSONObject(
        **{field.attname: F(field.attname) for field in children.columns},
        **{
            name: JSONObject(
                **{one.attname: F(f"{name}__{one.attname}") for one in _related(model, name).concrete_fields}
            )
            for name in children.along
        },
    )


def _related(model: Any, name: str) -> Any:
    return model._meta.get_field(name).related_model._meta


class _Gathering(_Rows):
    """Gives the rows, their children taken out of the JSON."""

    children: tuple[Children, ...] = ()

    def __iter__(self) -> Iterator[Any]:
        for row in super().__iter__():
            for each in self.children:
                _hydrate(row, each, row.__dict__.pop(_column(each)))
            yield row


def _hydrate(row: Any, children: Children, found: list[dict[str, Any]]) -> None:
    model = children.rows.model
    back = _back(type(row), children)
    made = []
    for values in found:
        child = _instance(model, children.columns, values)
        setattr(child, back, row)
        for name in children.along:
            if getattr(child, f"{name}_id") is not None:
                related = _related(model, name)
                setattr(child, name, _instance(related.model, related.concrete_fields, values[name]))
        made.append(child)
    if children.to:
        setattr(row, children.to, made)
        return
    known = getattr(row, children.relation).get_queryset()
    known._result_cache, known._prefetch_done = made, True
    row.__dict__.setdefault("_prefetched_objects_cache", {})[children.relation] = known


def _instance(model: Any, fields: Iterable[Field[Any, Any]], values: dict[str, Any]) -> Any:
    names = [one.attname for one in fields]
    return model.from_db(DEFAULT_DB_ALIAS, names, [one.to_python(values[one.attname]) for one in fields])
