"""借阅的页样与带水印的副本：made anew for each request. Only the bare page is kept, and nobody is given that."""

from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings

from archive.loans.models import Loan
from archive.models import RecordFile
from archive.picturing import BUSY, pictures_of
from office.kernel import child
from office.kernel.clock import OFFICE_ZONE, now
from office.kernel.refusals import Invalid

FINE = 150
"""Dots per inch of what is printed or downloaded."""


def marked_page(file: RecordFile, page: int, *, loan: Loan) -> bytes:
    """One page (from 1) as WebP, with the borrower's watermark of this minute."""
    (bare,) = pictures_of(file, [page])
    return _worked("archive.loans.watermark.marked_page", bare, words_for(loan, "借阅"), _fonts())


def marked_copy(file: RecordFile, pages: Sequence[int], *, loan: Loan, use: str, ask: Callable[[], object]) -> bytes:
    """The pages as a PDF of pictures, each with the watermark; `use` says in it what it was made for.

    Page by page, so that nobody waits for the child until all are done; `ask` is called before each and raises where the right has ended.
    """
    words = words_for(loan, use)
    marked: list[bytes] = []
    for bare in pictures_of(file, pages, FINE):
        ask()
        marked.append(_worked("archive.loans.watermark.marked_print", bare, words, _fonts()))
    title = file.title or file.name
    return _worked("archive.loans.watermark.bound", marked, title, FINE)


def words_for(loan: Loan, use: str) -> tuple[str, str]:
    """顾长林 云州市人民政府办公室 / 借阅 2026-03-16 14:52: he in the post in which he borrowed it."""
    borrower = loan.borrower
    moment = f"{now().astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M}"
    return f"{borrower.person.name} {borrower.post.department.organ.name}", f"{use} {moment}"


def _worked(path: str, *args: object) -> bytes:
    """Raises Invalid where there was no turn."""
    try:
        made: bytes = child.run(path, *args)
    except child.ChildTimeout as error:
        raise Invalid(BUSY) from error
    return made


def _fonts() -> Path:
    return Path(settings.FONTS_DIR)
