"""Spreadsheets for people: a text is a text whatever it begins with, and what the format cannot keep is shown as unreadable."""

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from office.kernel.xlsx_text import LONGEST, xlsx_bytes


def opened(content: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "#N/A", "'", "=cmd|' /C calc'!A0", "1", "2026-03-16"])
def test_every_text_is_a_text(text: str) -> None:
    (cell,) = next(opened(xlsx_bytes("表", [[text]])).iter_rows())
    assert (cell.data_type, cell.value) == ("s", text)


def test_numbers_stay_numbers_and_the_head_stays_in_view() -> None:
    sheet = opened(xlsx_bytes("目录[1]:甲/乙", [["序号", "题名"], [1, None], [2, ""]], widths=(6, 40)))
    assert [cell.value for row in sheet.iter_rows() for cell in row] == ["序号", "题名", 1, None, 2, None]
    assert sheet.freeze_panes == "A2"
    assert sheet.title == "目录1甲乙"
    assert sheet.column_dimensions["B"].width == 40


@given(st.text(max_size=40))
def test_any_text_can_be_written(text: str) -> None:
    (cell,) = next(opened(xlsx_bytes(text, [[text or "空"]])).iter_rows())
    assert isinstance(cell.value, str)


def test_a_text_too_long_for_a_cell_is_cut() -> None:
    (cell,) = next(opened(xlsx_bytes("表", [["长" * 40_000]])).iter_rows())
    assert cell.value == "长" * LONGEST
