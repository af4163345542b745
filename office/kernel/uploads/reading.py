"""What needs a real reader of the format: slow and greedy on a hostile file, so it runs in a process with limits."""

from collections.abc import Callable
from typing import Any, Final

from office.kernel.uploads.flaws import Flaw
from office.kernel.uploads.images import check_png_pixels
from office.kernel.uploads.kinds import CSV, DOCX, OFD, PDF, PNG, PPTX, TIFF, XLSX
from office.kernel.uploads.ofd_packages import check_ofd_pages
from office.kernel.uploads.office_fields import check_fields
from office.kernel.uploads.plain_text import check_rows
from office.kernel.uploads.tiff import check_tiff_pixels
from office.kernel.uploads.zip_directory import Package


def read_through(content: bytes, media_type: str) -> tuple[str, ...]:
    """Objects of a PDF, fields of a document, page sizes, rows, pixels. Returns warnings. Raises Flaw.

    `media_type` is what the first look at the same content found.
    """
    reader = READERS.get(media_type)
    return reader(content) if reader else ()


def read_as_json(content: bytes, media_type: str) -> dict[str, Any]:
    """`read_through` as another process can say it: {"flaw": [reason, advice] or null, "warnings": […]}."""
    try:
        return {"flaw": None, "warnings": list(read_through(content, media_type))}
    except Flaw as flaw:
        return {"flaw": [flaw.reason, flaw.advice], "warnings": []}


def _pdf(content: bytes) -> tuple[str, ...]:
    from office.kernel.uploads.pdf_objects import check_objects  # noqa: PLC0415 - the server never loads the PDF library

    check_objects(content)
    return ()


def _office(content: bytes) -> tuple[str, ...]:
    return check_fields(Package(content))


def _ofd(content: bytes) -> tuple[str, ...]:
    return check_ofd_pages(Package(content))


def _png(content: bytes) -> tuple[str, ...]:
    check_png_pixels(content)
    return ()


def _tiff(content: bytes) -> tuple[str, ...]:
    check_tiff_pixels(content)
    return ()


READERS: Final[dict[str, Callable[[bytes], tuple[str, ...]]]] = {
    PDF.media_type: _pdf,
    OFD.media_type: _ofd,
    DOCX.media_type: _office,
    XLSX.media_type: _office,
    PPTX.media_type: _office,
    PNG.media_type: _png,
    TIFF.media_type: _tiff,
    CSV.media_type: check_rows,
}
