"""Limits and words, without a database."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.urgent import history
from meetings.urgent.rules.kinds import answered, questions
from meetings.urgent.rules.limits import WARNINGS, Limit, limit_for, reached, span_in_words, warned_at
from meetings.urgent.rules.ordinals import ordinal_in_words
from meetings.urgent.rules.report_text import body_of, title_of

pytestmark = pytest.mark.pure

BEGIN = datetime(2026, 11, 28, 8, tzinfo=UTC)
END = BEGIN + timedelta(hours=1)


def minutes(timed: str, level: str, kind: str = "natural", own: tuple[Limit, ...] = (), **more: bool) -> int | None:
    found = limit_for(timed, level, kind, own, **more)
    return found.minutes if found else None


def test_the_defaults_are_stricter_for_graver_and_for_sensitive_events() -> None:
    assert [minutes("first", level) for level in "12340"] == [60, 60, 60, 120, 60]
    assert minutes("telephone", "4") == 60
    assert minutes("telephone", "4", sensitive=True) == 30


def test_an_organs_own_limit_goes_before_a_default_and_the_level_before_the_kind() -> None:
    general = Limit(timed="first", minutes=40, is_own=True)
    of_kind = Limit(timed="first", minutes=45, kind="natural", is_own=True)
    of_level = Limit(timed="first", minutes=50, level="2", is_own=True)
    own = (general, of_kind, of_level)
    assert minutes("first", "2", own=own) == 50
    assert minutes("first", "3", own=own) == 45
    assert minutes("first", "3", "health", own=own) == 40
    assert minutes("first", "3", own=(Limit(timed="first", minutes=0, is_own=True),)) is None


@given(st.lists(st.integers(0, 200), min_size=1, max_size=20))
def test_however_often_the_clock_is_asked_each_warning_comes_once_and_in_order(moments: list[int]) -> None:
    told, given_warnings = 0, []
    for percent in sorted(moments):
        due = reached(BEGIN, END, told, BEGIN + (END - BEGIN) * percent / 100)
        if due:
            given_warnings.append(due)
            told = due
    assert given_warnings == sorted(set(given_warnings))
    assert set(given_warnings) <= set(WARNINGS)
    assert (100 in given_warnings) == (max(moments) >= 100)


def test_what_was_overtaken_is_not_warned_of_any_more() -> None:
    assert reached(BEGIN, END, 0, END + timedelta(hours=5)) == 100
    assert reached(BEGIN, END, 100, END + timedelta(hours=5)) == 0
    assert warned_at(BEGIN, END, 50) == BEGIN + timedelta(minutes=48)
    assert warned_at(BEGIN, END, 100) is None


def test_spans_and_ordinals_are_said_as_a_clerk_says_them() -> None:
    spans = (timedelta(seconds=30), timedelta(minutes=65), timedelta(hours=2), timedelta(days=2, hours=3, minutes=5))
    assert [span_in_words(one) for one in spans] == ["不足1分钟", "1小时5分钟", "2小时", "2天3小时"]
    assert [ordinal_in_words(n) for n in (1, 10, 11, 23, 100)] == ["一", "十", "十一", "二十三", "100"]


def test_every_kind_asks_something_and_no_two_kinds_share_a_question() -> None:
    keys = [one.key for asked in questions().values() for one in asked]
    assert len(questions()) == 4
    assert len(keys) == len(set(keys))
    assert answered("natural", {"hazard": "洪涝", "nature": "别类的"}) == [("灾害种类", "洪涝")]


def test_a_report_as_a_document_says_what_it_is_and_that_it_is_a_drill() -> None:
    assert title_of("山体滑坡", "初报", drill=True) == "【演练】关于山体滑坡情况的报告（初报）"
    body = body_of([["地点", "城西"], ["事件经过", "滑落。\n封路。"]], "正在处置。", drill=True, contact="值班室")
    assert body[0] == "以下为应急演练的报告，不是真实事件。"
    assert body[1:] == (
        "一、基本情况",
        "地点：城西。",
        "二、事件经过",
        "滑落。",
        "封路。",
        "三、本次情况",
        "正在处置。",
        "联系人：值班室。",
    )


def test_no_section_of_a_long_report_is_left_out() -> None:
    facts = [(f"要素{n}", "很长的话" * 20) for n in range(13)]
    body = body_of(facts, "本次。", drill=False, contact="")
    assert [one for one in body if one.startswith(("十、", "十一、", "十四、", "十五、"))] == [
        "十、要素8", "十一、要素9", "十四、要素12", "十五、本次情况",
    ]  # fmt: skip


def test_every_line_of_history_has_a_name() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in Path(history.__file__).parent.rglob("*.py"))
    acts = set(re.findall(r'\b(?:line|_record)\(\s*[\w.]+,\s*"(\w+)"', written))
    assert {"opened", "called", "limit_set"} <= acts
    assert acts - set(history.ACTS) == set()
