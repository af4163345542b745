"""Tables for people's spreadsheets: XLSX in which no cell is a formula."""

import io
import re
from collections.abc import Iterable, Sequence

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_UNKEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_000  # characters of a cell, a little less than the format takes


def xlsx_bytes(title: str, rows: Iterable[Sequence[object]], *, widths: Sequence[float] = ()) -> bytes:
    """The rows as a workbook of one sheet; the first is its head, which stays in view. `widths` of columns in characters.

    Numbers stay numbers; every text is a text, whatever it begins with.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - heavy, and seldom needed
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", "", _UNKEPT.sub("", title))[:31] or "表")
    sheet.freeze_panes = "A2"
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    bold, wrapped = Font(bold=True), Alignment(vertical="top", wrap_text=True)
    for n, row in enumerate(rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet)
            if isinstance(value, int):
                cell.value = value
            elif value is not None and value != "":
                cell.value = _UNKEPT.sub("\ufffd", str(value))[:LONGEST]
                cell.data_type = "s"  # never a formula, nor an error
                cell.quotePrefix = True
            if n == 0:
                cell.font = bold
            cell.alignment = wrapped
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
