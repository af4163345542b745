"""The end of the text: the seal's page shows text, the seal reaches up to it, the imprint stands on an even page (7.3.5, 7.4)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docflow.elements.schema import AttachedText
from docflow.layout.fonts import FontSet
from docflow.layout.general import Composed
from docflow.layout.geometry import ROWS
from docflow.layout.page import Page, Run
from docflow.layout.typesetting import compose
from tests.docflow.layout.documents import SENTENCE, notice

ONE_LINE = 10.39
EM = 16 / 72 * 25.4


def lines(page: Page, size: float = 16) -> dict[float, str]:
    """The texts of a page's lines of one size, by baseline, from above."""
    found: dict[float, list[Run]] = {}
    for run in page.runs:
        if run.size == size:
            found.setdefault(round(run.y, 2), []).append(run)
    return {y: "".join(run.text for run in found[y]) for y in sorted(found)}


def check_the_last_page(made: Composed, date: str) -> None:
    (seal,) = made.seal_places
    page = lines(made.pages[seal.page - 1])
    day = next(y for y, text in page.items() if text == date)
    name = max(y for y in page if y < day)
    above = [y for y, text in page.items() if y < name - 1 and text]
    assert above, "the seal's page shows no text"
    gap = seal.y - seal.diameter / 2 - (above[-1] + 0.14 * EM)
    assert 0 <= gap <= ONE_LINE
    assert name - 0.86 * EM - 1 < seal.y < day


@settings(max_examples=40, deadline=None)
@given(
    paragraphs=st.lists(st.integers(1, 260), min_size=1, max_size=40),
    note=st.sampled_from(("", "此件公开发布")),
    names=st.sampled_from(
        ((), ("防汛责任人名单",), ("防汛责任人名单", "云州市" + "重要堤防和险工险段" * 5 + "一览表"))
    ),
    diameter=st.sampled_from((42.0, 45.0, 50.0)),
)
def test_wherever_the_text_ends_the_seal_stands_below_text(
    fonts: FontSet, paragraphs: list[int], note: str, names: tuple[str, ...], diameter: float
) -> None:
    body = tuple((SENTENCE * 6)[:length].rstrip("，、") + "。" for length in paragraphs)
    made = compose(notice(body=body, note=note, attachment_note=names), fonts, diameter=diameter)
    check_the_last_page(made, "2026年1月5日")
    for page in made.pages[1 : made.seal_places[0].page]:
        assert len(lines(page)) <= ROWS + 1
    assert "各区县人民政府，市政府各部门：" in lines(made.pages[0]).values()


@pytest.mark.parametrize("rows", range(1, 31))
def test_the_seal_block_lands_on_every_row(fonts: FontSet, rows: int) -> None:
    made = compose(notice(body=("压实责任。",) * rows), fonts)
    check_the_last_page(made, "2026年1月5日")
    assert len(made.pages) % 2 == 0
    shown = sum(text == "压实责任。" for page in made.pages for text in lines(page).values())
    assert shown == rows


def test_a_long_name_is_kept_within_the_type_area_and_centred_on_the_date(fonts: FontSet) -> None:
    name = "云州市经济技术开发区管理委员会应急管理局"
    made = compose(notice(signature=(name,)), fonts)
    (seal,) = made.seal_places
    page = made.pages[seal.page - 1]
    shown = lines(page)
    for text in (name, "2026年1月5日"):
        y = next(y for y in shown if shown[y] == text)
        left = min(run.x for run in page.runs if round(run.y, 2) == y)
        right = max(run.x + run.width for run in page.runs if round(run.y, 2) == y)
        assert right <= 184 + 1e-6
        assert (left + right) / 2 == pytest.approx(seal.x, abs=0.05)


def test_no_seal_belongs_to_a_text_without_name_and_date(fonts: FontSet) -> None:
    assert compose(notice(signature=(), date=None), fonts).seal_places == ()


def test_a_list_of_recipients_that_fills_page_1_goes_into_the_imprint(fonts: FontSet) -> None:
    recipients = tuple(f"云州市第{k}街道办事处" for k in range(1, 60))
    made = compose(notice(main_recipients=recipients), fonts)
    assert any("现就有关事项通知如下" in text for text in lines(made.pages[0]).values())
    imprint = "".join(lines(made.pages[-1], 14).values())
    assert imprint.startswith("主送：云州市第1街道办事处，")
    assert "云州市第59街道办事处。抄送：" in imprint


def test_a_page_left_blank_before_the_imprint_has_no_number_nor_has_the_imprint_s(fonts: FontSet) -> None:
    cc = tuple(f"云州市第{k}人民医院" for k in range(1, 120))
    made = compose(notice(body=("压实责任。",) * 21, cc=cc), fonts)
    assert len(made.pages) == 4
    assert made.pages[2].blank
    assert [page.numbered for page in made.pages] == [True, True, False, False]


def test_a_single_page_of_text_has_its_imprint_on_page_2(fonts: FontSet) -> None:
    made = compose(notice(body=("请遵照执行。",)), fonts)
    assert len(made.pages) == 2
    assert not lines(made.pages[1])
    assert lines(made.pages[1], 14)


def test_without_cc_and_printing_organ_there_is_no_imprint(fonts: FontSet) -> None:
    made = compose(notice(body=("请遵照执行。",), cc=(), print_organ="", print_date=None), fonts)
    assert len(made.pages) == 1


def test_each_attachment_begins_a_page_with_its_label_and_its_title_on_the_third_line(fonts: FontSet) -> None:
    attached = (
        AttachedText("防汛责任人名单", ("一、市级",)),
        AttachedText("险工险段一览表", ("序号\t地段", "1\t东堤")),
    )
    made = compose(notice(attachment_note=("防汛责任人名单", "险工险段一览表"), attachments=attached), fonts)
    labelled = [
        page for page in made.pages if any(text.startswith("附件") and len(text) == 3 for text in lines(page).values())
    ]
    assert [next(iter(lines(page).values())) for page in labelled] == ["附件1", "附件2"]
    for page, text in zip(labelled, attached, strict=True):
        label = next(iter(lines(page)))
        title = next(y for y, shown in lines(page, 22).items() if shown == text.title)
        assert title - label == pytest.approx(2 * 225 / 22, abs=2.0)


def test_a_text_that_the_notice_issues_carries_no_label(fonts: FontSet) -> None:
    made = compose(notice(attachments=(AttachedText("防汛预案", ("一、总则",)),)), fonts)
    page = next(page for page in made.pages if "防汛预案" in lines(page, 22).values())
    assert not any(text.startswith("附件") for text in lines(page).values())
