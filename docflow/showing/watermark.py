"""水印：who reads, of which organ, when, drawn into the picture of a page. Pure; done in the child process.

What such a reader gets to see, to print or to keep is a picture of the page with this in it, never the file itself.
"""

import io
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SLANT = 24
"""Degrees by which the words rise to the right (a rotation of −24° on a page)."""
OPACITY = 0.09
WIDTH = 0.022
"""The height of a letter, as a part of the page's width."""
INK = (22, 34, 42)
QUALITY = 82
POINTS = 72
LONGEST = 4_000
"""Pixels of a side: the picture comes from a child that a stranger's file may have taken over."""


def marked_page(picture: bytes, words: Sequence[str], fonts: Path) -> bytes:
    """A page's picture (WebP) with the words tiled over all of it, as WebP."""
    out = io.BytesIO()
    _marked(picture, tuple(words), fonts).save(out, "WEBP", quality=QUALITY, method=2)
    return out.getvalue()


def marked_print(picture: bytes, words: Sequence[str], fonts: Path) -> bytes:
    """The same as JPEG, for a copy."""
    out = io.BytesIO()
    _marked(picture, tuple(words), fonts).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def bound(pictures: Iterable[bytes], title: str, dpi: int) -> bytes:
    """Marked pictures (JPEG) as the pages of a PDF: nothing in it can be taken off or copied as text."""
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415 - each kind of work loads its own libraries
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setTitle(title)
    for picture in pictures:
        page = ImageReader(io.BytesIO(picture))
        width, height = (side / dpi * POINTS for side in page.getSize())
        canvas.setPageSize((width, height))
        canvas.drawImage(page, 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _marked(picture: bytes, words: tuple[str, ...], fonts: Path) -> Image.Image:
    opened = Image.open(io.BytesIO(picture), formats=("WEBP",))
    if max(opened.size) > LONGEST:
        raise ValueError("a page is never so large")
    page = opened.convert("RGB")
    return Image.composite(Image.new("RGB", page.size, INK), page, _veil(page.size, words, fonts))


@lru_cache(maxsize=4)
def _veil(size: tuple[int, int], words: tuple[str, ...], fonts: Path) -> Image.Image:
    """How much ink lies where: the words in rows, every other row moved by half, turned."""
    height = max(12, round(size[0] * WIDTH))
    font = _font(fonts, "".join(words), height)
    lines = [one for one in words if one]
    block = round(max(font.getlength(one) for one in lines)), round(height * 1.5) * len(lines)
    step = block[0] + height * 5, block[1] + height * 4
    across = round((size[0] ** 2 + size[1] ** 2) ** 0.5) + max(step)
    flat = Image.new("L", (across, across), 0)
    pen = ImageDraw.Draw(flat)
    for row, y in enumerate(range(0, across, step[1])):
        for x in range(-(step[0] // 2) * (row % 2), across, step[0]):
            for n, line in enumerate(lines):
                pen.text((x, y + n * round(height * 1.5)), line, fill=round(255 * OPACITY), font=font)
    turned = flat.rotate(SLANT, Image.Resampling.BICUBIC)
    left, top = (across - size[0]) // 2, (across - size[1]) // 2
    return turned.crop((left, top, left + size[0], top + size[1]))


def _font(fonts: Path, text: str, height: int) -> ImageFont.FreeTypeFont:
    """The first face of 黑体 that has every letter of the words; else its first."""
    from docflow.layout.fonts import Face, load_fonts  # noqa: PLC0415 - each kind of work loads its own libraries

    chain = load_fonts(fonts).files_of(Face.HEI)
    fitting = (one for one in chain if all(ord(letter) in one.advances or letter == " " for letter in text))
    chosen = next(fitting, chain[0])
    return ImageFont.truetype(str(chosen.path), height, index=chosen.index)
