"""PDF/A by our own rules: the published tests of others are told apart, our own pages pass, and each thing that spoils one is found."""

import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from archive.checks.pdfa.inline import may_be_wrong
from archive.checks.pdfa.judging import NotJudgedError, judge
from archive.checks.pdfa.lexing import words
from archive.checks.pdfa.limits import word_flaws
from archive.checks.pdfa.opening import opened
from archive.checks.reading import read_file
from docflow.layout.fonts import FontSet
from docflow.sheets.composing import print_sheet
from docflow.sheets.sheet import Fact, Facts, Sheet
from tests.archive.for_keeping import page_for_keeping
from tests.conftest import absent

FOLDER = Path(os.environ.get("SHARED", "/nonexistent")) / "vectors" / "3-pdfa"
CASES = json.loads((FOLDER / "manifest.json").read_text())["cases"] if FOLDER.exists() else []

each_case = pytest.mark.parametrize("case", CASES or [None], ids=lambda case: case["file"] if case else "none")


@each_case
def test_the_published_tests_are_told_apart(case: dict[str, Any] | None) -> None:
    if case is None:
        absent("SHARED, the folder of foreign PDF/A files,")
        return
    facts = read_file((FOLDER / case["file"]).read_bytes(), "application/pdf")
    conforms = bool(facts["pdfa"]) and not facts["pdfa_flaws"] and not facts["pdfa_doubt"] and not facts["flaw"]
    assert conforms is next(iter(case["expected"].values())), facts


@pytest.fixture(scope="module")
def page(fonts: FontSet) -> bytes:
    """A page as this system prints it."""
    sheet = Sheet("云州市档案馆", "检测报告", "通知", "0192", "2026年3月5日", (Facts("", (Fact("题名", "通知"),)),))
    return print_sheet(sheet, fonts).pdf


def flaws_of(content: bytes) -> list[str]:
    with opened(content) as pdf:
        return [one.says for one in judge(content, pdf)]


def spoilt(content: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def test_our_own_pages_pass(page: bytes) -> None:
    assert flaws_of(page) == []
    assert read_file(page, "application/pdf")["pdfa"] == "PDF/A-2b"


def test_a_claim_is_read_however_its_namespace_is_declared() -> None:
    own = page_for_keeping()
    assert b'<pdfaid:part xmlns:pdfaid="' in own
    facts = read_file(own, "application/pdf")
    assert (facts["pdfa"], facts["pdfa_flaws"]) == ("PDF/A-2b", [])


_PIECES = st.sampled_from(
    [
        b"(",
        b")",
        b"\\",
        b"%",
        b"\n",
        b" ",
        b"<",
        b">",
        b"<<",
        b"/A",
        b"ID",
        b"EI",
        b"12",
        b"-2147483649",
        b"a" * 130,
        b"/" + b"n" * 128,
        b"<ab>",
        b"<abc>",
        b"(x)",
        b"(" + b"y" * 32768 + b")",
        b"9" * 40,
        b".5",
        b"Tj",
        b"\x00",
        b"'",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=12).map(b"".join))
@example(b"<<</A")
def test_what_is_not_read_word_by_word_has_no_wrong_word(content: bytes) -> None:
    if not may_be_wrong(content):
        assert list(word_flaws(words(content), 2)) == []


def test_plain_writing_is_not_read_word_by_word() -> None:
    assert not may_be_wrong(b"BT /F1 12.00001 Tf 0.123456 0 Td (\x00<\x01/%\\)) Tj <00ff> Tj ET")
    assert may_be_wrong(b"2147483648 0 Td")


def without_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def with_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def with_additional_actions(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AA = Dictionary()


def with_note(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), F=4)])


def with_film(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Movie, Rect=Array([0, 0, 0, 0]), F=4)])


def with_odd_operator(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b" 1 zz ")


def with_cmyk(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b" 0 0 0 1 k 0 0 9 9 re f ")


def with_odd_intent(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b" /Vivid ri ")


def without_font_program(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary):
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if key in item:
                    del item[key]


