"""Tables for people's spreadsheets: CSV with a byte order mark, in which no cell is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What makes a spreadsheet read a cell as a formula or break out of it; the full-width forms too, as some programs fold them."""


def csv_bytes(rows: Iterable[Sequence[object]]) -> bytes:
    """The rows as UTF-8 with BOM, so that Excel and WPS read them as Chinese. Numbers stay numbers; text that would be a formula gets a `'`."""
    out = io.StringIO()
    csv.writer(out).writerows([_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    if value is None or isinstance(value, int):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text
