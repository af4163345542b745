"""处理单 printed and seals checked at the same time: each is another process's work, and neither needs the other."""

from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager

from docflow.printing import sheet_pdf
from docflow.seals.verdict import SealCheck
from docflow.selectors.verification import begin_checks
from docflow.sheets.sheet import Sheet


class Working:
    """What other processes do while this one asks the database; the threads that wait for them ask none."""

    def __init__(self, content: bytes, beside: Executor) -> None:
        self._beside = beside
        self._checks = begin_checks([content] if content else [], beside)
        self._printing: Future[bytes] | None = None

    def prints(self, sheet: Sheet) -> None:
        """Begin to print the sheet as PDF/A."""
        self._printing = self._beside.submit(sheet_pdf, sheet)

    def done(self) -> tuple[bytes, SealCheck | None]:
        """The sheet, and what the check found; None where there was nothing to check."""
        assert self._printing is not None, "it was given a sheet"  # noqa: S101 - the callers are two
        return self._printing.result(), self._checks[0]() if self._checks else None


@contextmanager
def printing_and_checking(content: bytes) -> Iterator[Working]:
    """The seals of a PDF, where there is one, are being checked from now on."""
    with ThreadPoolExecutor(max_workers=2) as beside:
        yield Working(content, beside)
