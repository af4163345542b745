"""没有收的各行 as an XLSX: the catalogue's own columns with the line and the reason before them, to be put right and brought again."""

from archive.importing.models import Batch
from archive.importing.selectors.progress import left_over
from office.kernel.uploads.kinds import XLSX
from office.kernel.xlsx_text import xlsx_bytes

MEDIA_TYPE = XLSX.media_type
BEFORE = ("原目录第几行", "结果", "原因")


def refusals_sheet(batch: Batch) -> bytes:
    rows = [(str(one.line), one.get_state_display(), one.says, *one.cells) for one in left_over(batch)]
    return xlsx_bytes("没有收的各行", [(*BEFORE, *batch.header), *rows])
