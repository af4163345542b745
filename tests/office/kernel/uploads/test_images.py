"""Pictures by their headers and segments."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.office.kernel.uploads.making import chunk, exif, jpeg, png, segment
from tests.office.kernel.uploads.outcome import examined, sentence


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (png(65_500, 65_500, rows=b""), "尺寸过大"),
        (png(9_000, 9_000, rows=b"\x00"), "不符"),
        (png(8, 8, rows=bytes(10_000)), "不符"),
        (png() + b"PK\x03\x04", "结尾之后"),
        (png()[:-12], "没有结尾"),
        (png()[:40], "没有结尾"),
        (png().replace(b"IDAT", b"IDAU"), "没有图片内容"),
        (png()[:20] + b"\x01" + png()[21:], "校验"),
        (png(rows=b"")[:33] + chunk(b"IDAT", b"not deflate") + chunk(b"IEND", b""), "解不开"),
        (b"\x89PNG\r\n\x1a\n" + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b""), "没有图片头"),
    ],
)
def test_png(content: bytes, words: str) -> None:
    assert words in sentence(content, "现场.png")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (jpeg(65_500, 65_500), "尺寸过大"),
        (jpeg() + b"<script>", "结尾之后"),
        (jpeg()[:-2], "没有结尾"),
        (jpeg()[:12], "段落"),
        (b"\xff\xd8\xff\xd9", "没有图片内容"),
        (b"\xff\xd8" + segment(0xE0, b"JFIF\x00"), "没有结尾"),
    ],
)
def test_jpeg(content: bytes, words: str) -> None:
    assert words in sentence(content, "现场.jpg")


def test_padding_and_fill_bytes_are_taken() -> None:
    assert sentence(jpeg(more=b"\xff" + segment(0xE0, b"JFIF\x00")) + bytes(16), "现场.jpg") == ""


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (jpeg(more=segment(0xE1, b"Exif\x00\x00" + exif(0x8825))), "现场.jpg"),
        (png(more=chunk(b"eXIf", exif(0x8825))), "现场.png"),
    ],
)
def test_where_a_photograph_was_taken_is_said(content: bytes, name: str) -> None:
    assert "拍摄地点" in examined(content, name)[1][0]


def test_other_notes_in_a_photograph_are_not_worth_a_word() -> None:
    assert examined(jpeg(more=segment(0xE1, b"Exif\x00\x00" + exif(0x0110))), "现场.jpg")[1] == ()


@given(st.binary(max_size=200))
def test_no_bytes_behind_a_signature_break_the_reader(noise: bytes) -> None:
    for start, name in (
        (b"\x89PNG\r\n\x1a\n", "a.png"),
        (b"\xff\xd8\xff", "a.jpg"),
        (b"PK\x03\x04", "a.docx"),
        (b"%PDF-1.7\n", "a.pdf"),
    ):
        assert sentence(start + noise, name)


@given(st.data())
def test_a_changed_byte_is_refused_or_harmless(data: st.DataObject) -> None:
    for content, name in ((png(), "a.png"), (jpeg(), "a.jpg")):
        place = data.draw(st.integers(0, len(content) - 1))
        changed = content[:place] + bytes([data.draw(st.integers(0, 255))]) + content[place + 1 :]
        sentence(changed, name)
