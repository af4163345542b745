"""The guard itself: what it lets pass and what it catches."""

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction

from office.kernel.clock import now
from office.models import AccessEntry, Organ
from tests.factories import an_organ
from tests.reading import no_write_on_get, written_table


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ('SELECT * FROM "office_organ"', None),
        ('SELECT "id" FROM "office_organ" FOR UPDATE', None),
        ("SELECT 'DELETE FROM office_organ'", None),
        ('SAVEPOINT "s1"', None),
        ('INSERT INTO "office_organ" ("name") VALUES (%s)', "office_organ"),
        ('INSERT OR IGNORE INTO "office_organ" VALUES (1)', "office_organ"),
        ('UPDATE "office_organ" SET "name" = %s', "office_organ"),
        ('DELETE FROM "office_organ"', "office_organ"),
        ('WITH x AS (SELECT 1) DELETE FROM ONLY "office_organ"', "office_organ"),
        ("TRUNCATE TABLE office_organ", "office_organ"),
        ("DROP TABLE office_organ", "office_organ"),
    ],
)
def test_statements_are_told_apart(statement: str, table: str | None) -> None:
    assert written_table(statement) == table


@pytest.mark.django_db
def test_the_access_log_and_the_session_may_be_written() -> None:
    with no_write_on_get():
        AccessEntry.objects.create(kind="read", method="GET", path="/", status=200)
        Session.objects.create(session_key="x", session_data="", expire_date=now())
        assert not Organ.objects.filter(name="甲").exists()


@pytest.mark.django_db
def test_another_row_may_not() -> None:
    with pytest.raises(AssertionError, match="a GET wrote"), no_write_on_get():
        an_organ()


def found_and_given_up() -> None:
    with transaction.atomic():
        an_organ()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_write_is_caught_even_if_it_was_rolled_back() -> None:
    with pytest.raises(AssertionError, match="a GET wrote"), no_write_on_get():
        found_and_given_up()
