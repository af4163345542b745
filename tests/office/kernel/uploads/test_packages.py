"""Zip packages: what the directory may say, what the parts of a DOCX, XLSX, PPTX or OFD may hold."""

import re
import struct
import zipfile
from io import BytesIO

import pytest

from office.kernel.uploads.examination import look
from tests.office.kernel.uploads import making
from tests.office.kernel.uploads.making import (
    OFFICE,
    Parts,
    body,
    docx,
    docx_parts,
    ofd_parts,
    relation,
    types,
    xlsx_parts,
    zipped,
)
from tests.office.kernel.uploads.outcome import examined, sentence

MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
RELS = "word/_rels/document.xml.rels"
FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>{}<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
RUN = "<w:r><w:instrText>{}</w:instrText></w:r>"


def with_entry(change: dict[str, object]) -> bytes:
    """A DOCX with one more entry, changed as told."""
    file = BytesIO(docx())
    entry = zipfile.ZipInfo("word/media/more.bin")
    for name, value in change.items():
        setattr(entry, name, value)
    with zipfile.ZipFile(file, "a") as package:
        package.writestr(entry, b"x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (docx({"../../var/evil.txt": "x"}), "文件名"),
        (docx({"/var/evil.txt": "x"}), "文件名"),
        (docx({"word\\..\\..\\evil.txt": "x"}), "文件名"),
        (docx({"c:evil.txt": "x"}), "文件名"),
        (docx({"word/\u202etxt.exe": "x"}), "文件名"),
        (docx({"word/" + "x" * 300: "x"}), "文件名"),
        (docx({"WORD/Document.xml": body()}), "重名"),
        (docx({"word": "x"}), "重名"),
        (docx({"word/media/big.bin": bytes(3_000_000)}), "膨胀"),
        (docx({f"word/media/{number}": "" for number in range(4_000)}), "4000"),
        (with_entry({"external_attr": 0o120777 << 16}), "链接"),
        (docx()[:-40], "不完整"),
        (docx() + b"%PDF-1.7", "结尾之后"),
        (b"%PDF-1.7\n" + docx(), "没有结尾"),
        (docx()[:200], "没有结尾"),
    ],
)
def test_the_directory(content: bytes, words: str) -> None:
    assert words in sentence(content, "通知.docx")


def changed(content: bytes, mark: bytes, offset: int, value: bytes) -> bytes:
    """The content with bytes put at an offset behind the first such mark."""
    place = content.index(mark) + offset
    return content[:place] + value + content[place + len(value) :]


def test_encrypted_entries_are_refused() -> None:
    assert "去掉打开密码" in sentence(changed(docx(), b"PK\x01\x02", 8, b"\x01"), "通知.docx")


def test_a_local_header_with_another_name_is_refused() -> None:
    assert "目录与内容不符" in sentence(changed(docx(), b"PK\x03\x04", 30, b"X"), "通知.docx")


def test_a_cut_name_in_the_directory_is_refused() -> None:
    """A NUL ends a name for some readers and not for others."""
    content = docx({"word/evil.exe_.xml": "<a/>"})
    assert "文件名" in sentence(content.replace(b"evil.exe_", b"evil.exe\x00"), "通知.docx")


def test_overlapping_entries_are_refused() -> None:
    content = docx()
    second = [found.start() for found in re.finditer(rb"PK\x01\x02", content)][1]
    moved = content[: second + 42] + struct.pack("<L", 0) + content[second + 46 :]
    assert "重叠" in sentence(moved, "通知.docx")


