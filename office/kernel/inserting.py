"""Inserting a row unless it is there: one statement that looks and writes, so that nobody comes between."""

from django.db import connection
from django.db.models import Model
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery


def insert_new(row: Model) -> bool:
    """Insert a row with the key that it carries; False, and nothing done, where a unique key of it is taken.

    `bulk_create(ignore_conflicts=True)` does the same and does not say which. PostgreSQL waits for an open transaction that inserts
    the same key, and then answers by what became of it.
    """
    query = InsertQuery(type(row), on_conflict=OnConflict.IGNORE)
    fields = [field for field in row._meta.concrete_fields if not field.generated]
    query.insert_values(fields, [row])
    ((sql, params),) = query.get_compiler(connection=connection).as_sql()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        inserted = bool(cursor.rowcount)
    if inserted:
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 - as Django's save does
    return inserted
