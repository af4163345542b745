"""Headings and tables are recognised in plain strings."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docflow.elements.headings import Table, blocks, heading_length, is_chapter, is_heading, level_of
from tests.docflow.elements.strategies import phrases


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、总体要求", 1),
        ("二十一、附则", 1),
        ("（一）指导思想", 2),
        ("(十二)保障措施", 2),
        ("1.规范网站", 3),
        ("12．建成总门户", 3),
        ("（1）资金", 4),
        ("1.5万元用于修缮", 0),
        ("2026年，全市", 0),
        ("一是聚焦", 0),
        ("——坚持", 0),
    ],
)
def test_the_four_levels_are_known_by_their_numbers(text: str, level: int) -> None:
    assert level_of(text) == level


def test_a_heading_of_its_own_is_heading_to_its_end() -> None:
    assert is_heading("一、总体要求")
    assert is_heading("（二）推进重点领域政务管理智慧应用，有效支撑“一网通办”")
    assert not is_heading("一、同意你局方案。")
    assert not is_heading("正文一段")


def test_a_run_in_heading_ends_with_its_first_sentence() -> None:
    lead = "（一）加强组织领导。"
    assert heading_length(lead + "各单位要明确专人负责。") == len(lead)
    assert heading_length("1.规范网站。加强建设。") == 0
    assert heading_length("（一）" + "很长" * 20 + "。各单位要明确专人负责。") == 0


def test_chapters_are_known() -> None:
    assert is_chapter("第一章　总则")
    assert is_chapter("附　则")
    assert not is_chapter("第一章规定的事项由市财政局办理，其余事项照旧。")


def test_tables_are_the_rows_with_tabs_and_the_short_strings_between_them() -> None:
    body = ["现将名单公布如下：", "序号\t单位", "第一组", "1\t甲\n乙", "2\t丙", "特此通知。", "\t丁"]
    assert list(blocks(body)) == [
        "现将名单公布如下：",
        Table((("序号", "单位"), ("第一组",), ("1", "甲\n乙"), ("2", "丙"))),
        "特此通知。",
        Table((("", "丁"),)),
    ]


@settings(deadline=None)
@given(st.lists(st.one_of(phrases(), st.lists(phrases(1, 3), min_size=2, max_size=5).map("\t".join)), max_size=12))
def test_blocks_keep_every_string_in_its_order(body: list[str]) -> None:
    kept: list[str] = []
    for block in blocks(body):
        kept += ["\t".join(row) for row in block.rows] if isinstance(block, Table) else [block]
    assert kept == body
