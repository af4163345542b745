"""A file is what its content is; its name must say the same."""

import pytest

from office.kernel.refusals import Invalid, TooLarge
from office.kernel.uploads.examination import look
from tests.office.kernel.uploads import making
from tests.office.kernel.uploads.outcome import examined, sentence

SOUND = {
    "通知.pdf": making.pdf(),
    "通知.docx": making.docx(),
    "台账.xlsx": making.zipped(making.xlsx_parts()),
    "通知.ofd": making.zipped(making.ofd_parts()),
    "现场.png": making.png(),
    "现场.jpg": making.jpeg(),
    "现场.jpeg": making.jpeg(),
    "说明.txt": "各县区：\r\n请于3月20日前报送。".encode("gb18030"),
    "名单.csv": "姓名,部门\n张三,办公室\n".encode(),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_file_is_taken_under_its_own_name(name: str) -> None:
    found, warnings = examined(SOUND[name], name)
    assert found.name == name
    assert name.endswith(found.suffix)
    assert warnings == ()


def test_the_media_type_comes_from_the_content() -> None:
    types = {look(content, name).media_type for name, content in SOUND.items()}
    assert len(types) == len(SOUND) - 1  # two names of JPEG
    assert "application/pdf" in types
    assert "text/html" not in types


@pytest.mark.parametrize("name", ["通知.pdf", "通知.docx", "台账.xlsx", "通知.ofd", "现场.png", "现场.jpg"])
def test_a_lying_name_is_refused(name: str) -> None:
    lie = "说明.txt" if not name.endswith(".pdf") else "通知.docx"
    assert "文件名却以" in sentence(SOUND[name], lie)


def test_a_name_without_suffix_gets_that_of_the_content() -> None:
    assert look(making.pdf(), "通知").name == "通知.pdf"


def test_suffixes_in_capitals_are_the_same() -> None:
    assert look(making.pdf(), "通知.PDF").suffix == ".pdf"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "空.pdf", "空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧.doc", "另存为新格式"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧.wps", "另存为新格式"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + "EncryptedPackage".encode("utf-16-le"),
            "台账.xlsx",
            "去掉打开密码",
        ),
        (b"<html><script>alert(1)</script></html>", "网页.pdf", "网页"),
        ('<?xml version="1.0"?><svg/>'.encode("utf-16"), "图.png", "网页"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "图.svg", "SVG"),
        (b"GIF89a\x01\x00\x01\x00", "图.png", "PNG 或 JPG"),
        (b"MZ\x90\x00", "通知.pdf", "程序"),
        (b"#!/bin/sh\n", "说明.txt", "脚本"),
        (b"<?php echo 1; ?>", "说明.txt", "脚本"),
        (b"%!PS\n", "图.png", "脚本"),
        (b"Rar!\x1a\x07\x00", "材料.rar", "解压"),
        (making.zipped({"a.txt": "1"}), "材料.docx", "解压"),
        (b"{\\rtf1}", "通知.docx", "另存为新格式"),
        (b"\x00\x01\x02\x03", "说明.txt", "控制字符"),
        (b"plain", "说明.py", "不能上传"),
        (b"plain", "说明", "不能上传"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "图.png", "PNG 或 JPG"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "录音.wav", "音频"),
    ],
)
def test_what_is_not_taken_is_named_with_what_to_do(content: bytes, name: str, words: str) -> None:
    assert words in sentence(content, name)


def test_too_large_says_how_large_and_how_much_is_taken() -> None:
    with pytest.raises(TooLarge, match="2 MB，最多1 MB"):
        look(bytes(2 << 20), "大.pdf", limit=1 << 20)


def test_a_refusal_names_the_field() -> None:
    with pytest.raises(Invalid) as refusal:
        look(b"", "空.pdf")
    assert refusal.value.field == "file"
