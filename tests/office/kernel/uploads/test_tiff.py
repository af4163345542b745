"""TIFF scans: taken by what they are, with their pages; hostile ones refused by name and reason."""

import io
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from docflow.incoming.reading_files import draw_page, read_file
from office.kernel.refusals import Invalid
from office.kernel.uploads import examine, tiff
from tests.office.kernel.uploads.making import tiff as made
from tests.office.kernel.uploads.making import tiff_fields
from tests.office.kernel.uploads.outcome import sentence


def a_scan(pages: int = 1, compression: str = "group4", mode: str = "1", size: tuple[int, int] = (400, 560)) -> bytes:
    out = io.BytesIO()
    first, *others = [Image.new(mode, size, 1 if mode == "1" else 200) for _ in range(pages)]
    first.save(out, "TIFF", save_all=True, append_images=others, compression=compression)
    return out.getvalue()


@pytest.mark.parametrize(
    ("compression", "mode"),
    [
        ("group4", "1"),
        ("group3", "1"),
        ("tiff_lzw", "L"),
        ("tiff_lzw", "RGB"),
        ("jpeg", "RGB"),
        ("tiff_adobe_deflate", "RGB"),
        ("packbits", "1"),
        ("raw", "CMYK"),
        ("raw", "I;16"),
    ],
)
def test_scans_as_scanners_make_them_are_taken(compression: str, mode: str) -> None:
    found = examine(a_scan(3, compression, mode), "永久卷.tif")
    assert (found.name, found.media_type, found.suffix) == ("永久卷.tif", "image/tiff", ".tif")


def test_an_empty_page_of_a_large_sheet_is_a_page() -> None:
    assert sentence(a_scan(2, size=(7016, 9921)), "空白页.tiff") == ""


def test_both_orders_of_bytes() -> None:
    assert sentence(made(order=">"), "a.tif") == sentence(made(), "a.tif") == ""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (made(65_500, 65_500), "尺寸过大"),
        (made(9_000, 9_000), "与所写的尺寸不符"),
        (made(0, 8), "没有尺寸"),
        (made(compression=34712), "压缩方式（34712）不通用"),
        (made(compression=6), "已废止"),
        (made(length=10_000), "不在文件之内"),
        (made(pages=tiff.PAGES + 1), "超过1000页"),
        (made(loop=True), "目录循环"),
        (made()[:30], "目录"),
        (b"II*\x00" + struct.pack("<L", 4_000_000_000), "不在文件之内"),
        (b"II*\x00" + bytes(4), "没有图片内容"),
        (b"II*\x00\x08\x00\x00\x00\xff\xff" + bytes(40), "目录不成立"),
        (b"II+\x00\x08\x00\x00\x00" + bytes(40), "BigTIFF"),
        (made(compression=8, data=b"\xff\x01\x02" * 40), "解不开"),
    ],
)
def test_hostile_ones_are_refused_by_name_and_reason(content: bytes, words: str) -> None:
    assert words in sentence(content, "案卷.tif")
    with pytest.raises(Invalid, match=r"^没有上传“案卷\.tif”："):
        examine(content, "案卷.tif")


def test_the_name_must_say_it() -> None:
    assert "以“.png”结尾" in sentence(a_scan(), "案卷.png")
    assert examine(a_scan(), "案卷").name == "案卷.tif"


def test_a_field_that_counts_beyond_the_file_is_refused() -> None:
    content = tiff_fields([(256, 4, 0xFFFFFFFF, 8)])
    assert "不在文件之内" in sentence(content, "a.tif")


def test_where_a_photograph_was_taken_is_said() -> None:
    content = made(more=[(0x8825, 4, 1, 8)])
    assert "拍摄地点" in examine(content, "现场.tif").warnings[0]


@given(st.data())
def test_a_changed_byte_is_refused_or_harmless(data: st.DataObject) -> None:
    content = made(pages=2)
    place = data.draw(st.integers(0, len(content) - 1))
    sentence(content[:place] + bytes([data.draw(st.integers(0, 255))]) + content[place + 1 :], "a.tif")


@given(st.binary(max_size=300))
def test_no_bytes_behind_a_signature_break_the_reader(noise: bytes) -> None:
    for start in (b"II*\x00", b"MM\x00*"):
        assert sentence(start + noise, "a.tif")


def test_no_more_is_decoded_than_so_many_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    load = Image.Image.load

    def counted(self: Image.Image) -> Any:
        seen.append(self.size)
        return load(self)

    from PIL import TiffImagePlugin  # noqa: PLC0415 - its own `load` is what is counted

    monkeypatch.setattr(TiffImagePlugin.TiffImageFile, "load", counted)
    monkeypatch.setattr(tiff, "DECODED", 400 * 560 * 2)
    tiff.check_tiff_pixels(a_scan(5, "raw", "L"))
    assert len(seen) == 2


def test_a_scan_that_came_in_is_seen_page_by_page_and_has_no_text() -> None:
    content = a_scan(3)
    assert read_file(content, "image/tiff") == {"text": "", "pages": 3}
    assert draw_page(content, "image/tiff", 3, 110)
