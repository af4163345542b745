"""没有收的各行 as an XLSX: the catalogue's own columns with the line and the reason before them, to be put right and brought again."""

import io

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from archive.importing.models import Batch
from archive.importing.selectors.progress import left_over
from office.kernel.uploads.kinds import XLSX

MEDIA_TYPE = XLSX.media_type


def refusals_sheet(batch: Batch) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("没有收的各行")
    rows = [["原目录第几行", "结果", "原因", *batch.header]]
    rows += [[str(one.line), one.get_state_display(), one.says, *one.cells] for one in left_over(batch)]
    for row in rows:
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text))
            cell.data_type = "s"  # also what begins with “=”: a text, never a formula
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
