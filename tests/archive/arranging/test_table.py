"""期限表：read strictly; every row that is refused is named; the same table is written and read again."""

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.arranging.table import (
    COLUMNS,
    MOST_ROWS,
    WrongTable,
    grid_of,
    grid_of_csv,
    grid_of_xlsx,
    read_table,
    retention_of,
    shipped,
)
from office.kernel.refusals import Invalid

HEAD = list(COLUMNS)
GOOD = ["1", "会议", "重要会议的文件", "纪要、决议", "本机关", "", "党组；常务会", "永久"]


def told(*rows: list[str], head: list[str] = HEAD) -> list[tuple[int, str]]:
    with pytest.raises(WrongTable) as refused:
        read_table([head, *rows])
    assert f"有{len(refused.value.flaws)}处不对" in refused.value.sentence
    return [(one.line, one.sentence) for one in refused.value.flaws]


def test_a_good_row() -> None:
    (row,) = read_table([HEAD, GOOD])
    assert (row.ordinal, row.retention, row.kinds, row.source, row.words) == (
        1, "Y", ("纪要", "决议"), "outgoing", ("党组", "常务会"),
    )  # fmt: skip


def test_every_bad_row_is_named_by_its_line() -> None:
    rows = [
        GOOD,
        ["2", "", "一般会议", "", "", "", "", "10年"],
        [],
        ["3", "人事", "任免", "通稿", "", "", "", "10年"],
        ["4", "人事", "任免", "", "上面", "", "任免", "很久"],
        ["5", "人事", "任免", "", "", "随便", "任免", "永久", "多的"],
        ["6", "人事\x07", "任免", "", "", "", "", "永久"],
        ["7", "函件", "来函", "函", "", "", "", "10年"],
    ]
    flaws = told(*rows)
    assert [line for line, _ in flaws] == [3, 5, 6, 6, 7, 8]
    assert "类目" in flaws[0][1]
    assert "通稿" in flaws[1][1]
    assert "上面" in flaws[2][1]
    assert "很久" in flaws[3][1]
    assert "没有表头" in flaws[4][1]
    assert "控制字符" in flaws[5][1]


def test_a_line_that_nothing_reaches_is_named() -> None:
    wide, narrow = ["1", "函", "函件", "函", "", "", "", "10年"], ["2", "函", "商洽", "函", "本机关", "", "", "30年"]
    assert told(wide, narrow) == [(3, "轮不到这一条：第2行已把它的情形全包括。请把窄的写在宽的前面。")]
    assert len(read_table([HEAD, narrow, wide])) == 2


def test_a_wrong_head_is_said() -> None:
    assert "表头缺保管期限" in told(GOOD, head=[*HEAD[:-1], ""])[0][1]
    assert "不认识“备注”" in told(GOOD, head=[*HEAD, "备注"])[0][1]
    assert "有2列" in told(GOOD, head=[*HEAD, "类目"])[0][1]
    assert told()[0][1] == "表头下面没有一条。"
    with pytest.raises(WrongTable):
        read_table([])


def test_columns_stand_in_any_order() -> None:
    assert read_table([HEAD[::-1], GOOD[::-1]]) == read_table([HEAD, GOOD])


def test_a_table_without_end_is_refused() -> None:
    many = [["", "类", f"第{n}种", "", "", "", f"词{n}号", "永久"] for n in range(MOST_ROWS + 1)]
    assert told(*many)[0][0] == MOST_ROWS + 2


@pytest.mark.parametrize(
    ("text", "retention"),
    [("永久", "Y"), ("y", "Y"), ("30年", "D30"), ("定期10年", "D10"), ("D5", "D5"), ("不归档", "N"), ("0年", None), ("100年", None), ("", None)],
)  # fmt: skip
def test_retentions(text: str, retention: str | None) -> None:
    assert retention_of(text) == retention


@given(st.lists(st.lists(st.text(max_size=12), max_size=9), max_size=6))
def test_any_cells_are_a_table_or_a_refusal(grid: list[list[str]]) -> None:
    for head in ([], HEAD):
        try:
            rows = read_table([head, *grid])
        except WrongTable as refused:
            named = bool(refused.flaws)
        else:
            named = read_table(grid_of(rows)) == rows
        assert named


@given(st.binary(max_size=80))
def test_any_bytes_are_cells_or_a_refusal(content: bytes) -> None:
    try:
        grid = grid_of_csv(content)
    except Invalid as refused:
        field = refused.field
    else:
        field = "table" if all(isinstance(cell, str) for cells in grid for cell in cells) else ""
    assert field == "table"


def test_the_lines_of_a_csv_are_those_of_the_file() -> None:
    text = '\ufeff类目,归档范围,保管期限\r\n会议,"跨\n行",永久\r\n,空,永久\r\n'
    with pytest.raises(WrongTable) as refused:
        read_table(grid_of_csv(text.encode()))
    assert [one.line for one in refused.value.flaws] == [3, 4]
    assert len(read_table(grid_of_csv("类目,归档范围,保管期限\n函,来函,10年\n".encode("gb18030")))) == 1


def test_a_workbook_is_read_as_its_texts() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in grid_of(shipped()):
        sheet.append([int(row[0]) if row[0].isdigit() else row[0], *row[1:]])
    out = io.BytesIO()
    book.save(out)
    assert read_table(grid_of_xlsx(out.getvalue())) == shipped()
