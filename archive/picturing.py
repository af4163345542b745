"""页样：what a file of a record looks like, page by page. Never called under a lock."""

from collections.abc import Iterator, Sequence

from archive.models import RecordFile
from docflow import api as docflow
from docflow.api import Keeper, Shown

ARCHIVE = Keeper(
    unseen="请到档案室看原件。",
    damaged="请告诉档案管理员，由他查看固化复核的结果。",
)
IN_WORDS = {Shown.AS_IT_IS: "原样", Shown.RETYPED: "按文字重排", Shown.NOWHERE: "到档案室看"}


def shown_as(file: RecordFile) -> Shown:
    """By its kind; whether it has a page, `pages_of` says."""
    return docflow.shown_as(file.file.media_type)


def known_pages(file: RecordFile) -> int:
    """How many pages can be shown, as far as that is known without opening the file; else 0."""
    return file.pages if shown_as(file) == Shown.AS_IT_IS else 0


def pages_of(file: RecordFile) -> int:
    """How many pages can be shown; 0 where none can. Raises Invalid where there was no turn to find out."""
    return known_pages(file) or docflow.pages_of(file.file, ARCHIVE)


def pictures_of(file: RecordFile, pages: Sequence[int]) -> Iterator[bytes]:
    """These pages (from 1) as WebP, in their order. Raises Invalid where one cannot be drawn."""
    return docflow.pictures_of(file.file, pages, ARCHIVE)
