"""Journals: rows are added; the database itself refuses to change or delete them."""

import pytest
from django.db import IntegrityError, connection, models, transaction

from office.api import record
from office.kernel.clock import now
from office.models import AccessEntry, TrailBlock, TrailEntry, TrailMember
from office.trail.canonical import BEGINNING
from tests import journals
from tests.conftest import engine

JOURNALS: list[type[models.Model]] = [AccessEntry, TrailBlock, TrailEntry, TrailMember]


@pytest.fixture
def rows(transactional_db: None) -> None:
    with transaction.atomic():
        entry = record(None, "a.b", stream="x")
        block = TrailBlock.objects.create(
            n=1, previous=BEGINNING, root=BEGINNING, hash=BEGINNING, count=1, at=now(), key="", signature=""
        )
        TrailMember.objects.create(entry=entry, block=block, digest=entry.digest)
        AccessEntry.objects.create(kind="read", method="GET", path="/", status=200)


def refused(statement: str) -> bool:
    """Whether the database refuses, and nothing changed."""
    before = [list(journal._default_manager.values_list()) for journal in JOURNALS]
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return before == [list(journal._default_manager.values_list()) for journal in JOURNALS]


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("journal", JOURNALS)
def test_a_journal_cannot_be_changed(journal: type[models.Model]) -> None:
    table = journal._meta.db_table
    for field in journal._meta.concrete_fields:
        assert refused(f'UPDATE "{table}" SET "{field.column}" = "{field.column}"')  # noqa: S608 - a test's own table
    assert refused(f'DELETE FROM "{table}"')  # noqa: S608 - a test's own table
    if engine() == "postgresql":
        assert refused(f'TRUNCATE "{table}" CASCADE')
    else:
        assert refused(f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}"')  # noqa: S608 - a test's own table


@pytest.mark.usefixtures("rows")
@pytest.mark.skipif(engine() != "postgresql", reason="replicas are PostgreSQL's")
def test_a_session_that_plays_a_replica_is_refused_too() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        assert refused("DELETE FROM office_trailentry")


@pytest.mark.django_db
def test_every_journal_has_its_triggers() -> None:
    """Also after later migrations, which on SQLite build tables anew."""
    each = 2 if engine() == "postgresql" else 3
    found = [table for _, table in journals.guards(connection)]
    assert {journal._meta.db_table: found.count(journal._meta.db_table) for journal in JOURNALS} == {
        journal._meta.db_table: each for journal in JOURNALS
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("again", [1, 2])
def test_transactional_tests_find_journals_empty_and_guarded(again: int) -> None:
    assert not TrailEntry.objects.exists()
    assert not AccessEntry.objects.exists()
    with transaction.atomic():
        record(None, "a.b", stream="x")
    assert refused('DELETE FROM "office_trailentry"')
