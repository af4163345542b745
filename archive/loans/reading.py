"""借到的文件：which files of a record a loan opens, and how each of them is shown."""

from dataclasses import dataclass

from archive.loans.models import Loan
from archive.models import Record, RecordFile
from archive.picturing import IN_WORDS, pages_of, shown_as
from docflow.api import Shown, has_own_page

MOST_COPIED = 200
"""Pages that are printed or downloaded at once."""


@dataclass(frozen=True)
class Opened:
    """A file that a loan opens, and what it is called beside the title of the record."""

    file: RecordFile
    name: str

    @property
    def shown(self) -> Shown:
        return shown_as(self.file)

    @property
    def shown_in_words(self) -> str:
        return IN_WORDS[self.shown]

    @property
    def is_seen(self) -> bool:
        """Whether its kind can be shown at all."""
        return self.shown != Shown.NOWHERE

    @property
    def is_retyped(self) -> bool:
        return self.shown == Shown.RETYPED

    @property
    def has_own_page(self) -> bool:
        """Whether it has a page of its own that is not shown: 版面, tables, pictures, seals."""
        return has_own_page(self.file.file.media_type)


@dataclass(frozen=True)
class Leafed:
    """The file that is being read, with its pages; none for one that is looked at in the archive."""

    opened: Opened
    pages: int

    @property
    def numbers(self) -> range:
        return range(1, self.pages + 1)

    @property
    def may_be_copied(self) -> bool:
        return 0 < self.pages <= MOST_COPIED


def opened_by(loan: Loan) -> list[Opened]:
    """Of the revision that stands, in the order of the record; nothing where the loan names no record."""
    if loan.record is None:
        return []
    files = loan.record.current_files.filter(role__in=loan.opens).select_related("file")
    return [Opened(one, _called(one, loan.record)) for one in files]


def leafed(opened: Opened) -> Leafed:
    """Slow where nobody has looked at the file before. Raises Invalid."""
    return Leafed(opened, pages_of(opened.file))


def _called(file: RecordFile, item: Record) -> str:
    """By its part, where it bears the record's own title or none."""
    title = file.title if file.title != item.title else ""
    return title or str(file.get_role_display())
