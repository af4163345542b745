"""发文字号 and dates: whatever was typed, one spelling comes out."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docflow.elements.numbering import Number, date_in, number_in, written_date, written_number


@pytest.mark.parametrize(
    "typed",
    [
        "云政办发〔2026〕15号",
        "云政办发[2026]15号",
        "云政办发（２０２６）１５号",
        "云政办发【2026】 第015号",
        "云政办发［2026］15号",
    ],
)
def test_widths_brackets_and_zeros_make_no_difference(typed: str) -> None:
    assert number_in(typed) == Number("云政办发", 2026, 15)
    assert written_number(typed) == "云政办发〔2026〕15号"


@pytest.mark.parametrize(
    "typed",
    ["", "云政办发2026年15号", "云政办发〔26〕15号", "云政办发〔2026〕0号", "〔2026〕15号", "云政办发〔2099x〕1号"],
)
def test_what_is_no_number_stays_as_it_is(typed: str) -> None:
    assert number_in(typed) is None
    assert written_number(typed) == typed


def test_orders_and_issues_have_serials_of_their_own() -> None:
    assert written_number("第０12号") == "第12号"
    assert written_number("第 3 期") == "第3期"
    assert str(number_in("云政纪[2026]3期")) == "云政纪〔2026〕3期"


@settings(deadline=None)
@given(st.text(alphabet="国云政办发函任AZ", min_size=1, max_size=12), st.integers(1900, 2099), st.integers(1, 99999))
def test_a_written_number_reads_back(code: str, year: int, serial: int) -> None:
    number = Number(code, year, serial)
    assert number_in(str(number)) == number


@settings(deadline=None)
@given(st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31)))
def test_a_written_date_reads_back_and_has_no_padded_zero(day: dt.date) -> None:
    written = written_date(day)
    assert date_in(written) == day
    assert "年0" not in written
    assert "月0" not in written


def test_dates_are_read_in_full_width_and_padded() -> None:
    assert date_in("２０２６年０１月０５日") == dt.date(2026, 1, 5)
    assert date_in("2026年2月30日") is None
    assert date_in("二〇二六年一月五日") is None
