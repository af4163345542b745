"""Lines of a paragraph: the laws of 避头尾 and of full lines, on whatever text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docflow.layout.breaking import SetLine, break_lines
from docflow.layout.cells import cells_of
from docflow.layout.fonts import Face, FontSet
from docflow.layout.geometry import CHAR, SIZE_3, WIDTH
from docflow.layout.marks import NO_END, NO_START
from tests.docflow.elements.strategies import phrases

MARKS = "，。、；：？！）》”’】〕…—％（《“‘【〔,.;:()%"
random_text = st.text(alphabet="的市政府要加强监督管理" * 3 + MARKS + "0123456789ABcd", min_size=1, max_size=160)
measures = st.sampled_from((WIDTH, WIDTH / 2, 18 * CHAR, 11 * CHAR))


def lines_of(text: str, fonts: FontSet, measure: float = WIDTH, indent: float = 2 * CHAR) -> list[SetLine]:
    return break_lines(cells_of(text, fonts, [Face.FANG] * len(text), SIZE_3, CHAR), measure, indent=indent)


def sensible(text: str) -> bool:
    """Text as people write it: no heap of marks that no line could break."""
    run = 0
    for char in text:
        run = run + 1 if char in NO_START | NO_END else 0
        if run > 4:
            return False
    return True


@settings(deadline=None)
@given(text=random_text | phrases(), measure=measures)
def test_every_character_is_set_once_and_in_its_order(fonts: FontSet, text: str, measure: float) -> None:
    assert "".join(line.text for line in lines_of(text, fonts, measure)).replace(" ", "") == text.replace(" ", "")


@settings(deadline=None)
@given(text=random_text | phrases(), measure=measures)
def test_no_line_is_wider_than_its_measure(fonts: FontSet, text: str, measure: float) -> None:
    for line in lines_of(text, fonts, measure):
        assert line.width <= measure - (2 * CHAR if line.first else 0) + 1e-6
        assert all(
            advance >= cell.width - cell.after - CHAR / 2 - 1e-6
            for cell, advance in zip(line.cells, line.advances, strict=True)
        )


@settings(deadline=None)
@given(text=(random_text | phrases()).filter(sensible), measure=measures)
def test_no_line_begins_or_ends_with_a_mark_that_must_not(fonts: FontSet, text: str, measure: float) -> None:
    lines = lines_of(text, fonts, measure)
    for before, after in pairwise(lines):
        assert after.text[0] not in NO_START or after.text.startswith("——")
        assert before.text[-1] not in NO_END


@settings(deadline=None)
@given(text=phrases(5, 60))
def test_every_line_but_the_last_is_full(fonts: FontSet, text: str) -> None:
    for line in lines_of(text, fonts)[:-1]:
        room = WIDTH - (2 * CHAR if line.first else 0)
        assert line.width == pytest.approx(room, abs=1e-6)


@settings(deadline=None)
@given(text=phrases(5, 60))
def test_figures_words_dashes_and_dots_stay_whole(fonts: FontSet, text: str) -> None:
    lines = lines_of(text, fonts)
    for before, after in pairwise(lines):
        a, b = before.text[-1], after.text[0]
        assert not (a.isascii() and a.isalnum() and b.isascii() and b.isalnum())
        assert (a, b) not in {("—", "—"), ("…", "…")}


def test_plain_text_stands_28_to_the_line(fonts: FontSet) -> None:
    lines = lines_of("政" * 80, fonts)
    assert [len(line.cells) for line in lines] == [26, 28, 26]
    assert lines[1].advances == pytest.approx([CHAR] * 28)


def test_a_mark_is_drawn_into_a_full_line_where_others_can_give(fonts: FontSet) -> None:
    first, second = lines_of("政" * 10 + "，" + "政" * 17 + "。" + "政" * 20, fonts, indent=0.0)
    assert (len(first.cells), first.text[-1]) == (29, "。")
    assert first.width == pytest.approx(WIDTH)
    assert second.text[0] == "政"


def test_a_character_goes_with_its_mark_where_nothing_can_give(fonts: FontSet) -> None:
    first, second = lines_of("政" * 28 + "。" + "政" * 20, fonts, indent=0.0)
    assert len(first.cells) == 27
    assert first.width == pytest.approx(WIDTH)
    assert second.text.startswith("政。")


def test_two_figures_do_not_move_the_squares_around_them(fonts: FontSet) -> None:
    (line, *_) = lines_of("自2026年1月5日起施行" + "政" * 40, fonts, indent=0.0)
    han = [
        advance
        for cell, advance, after in zip(line.cells, line.advances, line.cells[1:], strict=False)
        if cell.wide and after.wide
    ]
    assert max(han) - min(han) < 0.12


def test_an_address_is_broken_at_its_joints(fonts: FontSet) -> None:
    text = "网址：http://www.yunzhou.gov.cn/zwgk/2026/notice/attachment/list.html"
    ends = [line.text[-1] for line in lines_of(text, fonts, 14 * CHAR)[:-1]]
    assert ends
    assert set(ends) <= set("：/.")


def test_a_word_longer_than_the_line_is_cut_where_it_is_full(fonts: FontSet) -> None:
    lines = lines_of("8" * 200, fonts)
    assert len(lines) > 3
    assert all(line.width <= WIDTH + 1e-6 for line in lines)
