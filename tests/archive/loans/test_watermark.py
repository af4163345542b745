"""水印：the words are all over the picture, faint, and differ from reader to reader."""

import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.conf import settings
from PIL import Image, ImageChops

from archive.loans.watermark import OPACITY, marked_page, marked_pdf

WORDS = ("顾长林 云州市人民政府办公室", "借阅 2026-03-16 14:52")


def blank(color: str = "white") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (910, 1287), color).save(out, "WEBP", lossless=True)
    return out.getvalue()


def marked(words: tuple[str, ...] = WORDS) -> Image.Image:
    return Image.open(io.BytesIO(marked_page(blank(), words, Path(settings.FONTS_DIR)))).convert("L")


def extremes(picture: Image.Image) -> tuple[int, int]:
    seen = [shade for shade, times in enumerate(picture.histogram()) if times]
    return seen[0], seen[-1]


def test_every_part_of_a_page_bears_it_and_stays_readable() -> None:
    page = marked()
    assert page.size == (910, 1287)
    parts = [(x, y, x + 303, y + 429) for x in (0, 303, 606) for y in (0, 429, 858)]
    for part in parts:
        darkest, brightest = extremes(page.crop(part))
        assert darkest < 250, part
        assert darkest >= 255 * (1 - OPACITY) - 24, part  # a lossy picture is a little darker at the edges
        assert brightest >= 250, part


def test_two_readers_and_two_minutes_differ() -> None:
    first = marked()
    for other in ((*WORDS[:1], "借阅 2026-03-16 14:53"), ("沈岚 云州市人民政府办公室", WORDS[1])):
        assert ImageChops.difference(first, marked(other)).getbbox() is not None


@pytest.mark.parametrize("words", [("𠮷田 甲局", "借阅 2026-03-16 14:52"), ("", "借阅"), ("A" * 60, "借阅")])
def test_rare_names_long_ones_and_none(words: tuple[str, ...]) -> None:
    assert extremes(marked(words))[0] < 250


def _open(content: bytes) -> Any:
    library: Any = pypdfium2
    return library.PdfDocument(content)


def test_a_copy_is_pictures_with_no_text_in_it() -> None:
    pages = [blank(), blank("#eeeeee")]
    pdf: Any = _open(marked_pdf(pages, WORDS, Path(settings.FONTS_DIR), "正本", 150))
    assert len(pdf) == 2
    assert pdf[0].get_textpage().count_chars() == 0
    assert [round(one) for one in pdf[0].get_size()] == [437, 618]
    assert pdf.get_metadata_value("Title") == "正本"
