"""Tables: every cell is there, within its rules; the head comes again on the next page; no row is cut that fits a page."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docflow.layout.fonts import FontSet
from docflow.layout.geometry import HEIGHT, LEFT, RIGHT
from docflow.layout.table import Table
from tests.docflow.elements.strategies import phrases

cells = st.one_of(phrases(0, 2), phrases(1, 12), st.just(""), st.just("1\n2"))
tables = st.integers(2, 6).flatmap(
    lambda columns: st.lists(st.lists(cells, min_size=columns, max_size=columns), min_size=1, max_size=14)
)


def plain(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=60, deadline=None)
@given(rows=tables, room=st.floats(0, HEIGHT))
def test_every_cell_is_set_and_every_piece_fits_its_page(fonts: FontSet, rows: list[list[str]], room: float) -> None:
    pieces = list(Table(rows, fonts).pieces(room, HEIGHT))
    assert pieces[0].height <= room + 0.02
    assert all(0 < piece.height <= HEIGHT + 0.02 for piece in pieces[1:])
    shown = Counter(plain("".join(run.text for piece in pieces for run in piece.runs)))
    assert Counter(plain("".join(cell for row in rows for cell in row))) <= shown
    for piece in pieces:
        assert all(run.x >= LEFT - 1e-6 and run.x + run.width <= RIGHT + 1e-6 for run in piece.runs)


def test_the_head_is_repeated_and_no_row_is_lost(fonts: FontSet) -> None:
    rows = [["序号", "地段", "责任单位"], *([str(k), f"第{k}段堤防", "市水利局"] for k in range(1, 60))]
    pieces = list(Table(rows, fonts).pieces(80, HEIGHT))
    assert len(pieces) > 2
    assert all(piece.texts[0] == "序号\t地段\t责任单位" for piece in pieces)
    body = [text for piece in pieces for text in piece.texts[1:]]
    assert body == ["\t".join(row) for row in rows[1:]]


def test_a_row_higher_than_a_page_is_cut_and_a_lower_one_is_not(fonts: FontSet) -> None:
    long = "落实责任、" * 700
    pieces = list(Table([["名称", "内容"], ["一", long], ["二", "短"]], fonts).pieces(HEIGHT, HEIGHT))
    shown = "".join(run.text for piece in pieces for run in piece.runs)
    assert shown.replace("名称内容", "").count("落实责任") == 700
    assert all(piece.height <= HEIGHT + 0.02 for piece in pieces)


def test_a_row_of_one_cell_spans_the_table(fonts: FontSet) -> None:
    (piece,) = Table([["序号", "单位"], ["第一组"], ["1", "市财政局"]], fonts).pieces(HEIGHT, HEIGHT)
    upright = [rule for rule in piece.rules if rule.x0 == rule.x1]
    assert len(upright) == 3 + 2 + 3
    span = next(run for run in piece.runs if run.text == "第一组")
    assert span.x + span.width / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.01)


def test_nothing_of_a_table_is_begun_where_only_its_head_fits(fonts: FontSet) -> None:
    rows = [["序号", "地段"], *([str(k), "堤防"] for k in range(5))]
    table = Table(rows, fonts)
    first, second = table.pieces(9.0, HEIGHT)
    assert first.rows == 0
    assert second.rows == len(rows)
