"""来文文件的阅读：text, elements and page pictures, asked of a child with limits. Never called under a lock."""

import base64
import binascii
import logging
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from docflow.incoming.reading_elements import Guess, guess
from docflow.workshop import DPI
from office.kernel import child
from office.kernel.refusals import Invalid

logger = logging.getLogger(__name__)

SECONDS = 40


@dataclass(frozen=True)
class FileRead:
    """What a file gave: nothing, where it could not be read; that is no reason to refuse it."""

    text: str = ""
    pages: int = 0
    guess: Guess = field(default_factory=Guess)


def read_file(content: bytes, media_type: str) -> FileRead:
    """The text and the elements of a file that has been examined."""
    try:
        said = child.run_stranger("docflow.incoming.reading_files.read_file", content, media_type, timeout=SECONDS)
    except child.ChildError as error:
        logger.info("a file was not read: %s", error)
        return FileRead()
    text = "".join(c for c in str(said["text"]).replace("\r\n", "\n") if c == "\n" or c.isprintable())
    return FileRead(text=text, pages=int(said["pages"]), guess=guess(text))


def page_picture(sm3: str, content: bytes, media_type: str, page: int) -> bytes:
    """One page as WebP, kept by the digest of the file. Raises Invalid where it cannot be drawn."""
    place = Path(settings.DATA_DIR) / "cache" / "pages" / sm3[:2] / f"{sm3}-in-{page}-{DPI}.webp"
    if place.exists():
        return place.read_bytes()
    try:
        said = child.run_stranger(
            "docflow.incoming.reading_files.draw_page", content, media_type, page, DPI, timeout=SECONDS
        )
        picture = base64.b64decode(said, validate=True)
    except (child.ChildError, binascii.Error) as error:
        raise Invalid("这一页画不出来。请下载原文件查看。") from error
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f"{place.name}.{id(picture)}")
    part.write_bytes(picture)
    part.replace(place)
    return picture
