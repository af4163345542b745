"""An empty database is brought up at once, into the tables that Django makes one after the other."""

from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import CreateModel

from office.kernel.beginning import Beginning

LOADER = MigrationLoader(None)
BEGINNINGS = {key: migration for key, migration in LOADER.disk_migrations.items() if isinstance(migration, Beginning)}


def statements(migration: Migration) -> list[str]:
    """What a migration would have the database do, from the state before it."""
    before = LOADER.project_state((migration.app_label, migration.name), at_end=False)
    with connection.schema_editor(collect_sql=True) as editor:
        migration.apply(before, editor, collect_sql=True)
    return [line for line in editor.collected_sql or [] if not line.startswith("--")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("room", ["office", "meetings"])
def test_the_tables_are_those_that_django_makes_one_after_the_other(room: str) -> None:
    [at_once] = [migration for (label, _), migration in BEGINNINGS.items() if label == room]

    class InTurn(Migration):
        operations = at_once.operations

    assert sum("CREATE TABLE" in line for line in statements(at_once)) >= 9
    assert statements(at_once) == statements(InTurn(at_once.name, room))


def test_a_first_migration_makes_all_its_tables_first() -> None:
    for migration in BEGINNINGS.values():
        made = [isinstance(operation, CreateModel) for operation in migration.operations]
        assert made == sorted(made, reverse=True), migration


def test_whoever_makes_many_tables_makes_them_at_once() -> None:
    rooms = Path(settings.BASE_DIR)
    for migration in LOADER.disk_migrations.values():
        file = Path(import_module(type(migration).__module__).__file__ or "")
        if "site-packages" not in file.parts and not isinstance(migration, Beginning):
            assert sum(isinstance(operation, CreateModel) for operation in migration.operations) <= 3, file.relative_to(
                rooms
            )
