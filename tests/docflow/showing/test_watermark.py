"""水印：the words are all over the picture, faint, and differ from reader to reader."""

import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.conf import settings
from PIL import Image, ImageChops, ImageStat, UnidentifiedImageError

from docflow.showing.watermark import LONGEST, OPACITY, _veil, bound, marked_page, marked_print

FONTS = Path(settings.FONTS_DIR)
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
    pages = [marked_print(one, WORDS, FONTS) for one in (blank(), blank("#eeeeee"))]
    pdf: Any = _open(bound(pages, "正本", 150))
    assert len(pdf) == 2
    assert pdf[0].get_textpage().count_chars() == 0
    assert [round(one) for one in pdf[0].get_size()] == [437, 618]
    assert pdf.get_metadata_value("Title") == "正本"


def _ink(picture: Image.Image, words: tuple[str, ...]) -> float:
    """How much darker a picture is where the words are than where they are not, in shades."""
    veil = _veil(picture.size, words, FONTS).point(lambda ink: 255 if ink > 10 else 0)
    under, beside = ImageStat.Stat(picture, veil).mean[0], ImageStat.Stat(picture, ImageChops.invert(veil)).mean[0]
    return beside - under


def test_it_is_these_words_and_no_others() -> None:
    """The name and the minute stand in it: laid over it, they lie on its ink, and those of another do not."""
    page = marked()
    own = _ink(page, WORDS)
    assert own > 255 * OPACITY * 0.6
    for other in (("沈岚 云州市民政局", WORDS[1]), (WORDS[0], "借阅 2025-11-09 08:17")):
        assert _ink(page, other) < own - 0.5


def test_a_picture_that_no_page_has_is_not_opened() -> None:
    out = io.BytesIO()
    Image.new("L", (LONGEST + 1, 1)).save(out, "WEBP")
    with pytest.raises(ValueError, match="never so large"):
        marked_page(out.getvalue(), WORDS, FONTS)
    other = io.BytesIO()
    Image.new("L", (10, 10)).save(other, "PNG")
    with pytest.raises(UnidentifiedImageError):
        marked_page(other.getvalue(), WORDS, FONTS)
