"""PDF: what its bytes say, and what its objects say that its bytes hide."""

import subprocess
import sys
from io import BytesIO

import pikepdf
import pytest

from tests.office.kernel.uploads.making import pdf
from tests.office.kernel.uploads.outcome import sentence


def squeezed(content: bytes) -> bytes:
    """The same document with its objects in compressed streams, where no search of the bytes sees them."""
    file = BytesIO()
    with pikepdf.open(BytesIO(content)) as document:
        document.save(
            file,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            fix_metadata_version=False,
        )
    return file.getvalue()


ACTIVE = {
    "script": (b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>", b"", "脚本"),
    "script under an escaped name": (b"/Open#41ction<</S/J#61vaScript/J#53(1)>>", b"", "脚本"),
    "script of the document": (b"/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>]>>>>", b"", "脚本"),
    "program": (b"/OpenAction<</S/Launch/F(a.exe)>>", b"", "启动程序"),
    "form sent away": (b"/OpenAction<</S/SubmitForm/F(http://127.0.0.1:9/)>>", b"", "发往别处"),
    "another file": (b"/OpenAction<</S/GoToR/F(\\\\\\\\127.0.0.1\\\\a.pdf)/D[0/Fit]>>", b"", "别处的文件"),
    "file in it": (b"/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec>>]>>>>", b"", "附有别的文件"),
    "XFA": (b"/AcroForm<</XFA[]/Fields[]>>", b"", "XFA"),
    "address at opening": (b"/OpenAction<</S/URI/URI(http://127.0.0.1:9/)>>", b"", "自动执行"),
    "address at turning the page": (b"", b"/AA<</O<</S/URI/URI(http://127.0.0.1:9/)>>>>", "自动执行"),
    "script as address": (b"", b"/Annots[<</Type/Annot/Subtype/Link/A<</S/URI/URI(java\\nscript:alert)>>>>]", "超链接"),
}


@pytest.mark.parametrize("case", ACTIVE)
@pytest.mark.parametrize("hidden", [False, True])
def test_active_content_is_refused_open_or_hidden(case: str, hidden: bool) -> None:
    catalog, page, words = ACTIVE[case]
    content = pdf(catalog, page)
    assert words in sentence(squeezed(content) if hidden else content, "通知.pdf")


def test_what_stays_in_the_document_is_taken() -> None:
    link = b"/Annots[<</Type/Annot/Subtype/Link/A<</S/URI/URI(https://www.gov.cn/)>>>>]"
    assert sentence(pdf(b"/OpenAction<</S/GoTo/D[3 0 R/Fit]>>", link), "通知.pdf") == ""
    assert sentence(squeezed(pdf(b"/OpenAction[3 0 R/Fit]/AcroForm<</Fields[]>>")), "通知.pdf") == ""


def test_names_in_the_text_of_a_page_are_only_words() -> None:
    stream = b"<</Length 30>>stream\nBT (/JavaScript /Launch /JS) Tj\nendstream"
    assert sentence(pdf(b"", b"/Contents 4 0 R", b"0 0 595 842", b"3 0 R", stream), "通知.pdf") == ""


def test_a_password_is_refused_even_when_it_is_empty() -> None:
    file = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as document:
        document.save(file, encryption=pikepdf.Encryption(owner="x", user="", R=6))
    assert "去掉打开密码" in sentence(file.getvalue(), "通知.pdf")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7", "PDF 版本"),
        (b"%PDF-9.9\n" + pdf()[9:], "PDF 版本"),
        (pdf()[:300], "没有结尾"),
        (pdf() + b"PK\x03\x04", "结尾之后"),
        (b"\n" + pdf(), "文件头之前"),
        (pdf().replace(b"xref", b"xrxx", 1), "结构有损"),
        (pdf(box=b"0 0 9e9 9e9"), "不是数"),
        (pdf(box=b"0 0 99999 842"), "尺寸过大"),
        (pdf(box=b"0 0 595"), "不是数"),
        (squeezed(pdf(box=b"0 0 99999 842")), "尺寸过大"),
        (pdf(page=b"/UserUnit 1000"), "尺寸过大"),
        (
            pdf(
                b"",
                b"",
                b"0 0 595 842",
                b"3 0 R",
                b"<</Type/XObject/Subtype/Image/Width 60000/Height 60000/Length 0>>stream\n\nendstream",
            ),
            "图片",
        ),
        (
            pdf(
                b"", b"", b"0 0 595 842", b"3 0 R", b"<</Filter[/FlateDecode/FlateDecode]/Length 0>>stream\n\nendstream"
            ),
            "反复压缩",
        ),
    ],
)
def test_structure(content: bytes, words: str) -> None:
    assert words in sentence(content, "通知.pdf")


def test_a_page_tree_of_shared_nodes_ends_at_once() -> None:
    shared = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    assert sentence(pdf(b"", b"", b"0 0 595 842", b"4 0 R 4 0 R", shared), "通知.pdf")
    assert sentence(pdf(kids=b"2 0 R"), "通知.pdf")


def test_entities_in_the_metadata_are_refused() -> None:
    metadata = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    stream = b"<</Type/Metadata/Subtype/XML/Length %d>>stream\n%b\nendstream" % (len(metadata), metadata)
    content = pdf(b"/Metadata 4 0 R", b"", b"0 0 595 842", b"3 0 R", stream)
    assert "DTD" in sentence(content, "通知.pdf")
    assert "DTD" in sentence(squeezed(content), "通知.pdf")


def test_too_many_pages_are_refused() -> None:
    file = BytesIO()
    with pikepdf.new() as document:
        for _ in range(3_001):
            document.add_blank_page()
        document.save(file)
    assert "页数超过3000页" in sentence(file.getvalue(), "汇编.pdf")


def test_deep_nesting_is_refused() -> None:
    assert sentence(squeezed(pdf(b"/X" + b"[" * 90 + b"]" * 90)), "通知.pdf")


def test_the_quick_examination_does_not_load_the_pdf_library() -> None:
    """The process that serves pages must not pay for it."""
    alone = "import sys, office.kernel.uploads; sys.exit('pikepdf' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", alone], check=False).returncode == 0  # noqa: S603 - our own interpreter
