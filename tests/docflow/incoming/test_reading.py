"""要素 read from a text and from files: published documents, an OFD, a DOCX, a PDF; and what is no document at all."""

import io
import os
from datetime import date
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docflow.incoming.reading_elements import Guess, guess
from docflow.incoming.reading_files import draw_page, read_file
from docflow.incoming.readings import read_file as read_in_child
from office.kernel.ofd_text import ofd_text
from office.kernel.uploads.kinds import DOCX, OFD, PDF, PNG, TEXT
from tests.conftest import absent
from tests.docflow.published import each_published, read
from tests.office.kernel.uploads.making import pdf

OFDS = sorted(Path(os.environ["SHARED"], "vectors/1-ofd/good").glob("*.ofd")) if os.environ.get("SHARED") else []

PAGE = """000001
特急
云江省人民政府办公厅文件
云 政 办 发 [２０２６] ０１２ 号        签发人：程远山
云江省人民政府办公厅
关于做好冬季供热保障工作的
通知
各市、县（区）人民政府，省政府各部门、
各直属机构：
　　现将云政发〔2025〕8号文件落实事项通知如下。
— 1 —
　　一、总体要求。
云江省人民政府办公厅
2026年3月16日
"""


def test_a_page_as_printed_gives_all_its_elements() -> None:
    assert guess(PAGE) == Guess(
        title="云江省人民政府办公厅关于做好冬季供热保障工作的通知",
        their_number="云政办发〔2026〕12号",
        sender="云江省人民政府办公厅",
        signed_on=date(2026, 3, 16),
        main_recipients="各市、县（区）人民政府，省政府各部门、各直属机构",
        kind="通知",
    )


def test_a_number_inside_a_sentence_is_not_its_own() -> None:
    said = guess("关于转发的通知\n各单位：\n根据云政发〔2025〕8号文件精神，现通知如下。\n二〇二六年十二月三十一日")
    assert said.their_number == ""
    assert said.signed_on == date(2026, 12, 31)
    assert said.sender == ""


@given(st.text(max_size=400))
def test_whatever_the_text_is_there_is_an_answer(text: str) -> None:
    found = guess(text)
    assert "\n" not in found.title
    assert all(found.to_data().values())


@each_published
def test_published_documents_are_recognised(path: Path | None) -> None:
    data = read(path)
    head = ["".join(data["issuers"]) + "文件", data["number"]] if data.get("number") else []
    title = data.get("title_lines") or [data["title"] or ""]
    to = [data["main_recipients_line"]] if data.get("main_recipients_line") else []
    end = [*(data.get("signature") or []), *([data["date_text"]] if data.get("date_text") else [])]
    found = guess("\n".join([*head, *title, *to, *data["body"], *end]))
    # Without a title, or named after what is no 文种 (计划), it is not taken for one.
    is_titled = data["title"] and data["kind"]
    assert (found.title, found.kind) == (("".join(data["title"].split()), data["kind"]) if is_titled else ("", ""))
    assert found.their_number == (data["number"] or "")
    if data.get("date_text") and data.get("date"):
        assert found.signed_on == date.fromisoformat(data["date"])


def test_a_docx_is_read_by_its_paragraphs() -> None:
    made, out = docx.Document(), io.BytesIO()
    for line in PAGE.splitlines():
        made.add_paragraph(line)
    made.save(out)
    said = read_file(out.getvalue(), DOCX.media_type)
    assert guess(said["text"]).their_number == "云政办发〔2026〕12号"
    assert said["pages"] == 0


def test_plain_text_is_read_in_either_encoding() -> None:
    for encoding in ("utf-8-sig", "gb18030"):
        assert "冬季供热" in read_file(PAGE.encode(encoding), TEXT.media_type)["text"]


@pytest.mark.parametrize("path", OFDS or [None], ids=lambda path: path.stem if path else "none")
def test_foreign_ofd_files_are_read_or_are_pictures(path: Path | None) -> None:
    if path is None:
        absent("SHARED, the folder of foreign OFD files,")
        return
    said = read_in_child(path.read_bytes(), OFD.media_type)
    assert said.pages == 0
    assert said.text == "" or any("\u3400" <= c <= "\u9fff" for c in said.text)


def test_foreign_ofd_text_stands_in_lines() -> None:
    if not OFDS:
        absent("SHARED, the folder of foreign OFD files,")
    file = next(path for path in OFDS if path.stem == "SignScaleError")
    lines = ofd_text(file.read_bytes()).splitlines()
    assert any("开票日期" in line and "2022年" in line for line in lines)


def test_text_within_a_composite_object_is_read() -> None:
    if not OFDS:
        absent("SHARED, the folder of foreign OFD files,")
    file = next(path for path in OFDS if path.stem == "kinsec_two_seals_redacted")
    lines = ofd_text(file.read_bytes()).splitlines()
    assert lines[0] == "现场验收检查原始记录"
    assert any("检验批名称" in line and "铝合金门窗安装检验批质量验收记录" in line for line in lines)


def test_pages_are_drawn_in_a_child_that_answers_in_json() -> None:
    said = read_in_child(pdf(), PDF.media_type)
    assert said.pages == 1
    assert len(draw_page(pdf(), PDF.media_type, 1, 50)) > 100


def test_what_cannot_be_read_is_no_reason_to_refuse() -> None:
    for media_type in (PDF.media_type, DOCX.media_type, OFD.media_type):
        assert read_in_child(b"%PDF-1.7 broken", media_type).text == ""
    assert read_in_child(b"\x89PNG", PNG.media_type).pages == 1
