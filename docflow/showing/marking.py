"""带水印的页样和副本：made anew for each request. Only the bare page is kept, and nobody is given that."""

from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings

from docflow.showing.pages import BUSY, Keeper, pictures_of
from office.api import StoredFile
from office.kernel import child
from office.kernel.refusals import Invalid

FINE = 150
"""Dots per inch of what is printed or downloaded."""


def marked_page(file: StoredFile, page: int, *, words: Sequence[str], keeper: Keeper) -> bytes:
    """One page (from 1) as WebP, with the reader's words all over it."""
    (bare,) = pictures_of(file, [page], keeper)
    return _worked("docflow.showing.watermark.marked_page", bare, tuple(words), _fonts())


def marked_copy(
    file: StoredFile,
    pages: Sequence[int],
    *,
    words: Sequence[str],
    title: str,
    keeper: Keeper,
    ask: Callable[[], object],
) -> bytes:
    """The pages as a PDF of pictures, each with the words; the words say what it was made for.

    Page by page, so that nobody waits for the child until all are done; `ask` is called before each and raises where the right has ended.
    """
    marked: list[bytes] = []
    for bare in pictures_of(file, pages, keeper, FINE):
        ask()
        marked.append(_worked("docflow.showing.watermark.marked_print", bare, tuple(words), _fonts()))
    return _worked("docflow.showing.watermark.bound", marked, title, FINE)


def _worked(path: str, *args: object) -> bytes:
    """Raises Invalid where there was no turn."""
    try:
        made: bytes = child.run(path, *args)
    except child.ChildTimeout as error:
        raise Invalid(BUSY) from error
    return made


def _fonts() -> Path:
    return Path(settings.FONTS_DIR)
