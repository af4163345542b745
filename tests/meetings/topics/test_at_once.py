"""Several at once: one decides, one calls; each topic has its own place on the agenda."""

from functools import partial

import pytest

from meetings.topics.actions.call_off import call_off
from meetings.topics.actions.deciding import admit, put_off, take_up
from meetings.topics.actions.extend_call import remind
from meetings.topics.actions.hand_in import hand_in
from meetings.topics.actions.tend import tend_calls
from meetings.topics.models import Topic, TopicCall
from office.kernel.ids import uuid7
from office.kernel.refusals import NotAllowed, NotThere, SomebodyWasFirst
from realtime.models import Notification
from tests.docflow.distribution.test_at_once import at_once, split
from tests.meetings.topics.world import a_world, again, by, called, drafted, put_off_, task, walked

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_organisers_one_calls() -> None:
    world = a_world()
    won, refused = split(at_once(*[lambda: called(world)] * 4))
    assert (len(won), len(refused), TopicCall.objects.count()) == (1, 3, 1)
    assert all(isinstance(one, SomebodyWasFirst) for one in refused)


def test_of_all_who_decide_one_does_and_the_agenda_agrees_with_it() -> None:
    world = a_world()
    topic = walked(world, drafted(world), "decide")
    uid, meeting = task(topic).uid, world.meeting.uid
    won, refused = split(
        at_once(
            lambda: admit(uid, meeting, by=by(world.host), key=uuid7()),
            lambda: admit(uid, meeting, by=by(world.organiser), key=uuid7()),
            lambda: put_off(uid, "再研究。", by=by(world.organiser), key=uuid7()),
            lambda: call_off(topic.uid, "不报了。", by=by(world.writer), key=uuid7()),
        )
    )
    assert (len(won), len(refused)) == (1, 3)
    assert all(isinstance(one, SomebodyWasFirst | NotAllowed) for one in refused)
    assert world.meeting.items.filter(title=topic.title).count() == (again(topic).state == "admitted")


def test_topics_that_are_admitted_at_once_each_have_their_place() -> None:
    world = a_world()
    some = [walked(world, drafted(world, title=f"第{n}个"), "decide") for n in range(4)]
    tasks, meeting = [task(one).uid for one in some], world.meeting.uid
    acts = [partial(admit, uid, meeting, by=by(world.host), key=uuid7()) for uid in tasks]
    won, refused = split(at_once(*acts))
    assert (len(won), refused) == (4, [])
    assert list(world.meeting.items.values_list("place", flat=True)) == [1, 2, 3, 4, 5, 6]
    world.meeting.refresh_from_db()
    assert world.meeting.version == 4


def test_one_form_sent_twice_acts_once() -> None:
    world = a_world()
    topic = drafted(world, called(world))
    uid, key = task(topic).uid, uuid7()
    won, refused = split(at_once(*[lambda: hand_in(uid, seen=0, by=by(world.writer), key=key)] * 3))
    assert (len(won), refused, again(topic).state) == (3, [], "asked")
    walked(world, topic, "decide")
    uid, key = task(topic).uid, uuid7()
    won, refused = split(at_once(*[lambda: admit(uid, world.meeting.uid, by=by(world.host), key=key)] * 3))
    assert (len(won), refused, world.meeting.items.count()) == (3, [], 3)


def test_what_was_put_off_is_taken_up_once() -> None:
    world = a_world()
    topic = put_off_(world, drafted(world))
    won, refused = split(
        at_once(
            *[lambda: take_up(topic.uid, world.meeting.uid, by=by(world.organiser), key=uuid7())] * 2,
            lambda: take_up(topic.uid, world.meeting.uid, by=by(world.host), key=uuid7()),
        )
    )
    assert (len(won), len(refused), world.meeting.items.count()) == (1, 2, 3)
    assert all(isinstance(one, SomebodyWasFirst | NotThere) for one in refused)
    assert Topic.objects.filter(state="admitted").count() == 1


def test_two_clocks_and_a_hand_remind_no_unit_twice() -> None:
    world = a_world()
    call = called(world, world.consulted)
    before = Notification.objects.filter(about=call.uid).count()
    at_once(tend_calls, tend_calls, lambda: remind(call.uid, by=by(world.organiser), key=uuid7()))
    by_hand = Notification.objects.filter(about=call.uid, title__contains="：还没有").count()
    by_clock = Notification.objects.filter(about=call.uid, title__contains="将截止").count()
    assert by_clock == 1
    assert (by_hand <= 1, Notification.objects.filter(about=call.uid).count()) == (True, before + by_clock + by_hand)
