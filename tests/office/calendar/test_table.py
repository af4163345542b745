"""The table of a year: taken whole or not at all, every bad line named."""

from collections import Counter
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.calendar.differences import differences
from office.calendar.table import WrongTable, decode, missing_holidays, read_table, shipped, write_table
from office.calendar.working_days import KnownYear, WorkingCalendar
from office.kernel.refusals import Invalid

HEAD = "文号,国办发明电〔2026〕9号\n日期,安排,节日\n"
GOOD = HEAD + "2027-01-01,休,元旦\n2027-01-02,休,元旦\n2027-01-03,班,元旦\n"


def wrong(text: str) -> list[tuple[int, str]]:
    with pytest.raises(WrongTable) as refused:
        read_table(text)
    return [(row.line, row.sentence) for row in refused.value.rows]


def test_a_year_that_is_shipped_is_written_as_it_was_read() -> None:
    known = shipped()[2026]
    assert (known.year, known.source, len(known.days)) == (2026, "国办发明电〔2025〕7号", 39)
    assert read_table(write_table(known)) == known
    assert missing_holidays(known) == []


def test_the_statutory_days_of_a_year_are_marked_where_they_are_known_and_a_table_may_leave_them_out() -> None:
    known = shipped()[2026]
    by_name = Counter(one.name for one in known.days.values() if one.statutory)
    # 全国年节及纪念日放假办法 of 2024: thirteen days
    assert by_name == {"元旦": 1, "春节": 4, "清明节": 1, "劳动节": 2, "端午节": 1, "中秋节": 1, "国庆节": 3}
    marked = read_table(GOOD.replace("2027-01-01,休", "2027-01-01,节"))
    assert [day for day, one in marked.days.items() if one.statutory] == [date(2027, 1, 1)]
    assert read_table(write_table(marked)) == marked
    plain = read_table(GOOD)
    assert (plain.marks_statutory, marked.marks_statutory) == (False, True)
    assert marked != plain
    calendar = WorkingCalendar({2026: known, 2027: plain})
    assert [calendar.is_statutory(date(2026, *day)) for day in ((10, 1), (10, 5), (10, 10), (10, 12))] == [
        True, False, False, False,
    ]  # fmt: skip
    assert (calendar.is_statutory(date(2027, 1, 1)), calendar.is_statutory(date(2028, 1, 1))) == (None, None)
    (one,) = [one.then for one in differences(plain, marked)]
    assert one == "元旦放假，法定节假日"


@pytest.mark.parametrize("first", ["2027-01-01", "2027/1/1", "2027.1.1", "2027年1月1日", " 2027-01-01 "])
def test_a_day_may_be_written_as_spreadsheets_write_it(first: str) -> None:
    assert read_table(GOOD.replace("2027-01-01", first)) == read_table(GOOD)


def test_empty_lines_line_ends_and_empty_cells_at_the_end_say_nothing() -> None:
    loose = GOOD.replace("元旦\n", "元旦,,\n").replace("\n", "\r\n") + "\r\n,,\r\n"
    assert read_table(loose) == read_table(GOOD)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_it_is_read_in_the_encodings_that_spreadsheets_save(encoding: str) -> None:
    assert read_table(decode(GOOD.encode(encoding))) == read_table(GOOD)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("2027-02-30,休,春节", "不是日期"),
        ("春节,休,春节", "不是日期"),
        ("1999-02-01,休,春节", "2000年至2099年"),
        ("2028-02-01,休,春节", "一张表只写一年"),
        ("2027-01-01,休,元旦", "前面已经写过"),
        ("2027-02-08,放假,春节", "放假写“休”"),
        ("2027-02-08,休,", "哪个节日"),
        ("2027-02-08,班,春节", "星期一，本来就上班"),
        ("2027-02-08,休", "三格"),
        ("2027-02-08，休，春节", "英文逗号"),
        ("2027-02-08,休,春节,再多一格", "三格"),
        ("2027-02-08,休,春\u202e节", "改变文字方向"),
        ("2027-02-08,休,春\x07节", "看不见的控制字符"),
        (f"2027-02-08,休,{'春' * 81}", "最多80字"),
        ('2027-02-08,休,"春节', "引号"),
        ("2027-02-08,休,春\x00节", ""),
    ],
)
def test_a_bad_line_is_named_with_what_is_wrong(line: str, why: str) -> None:
    assert [(n, why in sentence) for n, sentence in wrong(GOOD + line + "\n")] == [(6, True)]


def test_all_bad_lines_are_named_at_once() -> None:
    assert [n for n, _ in wrong(GOOD + "x,休,春节\n2027-02-06,休,春节\n2027-02-06,班,春节\n")] == [6, 8]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "空的"),
        ("\n,,\n", "空的"),
        ("日期,安排,节日\n2027-01-01,休,元旦\n", "第一行须写“文号”"),
        ("文号,\n日期,安排,节日\n2027-01-01,休,元旦\n", "第一行须写“文号”"),
        ("文号,国办发明电〔2026〕9号\n2027-01-01,休,元旦\n", "第二行须是表头"),
        ("文号,国办发明电〔2026〕9号\n", "第二行须是表头"),
        (HEAD, "没有一行日期"),
        (HEAD + "2027-01-03,班,元旦\n", "没有一天放假"),
    ],
)
def test_a_table_without_head_or_body_is_refused(text: str, why: str) -> None:
    assert why in wrong(text)[0][1]


def test_what_is_no_text_or_too_large_is_refused() -> None:
    with pytest.raises(Invalid, match="读不出文字"):
        decode(b"\xff\xff\xff")
    with pytest.raises(Invalid, match="太大"):
        decode(b"," * 70_000)


def test_a_table_whose_end_was_lost_lacks_holidays() -> None:
    assert missing_holidays(read_table(GOOD)) == ["春节", "清明", "劳动", "端午", "中秋", "国庆"]


def answer(text: str) -> KnownYear | WrongTable:
    try:
        return read_table(text)
    except WrongTable as refused:
        return refused


@given(st.text(max_size=200))
def test_whatever_is_given_is_taken_or_refused_in_words(text: str) -> None:
    for given_text in (text, HEAD + text, HEAD + "2027-01-01," + text):
        match answer(given_text):
            case KnownYear() as known:
                assert read_table(write_table(known)) == known
            case WrongTable() as refused:
                assert all(row.line >= 1 and row.sentence for row in refused.rows)


@given(st.binary(max_size=200))
def test_whatever_file_is_brought_is_read_or_refused_in_words(content: bytes) -> None:
    with suppress(Invalid):
        assert isinstance(decode(content), str)
