"""A handling sheet of any content: nothing of it is lost, nothing stands on something else or outside the margins."""

import io
from collections import Counter
from itertools import pairwise

import pdfplumber
import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from docflow.layout.fonts import FontSet
from docflow.layout.geometry import ASCENT, POINT
from docflow.layout.marks import can_give_before
from docflow.layout.page import Page, Run
from docflow.sheets.composing import compose, print_sheet
from docflow.sheets.geometry import BOTTOM, FOOT, HEAD, LEFT, RIGHT, TOP
from docflow.sheets.legible import legible
from docflow.sheets.sheet import Column, Entries, Entry, Fact, Facts, Listing, Section, Sheet, Voice
from tests.docflow.sheets.sketches import a_sheet, an_entry, entries, sheets

SAID = (LEFT + 25 + 36, RIGHT - 32)  # the column of deeds and opinions


def plain(text: str) -> str:
    return "".join(text.split())


def texts_of(section: Section) -> list[str]:
    """Every text of a section that has something in it, in the order of reading."""
    match section:
        case Facts(_, facts):
            told = [text for one in facts for text in (one.label, one.text, one.signed)]
        case Entries(_, some):
            told = [text for one in some for text in (one.step, one.name, one.post, *said(one), *one.times)]
        case Listing(_, _, rows):
            told = [text for row in rows for text in row]
    return [section.heading, *told] if told else []


def said(entry: Entry) -> tuple[str, ...]:
    return (entry.deed, entry.opinion, *entry.remarks)


def body(page: Page) -> list[Run]:
    """The runs between head and foot, in the order in which they are drawn."""
    return [run for run in page.runs if run.y not in {HEAD, FOOT}]


@settings(max_examples=60, deadline=None)
@given(sheet=sheets)
def test_no_character_of_any_text_is_lost(fonts: FontSet, sheet: Sheet) -> None:
    shown = Counter(plain("".join(run.text for page in compose(sheet, fonts) for run in body(page))))
    wanted = [text for section in sheet.sections for text in texts_of(section)]
    assert Counter(plain(legible("".join(wanted), fonts))) <= shown


@settings(max_examples=25, deadline=None)
@given(some=st.lists(entries, min_size=1, max_size=6))
def test_the_pdf_reads_in_order_however_it_is_cut(fonts: FontSet, some: list[Entry]) -> None:
    """Read back by another library, the column of opinions is what was written, from the first page to the last."""
    pdf = print_sheet(a_sheet(Entries("", tuple(some))), fonts).pdf
    read = "".join(column(pdf, *SAID))
    wanted = "".join(text for one in some for text in said(one))
    assert read == plain(legible(wanted, fonts))


def column(pdf: bytes, left: float, right: float) -> list[str]:
    """The characters of a column of each page as they are read, without the head of the column."""
    found = []
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            within = (
                str(char["text"])
                for char in page.chars
                if left < (char["x0"] + char["x1"]) / 2 * POINT < right
                and TOP < (page.height - char["matrix"][5]) * POINT < BOTTOM
            )
            found.append(plain("".join(within)).split("办理情况和意见", 1)[1])
    return found


@settings(max_examples=60, deadline=None)
@given(sheet=sheets)
@example(
    a_sheet(Listing("分发", (Column("序号", 2), Column("机关", 10)), (("0000\u2003\u2003.“\u3000\u3000𠮷", "甲"),)))
)
def test_nothing_stands_on_anything_or_outside(fonts: FontSet, sheet: Sheet) -> None:
    for page in compose(sheet, fonts):
        uprights = [rule for rule in page.rules if rule.x0 == rule.x1]
        boxes = []
        for run in page.runs:
            em = run.size * POINT
            top, bottom = run.y - ASCENT * em, run.y + (1 - ASCENT) * em
            assert run.x >= LEFT - 1e-6
            assert run.x + run.width <= RIGHT + 1e-6
            assert HEAD - em <= top
            assert bottom <= (BOTTOM if run.y != FOOT else FOOT + em)
            crossed = [r for r in uprights if r.y0 < run.y < r.y1 and run.x + 0.5 < r.x0 < run.x + run.width - 0.5]
            assert crossed == [], run.text
            empty = can_give_before(run.text[0]) * em  # of an opening mark: a squeezed line lays it over its neighbour
            boxes.append((run.x + empty, run.x + run.width, top, bottom))
        assert [(a, b) for k, a in enumerate(boxes) for b in boxes[k + 1 :] if overlap(a, b)] == []


def overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[1] - 0.05 and b[0] < a[1] - 0.05 and a[2] < b[3] - 0.05 and b[2] < a[3] - 0.05


@settings(max_examples=30, deadline=None)
@given(sheet=sheets)
def test_every_page_says_which_of_how_many_it_is(fonts: FontSet, sheet: Sheet) -> None:
    pages = compose(sheet, fonts)
    for k, page in enumerate(pages, 1):
        foot = "".join(run.text for run in page.runs if run.y == FOOT)
        assert foot == f"公文标识 {sheet.uid}　　{sheet.printed_at}打印第{k}页　共{len(pages)}页"
        assert any(run.y == HEAD for run in page.runs) == (k > 1)