def test_a_changed_part_is_refused() -> None:
    stored = BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as package:
        for name, content in docx_parts().items():
            package.writestr(name, content)
    assert "解不开" in sentence(stored.getvalue().replace("防汛".encode(), "防火".encode()), "通知.docx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("part", ["word/document.xml", "docProps/core.xml", "word/theme/hidden.bin"])
def test_no_document_type_in_any_encoding(encoding: str, part: str) -> None:
    text = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>'
    assert sentence(docx({part: text.encode(encoding)}), "通知.docx")


def test_no_document_type_in_a_declared_encoding() -> None:
    for encoding in ("gb18030", "utf-7", "cp037"):
        text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE d [<!ENTITY e "x">]><d>&e;</d>'.encode(encoding)
        assert sentence(docx({"docProps/core.xml": text}), "通知.docx")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"[Content_Types].xml": types("application/vnd.ms-word.document.macroEnabled.main+xml")}, "宏"),
        ({"word/vbaProject.bin": b"x"}, "宏"),
        ({"[Content_Types].xml": types().replace("application/xml", MACRO_MAIN), "word/a.xml": "<a/>"}, "宏"),
        (
            {"[Content_Types].xml": types("application/vnd.ms-office.vbaProject", "/word/x.dat"), "word/x.dat": b"x"},
            "宏",
        ),
        ({RELS: relation("vbaProject", "data.bin"), "word/data.bin": b"x"}, "宏"),
        ({RELS: relation("attachedTemplate", "http://127.0.0.1:9/a.dotm", external=True)}, "从别处取"),
        ({RELS: relation("attachedTemplate", "\\\\127.0.0.1\\share\\a.dotm", external=True)}, "从别处取"),
        ({RELS: relation("attachedTemplate", "file://127.0.0.1/share/a.dotm", external=True)}, "从别处取"),
        ({RELS: relation("image", "http://127.0.0.1:9/a.png", external=True)}, "从别处取"),
        ({RELS: relation("frame", "http://127.0.0.1:9/f.htm", external=True)}, "从别处取"),
        ({RELS: relation("subDocument", "file:///c:/a.docx", external=True)}, "从别处取"),
        (
            {RELS: relation("oleObject", "embeddings/oleObject1.bin"), "word/embeddings/oleObject1.bin": b"x"},
            "可执行的对象",
        ),
        ({RELS: relation("control", "activeX1.xml"), "word/activeX1.xml": "<a/>"}, "可执行的对象"),
        ({RELS: relation("aFChunk", "chunk.html"), "word/chunk.html": "<html/>"}, "别的格式"),
        ({RELS: relation("hyperlink", "javascript:alert(1)", external=True)}, "超链接"),
        ({RELS: relation("hyperlink", "java&#10;script:alert(1)", external=True)}, "超链接"),
        ({RELS: relation("hyperlink", "ms-msdt:/id", external=True)}, "超链接"),
        ({RELS: relation("package", "embeddings/a.xlsx"), "word/embeddings/a.xlsx": b"MZ"}, "可执行的对象"),
        (
            {
                RELS: relation("package", "embeddings/a.xlsx"),
                "word/embeddings/a.xlsx": zipped(xlsx_parts() | {"xl/vbaProject.bin": "x"}),
            },
            "宏",
        ),
        ({"_rels/.rels": relation("officeDocument", "../../document.xml")}, "包外"),
        ({"_rels/.rels": relation("officeDocument", "word/other.xml")}, "没有正文"),
        (
            {
                "[Content_Types].xml": types(
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
                )
            },
            "模板",
        ),
        (
            {"word/document.xml": body(f'<w:fldSimple xmlns:w="{making.WORD}" w:instr=" DDEAUTO c:\\\\a.exe"/>')},
            "DDEAUTO",
        ),
        ({"word/document.xml": body(FIELD.format(RUN.format("DD") + RUN.format("EAUTO a b")))}, "DDEAUTO"),
        (
            {"word/document.xml": body(FIELD.format(RUN.format(" includepicture http://127.0.0.1:9/a")))},
            "INCLUDEPICTURE",
        ),
        ({"word/document.xml": body(FIELD.format(FIELD.format(RUN.format("QUOTE 68 68 69"))))}, "拼接"),
        ({"word/header1.xml": body(FIELD.format(RUN.format("LINK Excel.Sheet.12 a.xlsx")))}, "LINK"),
        ({"word/document.xml": body("<w:p>" * 300 + "</w:p>" * 300)}, "过深"),
        ({"word/document.xml": body()[:-20]}, "完好"),
    ],
)
def test_what_reaches_out_of_a_document(more: Parts, words: str) -> None:
    assert words in sentence(docx(more), "通知.docx")


