"""The pure rules: the course's clock, what votes come to, how minutes are worded."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.proceedings.rules import course
from meetings.proceedings.rules.course import AHEAD, DONE, MOVES, RUNNING, SKIPPED, Timed, clocked, expected_end
from meetings.proceedings.rules.minutes import DecisionLine, ItemLines, MinutesLines, body_of, numeral, title_of
from meetings.proceedings.rules.voting import Outcome

NINE = datetime(2026, 3, 16, 1, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
STATES = st.sampled_from([AHEAD, DONE, SKIPPED])
DRAWN = st.lists(st.tuples(st.integers(1, 480), STATES, st.integers(0, 500)), min_size=1, max_size=8)
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def items_of(drawn: list[tuple[int, str, int]], running: int = -1, since: int = 0) -> list[Timed]:
    """Items of which at most one runs."""
    items = [Timed(minutes, state, spent * MINUTE) for minutes, state, spent in drawn]
    if 0 <= running < len(items):
        items[running] = Timed(items[running].minutes, RUNNING, items[running].spent, NINE + since * MINUTE)
    return items


@UNHURRIED
@given(DRAWN, st.integers(-1, 8), st.integers(-300, 300), st.integers(-600, 900))
def test_what_is_to_come_is_expected_in_order_and_never_in_the_past(
    drawn: list[tuple[int, str, int]], running: int, since: int, minute: int
) -> None:
    items = items_of(drawn, running, since)
    at = NINE + minute * MINUTE
    found = clocked(items, NINE, at, begun=True)
    expected = [one.expected_at for one in found if one.expected_at is not None]
    assert [one.expected_at is not None for one in found] == [one.state == AHEAD for one in items]
    assert expected == sorted(expected)
    assert all(one >= at for one in expected)
    assert expected_end(items, NINE, at, begun=True) >= max([at, *expected])
    assert all(
        one.taken >= timedelta() and one.over == one.taken - item.planned
        for one, item in zip(found, items, strict=True)
    )


@UNHURRIED
@given(DRAWN, st.integers(-600, 0))
def test_before_it_begins_a_meeting_is_expected_as_it_was_planned(
    drawn: list[tuple[int, str, int]], minute: int
) -> None:
    fresh = [Timed(minutes) for minutes, _, _ in drawn]
    found = clocked(fresh, NINE, NINE + minute * MINUTE, begun=False)
    assert all(one.expected_at == one.planned_at and not one.late for one in found)
    assert expected_end(fresh, NINE, NINE, begun=False) == NINE + sum((one.planned for one in fresh), timedelta())


def test_an_item_that_runs_over_pushes_the_others_back() -> None:
    items = [Timed(10, RUNNING, timedelta(), NINE), Timed(20), Timed(30, SKIPPED), Timed(5)]
    early, late = (clocked(items, NINE, NINE + n * MINUTE, begun=True) for n in (4, 25))
    assert [one.expected_at for one in early] == [None, NINE + 10 * MINUTE, None, NINE + 30 * MINUTE]
    assert [one.expected_at for one in late] == [None, NINE + 25 * MINUTE, None, NINE + 45 * MINUTE]
    assert (early[0].over, late[0].over) == (-6 * MINUTE, 15 * MINUTE)
    assert late[1].late == 15 * MINUTE
    assert expected_end(items, NINE, NINE + 25 * MINUTE, begun=True) == NINE + 50 * MINUTE
    assert (course.over_words(late[0].over), course.over_words(early[0].over)) == ("超时15分钟", "还有6分钟")
    assert course.span_words(65 * MINUTE) == "1小时5分钟"


def test_an_item_taken_up_again_goes_on_with_its_time() -> None:
    again = Timed(10, RUNNING, 6 * MINUTE, NINE)
    assert again.taken(NINE + 5 * MINUTE) == 11 * MINUTE
    assert again.taken(NINE - MINUTE) == 6 * MINUTE  # a clock that was set back takes nothing away


@pytest.mark.parametrize(
    ("states", "place"),
    [
        ([AHEAD, AHEAD], 0),
        ([DONE, RUNNING, AHEAD], 2),
        ([AHEAD, RUNNING, DONE], 0),
        ([SKIPPED, AHEAD], 1),
        ([DONE], None),
    ],
)
def test_what_comes_next(states: list[str], place: int | None) -> None:
    assert course.next_of(states) == place


def test_every_state_is_left_again_and_every_move_leads_to_one() -> None:
    assert {state for _, state in MOVES} == set(course.WORDS) == set(MOVES.values())


@UNHURRIED
@given(st.integers(1, 200), st.data())
def test_what_votes_come_to(eligible: int, data: st.DataObject) -> None:
    present = data.draw(st.integers(0, eligible))
    agree = data.draw(st.integers(0, present))
    against = data.draw(st.integers(0, present - agree))
    found = Outcome(eligible, present, agree, against, data.draw(st.integers(0, present - agree - against)))
    assert found.voted + found.unvoted == present
    assert not found.is_carried or (found.is_quorate and agree > eligible / 2)
    if agree > eligible / 2:
        assert found.is_carried
    assert f"同意{agree}票" in found.words


def test_half_is_not_more_than_half() -> None:
    assert not Outcome(10, 10, 5, 0, 0).is_carried
    assert Outcome(10, 6, 6, 0, 0).is_carried
    assert Outcome(10, 5, 5, 0, 0).words == "同意5票，反对0票，弃权0票，到会5人，未过应到10人的半数，表决无效"
    assert Outcome(9, 8, 5, 2, 0).words == "同意5票，反对2票，弃权0票，未表决1人，通过"


def test_minutes_say_when_where_and_what_was_decided() -> None:
    lines = MinutesLines(
        meeting="防汛工作专题会议",
        ordinal="",
        when="3月16日（星期一）9:00至11:00",
        where="第一会议室",
        host="程远山",
        items=(
            ItemLines(
                title="堤防修复",
                unit="市水务局",
                votes=("同意5票，反对0票，弃权0票，通过",),
                decisions=(
                    DecisionLine(text="汛期前修好。", lead="市水务局", co_units=("市财政局",), due="2026年5月1日"),
                ),
            ),
            ItemLines(title="物资储备", decisions=(DecisionLine(text="按需采购"),)),
            ItemLines(title="演练", was_put_off=True),
        ),
    )
    assert title_of(lines) == "防汛工作专题会议纪要"
    assert body_of(lines) == (
        "时间：3月16日（星期一）9:00至11:00",
        "地点：第一会议室",
        "主持：程远山",
        "一、堤防修复",
        "会议听取了市水务局关于堤防修复的汇报。",
        "会议进行了表决：同意5票，反对0票，弃权0票，通过。",
        "会议议定，汛期前修好（牵头单位：市水务局；配合单位：市财政局；完成时限：2026年5月1日）。",
        "二、物资储备",
        "会议研究了物资储备。",
        "会议议定，按需采购。",
        "会议决定，以下议题暂缓研究：演练。",
    )


@pytest.mark.parametrize(("name", "ordinal", "title"), [
    ("市政府常务会", "第12次", "第12次市政府常务会纪要"),
    ("第12次常务会议", "第12次", "第12次常务会议纪要"),
    ("党组学习", "", "党组学习会议纪要"),
])  # fmt: skip
def test_how_minutes_are_called(name: str, ordinal: str, title: str) -> None:
    assert title_of(MinutesLines(meeting=name, ordinal=ordinal, when="", where="", host="")) == title


def test_a_meeting_without_items_still_has_a_body() -> None:
    lines = MinutesLines(meeting="座谈会", ordinal="", when="今天", where="", host="程远山")
    assert body_of(lines) == ("时间：今天", "地点：未记", "主持：程远山", "程远山主持召开座谈会。")


@pytest.mark.parametrize(
    ("n", "word"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")]
)
def test_numerals(n: int, word: str) -> None:
    assert numeral(n) == word
