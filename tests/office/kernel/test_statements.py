"""What migrations tell the database beside its tables can be undone, and done again, on both engines."""

from functools import partial

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from office.kernel.statements import Statements
from tests.conftest import engine

TOLD = [
    pytest.param(label, operation, id=f"{label} {number} {type(operation).__name__}")
    for (label, _), migration in MigrationLoader(None).disk_migrations.items()
    for number, operation in enumerate(migration.operations)
    if isinstance(operation, Statements)
]
STANDING = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """
        SELECT tgname, pg_get_triggerdef(oid) || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
        UNION SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'x'
    """,
}


def standing() -> set[tuple[str, str]]:
    """The triggers, and the constraints that exclude, as they stand now."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING[engine()])
        return set(cursor.fetchall())


@pytest.mark.django_db
@pytest.mark.parametrize(("label", "operation"), TOLD)
def test_what_is_undone_is_gone_and_comes_back_as_it_was(label: str, operation: Statements) -> None:
    model, before = partial(apps.get_model, label), standing()
    with connection.cursor() as cursor:
        for statement in operation.undo(engine(), model):
            cursor.execute(statement)
        assert standing() < before
        for statement in operation.do(engine(), model):
            cursor.execute(statement)
    assert standing() == before


def test_every_room_that_tells_the_database_something_is_asked() -> None:
    assert {param.values[0] for param in TOLD} >= {
        "office",
        "administration",
        "archive",
        "meetings",
        "dutydesk",
        "urgent",
    }
