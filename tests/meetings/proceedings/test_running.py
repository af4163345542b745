"""会议进行: on its day, item by item, who is called and who waits; twice at once and by strangers."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from meetings.convening import life
from meetings.convening.models import Meeting
from meetings.proceedings.actions.hold_meeting import begin_meeting, end_meeting, resume_meeting
from meetings.proceedings.actions.running_items import call_in, move_item
from meetings.proceedings.models import ItemRun
from meetings.proceedings.selectors.course import board_of
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from realtime.models import Notification
from tests.meetings.proceedings.sitting import Sitting, a_sitting

pytestmark = pytest.mark.django_db


def told(who: Any) -> list[str]:
    rows = Notification.objects.filter(person=who.person).order_by("pk")
    return list(rows.values_list("title", flat=True))


def states(sitting: Sitting) -> list[str]:
    return list(
        ItemRun.objects.filter(meeting__uid=sitting.uid).order_by("item__place").values_list("state", flat=True)
    )


def test_a_meeting_begins_on_its_day_and_goes_item_by_item() -> None:
    sitting = a_sitting().begun()
    assert sitting.meeting.state == life.RUNNING
    assert states(sitting) == ["ahead", "ahead"]
    sitting.moved("begin", 1)
    assert states(sitting) == ["running", "ahead"]
    with time_machine.travel(now() + timedelta(minutes=20), tick=False):
        board = board_of(sitting.meeting)
        assert board.current is not None
        assert board.next is not None
        assert (board.current.taken_words, board.current.over_words) == ("20分钟", "超时5分钟")
        assert board.next.clock.expected_at == now()
        sitting.moved("begin", 2)  # the one before it ends by itself
        assert states(sitting) == ["done", "running"]
        assert ItemRun.objects.get(item=sitting.items[0]).spent == 20 * 60
        sitting.ended()
    assert states(sitting) == ["done", "done"]
    assert sitting.meeting.state == life.ENDED
    assert board_of(sitting.meeting).done == 2


def test_whoever_comes_for_an_item_is_told_once_to_wait_and_once_to_come_in() -> None:
    sitting = a_sitting().begun()
    assert told(sitting.sitting_in) == []
    sitting.moved("begin", 1)
    assert told(sitting.sitting_in) == ["下一项是您参加的议题，请到会场候会：第2项"]
    sitting.moved("skip", 2).moved("return", 2)
    call_in(sitting.uid, sitting.items[1].uid, by=sitting.by(), key=uuid7())
    assert told(sitting.sitting_in) == ["下一项是您参加的议题，请到会场候会：第2项", "请进场：第2项"]
    assert [one.called for one in board_of(sitting.meeting).called_in] == [
        f"财务科、{sitting.gathering.organ} {sitting.sitting_in.person.name}"
    ]
    with pytest.raises(SomebodyWasFirst, match="已经请过"):
        call_in(sitting.uid, sitting.items[1].uid, by=sitting.by(), key=uuid7())
    sitting.moved("begin", 2).moved("end", 2)
    assert board_of(sitting.meeting).called_in == []
    for guest in sitting.gathering.guests:
        assert told(guest) == []


def test_an_item_is_skipped_returned_and_taken_up_again() -> None:
    sitting = a_sitting(items=3).begun().moved("skip", 1).moved("begin", 2)
    board = board_of(sitting.meeting)
    assert board.next is not None
    assert board.next.item.place == 3
    sitting.moved("return", 1).moved("end", 2).moved("return", 2)
    assert states(sitting) == ["ahead", "ahead", "ahead"]
    sitting.moved("begin", 2)
    assert states(sitting) == ["ahead", "running", "ahead"]


def test_what_is_not_possible_is_refused_and_changes_nothing() -> None:
    sitting = a_sitting()
    item = sitting.items[0].uid
    with pytest.raises(SomebodyWasFirst, match="会议进行中才能"):
        move_item(sitting.uid, item, "begin", by=sitting.by(), key=uuid7())
    sitting.begun()
    with pytest.raises(SomebodyWasFirst, match="没有开始会议"):
        begin_meeting(sitting.uid, by=sitting.by(sitting.gathering.second), key=uuid7())
    with pytest.raises(SomebodyWasFirst, match="没有结束这一项"):
        move_item(sitting.uid, item, "end", by=sitting.by(), key=uuid7())
    with pytest.raises(Invalid):
        move_item(sitting.uid, item, "explode", by=sitting.by(), key=uuid7())
    other = a_sitting()
    with pytest.raises(NotThere):
        move_item(sitting.uid, other.items[0].uid, "begin", by=sitting.by(), key=uuid7())
    assert states(sitting) == ["ahead", "ahead"]


def test_a_meeting_does_not_begin_before_its_day() -> None:
    begins = now() + timedelta(days=2)
    sitting = a_sitting(starts_at=begins, ends_at=begins + timedelta(hours=1))
    with pytest.raises(SomebodyWasFirst, match="到那天才能开始"):
        sitting.begun()
    assert sitting.meeting.state == life.ANNOUNCED
    with time_machine.travel(begins):
        sitting.begun()


@pytest.mark.parametrize("state", [one for one in life.WORDS if one != life.ANNOUNCED])
def test_only_an_announced_meeting_begins(state: str) -> None:
    with pytest.raises(SomebodyWasFirst):
        a_sitting(state).begun()


def test_a_meeting_that_was_ended_too_early_goes_on_until_there_are_minutes() -> None:
    sitting = a_sitting().begun().ended()
    resume_meeting(sitting.uid, by=sitting.by(), key=uuid7())
    assert (sitting.meeting.state, sitting.meeting.ended_at) == (life.RUNNING, None)
    sitting.ended().drafted()
    with pytest.raises(SomebodyWasFirst, match="纪要已经起草"):
        resume_meeting(sitting.uid, by=sitting.by(), key=uuid7())


def test_who_runs_a_meeting() -> None:
    sitting = a_sitting()
    there = sitting.gathering
    for stranger in (there.stranger, sitting.unit_head):
        with pytest.raises(NotThere):
            begin_meeting(sitting.uid, by=sitting.by(stranger), key=uuid7())
    with pytest.raises(NotAllowed, match="由主持人和承办的综合处"):
        begin_meeting(sitting.uid, by=sitting.by(there.guests[0]), key=uuid7())
    begin_meeting(sitting.uid, by=sitting.by(there.host), key=uuid7())
    end_meeting(sitting.uid, by=sitting.by(there.second), key=uuid7())
    assert Meeting.objects.get(uid=sitting.uid).state == life.ENDED


def test_one_press_sent_twice_is_one_act() -> None:
    sitting, key = a_sitting(), uuid7()
    for _ in range(2):
        begin_meeting(sitting.uid, by=sitting.by(), key=key)
    key = uuid7()
    for _ in range(2):
        move_item(sitting.uid, sitting.items[0].uid, "begin", by=sitting.by(), key=key)
    assert states(sitting) == ["running", "ahead"]
