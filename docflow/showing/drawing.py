"""页样：the pages of a stored file as pictures. Runs in a child with limits, for others made the file, and answers in JSON only."""

import base64
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from office.kernel.uploads.images import PIXELS
from office.kernel.uploads.kinds import JPEG, PDF, PNG, TIFF

PICTURES: Final = frozenset({PNG.media_type, JPEG.media_type, TIFF.media_type})
DRAWN: Final = PICTURES | {PDF.media_type}
"""Kinds of file whose pages are shown as they are."""

_A4: Final = (210 / 25.4, 297 / 25.4)  # inches
_QUALITY: Final = 80


def count_pages(content: bytes, media_type: str) -> int:
    """How many pages it has. Raises what the library of its kind raises where it is none."""
    if media_type == PDF.media_type:
        with _pdf(content) as document:
            return len(document)
    return int(getattr(_picture(content), "n_frames", 1)) if media_type == TIFF.media_type else 1


def draw_pages(content: bytes, media_type: str, pages: Sequence[int], dpi: int) -> list[str]:
    """These pages (from 1) as WebP in base64, none larger than A4 at so many dots per inch; what is smaller lies on a sheet of A4."""
    drawn = _of_pdf(content, pages, dpi) if media_type == PDF.media_type else _of_picture(content, pages, dpi)
    return [_webp(_on_paper(picture, dpi)) for picture in drawn]


def _of_pdf(content: bytes, pages: Sequence[int], dpi: int) -> Iterator[Any]:
    with _pdf(content) as document:
        document.init_forms()
        for page in pages:
            one = document[page - 1]
            wide, high = one.get_size()
            scale = min(dpi / 72, _longest(dpi) / max(wide, high, 1))
            yield one.render(scale=scale, may_draw_forms=True).to_pil()


def _of_picture(content: bytes, pages: Sequence[int], dpi: int) -> Iterator[Any]:
    from PIL import ImageOps  # noqa: PLC0415 - only the child loads it

    side = _longest(dpi)
    for page in pages:
        picture = _picture(content)
        picture.seek(page - 1)
        picture.draft("RGB", (side, side))
        if picture.mode not in {"1", "L", "RGB"}:
            picture = _on_white(picture)
        elif picture.mode == "1":
            picture = picture.convert("L")
        picture = ImageOps.exif_transpose(picture)
        picture.thumbnail((side, side))
        yield picture


def _on_white(picture: Any) -> Any:
    """What is transparent in it is paper."""
    from PIL import Image  # noqa: PLC0415 - likewise

    if picture.mode.startswith("I"):  # sixteen bits of grey
        return picture.point(lambda shade: shade / 256).convert("L")
    if picture.mode in {"CMYK", "YCbCr", "LAB", "HSV"}:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    if "exif" in picture.info:
        paper.info["exif"] = picture.info["exif"]
    return paper


def _on_paper(picture: Any, dpi: int) -> Any:
    """A picture with room for all that is written over it: a small one stands in the middle of a sheet."""
    from PIL import Image  # noqa: PLC0415 - likewise

    width, height = (round(side * dpi) for side in _A4)
    if picture.width > picture.height:
        width, height = height, width
    if picture.width * 2 >= width and picture.height * 2 >= height:
        return picture.convert("RGB")
    sheet = Image.new("RGB", (width, height), "white")
    sheet.paste(picture.convert("RGB"), ((width - picture.width) // 2, (height - picture.height) // 2))
    return sheet


def _longest(dpi: int) -> int:
    return round(max(_A4) * dpi)


def _picture(content: bytes) -> Any:
    from PIL import Image  # noqa: PLC0415 - likewise

    Image.MAX_IMAGE_PIXELS = PIXELS
    return Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "TIFF"))


@contextmanager
def _pdf(content: bytes) -> Iterator[Any]:
    import pypdfium2  # noqa: PLC0415 - likewise

    pdfium: Any = pypdfium2
    document = pdfium.PdfDocument(content)
    try:
        yield document
    finally:
        document.close()


def _webp(picture: Any) -> str:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=_QUALITY, method=4)
    return base64.b64encode(out.getvalue()).decode("ascii")
