"""处理单 on paper: made on request, outside the web process, and kept until the paper has moved on or it is printed anew."""

from docflow import cache
from docflow.sheets import ENGINE_VERSION
from docflow.sheets.sheet import Sheet, canonical_bytes
from docflow.workshop import print_sheet
from office.kernel.digests import sm3


def sheet_pdf(sheet: Sheet) -> bytes:
    """Make it, or find it: the last print of a paper's sheet is kept, the ones before it are not."""
    source = sm3(f"{ENGINE_VERSION} ".encode(), canonical_bytes(sheet)).hex()
    folder = cache.place("sheets", sm3(sheet.uid.encode()).hex(), "")
    if (pdf := cache.known(folder / f"{source}.pdf")) is not None:
        return pdf
    pdf = print_sheet(sheet)
    cache.keep(folder / f"{source}.pdf", pdf)
    for old in folder.glob("*.pdf"):
        if old.stem != source:
            old.unlink(missing_ok=True)
    return pdf
