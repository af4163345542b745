"""演示的议题：in every state that a visitor should find, and the same when it is asked for again."""

import pytest

from meetings.topics.demo import PLANNED, bring_demo_topics
from meetings.topics.models import Topic
from tests.factories import a_department, appointed
from tests.meetings.topics.world import a_world

pytestmark = pytest.mark.django_db


def test_the_nearest_meeting_has_its_topics_once() -> None:
    world = a_world()
    for name in ("教育科", "住建科", "交通科"):
        unit = a_department(world.gathering.organ, name)
        appointed(unit)
        appointed(unit, "head")
    assert bring_demo_topics() == len(PLANNED)
    found = dict(Topic.objects.values_list("title", "state"))
    assert found == {one.title: {"end": "admitted", "put_off": "put_off"}.get(one.until, "asked") for one in PLANNED}
    assert world.meeting.items.count() == 3
    assert bring_demo_topics() == 0


def test_without_a_meeting_there_is_nothing_to_bring() -> None:
    assert bring_demo_topics() == 0
