"""Filed means frozen: the database itself refuses, on both engines; a recorded return is the only way."""

# ruff: noqa: S608 - the names in these statements are the room's own

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from archive.actions.confirm_retention import confirm_retention
from archive.actions.return_record import return_record, send_again
from archive.freezing import FILE, FREE, RECORD
from archive.freezing_beside import CONTENT, NUMBER, REGISTER
from archive.models import Decision, ItemNumber, Record, RecordFile, RecordReturn
from archive.numbering import void_item
from office.api import StoredFile
from office.kernel.append_only import MARK
from office.kernel.ids import uuid7
from tests.archive.shelf import a_shelf, collected, confirmed, filed, to_the_end, work
from tests.journals import guards

pytestmark = pytest.mark.django_db


def refused(statement: str, *params: Any) -> bool:
    """Whether the database refuses a bare statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, params)
    except DatabaseError as error:
        return any(word in str(error) for word in ("frozen", "never changed", "append-only"))
    return False


OTHERWISE: dict[str, Any] = {"dated_on": "1999-01-01"}
BY_TYPE: dict[str, Any] = {
    "CharField": "z",
    "JSONField": "{}",
    "PositiveIntegerField": 999,
    "PositiveSmallIntegerField": 1999,
    "DateTimeField": "2001-01-01 00:00:00+00:00",
    "UUIDField": "00000000000000000000000000000001",
}
"""Another value of a column; a key to another row is taken away."""


def test_no_column_of_a_filed_record_changes_but_those_that_go_on_living() -> None:
    item = filed(a_shelf())
    changed = set()
    for field in Record._meta.local_concrete_fields:
        if field.column in {"id", *FREE}:
            continue
        value = OTHERWISE.get(str(field.column), BY_TYPE.get(str(field.get_internal_type())))
        if not refused(f'UPDATE {RECORD} SET "{field.column}" = %s WHERE id = %s', value, item.pk):
            changed.add(field.column)
    item.refresh_from_db()
    assert item.state == "filed"
    assert changed == set()


def test_its_openness_may_be_reviewed_and_saving_it_as_it_is_is_no_change() -> None:
    item = filed(a_shelf())
    item.openness = "开放"
    item.save()
    item.refresh_from_db()
    assert item.openness == "开放"


def test_it_is_not_deleted_nor_replaced_nor_its_files() -> None:
    item = filed(a_shelf())
    file = item.current_files[0]
    assert refused(f"DELETE FROM {FILE} WHERE id = %s", file.pk)
    assert refused(f"DELETE FROM {RECORD} WHERE id = %s", item.pk)
    assert refused(f"UPDATE {FILE} SET name = 'z' WHERE id = %s", file.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        RecordFile.objects.create(record=item, ordinal=99, role="FJ", name="FJ-99.pdf", file=file.file)
    if connection.vendor == "sqlite":
        columns = ", ".join(f'"{one.column}"' for one in Record._meta.local_concrete_fields)
        assert refused(
            f"INSERT OR REPLACE INTO {RECORD} ({columns}) SELECT {columns} FROM {RECORD} WHERE id = %s", item.pk
        )


def test_it_is_returned_only_with_a_recorded_return() -> None:
    item = filed(a_shelf())
    assert refused(f"UPDATE {RECORD} SET state = 'returned' WHERE id = %s", item.pk)
    assert refused(f"UPDATE {RECORD} SET state = 'arranging' WHERE id = %s", item.pk)


def test_a_returned_revision_is_not_filed_again_and_its_files_stay() -> None:
    shelf = a_shelf()
    item = filed(shelf)
    return_record(item.uid, "题名有误", by=shelf.by, key=uuid7())
    item.refresh_from_db()
    assert (item.state, item.why, item.revision) == ("returned", "题名有误", 1)
    file = item.current_files[0]
    assert refused(f"DELETE FROM {FILE} WHERE id = %s", file.pk)
    with pytest.raises(DatabaseError, match=r"not filed again|frozen"), transaction.atomic():
        Record.objects.filter(pk=item.pk).update(state="filed")
    (returned,) = RecordReturn.objects.all()
    assert refused("UPDATE archive_recordreturn SET why = 'z' WHERE id = %s", returned.pk)
    assert refused("DELETE FROM archive_recordreturn WHERE id = %s", returned.pk)
    assert refused(f"DELETE FROM {RECORD} WHERE id = %s", item.pk)


def test_its_number_its_register_and_the_rows_of_its_contents_stay() -> None:
    item = filed(a_shelf())
    number, content = ItemNumber.objects.get(record=item), item.current_files[0].file
    for column, value in (("number", 99), ("code", "z"), ("unit", "z"), ("at", BY_TYPE["DateTimeField"])):
        assert refused(f'UPDATE {NUMBER} SET "{column}" = %s WHERE id = %s', value, number.pk), column
    assert refused(
        f"UPDATE {NUMBER} SET state = 'void', reason = 'z', void_at = %s WHERE id = %s",
        BY_TYPE["DateTimeField"],
        number.pk,
    )
    assert refused(f"DELETE FROM {NUMBER} WHERE id = %s", number.pk)
    for column, value in (("last", 0), ("year", 1999), ("retention", "Y"), ("unit", "z")):
        assert refused(f'UPDATE {REGISTER} SET "{column}" = %s WHERE id = %s', value, number.register_id), column
    for column, value in (("sm3", "0" * 64), ("size", 1), ("media_type", "z")):
        assert refused(f'UPDATE {CONTENT} SET "{column}" = %s WHERE id = %s', value, content.pk), column
    assert refused(f"DELETE FROM {CONTENT} WHERE id = %s", content.pk)
    if connection.vendor == "sqlite":
        for model, row in ((ItemNumber, number.pk), (StoredFile, content.pk)):
            table = model._meta.db_table
            columns = ", ".join(f'"{one.column}"' for one in model._meta.local_concrete_fields)
            assert refused(
                f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table} WHERE id = %s", row
            )


def test_a_number_becomes_void_and_never_anything_else() -> None:
    shelf = a_shelf()
    item = confirmed(shelf)
    number = ItemNumber.objects.get(record=item)
    with transaction.atomic():
        void_item(item, reason="重复件")
    number.refresh_from_db()
    assert (number.state, number.reason) == ("void", "重复件")
    assert refused(f"UPDATE {NUMBER} SET state = 'used', reason = '', void_at = NULL WHERE id = %s", number.pk)
    assert refused(f"UPDATE {NUMBER} SET reason = 'z' WHERE id = %s", number.pk)


def test_of_a_returned_record_the_number_stays_in_the_register() -> None:
    shelf = a_shelf()
    item = filed(shelf)
    return_record(item.uid, "题名有误", by=shelf.by, key=uuid7())
    assert refused(f"DELETE FROM {NUMBER} WHERE record_id = %s", item.pk)


def test_what_is_not_filed_yet_can_be_taken_away() -> None:
    """A historical document whose import is undone."""
    item = collected(a_shelf())
    item.current_files.delete()
    item.delete()
    assert not Record.objects.exists()


def test_the_triggers_are_there_and_know_every_column() -> None:
    names = {
        name
        for name, table in guards(connection)
        if table in {RECORD, FILE, "archive_recordreturn", "archive_decision"}
    }
    assert all(MARK in name for name in names)
    tables = {RECORD, FILE, RecordReturn._meta.db_table, Decision._meta.db_table}
    assert {table for _, table in guards(connection)} >= tables
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = %s", [f"{RECORD}_{MARK}_update"]
            )
            (written,) = cursor.fetchone()
        frozen = {field.column for field in Record._meta.local_concrete_fields} - set(FREE)
        assert {name for name in frozen if f'NEW."{name}"' not in written} == set(), (
            "repeat Frozen() in a last migration"
        )


def test_returned_and_put_right_it_is_filed_anew_under_its_number() -> None:
    shelf = a_shelf()
    item = filed(shelf)
    first = {one.file.sm3 for one in item.current_files}
    digest, code = item.digest, item.code
    return_record(item.uid, "附件缺页", by=shelf.by, key=uuid7())
    drafter = shelf.office.actor(shelf.office.drafter)
    send_again(item.uid, "已补齐附件。", by=drafter, key=uuid7())
    item.refresh_from_db()
    assert (item.state, item.revision) == ("collecting", 2)
    work()
    item.refresh_from_db()
    assert (item.state, item.retention, item.code) == ("arranging", "D30", code)
    confirm_retention(item.uid, item.retention, item.unit, by=shelf.by, key=uuid7())
    to_the_end(shelf, item)
    assert (item.state, item.code, item.revision) == ("filed", code, 2)
    assert item.digest != digest
    kept = RecordFile.objects.filter(record=item, revision=1).values_list("file__sm3", flat=True)
    assert set(kept) == first
