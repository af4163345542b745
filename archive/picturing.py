"""页样：what a file of a record looks like, page by page, asked of a child and kept beside the files. Never called under a lock.

Files come from strangers too, so they are drawn in a child with limits, never in the one that holds seals; what has no page of its own
is set anew from its words, and says so.
"""

import base64
import binascii
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings

from archive.checks.reading import JSON, XML
from archive.drawing import DRAWN
from archive.models import RecordFile
from archive.retyping import LARGEST, Retyped, plain_lines
from archive.texts import extract
from docflow.api import cache, page_image
from office.api import read
from office.kernel import child
from office.kernel.files import DamagedFileError
from office.kernel.refusals import Invalid
from office.kernel.uploads.kinds import CSV, DOCX, OFD, TEXT

EDITION = 2
"""Of the way in which words are set anew: another is kept beside it."""
DPI = 110
AT_ONCE = 4  # pages drawn by one child
SECONDS = 40

PLAIN = frozenset({TEXT.media_type, CSV.media_type, XML, JSON})
WORDED = frozenset({DOCX.media_type, OFD.media_type})


class Shown(StrEnum):
    """How a file is shown: as it lies there, by its words alone, or not here."""

    AS_IT_IS = "原样"
    RETYPED = "按文字重排"
    NOWHERE = "到档案室看"


def shown_as(file: RecordFile) -> Shown:
    """By its kind; whether it has a page, `pages_of` says."""
    kind = file.file.media_type
    if kind in DRAWN:
        return Shown.AS_IT_IS
    return Shown.RETYPED if kind in PLAIN | WORDED else Shown.NOWHERE


def pages_of(file: RecordFile) -> int:
    """How many pages can be shown; 0 where none can. Raises Invalid where there was no turn to find out."""
    shown = shown_as(file)
    if shown == Shown.NOWHERE:
        return 0
    if shown == Shown.AS_IT_IS and file.pages:
        return file.pages
    place = _place_of_count(file)
    known = cache.known(place)
    if known is not None:
        return int(known)
    try:
        count = _pages_set_anew(file) if shown == Shown.RETYPED else int(_asked("archive.drawing.count_pages", file))
    except Unreadable:
        return 0
    if count:  # nothing found is looked for again: a child may have been too slow on a busy day
        cache.keep(place, str(count).encode())
    return count


def pictures_of(file: RecordFile, pages: Sequence[int], dpi: int = DPI) -> Iterator[bytes]:
    """These pages (from 1) as WebP, in their order. Raises Invalid where one cannot be drawn."""
    if shown_as(file) == Shown.RETYPED:
        yield from _of_words(file, pages, dpi)
        return
    for at in range(0, len(pages), AT_ONCE):
        some = pages[at : at + AT_ONCE]
        places = {page: cache.place("pages", file.file.sm3, f"-of-record-{page}-{dpi}.webp") for page in some}
        known = {page: cache.known(place) for page, place in places.items()}
        missing = [page for page, picture in known.items() if picture is None]
        if missing:
            said = _asked("archive.drawing.draw_pages", file, missing, dpi)
            for page, picture in zip(missing, _decoded(said, len(missing)), strict=True):
                cache.keep(places[page], picture)
                known[page] = picture
        yield from (picture for picture in known.values() if picture)


class Unreadable(Invalid):
    """The file is none of its kind, or asks for more than a child may take."""


def _of_words(file: RecordFile, pages: Sequence[int], dpi: int) -> Iterator[bytes]:
    place = _place_of_words(file)
    pdf = cache.known(place)
    if pdf is None:
        made = _retyped(file)
        if made is None:
            raise Unreadable("这个文件取不到文字，不能显示。请到档案室看原件。")
        pdf = made.pdf
    for page in pages:
        yield page_image(f"{file.file.sm3}-words-{EDITION}", pdf, page, dpi)


def _pages_set_anew(file: RecordFile) -> int:
    made = _retyped(file)
    return made.pages if made else 0


def _retyped(file: RecordFile) -> Retyped | None:
    """None where it has no words."""
    content = _content(file)
    if file.file.media_type in PLAIN:
        lines, cut = _described(file, content) or plain_lines(content)
    else:
        try:
            found = extract(content, file.file.media_type)
        except child.ChildTimeout as error:
            raise Invalid(BUSY) from error
        lines, cut = list(found.strings), found.cut
    if not any(line.strip() for line in lines):
        return None
    try:
        made: Retyped = child.run("archive.retyping.retype", lines, Path(settings.FONTS_DIR), cut)
    except child.ChildTimeout as error:
        raise Invalid(BUSY) from error
    cache.keep(_place_of_words(file), made.pdf)
    return made


def _described(file: RecordFile, content: bytes) -> tuple[list[str], bool] | None:
    """A description as 名称：值; None for what is none, or not whole."""
    if file.file.media_type != XML or len(content) > LARGEST:
        return None
    try:
        return [str(line) for line in child.run_stranger("archive.xml_text.lines_of", content)], False
    except child.ChildTimeout as error:
        raise Invalid(BUSY) from error
    except child.ChildError:
        return None


BUSY = "现在要看的人多，没有轮到。请稍后再打开。"


def _asked(path: str, file: RecordFile, *args: Any) -> Any:
    try:
        return child.run_stranger(path, _content(file), file.file.media_type, *args, timeout=SECONDS)
    except child.ChildTimeout as error:
        raise Invalid(BUSY) from error
    except child.ChildError as error:
        raise Unreadable("这一页画不出来。请到档案室看原件。") from error


def _decoded(said: Any, count: int) -> list[bytes]:
    """A child that a file took over may say anything."""
    try:
        pictures = [base64.b64decode(one, validate=True) for one in said]
    except (TypeError, ValueError, binascii.Error) as error:
        raise Unreadable("这一页画不出来。请到档案室看原件。") from error
    if len(pictures) != count:
        raise Unreadable("这一页画不出来。请到档案室看原件。")
    return pictures


def _content(file: RecordFile) -> bytes:
    try:
        return read(file.file)
    except (FileNotFoundError, DamagedFileError) as error:
        raise Invalid("这个文件现在读不出来。请告诉档案管理员，由他查看固化复核的结果。") from error


def _place_of_count(file: RecordFile) -> Path:
    return cache.place("page-counts", file.file.sm3, f"-{EDITION}.txt")


def _place_of_words(file: RecordFile) -> Path:
    return cache.place("retyped", file.file.sm3, f"-{EDITION}.pdf")
