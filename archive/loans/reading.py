"""借到的文件：which files of a record a loan opens, and which of them have pages to look through."""

from dataclasses import dataclass

from archive.loans.models import Loan
from archive.models import RecordFile

PDF = "application/pdf"
MOST_COPIED = 200
"""Pages that are printed or downloaded at once."""


@dataclass(frozen=True)
class Opened:
    """A file that a loan opens. `pages` is 0 for one that cannot be shown as pages: it is looked at in the archive."""

    file: RecordFile
    pages: int

    @property
    def numbers(self) -> range:
        return range(1, self.pages + 1)


def opened_by(loan: Loan) -> list[Opened]:
    """Of the revision that stands, in the order of the record; nothing where the loan names no record."""
    if loan.record is None:
        return []
    files = loan.record.current_files.filter(role__in=loan.opens).select_related("file")
    return [Opened(one, one.pages if one.file.media_type == PDF else 0) for one in files]
