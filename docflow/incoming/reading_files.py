"""Text and page pictures of a stranger's file. Runs in a child with limits, and answers in JSON only."""

import base64
import io
from collections.abc import Callable
from typing import Any

from docflow.showing.drawing import count_pages, draw_pages
from office.kernel.ofd_text import ofd_text
from office.kernel.uploads.kinds import DOCX, JPEG, OFD, PDF, PNG, TEXT, TIFF

PAGES = 30  # of which the text is read
CHARACTERS = 60_000
LONGEST_SIDE = 2_400  # pixels
SCAN_DPI = 200  # A4 at this is about as long
PICTURES = frozenset({PNG.media_type, JPEG.media_type})


def read_file(content: bytes, media_type: str) -> dict[str, Any]:
    """{"text": …, "pages": number of pages that can be shown as pictures}."""
    reader = _READERS.get(media_type)
    text = reader(content) if reader else ""
    return {"text": text[:CHARACTERS], "pages": _pages(content, media_type)}


def draw_page(content: bytes, media_type: str, page: int, dpi: int) -> str:
    """One page (from 1) as WebP, in base64."""
    if media_type == TIFF.media_type:
        return draw_pages(content, media_type, [page], SCAN_DPI)[0]
    picture = _picture(content) if media_type in PICTURES else _pdf_page(content, page, dpi)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    picture.convert("RGB").save(out, "WEBP", quality=80, method=4)
    return base64.b64encode(out.getvalue()).decode("ascii")


def _pages(content: bytes, media_type: str) -> int:
    if media_type in PICTURES:
        return 1
    if media_type == TIFF.media_type:
        return count_pages(content, media_type)
    if media_type != PDF.media_type:
        return 0
    document = _opened(content)
    try:
        return len(document)
    finally:
        document.close()


def _opened(content: bytes) -> Any:
    import pypdfium2  # noqa: PLC0415 - only the child loads it

    pdfium: Any = pypdfium2
    return pdfium.PdfDocument(content)


def _pdf_text(content: bytes) -> str:
    document = _opened(content)
    try:
        pages = [document[n].get_textpage().get_text_bounded() for n in range(min(len(document), PAGES))]
    finally:
        document.close()
    return "\n".join(pages)


def _pdf_page(content: bytes, page: int, dpi: int) -> Any:
    document = _opened(content)
    try:
        document.init_forms()
        one = document[page - 1]
        scale = min(dpi / 72, LONGEST_SIDE / max(*one.get_size(), 1))
        return one.render(scale=scale, may_draw_forms=True).to_pil()
    finally:
        document.close()


def _picture(content: bytes) -> Any:
    from PIL import Image, ImageOps  # noqa: PLC0415 - likewise

    Image.MAX_IMAGE_PIXELS = 120_000_000
    return ImageOps.exif_transpose(Image.open(io.BytesIO(content)))


def _docx_text(content: bytes) -> str:
    import docx  # noqa: PLC0415 - likewise

    document = docx.Document(io.BytesIO(content))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def _plain_text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


_READERS: dict[str, Callable[[bytes], str]] = {
    PDF.media_type: _pdf_text,
    DOCX.media_type: _docx_text,
    OFD.media_type: ofd_text,
    TEXT.media_type: _plain_text,
}
