"""Single rows written by statements that are made once in a process; Django makes them anew for every row, which takes longer than the database.

For the few tables into which every act writes.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery


def insert(row: Model) -> None:
    """Insert a row to which the database gives its row key, as `save(force_insert=True)` does."""
    sql, fields = _insertion(type(row), connection.vendor, ignoring=False)
    with connection.cursor() as cursor:
        cursor.execute(sql, _values(row, fields))
        (row.pk,) = cursor.fetchone()
    _is_there(row)


def insert_new(row: Model) -> bool:
    """Insert a row with the key that it carries; False, and nothing done, where a unique key of it is taken.

    `bulk_create(ignore_conflicts=True)` does the same and does not say which. PostgreSQL waits for an open transaction that inserts
    the same key, and then answers by what became of it.
    """
    sql, fields = _insertion(type(row), connection.vendor, ignoring=True)
    with connection.cursor() as cursor:
        cursor.execute(sql, _values(row, fields))
        inserted = bool(cursor.rowcount)
    if inserted:
        _is_there(row)
    return inserted


def update(row: Model, *names: str) -> None:
    """Write some fields of a row that is there, as `save(update_fields=names)` does."""
    sql, fields = _update(type(row), connection.vendor, names)
    with connection.cursor() as cursor:
        cursor.execute(sql, _values(row, fields, add=False))


@cache
def _update(model: type[Model], vendor: str, names: tuple[str, ...]) -> tuple[str, Sequence["Field[Any, Any]"]]:  # noqa: ARG001 - one for each engine
    """The SQL, and the fields whose values it takes, the row key last."""
    written = [field for field in model._meta.concrete_fields if field.name in names]
    (key,) = (field for field in model._meta.concrete_fields if field.primary_key)
    table, *columns = (
        connection.ops.quote_name(str(name))
        for name in (model._meta.db_table, *(field.column for field in (*written, key)))
    )
    changes = ", ".join(f"{column} = %s" for column in columns[:-1])
    return f"UPDATE {table} SET {changes} WHERE {columns[-1]} = %s", [*written, key]  # noqa: S608 - a model's own names


@cache
def _insertion(model: type[Model], vendor: str, *, ignoring: bool) -> tuple[str, Sequence["Field[Any, Any]"]]:  # noqa: ARG001 - one for each engine
    """The SQL, and the fields whose values it takes; a row key that the database gives is asked back."""
    given = None if ignoring else model._meta.auto_field
    fields = [field for field in model._meta.concrete_fields if not field.generated and field is not given]
    query = InsertQuery(model, on_conflict=OnConflict.IGNORE if ignoring else None)
    query.insert_values(fields, [model()])
    compiler = query.get_compiler(connection=connection)
    compiler.returning_fields = [given] if given is not None else []
    ((sql, params),) = compiler.as_sql()
    if not sql.count("%s") == len(params) == len(fields):
        raise TypeError(f"{model.__name__} is not inserted by its values alone")
    return sql, fields


def _values(row: Model, fields: Sequence["Field[Any, Any]"], *, add: bool = True) -> list[Any]:
    return [field.get_db_prep_save(field.pre_save(row, add=add), connection) for field in fields]


def _is_there(row: Model) -> None:
    row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 - as Django's save does
