"""What a process of its own does with a call and a topic, for tests that kill it: `step` by name, and `look` at what is there."""

import itertools
import json
from typing import Any

from meetings.convening.models import Meeting
from meetings.topics.actions.tend import tend_calls
from meetings.topics.models import Topic, TopicCall
from office.api import Todo, named
from realtime.models import Notification
from tests import factories
from tests.meetings.gathering import Gathering
from tests.meetings.topics.world import World, a_world, called, drafted, walked

PEOPLE = ("writer", "head", "adviser", "reviewer", "leader", "keeper")
CALLERS = ("organiser", "second", "host", "stranger")


def make(first: str) -> str:
    """A meeting and everybody on the way of a topic; `first` keeps the names of its people from those of others."""
    factories._numbers = itertools.count(int(first))
    world = a_world()
    people = [str(getattr(world, name).uid) for name in PEOPLE]
    callers = [str(getattr(world.gathering, name).uid) for name in CALLERS]
    return "/".join([str(world.meeting.uid), *people, *callers])


def call(world: World) -> None:
    if not TopicCall.objects.filter(meeting=world.meeting).exists():
        called(world)


def hand_in(world: World) -> None:
    topic = _topic(world) or drafted(world, TopicCall.objects.get(meeting=world.meeting))
    if topic.state == "draft":
        walked(world, topic, "endorse")


def review(world: World) -> None:
    topic = _topic(world)
    assert topic is not None
    if topic.state == "asked":
        walked(world, topic, "decide")


def decide(world: World) -> None:
    topic = _topic(world)
    assert topic is not None
    if topic.state == "asked":
        walked(world, topic, "end")


def tend(_world: World) -> None:
    tend_calls()


STEPS = {one.__name__: one for one in (call, hand_in, review, decide, tend)}


def step(name: str, made: str) -> None:
    STEPS[name](_world(made))


def look(made: str) -> str:
    """What there is of it now."""
    meeting = _world(made).meeting
    calls = TopicCall.objects.filter(meeting=meeting)
    found = {
        "calls": calls.count(),
        "asked": Todo.objects.open().filter(about__in=calls.values("uid")).count(),
        "told": Notification.objects.filter(about__in=calls.values("uid")).count(),
        "topics": list(Topic.objects.filter(call__in=calls).values_list("state", flat=True)),
        "waiting": Todo.objects.open().filter(about__in=Topic.objects.filter(call__in=calls).values("uid")).count(),
        "agenda": meeting.items.count(),
        "version": meeting.version,
    }
    return json.dumps(found)


def _topic(world: World) -> Topic | None:
    return Topic.objects.filter(call__meeting=world.meeting).first()


def _world(made: str) -> World:
    meeting_uid, *uids = made.split("/")
    meeting = Meeting.objects.select_related("organ", "kind").get(uid=meeting_uid)
    there = named(uids)
    who: dict[str, Any] = {name: there[uid] for name, uid in zip((*PEOPLE, *CALLERS), uids, strict=True)}
    gathering = Gathering(
        organ=meeting.organ, kind=meeting.kind, guests=(), meeting=meeting, **{name: who[name] for name in CALLERS}
    )
    return World(
        gathering=gathering,
        unit=who["writer"].department,
        consulted=who["adviser"].department,
        **{name: who[name] for name in PEOPLE},
    )
