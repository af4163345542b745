"""征集：who is asked, until when, who is reminded; what comes too late."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from docflow.api import return_to
from meetings.convening import life
from meetings.convening.actions.announce_meeting import cancel_meeting
from meetings.topics.actions.call_off import call_off
from meetings.topics.actions.extend_call import extend_call, remind
from meetings.topics.actions.hand_in import hand_in
from meetings.topics.actions.say_none import say_none
from meetings.topics.actions.tend import tend_calls
from meetings.topics.models import TopicCall
from meetings.topics.policy import calls
from meetings.topics.selectors.answers import answers_to, unanswered
from meetings.topics.stage import progress_of
from office.api import Deadline, Todo
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from realtime.models import Notification
from tests.docflow.acts.soundness import assert_deadlines_sound
from tests.factories import a_department, an_organ, appointed
from tests.meetings.gathering import a_gathering
from tests.meetings.topics.world import a_world, again, by, called, drafted, task, walked

pytestmark = pytest.mark.django_db


def waits(call: TopicCall) -> set[str]:
    rows = Todo.objects.open().filter(about=call.uid).values_list("holders__appointment__person__name", flat=True)
    return {str(one) for one in rows}


def told(call: TopicCall) -> list[str]:
    rows = Notification.objects.filter(about=call.uid, kind="topic_call").order_by("pk")
    return [f"{one.person.name}：{one.title}" for one in rows.select_related("person")]


def names(*whom: Any) -> set[str]:
    return {one.person.name for one in whom}


def test_every_units_people_are_told_and_have_it_before_them() -> None:
    world = a_world()
    call = called(world)
    assert waits(call) == names(world.writer, world.head, world.adviser)
    assert len(told(call)) == 3
    assert all(f"{call}：请报议题" in one for one in told(call))
    for one in (world.writer, world.adviser, world.gathering.second):
        assert calls.read(call.uid, by=by(one)) == call
    for other in (world.leader, world.gathering.stranger):
        with pytest.raises(NotThere):
            calls.read(call.uid, by=by(other))


def test_an_organ_is_called_at_its_door() -> None:
    world = a_world()
    bureau = an_organ(parent=world.gathering.organ)
    clerk, other = appointed(a_department(bureau), "document_clerk"), appointed(a_department(bureau))
    call = called(world, bureau, world.unit)
    assert names(clerk) < waits(call)
    assert calls.answering(call, by=by(clerk))[0][1] == clerk
    with pytest.raises(NotThere):
        calls.read(call.uid, by=by(other))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"due_at": now() - timedelta(minutes=1)}, "due_at"),
        ({"due_at": now() + timedelta(days=30)}, "due_at"),
        ({"units": []}, "units"),
        ({"units": [uuid7()]}, "units"),
        ({"note": "机密★三年"}, "file"),
    ],
)
def test_what_cannot_be_called_for_is_refused_at_its_field(fields: dict[str, Any], field: str) -> None:
    world = a_world()
    with pytest.raises(Invalid) as refused:
        called(world, **fields)
    assert refused.value.field == field
    assert not TopicCall.objects.exists()


def test_only_who_prepares_the_meeting_calls_and_only_while_it_is_ahead() -> None:
    world = a_world()
    organiser, world.gathering.organiser = world.organiser, world.gathering.guests[0]
    with pytest.raises(NotAllowed, match="承办"):
        called(world)
    world.gathering.organiser = organiser
    world.meeting.state, world.meeting.began_at = life.RUNNING, now()
    world.meeting.save()
    with pytest.raises(NotAllowed, match="进行中"):
        called(world)


def test_a_meeting_calls_once_and_a_kind_as_often_as_it_needs() -> None:
    world = a_world()
    called(world)
    with pytest.raises(SomebodyWasFirst, match="延长"):
        called(world)
    assert called(world, meeting=False) != called(world, meeting=False)


def test_after_the_deadline_nothing_is_handed_in_and_it_is_said_whom_to_ask() -> None:
    world = a_world()
    call = called(world)
    topic = drafted(world, call)
    with time_machine.travel(call.due_at + timedelta(seconds=1)):
        sentence = f"截止。要补报的，请联系综合处 {world.organiser.person.name}延长期限。"
        with pytest.raises(SomebodyWasFirst, match=sentence):
            hand_in(task(topic).uid, seen=0, by=by(world.writer), key=uuid7())
        with pytest.raises(SomebodyWasFirst, match=sentence):
            say_none(call.uid, call.units.get(department=world.consulted).uid, by=by(world.adviser), key=uuid7())
        assert again(topic).state == "draft"
        extend_call(call.uid, now() + timedelta(hours=5), by=by(world.gathering.second), key=uuid7())
        walked(world, topic, "endorse")
    assert again(topic).state == "asked"


def test_a_meeting_that_is_cancelled_takes_no_topics_and_its_units_wait_no_more() -> None:
    world = a_world()
    call = called(world)
    topic = drafted(world, call)
    world.meeting.state = life.CANCELLED
    world.meeting.save()
    with pytest.raises(SomebodyWasFirst, match="取消"):
        hand_in(task(topic).uid, seen=0, by=by(world.writer), key=uuid7())
    with pytest.raises(NotAllowed, match="取消"):
        extend_call(call.uid, call.due_at + timedelta(hours=1), by=by(world.organiser), key=uuid7())
    assert tend_calls() == 1
    assert (waits(call), tend_calls()) == (set(), 0)


def test_one_that_was_sent_back_comes_again_after_the_deadline() -> None:
    world = a_world()
    call = called(world)
    topic = walked(world, drafted(world, call), "endorse")
    with time_machine.travel(call.due_at + timedelta(hours=1)):
        return_to(task(topic).uid, "draft", by=by(world.head), key=uuid7(), reason="改一改。")
        walked(world, topic, "endorse")
    assert again(topic).state == "asked"


def test_a_deadline_moves_only_later_and_before_the_meeting() -> None:
    world = a_world()
    call = called(world)
    for due_at in (None, call.due_at, call.due_at - timedelta(hours=1), world.meeting.starts_at + timedelta(hours=1)):
        with pytest.raises(Invalid):
            extend_call(call.uid, due_at, by=by(world.organiser), key=uuid7())
    with pytest.raises(NotAllowed):
        extend_call(call.uid, call.due_at + timedelta(hours=1), by=by(world.writer), key=uuid7())
    extend_call(call.uid, call.due_at + timedelta(hours=1), by=by(world.organiser), key=uuid7())
    assert waits(call) == names(world.writer, world.head, world.adviser)


def test_who_handed_in_and_who_has_none_is_asked_no_more() -> None:
    world = a_world()
    call = called(world)
    topic = walked(world, drafted(world, call), "endorse")
    assert waits(call) == names(world.adviser)
    unit = call.units.get(department=world.consulted).uid
    with pytest.raises(NotAllowed):
        say_none(call.uid, unit, by=by(world.writer), key=uuid7())
    with pytest.raises(NotThere):
        say_none(call.uid, uuid7(), by=by(world.writer), key=uuid7())
    say_none(call.uid, unit, by=by(world.adviser), key=uuid7())
    with pytest.raises(SomebodyWasFirst):
        say_none(call.uid, unit, by=by(world.adviser), key=uuid7())
    assert (waits(call), unanswered(call)) == (set(), [])
    call_off(topic.uid, "不报了。", by=by(world.writer), key=uuid7())
    assert waits(call) == names(world.writer, world.head)


def test_the_clock_reminds_of_each_deadline_once_those_who_are_awaited() -> None:
    world = a_world(starts_at=now() + timedelta(days=40), ends_at=now() + timedelta(days=41))
    call = called(world, due_at=now() + timedelta(days=20))
    walked(world, drafted(world, call), "endorse")
    assert tend_calls() == 0
    before = len(told(call))
    with time_machine.travel(call.due_at - timedelta(hours=3)):
        assert tend_calls() == 1
        assert tend_calls() == 0
        assert told(call)[before:] == [f"{world.adviser.person.name}：{call}将截止，还没有收到{world.consulted}的议题"]
        later = extend_call(call.uid, now() + timedelta(hours=9), by=by(world.organiser), key=uuid7())
        assert tend_calls() == 1
    with time_machine.travel(later.due_at):
        assert tend_calls() == 1
        assert (waits(call), tend_calls()) == (set(), 0)


def test_what_waits_has_a_deadline_and_goes_with_the_meeting() -> None:
    world = a_world()
    call = called(world)
    walked(world, drafted(world, call), "endorse")
    later = extend_call(call.uid, call.due_at + timedelta(hours=1), by=by(world.organiser), key=uuid7())
    assert_deadlines_sound()
    assert Deadline.objects.open().get(room="topics").due_at == later.due_at
    cancel_meeting(world.meeting.uid, "台风", by=by(world.organiser), key=uuid7())
    assert (waits(call), Deadline.objects.open().filter(room="topics").exists()) == (set(), False)
    assert TopicCall.objects.get().shut_at is not None
    client = Client()
    client.force_login(world.writer.person)
    page = client.get(call.get_absolute_url()).content.decode()
    assert ("不再收议题" in page, "延长期限" in page) == (True, False)


def test_by_hand_a_unit_is_reminded_at_most_every_four_hours() -> None:
    world = a_world()
    call = called(world)
    with pytest.raises(NotAllowed):
        remind(call.uid, by=by(world.writer), key=uuid7())
    unit = call.units.get(department=world.consulted)
    remind(call.uid, [unit.uid], words="请下班前报。", by=by(world.organiser), key=uuid7())
    remind(call.uid, by=by(world.organiser), key=uuid7())
    assert list(call.units.order_by("pk").values_list("reminded_times", flat=True)) == [1, 1]
    with pytest.raises(NotAllowed, match="4小时"):
        remind(call.uid, by=by(world.organiser), key=uuid7())
    for one in call.units.all():
        say_none(call.uid, one.uid, by=by(world.head if one.department == world.unit else world.adviser), key=uuid7())
    with pytest.raises(NotAllowed, match="都已报"):
        remind(call.uid, by=by(world.organiser), key=uuid7())


def test_the_organisers_page_says_how_far_it_is() -> None:
    world = a_world()
    organiser = by(world.organiser)
    nothing = progress_of(world.meeting, organiser)
    assert nothing is not None
    assert (nothing.said, nothing.address.endswith(f"?meeting={world.meeting.uid}")) == ("还没有征集", True)
    call = called(world)
    topic = walked(world, drafted(world, call), "check")
    said = progress_of(world.meeting, organiser)
    assert said is not None
    assert (said.said, said.address, said.is_done) == (
        "1/2个单位已报，议题1个，1个待定",
        call.get_absolute_url(),
        False,
    )
    walked(world, topic, "end")
    with time_machine.travel(call.due_at):
        done = progress_of(world.meeting, organiser)
    assert done is not None
    assert (done.said, done.is_done) == ("1/2个单位已报，议题1个", True)
    other = a_gathering()
    assert progress_of(other.meeting, organiser) is None


def test_a_unit_that_brought_two_stands_first_with_both() -> None:
    world = a_world()
    call = called(world, world.consulted, world.unit)
    for title in ("甲", "乙"):
        walked(world, drafted(world, call, title=title), "endorse")
    first, second = answers_to(call)
    assert ([one.title for one in first.topics], first.called.department) == (["甲", "乙"], world.unit)
    assert not second.is_there
