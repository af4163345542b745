"""No cell that leaves in a table is a formula."""

import csv
import io

import pytest

from office.kernel.csv_text import csv_bytes


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "＝cmd", "＋1", "－1", "＠a", "\t=1", "\r=1", "\n=1", "  =1", "\u3000=1"]
)
def test_a_formula_becomes_text(text: str) -> None:
    assert read(csv_bytes([[text]])) == [["'" + text]]


def test_other_cells_stay_as_they_are() -> None:
    row = ["云政办发〔2026〕15号", '说“是”,不说"否"', "第一行\n第二行", "a-b"]
    assert read(csv_bytes([[1, None, *row]])) == [["1", "", *row]]
    assert csv_bytes([["甲"]]).startswith(b"\xef\xbb\xbf")