def with_other_widths(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/Widths" in item:
            item["/Widths"] = Array([333] * len(item["/Widths"]))


def with_unknown_property(pdf: pikepdf.Pdf) -> None:
    content = pdf.Root.Metadata.read_bytes()
    told = b'<rdf:Description rdf:about="" xmlns:o="urn:office"><o:mood>fine</o:mood></rdf:Description></rdf:RDF>'
    pdf.Root.Metadata = pdf.make_stream(content.replace(b"</rdf:RDF>", told), Type=Name.Metadata, Subtype=Name.XML)


def with_broken_metadata(pdf: pikepdf.Pdf) -> None:
    content = pdf.Root.Metadata.read_bytes().replace(b"</rdf:RDF>", b"")
    pdf.Root.Metadata = pdf.make_stream(content, Type=Name.Metadata, Subtype=Name.XML)


def with_transfer_function(pdf: pikepdf.Pdf) -> None:
    resources = pdf.pages[0].obj.Resources
    resources.ExtGState = Dictionary(G9=Dictionary(Type=Name.ExtGState, TR=Name.Identity))
    pdf.pages[0].contents_add(b" /G9 gs ")


def with_outside_content(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"x")
    stream.F = String("elsewhere.bin")
    pdf.Root.Extra = stream


def with_huge_integer(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Extra = 3_000_000_000


def with_long_name(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Extra = Name("/" + "n" * 128)


def deeply_nested(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b" q" * 29 + b" Q" * 29)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (without_intent, "输出意图"),
        (with_script, "动作JavaScript"),
        (with_additional_actions, "附加动作"),
        (with_note, "没有外观"),
        (with_film, "批注Movie"),
        (with_odd_operator, "操作符zz"),
        (with_cmyk, "CMYK"),
        (with_odd_intent, "再现意图"),
        (without_font_program, "没有嵌入"),
        (with_other_widths, "字宽"),
        (with_unknown_property, "没有定义的项mood"),
        (with_broken_metadata, "XMP"),
        (with_transfer_function, "传递函数"),
        (with_outside_content, "在文件之外"),
        (with_huge_integer, "整数超出范围"),
        (with_long_name, "名称超过127字节"),
        (deeply_nested, "嵌套29层"),
    ],
)
def test_what_spoils_a_page_is_found(page: bytes, change: Callable[[pikepdf.Pdf], None], says: str) -> None:
    assert any(says in one for one in flaws_of(spoilt(page, change)))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda content: b" " + content, "文件头"),
        (lambda content: content.replace(b"%PDF-1.7", b"%PDF-2.0", 1), "文件头"),
        (lambda content: content + b"tail", "结尾之后"),
    ],
)
def test_what_is_wrong_with_how_it_is_written_is_found(
    page: bytes, change: Callable[[bytes], bytes], says: str
) -> None:
    content = change(page)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert any(says in one.says for one in judge(content, pdf))


def test_what_our_rules_do_not_know_is_not_judged(page: bytes) -> None:
    def of_part_four(pdf: pikepdf.Pdf) -> None:
        content = pdf.Root.Metadata.read_bytes().replace(b"<pdfaid:part>2<", b"<pdfaid:part>4<")
        pdf.Root.Metadata = pdf.make_stream(content, Type=Name.Metadata, Subtype=Name.XML)

    content = spoilt(page, of_part_four)
    with opened(content) as pdf, pytest.raises(NotJudgedError, match="PDF/A-4"):
        judge(content, pdf)
    assert "PDF/A-4" in read_file(content, "application/pdf")["pdfa_doubt"]


def test_a_value_of_another_type_is_no_crash(page: bytes) -> None:
    def confused(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=String("rect"), F=String("flags"))
        pdf.pages[0].obj.Annots = Array([note, 7, Name.Annot])
        pdf.Root.AcroForm = Array([])

    facts = read_file(spoilt(page, confused), "application/pdf")
    assert facts["pdfa_doubt"] or facts["pdfa_flaws"]
    assert facts["flaw"] == ""
