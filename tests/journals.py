"""How a transactional test's rows are cleared away, journals included.

Journals refuse deletion: the owner of the database lifts their triggers for it. Only tables that hold something are emptied, row by row:
Django's own `flush` empties every table of the city by TRUNCATE, on PostgreSQL a second or more for each test.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase

from office.kernel.append_only import MARK

KEPT = {"django_migrations", "django_content_type", "auth_permission"}
"""What the migrations wrote about the models themselves: it outlives a test, as `flush` would write it again."""


def guards(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """(trigger, its table) of everything that is append-only."""
    query = (
        "SELECT tgname, tgrelid::regclass::text FROM pg_trigger"
        if connection.vendor == "postgresql"
        else "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return sorted((name, table) for name, table in cursor.fetchall() if f"_{MARK}_" in name)


@contextmanager
def lifted(connection: BaseDatabaseWrapper, *, put_back: bool = True, tables: set[str] | None = None) -> Iterator[None]:
    """Journals (those among `tables`) may be changed inside; their triggers are back afterwards, whatever happens.

    Unless `put_back` is False: a rollback will see to it.
    """
    found = [(name, table) for name, table in guards(connection) if tables is None or table in tables]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            off = [f'ALTER TABLE {table} DISABLE TRIGGER "{name}"' for name, table in found]
            on = [f'ALTER TABLE {table} ENABLE ALWAYS TRIGGER "{name}"' for name, table in found]
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            written = dict(cursor.fetchall())
            off = [f'DROP TRIGGER "{name}"' for name, _ in found]
            on = [written[name] for name, _ in found]
        with transaction.atomic(using=connection.alias):
            for statement in off:
                cursor.execute(statement)
        try:
            yield
        finally:
            with transaction.atomic(using=connection.alias):
                for statement in on if put_back else ():
                    cursor.execute(statement)


def holding(connection: BaseDatabaseWrapper) -> set[str]:
    """The tables in which there is a row."""
    asked = [
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")"  # noqa: S608 - names of our own models
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False)
        if table not in KEPT
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return {table for (table,) in cursor.fetchall()}


def empty(connection: BaseDatabaseWrapper) -> None:
    """As after the migrations of the models alone; the order does not matter, foreign keys are looked at in the end."""
    tables = holding(connection)
    with lifted(connection, tables=tables), transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608 - names of our own models


def _fixture_teardown(case: TransactionTestCase) -> None:
    for name in case._databases_names(include_mirrors=False):  # type: ignore[attr-defined] # as the original asks
        empty(connections[name])


def install() -> None:
    """Let every TransactionTestCase, pytest-django's own included, clear away like this when it ends."""
    TransactionTestCase._fixture_teardown = _fixture_teardown  # type: ignore[attr-defined] # the stubs leave it out
