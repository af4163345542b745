"""Journals refuse deletion, and a transactional test's clean-up deletes: here the owner of the database lifts the triggers for it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase

from office.kernel.append_only import MARK

_teardown = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined] # the stubs leave it out


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
def lifted(connection: BaseDatabaseWrapper, *, put_back: bool = True) -> Iterator[None]:
    """Journals may be changed inside; their triggers are back afterwards, whatever happens (unless a rollback will see to it)."""
    found = guards(connection)
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


def _empty_journals_too(case: TransactionTestCase) -> None:
    with ExitStack() as stack:
        for name in case._databases_names(include_mirrors=False):  # type: ignore[attr-defined] # as the original asks
            stack.enter_context(lifted(connections[name]))
        _teardown(case)


def install() -> None:
    """Let every TransactionTestCase, pytest-django's own included, empty journals when it ends."""
    TransactionTestCase._fixture_teardown = _empty_journals_too  # type: ignore[attr-defined] # the stubs leave it out
