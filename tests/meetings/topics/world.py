"""A meeting that topics are brought to, and everybody on their way; a topic as far along as a test needs, by the acts that lead there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from docflow.api import Task
from meetings.convening import life
from meetings.convening.models import Meeting
from meetings.topics.actions.call_for_topics import Calling, call_for_topics
from meetings.topics.actions.deciding import admit, put_off
from meetings.topics.actions.draft_topic import draft_topic
from meetings.topics.actions.files import attach
from meetings.topics.actions.hand_in import hand_in
from meetings.topics.actions.reviewing import advise, approve, check, endorse
from meetings.topics.actions.writing import Written
from meetings.topics.models import Topic, TopicCall
from office.api import Actor, Appointment, actor_of
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.uploads import examine
from office.models import Department
from tests.factories import a_department, appointed
from tests.meetings.gathering import Gathering, a_gathering

TITLE = "关于城市防汛排涝能力提升的汇报"
REPORT = "汇报材料：近期排查积水点十处，拟分两批整治。\n"


@dataclass
class World:
    """`unit` brings topics: `writer` writes, `head` signs. `consulted` is asked. `reviewer` is of the department that prepares the meeting."""

    gathering: Gathering
    unit: Department
    writer: Appointment
    head: Appointment
    consulted: Department
    adviser: Appointment
    reviewer: Appointment
    leader: Appointment
    keeper: Appointment

    @property
    def meeting(self) -> Meeting:
        return self.gathering.meeting

    @property
    def host(self) -> Appointment:
        return self.gathering.host

    @property
    def organiser(self) -> Appointment:
        return self.gathering.organiser

    def everybody(self) -> list[Appointment]:
        some = [self.writer, self.head, self.adviser, self.reviewer, self.leader, self.host, self.organiser]
        return [*some, self.gathering.second]


def a_world(state: str = life.ANNOUNCED, **fields: Any) -> World:
    gathering = a_gathering(state, **fields)
    gathering.kind.takes_topics = True
    gathering.kind.save()
    organ = gathering.organ
    unit, consulted = a_department(organ, "防汛科"), a_department(organ, "财务科")
    leaders = a_department(organ)
    return World(
        gathering=gathering,
        unit=unit,
        writer=appointed(unit),
        head=appointed(unit, "head"),
        consulted=consulted,
        adviser=appointed(consulted, "head"),
        reviewer=appointed(gathering.organiser.department, "office_reviewer"),
        leader=appointed(leaders, in_charge_of=unit),
        keeper=appointed(leaders, "flow_administrator"),
    )


def by(who: Appointment) -> Actor:
    return actor_of(who.person, who)


def a_later_meeting(world: World, title: str = "第13次专题会议") -> Meeting:
    """Of the same people, a fortnight after the first."""
    begins = world.meeting.starts_at + timedelta(days=14)
    return Meeting.objects.create(
        organ=world.gathering.organ,
        kind=world.gathering.kind,
        host=world.host,
        organised_by=world.organiser,
        title=title,
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
    )


def called(world: World, *units: Any, due_at: datetime | None = None, meeting: bool = True, **fields: Any) -> TopicCall:
    given: dict[str, Any] = {
        "units": [one.uid for one in units or (world.unit, world.consulted)],
        "due_at": due_at or now() + timedelta(days=1),
        "meeting": world.meeting.uid if meeting else None,
        "kind": None if meeting else world.gathering.kind.uid,
    }
    return call_for_topics(Calling(**given | fields), by=by(world.organiser), key=uuid7())


def written(world: World, **fields: Any) -> Written:
    given: dict[str, Any] = {
        "title": TITLE,
        "gist": "建议同意分两批整治积水点，所需资金列入年度预算。",
        "reporter": world.head.uid,
        "consulted": [world.consulted.uid],
        "lawfulness": "不涉及。",
        "minutes": 20,
    }
    return Written(**given | fields)


def drafted(world: World, call: TopicCall | None = None, *, with_file: bool = True, **fields: Any) -> Topic:
    wanted: dict[str, UUID] = {"call": call.uid} if call is not None else {"kind": world.gathering.kind.uid}
    topic = draft_topic(written(world, **fields), by=by(world.writer), key=uuid7(), **wanted)
    if with_file:
        content = f"{REPORT}{topic.uid}".encode()
        attach(task(topic).uid, [(content, examine(content, "汇报材料.txt"))], by=by(world.writer), key=uuid7())
    return topic


def task(topic: Topic, step: str = "") -> Task:
    """The one that waits, of a step where several might."""
    rows = Task.objects.filter(run__paper_uid=topic.uid, closed_at__isnull=True)
    found: Task = rows.filter(step=step).get() if step else rows.get()
    return found


STEPS: dict[str, Callable[[World, Topic], object]] = {
    "draft": lambda world, it: hand_in(task(it).uid, seen=again(it).revision, by=by(world.writer), key=uuid7()),
    "endorse": lambda world, it: endorse(task(it).uid, by=by(world.head), key=uuid7()),
    "consult": lambda world, it: advise(task(it).uid, "agree", by=by(world.adviser), key=uuid7()),
    "check": lambda world, it: check(task(it).uid, world.meeting.uid, by=by(world.reviewer), key=uuid7()),
    "approve": lambda world, it: approve(task(it).uid, by=by(world.leader), key=uuid7(), opinion="同意上会。"),
    "decide": lambda world, it: admit(task(it).uid, world.meeting.uid, by=by(world.host), key=uuid7()),
}
"""Each step of the way, done by whose it is."""


def walked(world: World, topic: Topic, to: str) -> Topic:
    """Every step before `to`; with `end` all of them."""
    while (now_at := next(iter(_open(topic)), "end")) != to:
        STEPS[now_at](world, topic)
    return again(topic)


def put_off_(world: World, topic: Topic) -> Topic:
    walked(world, topic, "decide")
    return put_off(task(topic).uid, "资金来源还要再研究。", by=by(world.host), key=uuid7())


def again(topic: Topic) -> Topic:
    """As it is in the database."""
    return Topic.objects.select_related("run", "meeting", "item", "department__organ", "organ").get(pk=topic.pk)


def _open(topic: Topic) -> list[str]:
    rows = Task.objects.filter(run__paper_uid=topic.uid, closed_at__isnull=True)
    return list(rows.values_list("step", flat=True))
