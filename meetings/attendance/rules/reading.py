"""A sign-in list that comes back: its rows as text, by their heads. Runs in a stranger's child and answers in JSON."""

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

ROWS, COLUMNS, CELL = 5_000, 30, 200


def read_list(content: bytes) -> dict[str, Any]:
    """{"header": [heads], "rows": [[line, [cells]], …], "more": whether there were more rows than are taken}.

    The header is the first row in which at least two cells say something.
    """
    said: dict[str, Any] = {"header": [], "rows": [], "more": False}
    for line, cells in enumerate(_rows(content), 1):
        if not said["header"]:
            if sum(map(bool, cells)) > 1:
                said["header"] = cells
        elif any(cells):
            if len(said["rows"]) == ROWS:
                return said | {"more": True}
            said["rows"].append([line, cells])
    return said


def _rows(content: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - only the child loads it

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        for row in book.worksheets[0].iter_rows(max_col=COLUMNS, values_only=True):
            yield [_text(one) for one in row]
    finally:
        book.close()


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case dt.datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S")
        case dt.time():
            return value.strftime("%H:%M:%S")
        case dt.timedelta():  # how some programs keep a time of day
            return str(value)
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).strip()[:CELL]