def test_the_longest_opinion_and_five_hundred_entries(fonts: FontSet) -> None:
    long = "供热保障，事关民生。" * 2000
    some = (an_entry(long), *(an_entry(f"第{k}条意见。") for k in range(500)))
    pages = compose(a_sheet(Entries("办理过程", some)), fonts)
    assert len(pages) > 60
    heads = ["".join(run.text for run in body(page)[:20]) for page in pages]
    assert all("环节办理人办理情况和意见时间" in head for head in heads)
    everything = plain("".join(run.text for page in pages for run in body(page)))
    places = [everything.index(f"第{k}条意见。") for k in range(500)]
    assert all(a < b for a, b in pairwise(places))
    assert everything.count("供热保障，事关民生。") > 1900  # the others lie over the end of a page


def test_a_short_row_is_never_cut_and_a_cut_one_says_that_it_goes_on(fonts: FontSet) -> None:
    short = "请认真研究，按程序办理，并将结果报办公室。" * 3
    pages = compose(a_sheet(Entries("办理过程", (an_entry(short),) * 40)), fonts)
    texts = ["".join(run.text for run in body(page)) for page in pages]
    assert len(texts) > 3
    assert sum(text.count(short) for text in texts) == 40
    assert not any("（续）" in text for text in texts)
    long = compose(a_sheet(Entries("办理过程", (an_entry("请研究。" * 800, step="批示"),))), fonts)
    assert ["批示（续）" in "".join(run.text for run in body(page)) for page in long] == [False] + [True] * (
        len(long) - 1
    )


def test_what_no_font_has_is_shown_by_its_code(fonts: FontSet) -> None:
    assert legible("好👍\x00吧\t！", fonts) == "好［U+1F44D］［U+0000］吧 ！"
    assert legible("王玥堃\n𠮷", fonts) == "王玥堃\n𠮷"
    read = print_sheet(a_sheet(Entries("", (an_entry("同意👍"),))), fonts).pdf
    assert "同意［U+1F44D］" in column(read, *SAID)[0]


def test_a_person_signs_at_the_foot_of_an_open_box(fonts: FontSet) -> None:
    signed = Fact("签发", "同意印发。", voice=Voice.PERSON, signed="程远山　2026年11月21日")
    (page,) = compose(a_sheet(Facts("", (signed, Fact("标题", "关于供热的通知")))), fonts)
    words, name, title = (
        next(run for run in page.runs if text in run.text) for text in ("同意印发", "程远山", "关于供热")
    )
    assert words.y < name.y - 8
    assert name.y < title.y - 5
    assert name.x > words.x + 50
    left_open = compose(a_sheet(Facts("", (Fact("签发", "", voice=Voice.PERSON),))), fonts)[0]
    assert max(rule.y1 for rule in left_open.rules) - min(rule.y0 for rule in left_open.rules) == pytest.approx(24)


def test_a_long_organ_stands_above_the_name_of_the_form(fonts: FontSet) -> None:
    (page,) = compose(a_sheet(Facts("", (Fact("标题", "通知"),)), organ="云州市住房和城乡建设局重点工程推进处"), fonts)
    lines = Counter(round(run.y, 2) for run in page.runs if run.size == 22)
    assert len(lines) == 2
    assert [run.text for run in page.runs if run.size == 22][-1] == "发文处理单"


def test_rows_of_facts_fill_the_width() -> None:
    shares = (6, 6, 12, 4, 4, 8, 4)
    section = Facts("", tuple(Fact(str(k), "", share) for k, share in enumerate(shares)))
    rows = [[share for _, share in row] for row in section.rows]
    assert rows == [[6, 6], [12], [4, 8], [8, 4]]


def test_sections_with_nothing_in_them_are_left_out(fonts: FontSet) -> None:
    empty = (Facts("正本", ()), Entries("办理过程", ()), Listing("附件", (Column("名称", 12),), ()))
    (page,) = compose(a_sheet(*empty, Facts("", (Fact("标题", "通知"),))), fonts)
    assert [run.text for run in body(page)] == ["云州市人民政府办公室发文处理单", "标题", "通知"]


def test_the_same_sheet_gives_the_same_pdf_a(fonts: FontSet) -> None:
    sheet = a_sheet(Entries("办理过程", (an_entry(),)))
    first, again = print_sheet(sheet, fonts), print_sheet(sheet, fonts)
    assert first == again
    with pikepdf.open(io.BytesIO(first.pdf)) as pdf:
        metadata = pdf.Root.Metadata.read_bytes().decode()
        assert "<pdfaid:part>2</pdfaid:part>" in metadata
        assert "发文处理单 云政办发〔2026〕12号" in metadata
        assert len(pdf.pages) == first.pages == 1
