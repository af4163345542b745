"""What the content of a file shows, whatever its name says."""

import io
import json
import zipfile
from typing import Any

import docx
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from archive.checks.reading import read_file, read_files

PDF, TEXT, XML = "application/pdf", "text/plain", "application/xml"


def a_picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, kind)
    return out.getvalue()


def a_pdf(pages: int = 1, **saving: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(out, **saving)
    return out.getvalue()


def a_document() -> bytes:
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("通知")
    document.save(out)
    return out.getvalue()


def an_ofd(page: str = '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"/>') -> bytes:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    parts = {
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:Document {space}><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/Pages/Page_0/Content.xml": page,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind", "pages"),
    [
        (a_pdf(3), PDF, 3),
        (a_picture("TIFF"), "image/tiff", 1),
        (a_picture("JPEG"), "image/jpeg", 1),
        (a_picture("PNG"), "image/png", 1),
        (a_document(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 0),
        (an_ofd(), "application/ofd", 1),
        (b'<?xml version="1.0"?><a/>', XML, 0),
        ("通知".encode(), TEXT, 0),
        ("通知".encode("gb18030"), TEXT, 0),
    ],
)
def test_a_sound_file_is_known_by_its_content(content: bytes, kind: str, pages: int) -> None:
    facts = read_file(content, TEXT)
    assert (facts["kind"], facts["pages"], facts["flaw"], facts["unfit"]) == (kind, pages, "", [])


@pytest.mark.parametrize(
    ("content", "media_type", "says"),
    [
        (b"", TEXT, "是空的"),
        (a_pdf()[:-200], PDF, "结构有损"),
        (a_picture("JPEG")[:-300], "image/jpeg", "解不出全部像素"),
        (a_picture("TIFF")[:500], "image/tiff", "解不出全部像素"),
        (a_document()[:-40], "", "损坏"),
        (an_ofd("<ofd:Page>"), "application/ofd", "损坏"),
        (b'<?xml version="1.0"?><a>', XML, "不是合规的XML"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', XML, "文档类型定义"),
        (b"{", "application/json", "不是合规的JSON"),
        (b"\xff\xfe\xff\xff\xff", TEXT, "不是UTF-8"),
        (b"\x01\x00\x02", TEXT, "认不出来"),
        (a_pdf(encryption=pikepdf.Encryption(user="secret", owner="secret")), PDF, "有打开密码"),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, media_type: str, says: str) -> None:
    assert says in read_file(content, media_type)["flaw"]


def test_what_is_locked_or_acts_is_unfit() -> None:
    locked = a_pdf(encryption=pikepdf.Encryption(user="", owner="secret"))
    assert read_file(locked, PDF)["unfit"] == ["已加密"]
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.OpenAction = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))
        pdf.save(out)
    assert read_file(out.getvalue(), PDF)["unfit"] == ["含有脚本"]


@given(
    st.binary(max_size=300), st.sampled_from(["", "%PDF-1.7\n", "PK\x03\x04", "<?xml ", "II*\x00", "\x89PNG\r\n\x1a\n"])
)
def test_whatever_a_file_holds_there_is_an_answer_in_json(content: bytes, beginning: str) -> None:
    facts = read_files([(beginning.encode("latin-1") + content, TEXT)])
    assert json.loads(json.dumps(facts)) == facts
