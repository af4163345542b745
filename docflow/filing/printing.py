"""处理单 printed and seals checked at the same time: each is another process's work, and neither needs the other."""

from concurrent.futures import ThreadPoolExecutor

from docflow.printing import sheet_pdf
from docflow.seals.bounded import check_bounded
from docflow.seals.verdict import SealCheck
from docflow.selectors.verification import as_registered, installation_trust
from docflow.sheets.sheet import Sheet
from office.kernel.clock import now


def printed_and_checked(sheet: Sheet, content: bytes) -> tuple[bytes, SealCheck | None]:
    """The sheet as PDF/A, and what a check of a PDF finds; None where there is none. The thread beside asks no database."""
    at = now()
    with ThreadPoolExecutor(max_workers=1) as beside:
        checking = beside.submit(check_bounded, content, installation_trust(at), at) if content else None
        printed = sheet_pdf(sheet)
    return printed, as_registered(checking.result()) if checking is not None else None
