"""借阅的页样与带水印的副本: with the borrower's name, his organ and the minute."""

from collections.abc import Callable, Sequence

from archive.loans.models import Loan
from archive.models import RecordFile
from archive.picturing import ARCHIVE
from docflow import api as docflow
from office.kernel.clock import OFFICE_ZONE, now


def marked_page(file: RecordFile, page: int, *, loan: Loan) -> bytes:
    """One page (from 1) as WebP, with the borrower's watermark of this minute."""
    return docflow.marked_page(file.file, page, words=words_for(loan, "借阅"), keeper=ARCHIVE)


def marked_copy(file: RecordFile, pages: Sequence[int], *, loan: Loan, use: str, ask: Callable[[], object]) -> bytes:
    """The pages as a PDF of pictures, each with the watermark; `use` says in it what it was made for. `ask` raises where the right has ended."""
    words, title = words_for(loan, use), file.title or file.name
    return docflow.marked_copy(file.file, pages, words=words, title=title, keeper=ARCHIVE, ask=ask)


def words_for(loan: Loan, use: str) -> tuple[str, str]:
    """顾长林 云州市人民政府办公室 / 借阅 2026-03-16 14:52: he in the post in which he borrowed it."""
    borrower = loan.borrower
    moment = f"{now().astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M}"
    return f"{borrower.person.name} {borrower.post.department.organ.name}", f"{use} {moment}"
