"""Killed while a number is taken or a table comes in: as if it had not begun; done again, it is whole and without a gap."""

from pathlib import Path

import pytest
from django.db import connection

from archive.actions.retention_tables import import_table, rules_of
from archive.arranging.retention import Row
from archive.models import ItemNumber, ItemRegister, RetentionTable
from office.kernel.clock import today
from office.kernel.ids import uuid7
from tests.archive.hand_made import a_record, a_shelf, numbered
from tests.crash import die_at, environment

BEGIN = """
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = {name!r}
django.setup()
"""

TAKE = """
from django.db import transaction
from archive.models import Record
from archive.numbering import take_item
with transaction.atomic():
    take_item(Record.objects.get(pk={record}))
"""

IMPORT = """
from archive.actions.retention_tables import import_table
from archive.arranging.retention import Row
from office.api import actor_of
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.models import Person
by = actor_of(Person.objects.get(pk={person}))
import_table({fonds!r}, (Row(1, "函", "来函", "Y"),), by=by, key=uuid7(), approval="一号", since=today())
"""


def begin() -> str:
    return BEGIN.format(name=str(connection.settings_dict["NAME"]))


@pytest.mark.crash("archive.number_counted")
@pytest.mark.django_db(transaction=True)
def test_killed_while_a_number_is_taken_it_is_given_back(tmp_path: Path) -> None:
    shelf = a_shelf()
    first, second = numbered(a_record(shelf)), a_record(shelf)
    die_at("archive.number_counted", "-c", begin() + TAKE.format(record=second.pk), env=environment(tmp_path))
    assert ItemRegister.objects.get().last == 1
    assert ItemNumber.objects.get().record == first
    assert numbered(second).item == 2


@pytest.mark.crash("archive.table_begun")
@pytest.mark.django_db(transaction=True)
def test_killed_while_a_table_comes_in_the_old_one_is_in_force(tmp_path: Path) -> None:
    shelf = a_shelf()
    code = begin() + IMPORT.format(person=shelf.archivist.person.pk, fonds=str(shelf.fonds.uid))
    die_at("archive.table_begun", "-c", code, env=environment(tmp_path))
    assert RetentionTable.objects.get().edition == 1
    rows = (Row(1, "函", "来函", "Y"),)
    table = import_table(shelf.fonds.uid, rows, by=shelf.by, key=uuid7(), approval="一号", since=today())
    assert (table.edition, rules_of(table)) == (2, rows)
