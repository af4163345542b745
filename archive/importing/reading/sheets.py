"""A catalogue as rows of text: the first sheet of an XLSX, or a CSV. Runs in a stranger's child and answers in JSON."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from archive.importing.reading.workbooks import flaw_of
from office.kernel.uploads.kinds import XLSX
from office.kernel.uploads.plain_text import check_text

ROWS = 5_000
COLUMNS = 60
CELL = 4_000  # characters


def read_sheet(content: bytes, media_type: str) -> dict[str, Any]:
    """{"header": [heads], "rows": [[line, [cells]], …], "more": whether there were more rows than are taken, "flaw": why it is not taken}.

    The header is the first row in which at least two cells say something: a title above the table is passed over.
    """
    is_workbook = media_type == XLSX.media_type
    said: dict[str, Any] = {"header": [], "rows": [], "more": False, "flaw": ""}
    header_at = number = 0
    for number, cells in enumerate(_xlsx(content) if is_workbook else _csv(content), 1):
        if not header_at:
            if sum(map(bool, cells)) > 1:
                said["header"], header_at = cells, number
        elif any(cells):
            if len(said["rows"]) == ROWS:
                return said | {"more": True}
            said["rows"].append([number, (cells + [""] * len(said["header"]))[: len(said["header"])]])
    if is_workbook and header_at:
        said["flaw"] = _flaw_of_xlsx(content, header_at, number)
    return said


def _flaw_of_xlsx(content: bytes, header: int, last: int) -> str:
    from openpyxl import load_workbook  # noqa: PLC0415 - only the child loads it

    book = load_workbook(io.BytesIO(content), read_only=True)
    try:
        inside: Any = book
        with inside._archive.open(inside.worksheets[0]._worksheet_path) as part:  # noqa: SLF001 - where its part lies is said nowhere else
            return flaw_of(part, header, last)
    finally:
        book.close()


def _xlsx(content: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - only the child loads it

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        sheet = book.worksheets[0]
        for row in sheet.iter_rows(max_col=COLUMNS, values_only=True):
            yield _cells(row)
    finally:
        book.close()


def _csv(content: bytes) -> Iterator[list[str]]:
    for row in csv.reader(io.StringIO(check_text(content))):
        yield _cells(row[:COLUMNS])


def _cells(row: Iterable[object]) -> list[str]:
    return _without_tail([_text(one) for one in row])


def _without_tail(cells: Sequence[str]) -> list[str]:
    last = max((n for n, one in enumerate(cells, 1) if one), default=0)
    return list(cells[:last])


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case dt.datetime():
            return value.date().isoformat()
        case dt.date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).strip()[:CELL]