@pytest.mark.parametrize(
    "more",
    [
        {RELS: relation("hyperlink", "https://www.gov.cn/", external=True)},
        {RELS: relation("hyperlink", "mailto:office@example.cn", external=True)},
        {RELS: relation("hyperlink", "#_Toc1", external=True)},
        {RELS: relation("package", "embeddings/a.xlsx"), "word/embeddings/a.xlsx": zipped(xlsx_parts())},
        {"word/document.xml": body(FIELD.format(RUN.format(" PAGE ") + FIELD.format(RUN.format("NUMPAGES"))))},
        {"word/media/image1.png": making.png()},
    ],
)
def test_what_stays_in_a_document_is_taken(more: Parts) -> None:
    assert examined(docx(more), "通知.docx")[1] == ()


@pytest.mark.parametrize("trace", ["<w:ins><w:r/></w:ins>", "<w:del/>", "<w:r><w:rPr><w:vanish/></w:rPr></w:r>"])
def test_what_the_printed_page_does_not_show_is_said(trace: str) -> None:
    assert "修订、批注或隐藏文字" in examined(docx({"word/document.xml": body(trace)}), "通知.docx")[1][0]


@pytest.mark.parametrize(
    "relations",
    [
        relation("attachedTemplate", "file:///C:\\Users\\a\\Normal.dotm", external=True),
        relation("hyperlink", "file:///D:\\2026\\a.xlsx", external=True),
        relation("hyperlink", "附件.docx", external=True),
    ],
)
def test_what_points_to_his_own_machine_is_taken_with_a_warning(relations: str) -> None:
    assert "本机" in look(docx({RELS: relations}), "通知.docx").warnings[0]


def test_a_workbook_that_talks_to_a_program_is_refused() -> None:
    parts = xlsx_parts() | {
        "xl/_rels/workbook.xml.rels": relation("externalLink", "externalLinks/externalLink1.xml"),
        "xl/externalLinks/externalLink1.xml": '<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>',
    }
    assert "从别处取" in sentence(zipped(parts), "台账.xlsx")


def test_slides() -> None:
    main = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    slide = f'<s xmlns:r="{OFFICE}"><hlinkClick r:id="r1" action="{{}}"/></s>'
    parts = {
        "[Content_Types].xml": types(main, "/ppt/presentation.xml"),
        "_rels/.rels": relation("officeDocument", "ppt/presentation.xml"),
        "ppt/presentation.xml": "<presentation/>",
        "ppt/slides/slide1.xml": slide.format("ppaction://hlinksldjump"),
    }
    assert examined(zipped(parts), "汇报.pptx")[0].suffix == ".pptx"
    assert "启动程序" in sentence(
        zipped(parts | {"ppt/slides/slide1.xml": slide.format("ppaction://program")}), "汇报.pptx"
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (zipped(ofd_parts(root="/etc/passwd")), "缺少"),
        (zipped(ofd_parts(root="../../etc/passwd")), "缺少"),
        (zipped(ofd_parts(box="0 0 NaN 297")), "不是数"),
        (zipped(ofd_parts(box="0 0 1e400 297")), "不是数"),
        (zipped(ofd_parts(box="0 0 0 297")), "不是数"),
        (zipped(ofd_parts(box="0 0 99999999 297")), "过大"),
        (zipped(ofd_parts() | {"OFD.xml": "<OFD/>"}), "没有文档"),
        (zipped(ofd_parts() | {"Doc_0/Pages/Page_0/Content.xml": "<!DOCTYPE p><p/>"}), "DTD"),
        (zipped(ofd_parts() | {"Doc_0/Document.xml": "<Document/>"}), "没有页"),
        (
            zipped(
                ofd_parts() | {"Doc_0/Document.xml": '<Document><Actions><Action Event="DO"/></Actions></Document>'}
            ),
            "自动执行",
        ),
    ],
)
def test_ofd(content: bytes, words: str) -> None:
    assert words in sentence(content, "通知.ofd")


def test_ofd_from_the_root_and_in_other_letters() -> None:
    assert sentence(zipped(ofd_parts(root="/doc_0/document.xml")), "通知.ofd") == ""


def test_ofd_with_files_in_it_is_taken_with_a_warning() -> None:
    parts = ofd_parts()
    parts["Doc_0/Document.xml"] = str(parts["Doc_0/Document.xml"]).replace(
        "</o:Pages>", "</o:Pages><o:Attachments>A.xml</o:Attachments>"
    )
    assert "附有别的文件" in examined(zipped(parts), "发票.ofd")[1][0]
