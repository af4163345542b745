"""A catalogue as rows of text: the first sheet of an XLSX, or a CSV. Runs in a stranger's child and answers in JSON."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from office.kernel.uploads.kinds import XLSX
from office.kernel.uploads.plain_text import check_text

ROWS = 5_000
COLUMNS = 60
CELL = 4_000  # characters


def read_sheet(content: bytes, media_type: str) -> dict[str, Any]:
    """{"header": [heads], "rows": [[line, [cells]], …], "more": whether there were more rows than are taken}.

    The header is the first row in which at least two cells say something: a title above the table is passed over.
    """
    lines = _xlsx(content) if media_type == XLSX.media_type else _csv(content)
    header: list[str] = []
    rows: list[list[Any]] = []
    for number, cells in enumerate(lines, 1):
        if not header:
            header = cells if sum(map(bool, cells)) > 1 else []
        elif any(cells):
            if len(rows) == ROWS:
                return {"header": header, "rows": rows, "more": True}
            rows.append([number, (cells + [""] * len(header))[: len(header)]])
    return {"header": header, "rows": rows, "more": False}


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
