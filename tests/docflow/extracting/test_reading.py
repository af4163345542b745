"""Text out of PDF, DOCX, OFD and TXT: whole strings, nothing that runs across two of them, and never more than the bounds."""

import io
import os
import zipfile
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen import canvas

from docflow.extracting import bounds
from docflow.extracting.paragraphs import paragraphs
from docflow.extracting.reading import read_strings
from docflow.showing.words import extract, has_text
from office.kernel.uploads.kinds import DOCX, OFD, PDF, PNG, TEXT, Kind
from tests.conftest import absent

VECTORS = Path(os.environ.get("SHARED", "/nonexistent")) / "vectors"


def strings(content: bytes, media_type: str) -> list[str]:
    found = read_strings(content, media_type)["strings"]
    assert isinstance(found, list)
    return found


def vectors(folder: str) -> list[Path]:
    """Files by many makers, broken and hostile ones among them."""
    if not (VECTORS / folder).is_dir():
        absent("the folder of vectors (SHARED)")
    return sorted((VECTORS / folder).iterdir())


def a_pdf(*pages: list[str], font: str = "Helvetica") -> bytes:
    out = io.BytesIO()
    paper = canvas.Canvas(out)
    for lines in pages:
        paper.setFont(font, 16)
        for n, line in enumerate(lines):
            paper.drawString(70, 780 - 28 * n, line)
        paper.showPage()
    paper.save()
    return out.getvalue()


def a_docx() -> bytes:
    document = docx.Document()
    document.add_paragraph("各县（区）人民政府：")
    paragraph = document.add_paragraph("为进一步加强")
    paragraph.add_run("供热管理").bold = True
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "责任单位"
    table.cell(0, 1).text = "市住建局"
    inner = table.cell(0, 1).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "套在里面的格"
    document.add_paragraph("特此通知")
    document.sections[0].footer.paragraphs[0].text = "页脚里的字"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_document_gives_paragraphs_and_cells_in_order_each_a_string() -> None:
    found = strings(a_docx(), DOCX.media_type)
    assert found == [
        "各县（区）人民政府：",
        "为进一步加强供热管理",
        "责任单位",
        "市住建局",
        "套在里面的格",
        "特此通知",
        "页脚里的字",
    ]


def test_what_a_revision_took_out_is_not_read() -> None:
    content = a_docx()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            part = given.read(name)
            if name == "word/document.xml":
                gone = "<w:p><w:del><w:r><w:delText>删去的</w:delText></w:r></w:del><w:r><w:t>留下的</w:t></w:r></w:p>"
                part = part.replace(b"<w:sectPr", gone.encode() + b"<w:sectPr", 1)
            made.writestr(name, part)
    found = strings(out.getvalue(), DOCX.media_type)
    assert "留下的" in found
    assert not [one for one in found if "删去" in one]


def test_lines_of_a_page_become_paragraphs_also_across_pages() -> None:
    pages = [
        ["关于供热的通知", "各县区要按照市委、市政府的统一部署加强", "供热管理，确保群众温暖过冬，并于十二月", "— 1 —"],
        ["底前报送情况。", "特此通知，请遵照执行并认真组织落实到位", "", "2"],
    ]
    found = [one for page in paragraphs(pages) for one in page if one]
    assert found == [
        "关于供热的通知",
        "各县区要按照市委、市政府的统一部署加强供热管理，确保群众温暖过冬，并于十二月底前报送情况。",
        "特此通知，请遵照执行并认真组织落实到位",
    ]


def test_latin_words_keep_a_blank_between_lines() -> None:
    assert [one for page in paragraphs([["the quick brown", "fox jumps over", "it"]]) for one in page if one] == [
        "the quick brown fox jumps over it"
    ]


def test_a_pdf_is_read_page_by_page() -> None:
    found = strings(a_pdf(["First page of the text"], ["Second page of the text"]), PDF.media_type)
    assert "First page of the text" in " ".join(found)
    assert "Second page of the text" in " ".join(found)


def test_foreign_ofd_files_have_text() -> None:
    foreign = vectors("1-ofd/good")
    assert any(strings(one.read_bytes(), OFD.media_type) for one in foreign if one.suffix == ".ofd")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_plain_text_in_the_usual_encodings(encoding: str) -> None:
    assert strings("第一行\r\n\r\n第二行".encode(encoding), TEXT.media_type) == ["第一行", "第二行"]


def test_bounds_cut_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "CHARACTERS", 5)
    assert read_strings("一二三\n四五六\n七".encode(), TEXT.media_type) == {"strings": ["一二三", "四五"], "cut": True}
    monkeypatch.setattr(bounds, "CHARACTERS", 100)
    monkeypatch.setattr(bounds, "STRINGS", 1)
    assert read_strings("一二三\n四五六".encode(), TEXT.media_type) == {"strings": ["一二三"], "cut": True}


def test_a_page_that_is_not_needed_is_never_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "STRINGS", 2)
    read: list[int] = []

    def pages() -> object:
        for n in range(9):
            read.append(n)
            yield [str(n)]

    assert bounds.gathered(pages()).cut  # type: ignore[arg-type] # a generator of lists
    assert read == [0, 1]


def test_the_child_reads_a_file_and_says_why_there_is_no_text() -> None:
    assert extract("供热".encode(), TEXT.media_type).strings == ("供热",)
    assert not has_text(PNG.media_type)
    assert extract(b"\x89PNG", PNG.media_type).says == "这种文件不取文字。"
    assert extract(b"%PDF-1.4 broken", PDF.media_type).says == "文件内容读不出，没有取到文字。"


@pytest.mark.parametrize("kind", [DOCX, PDF, OFD], ids=lambda kind: kind.words)
def test_hostile_files_end_with_a_sentence_or_with_text(kind: Kind) -> None:
    for file in vectors(f"4-hostile/{kind.words.lower()}"):
        found = extract(file.read_bytes(), kind.media_type)
        assert found.strings or found.says or not found.cut, file
        assert not [one for one in found.strings if "root:x:0" in one], file
