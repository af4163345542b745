"""借阅的页样与带水印的副本：asked of the child process, made anew for each request. Only the bare page is kept, and nobody is given that."""

from pathlib import Path

from django.conf import settings

from archive.models import RecordFile
from docflow.api import page_image
from office.api import Actor, read
from office.kernel import child
from office.kernel.clock import OFFICE_ZONE, now

FINE = 150
"""Dots per inch of what is printed or downloaded."""


def marked_page(file: RecordFile, page: int, *, by: Actor) -> bytes:
    """One page (from 1) as WebP, with the reader's watermark of this minute."""
    bare = page_image(file.file.sm3, read(file.file), page)
    marked: bytes = child.run("archive.loans.watermark.marked_page", bare, words_for(by, "借阅"), _fonts())
    return marked


def marked_copy(file: RecordFile, *, by: Actor, use: str) -> bytes:
    """All its pages as a PDF of pictures, each with the watermark; `use` says in it what it was made for."""
    content = read(file.file)
    bare = [page_image(file.file.sm3, content, page, FINE) for page in range(1, file.pages + 1)]
    title = file.title or file.name
    words = words_for(by, use)
    copy: bytes = child.run("archive.loans.watermark.marked_pdf", bare, words, _fonts(), title, FINE, timeout=120)
    return copy


def words_for(by: Actor, use: str) -> tuple[str, str]:
    """顾长林 云州市人民政府办公室 / 借阅 2026-03-16 14:52"""
    return f"{by.person.name} {by.organ.name}", f"{use} {now().astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M}"


def _fonts() -> Path:
    return Path(settings.FONTS_DIR)
