"""礼宾次序、议程时刻、视频会议、通知文字: the rules without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.convening import life, video
from meetings.convening.notice_text import LETTER, NOTICE, Told, body_of, title_of
from meetings.convening.protocol import Rank, in_order, merged
from meetings.convening.schedule import moved, scheduled

RANKS = st.lists(st.builds(Rank, *[st.integers(0, 2)] * 5), max_size=12)
NINE = datetime(2026, 6, 3, 1, tzinfo=UTC)


@given(RANKS, RANKS)
def test_who_is_there_keeps_his_order_and_everybody_has_one_place(there: list[Rank], new: list[Rank]) -> None:
    order = merged(there, new)
    assert sorted(order) == list(range(len(there) + len(new)))
    assert [n for n in order if n < len(there)] == list(range(len(there)))


@given(RANKS, RANKS)
def test_where_nobody_was_moved_protocol_holds_after_each_that_comes(there: list[Rank], new: list[Rank]) -> None:
    ordered = [there[n] for n in in_order(there)]
    ranks = [*ordered, *new]
    found = [ranks[n] for n in merged(ordered, new)]
    assert found == sorted(ranks)


@given(RANKS)
def test_equal_ranks_stay_as_they_came(ranks: list[Rank]) -> None:
    order = in_order(ranks)
    assert [(ranks[n], n) for n in order] == sorted((rank, n) for n, rank in enumerate(ranks))


@given(st.lists(st.integers(1, 480), max_size=20), st.integers(1, 600))
def test_the_clock_runs_on_without_a_gap(minutes: list[int], length: int) -> None:
    found = scheduled(NINE, NINE + timedelta(minutes=length), minutes)
    assert [one.starts_at for one in found.items] == [NINE, *(one.ends_at for one in found.items)][: len(minutes)]
    assert (found.minutes, found.exceeds) == (sum(minutes), max(0, sum(minutes) - length))


@given(st.permutations(list(range(8))), st.integers(0, 7), st.integers(-3, 12))
def test_a_moved_item_stands_at_its_place_and_the_others_keep_their_order(
    order: list[int], item: int, place: int
) -> None:
    after = moved(order, item, place)
    assert after[max(0, min(7, place - 1))] == item
    assert [one for one in after if one != item] == [one for one in order if one != item]


def test_a_video_room_is_shown_from_a_quarter_before_until_the_end() -> None:
    ends = NINE + timedelta(hours=2)
    asked = (NINE - timedelta(minutes=16), NINE - timedelta(minutes=15), ends - timedelta(seconds=1), ends)
    assert [video.is_shown(NINE, ends, at) for at in asked] == [False, True, True, False]


@pytest.mark.parametrize(
    ("provider", "base", "room", "found"),
    [
        ("jitsi", "https://meet.example.gov.cn/", "yw-1a", "https://meet.example.gov.cn/yw-1a"),
        ("jitsi", "https://meet.example.gov.cn", "a/../b?c#d", "https://meet.example.gov.cn/a%2F..%2Fb%3Fc%23d"),
        ("jitsi", "http://meet.example.gov.cn", "yw-1a", ""),
        ("jitsi", "javascript:alert(1)//", "yw-1a", ""),
        ("jitsi", "", "yw-1a", ""),
        ("jitsi", "https://meet.example.gov.cn", "", ""),
        ("other", "https://meet.example.gov.cn", "yw-1a", ""),
    ],
)
def test_a_video_room_lies_with_the_provider_of_the_installation(
    provider: str, base: str, room: str, found: str
) -> None:
    assert video.address(provider, base, room) == found


TOLD = Told(
    title="防汛工作专题会议",
    when="6月3日（星期三）9:00至11:00",
    where="",
    host="程远山（市长）",
    people=["出席：市水务局（2人）"],
    agenda=["通报雨情（市水务局汇报）", "部署值守"],
    reply_by="6月1日 17:00",
    note=["着正装", ""],
    contact="综合处 沈岚",
)


def test_a_notice_says_all_of_it_in_numbered_sections() -> None:
    assert title_of(TOLD, NOTICE) == "关于召开防汛工作专题会议的通知"
    body = body_of(TOLD, NOTICE)
    headings = [line for line in body if "、" in line[:2]]
    assert headings == ["一、会议时间", "二、会议地点", "三、主持人", "四、参会人员", "五、会议议程", "六、有关要求"]
    assert "另行通知。" in body
    assert "2．部署值守。" in body
    assert body[-1] == "联系人：综合处 沈岚。"


def test_a_letter_asks() -> None:
    told = Told(title="数据共享", when="6月3日9:00至11:00", where="305室", host="石海宁（局长）", people=[], agenda=[])
    assert title_of(told, LETTER) == "关于商请参加数据共享会议的函"
    assert body_of(told, LETTER)[0].startswith("我单位定于")
    assert body_of(told, LETTER)[-1] == "请予支持。"
    assert not any("议程" in line for line in body_of(told, LETTER))


@given(st.sampled_from(sorted({act for act, _ in life.MOVES})), st.sampled_from(sorted(life.WORDS)))
def test_no_act_leads_out_of_a_cancelled_meeting_and_each_leads_to_a_state(act: str, state: str) -> None:
    assert life.is_possible(act, state) == ((act, state) in life.MOVES)
    if life.is_possible(act, state):
        assert life.after(act, state) in life.WORDS
        assert state != life.CANCELLED
