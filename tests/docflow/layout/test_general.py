"""The general format, measured on the page itself (GB/T 9704-2012 clause 7)."""

import pytest

from docflow.layout.fonts import FontSet
from docflow.layout.typesetting import typeset
from tests.docflow.layout.documents import notice
from tests.docflow.layout.reading import ReadPage, read_pages

ROW, CHAR = 225 / 22, 156 / 28


@pytest.fixture(scope="module")
def pages(fonts: FontSet) -> list[ReadPage]:
    return read_pages(typeset(notice(), fonts).pdf)


def test_the_red_head_stands_35_mm_below_the_type_area(pages: list[ReadPage]) -> None:
    mark = pages[0].line("云州市人民政府文件")
    em = mark.size / 72 * 25.4
    assert mark.base - 0.86 * em == pytest.approx(72, abs=0.5)
    assert (mark.x0 + mark.x1) / 2 == pytest.approx(106, abs=0.5)
    assert mark.colour == pytest.approx((0.86, 0, 0))


def test_the_red_rule_is_4_mm_below_the_number_and_as_wide_as_the_type_area(pages: list[ReadPage]) -> None:
    number, rule = pages[0].line("云政发〔2026〕7号"), pages[0].rules[0]
    assert (rule.x0, rule.x1) == pytest.approx((28, 184), abs=0.01)
    assert rule.y - (number.base + 0.14 * 16 / 72 * 25.4) == pytest.approx(4, abs=0.05)


def test_the_text_stands_on_the_grid_of_22_lines_and_28_characters(pages: list[ReadPage]) -> None:
    text = [line for page in pages for line in page.lines if line.size == 16 and line.base > 140]
    rows = [(line.base - 44.15) / ROW for line in text]
    assert all(abs(row - round(row)) < 0.01 for row in rows)
    assert max(rows) <= 21.01
    full = [line for line in text if len(line.text) == 28 and line.text[-1] not in "，。"]
    assert full
    assert all((line.x0, line.x1) == pytest.approx((28, 184), abs=0.1) for line in full)


def test_headings_have_their_faces_and_paragraphs_their_indent(pages: list[ReadPage]) -> None:
    body = pages[0].line("现就有关事项通知如下")
    first = pages[0].line("一、落实责任")
    second = pages[0].line("（一）加强值守。")
    assert len({body.font, first.font, second.font}) == 3
    assert (body.x0, first.x0) == pytest.approx((28 + 2 * CHAR,) * 2, abs=0.05)
    assert pages[0].line("各区县人民政府，市政府各部门：").x0 == pytest.approx(28, abs=0.05)


def test_the_imprint_ends_the_last_page_which_is_even(pages: list[ReadPage]) -> None:
    assert len(pages) % 2 == 0
    last = pages[-1]
    assert last.rules[-1].y == pytest.approx(262, abs=0.2)
    assert [rule.thickness for rule in last.rules] == pytest.approx([0.35, 0.25, 0.35], abs=0.01)
    copies, printed = last.line("抄送："), last.line("印发")
    assert copies.text.endswith("。")
    assert (copies.size, printed.size) == (14, 14)
    assert printed.text == "云州市人民政府办公室2026年1月6日印发"
    assert 184 - printed.x1 == pytest.approx(4.94, abs=0.1)


def test_page_numbers_stand_outside(pages: list[ReadPage]) -> None:
    numbers = [page.lines[-1] for page in pages]
    assert [line.text for line in numbers] == ["—1—", "—2—"]
    assert 184 - numbers[0].x1 == pytest.approx(4.94, abs=0.1)
    assert numbers[1].x0 - 28 == pytest.approx(4.94, abs=0.1)


def test_the_seal_is_centred_on_name_and_date_and_reaches_up_to_the_text(fonts: FontSet) -> None:
    made = typeset(notice(), fonts, diameter=45)
    (seal,) = made.seal_places
    page = read_pages(made.pdf)[seal.page - 1]
    date, name = page.line("2026年1月5日"), next(line for line in page.lines if line.text == "云州市人民政府")
    text = page.line("特此通知。")
    assert 184 - date.x1 == pytest.approx(4 * CHAR, abs=0.1)
    assert (name.x0 + name.x1) / 2 == pytest.approx(seal.x, abs=0.1)
    assert (date.x0 + date.x1) / 2 == pytest.approx(seal.x, abs=0.1)
    assert date.base - name.base == pytest.approx(ROW, abs=0.01)
    assert name.base - 5 < seal.y < date.base
    assert 0 < seal.y - 45 / 2 - text.base < 10.39
    assert seal.organ == "云州市人民政府"


def test_the_same_document_gives_the_same_bytes(fonts: FontSet) -> None:
    assert typeset(notice(), fonts).pdf == typeset(notice(), fonts).pdf
