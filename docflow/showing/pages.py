"""页样：what a stored file looks like, page by page, asked of a child and kept beside the files. Never called under a lock.

Files come from strangers too, so they are drawn in a child with limits, never in the one that holds seals; what has no page of its own
is set anew from its words, and says so.
"""

import base64
import binascii
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings

from docflow import cache
from docflow.showing.drawing import DRAWN
from docflow.showing.retyping import LARGEST, Retyped, plain_lines
from docflow.showing.words import extract
from docflow.workshop import page_image
from office.api import StoredFile, read
from office.kernel import child
from office.kernel.files import DamagedFileError
from office.kernel.refusals import Invalid
from office.kernel.uploads.kinds import CSV, DOCX, OFD, TEXT

EDITION = 2
"""Of the way in which words are set anew: another is kept beside it."""
DPI = 110
AT_ONCE = 4  # pages drawn by one child
SECONDS = 40

XML, JSON = "application/xml", "application/json"
PLAIN = frozenset({TEXT.media_type, CSV.media_type, XML, JSON})
WORDED = frozenset({DOCX.media_type, OFD.media_type})

BUSY = "现在要看的人多，没有轮到。请稍后再打开。"


class Shown(StrEnum):
    """How a file is shown: as it lies there, by its words alone, or not here."""

    AS_IT_IS = "原样"
    RETYPED = "按文字重排"
    NOWHERE = "不能显示"


@dataclass(frozen=True)
class Keeper:
    """What a reader is told to do where a file cannot be shown: whole sentences."""

    unseen: str
    damaged: str


class Unreadable(Invalid):
    """The file is none of its kind, or asks for more than a child may take."""


def shown_as(media_type: str) -> Shown:
    """By its kind; whether it has a page, `pages_of` says."""
    if media_type in DRAWN:
        return Shown.AS_IT_IS
    return Shown.RETYPED if media_type in PLAIN | WORDED else Shown.NOWHERE


def has_own_page(media_type: str) -> bool:
    """Of what is shown by its words alone: whether it has a page of its own that is not shown: 版面, tables, pictures, seals."""
    return media_type in WORDED


def pages_of(file: StoredFile, keeper: Keeper) -> int:
    """How many pages can be shown; 0 where none can. Raises Invalid where there was no turn to find out."""
    shown = shown_as(file.media_type)
    if shown == Shown.NOWHERE:
        return 0
    place = cache.place("page-counts", file.sm3, f"-{EDITION}.txt")
    known = cache.known(place)
    if known is not None:
        return int(known)
    try:
        if shown == Shown.RETYPED:
            made = _retyped(file, keeper)
            count = made.pages if made else 0
        else:
            count = int(_asked("docflow.showing.drawing.count_pages", file, keeper))
    except Unreadable:
        return 0
    if count:  # nothing found is looked for again: a child may have been too slow on a busy day
        cache.keep(place, str(count).encode())
    return count


def pictures_of(file: StoredFile, pages: Sequence[int], keeper: Keeper, dpi: int = DPI) -> Iterator[bytes]:
    """These pages (from 1) as WebP, in their order. Raises Invalid where one cannot be drawn."""
    if shown_as(file.media_type) == Shown.RETYPED:
        yield from _of_words(file, pages, keeper, dpi)
        return
    for at in range(0, len(pages), AT_ONCE):
        some = pages[at : at + AT_ONCE]
        places = {page: cache.place("pages", file.sm3, f"-as-shown-{page}-{dpi}.webp") for page in some}
        known = {page: cache.known(place) for page, place in places.items()}
        missing = [page for page, picture in known.items() if picture is None]
        if missing:
            said = _asked("docflow.showing.drawing.draw_pages", file, keeper, missing, dpi)
            for page, picture in zip(missing, _decoded(said, len(missing), keeper), strict=True):
                cache.keep(places[page], picture)
                known[page] = picture
        yield from (picture for picture in known.values() if picture)


def _of_words(file: StoredFile, pages: Sequence[int], keeper: Keeper, dpi: int) -> Iterator[bytes]:
    pdf = cache.known(_place_of_words(file))
    if pdf is None:
        made = _retyped(file, keeper)
        if made is None:
            raise Unreadable(f"这个文件取不到文字，不能显示。{keeper.unseen}")
        pdf = made.pdf
    for page in pages:
        yield page_image(f"{file.sm3}-words-{EDITION}", pdf, page, dpi)


def _retyped(file: StoredFile, keeper: Keeper) -> Retyped | None:
    """None where it has no words."""
    content = _content(file, keeper)
    if file.media_type in PLAIN:
        lines, cut = _described(file, content) or plain_lines(content)
    else:
        try:
            found = extract(content, file.media_type)
        except child.ChildTimeout as error:
            raise Invalid(BUSY) from error
        lines, cut = list(found.strings), found.cut
    if not any(line.strip() for line in lines):
        return None
    try:
        made: Retyped = child.run("docflow.showing.retyping.retype", lines, Path(settings.FONTS_DIR), cut)
    except child.ChildTimeout as error:
        raise Invalid(BUSY) from error
    cache.keep(_place_of_words(file), made.pdf)
    return made


def _described(file: StoredFile, content: bytes) -> tuple[list[str], bool] | None:
    """A description as 名称：值; None for what is none, or not whole."""
    if file.media_type != XML or len(content) > LARGEST:
        return None
    try:
        return [str(line) for line in child.run_stranger("docflow.showing.xml_lines.lines_of", content)], False
    except child.ChildTimeout as error:
        raise Invalid(BUSY) from error
    except child.ChildError:
        return None


def _asked(path: str, file: StoredFile, keeper: Keeper, *args: Any) -> Any:
    try:
        return child.run_stranger(path, _content(file, keeper), file.media_type, *args, timeout=SECONDS)
    except child.ChildTimeout as error:
        raise Invalid(BUSY) from error
    except child.ChildError as error:
        raise Unreadable(f"这一页画不出来。{keeper.unseen}") from error


def _decoded(said: Any, count: int, keeper: Keeper) -> list[bytes]:
    """A child that a file took over may say anything."""
    try:
        pictures = [base64.b64decode(one, validate=True) for one in said]
    except (TypeError, ValueError, binascii.Error) as error:
        raise Unreadable(f"这一页画不出来。{keeper.unseen}") from error
    if len(pictures) != count:
        raise Unreadable(f"这一页画不出来。{keeper.unseen}")
    return pictures


def _content(file: StoredFile, keeper: Keeper) -> bytes:
    try:
        return read(file)
    except (FileNotFoundError, DamagedFileError) as error:
        raise Invalid(f"这个文件现在读不出来。{keeper.damaged}") from error


def _place_of_words(file: StoredFile) -> Path:
    return cache.place("retyped", file.sm3, f"-{EDITION}.pdf")
