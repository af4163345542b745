"""演示城市的议题：the nearest meeting ahead calls for topics; its units bring four, each left where another reader finds something to do."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction

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
from office.api import Actor, Appointment, Department, actor_of, heads_of, valid_appointments
from office.kernel.clock import now
from office.kernel.uploads import examine

SPACE = UUID("7d0d5c4e-31b7-4f0b-9c5e-62a1f2b90c11")
REPORT = "汇报材料（演示）\n\n一、基本情况\n二、存在问题\n三、提请会议研究的事项\n"


@dataclass(frozen=True)
class Planned:
    """One topic, and until which step it is walked; `put_off` and `end` are its ends."""

    title: str
    gist: str
    until: str
    minutes: int = 20


PLANNED = (
    Planned("关于老旧小区改造年度计划的汇报", "提请审定年度改造计划和资金安排，建议原则同意。", "end", 25),
    Planned("关于今冬明春保供工作情况的汇报", "提请听取保供工作情况，研究应急储备事项。", "decide", 15),
    Planned("关于公共停车收费调整方案的汇报", "提请研究收费调整方案。成本监审尚未完成。", "put_off"),
    Planned("关于政务服务事项进驻情况的汇报", "提请研究进驻事项清单和窗口设置。", "consult", 10),
)


def bring_demo_topics() -> int:
    """Where the meeting has not called yet; the answer is how many topics. Whole or not at all, and harmless when repeated."""
    rows = Meeting.objects.filter(state__in=life.AHEAD, starts_at__gt=now() + timedelta(hours=3)).order_by("starts_at")
    meeting = rows.filter(kind__takes_topics=True).first() or rows.first()
    if meeting is None or TopicCall.objects.filter(meeting=meeting).exists():
        return 0
    units = [one for one in Department.objects.open().filter(organ=meeting.organ) if _writer(one) and heads_of(one)]
    if len(units) < len(PLANNED):
        return 0
    with transaction.atomic():
        call = _call(meeting, units)
        for n, planned in enumerate(PLANNED):
            _bring(call, planned, units[n], units[(n + 1) % len(units)])
    return len(PLANNED)


def _call(meeting: Meeting, units: list[Department]) -> TopicCall:
    calling = Calling(
        meeting=meeting.uid,
        units=[one.uid for one in units],
        due_at=_deadline(meeting),
        note="请围绕年度重点工作提报，材料不超过五页；涉及资金、编制的，先与有关处室协商一致。",
    )
    return call_for_topics(calling, by=_actor(meeting.organised_by), key=_key(meeting, "call"))


def _deadline(meeting: Meeting) -> datetime:
    """A day before the meeting where there is so much time, else an hour."""
    day_before = meeting.starts_at - timedelta(days=1)
    return day_before if day_before > now() + timedelta(hours=1) else meeting.starts_at - timedelta(hours=1)


def _bring(call: TopicCall, planned: Planned, unit: Department, consulted: Department) -> None:
    writer, head = _writer(unit), heads_of(unit).order_by("post__order", "pk").first()
    if call.meeting is None or writer is None or head is None:
        return
    written = Written(
        title=planned.title,
        gist=planned.gist,
        reporter=head.uid,
        consulted=[consulted.uid],
        sitting_in=[consulted.uid],
        lawfulness="已经合法性审查，未发现违法情形。",
        minutes=planned.minutes,
    )
    by, key = _actor(writer), _key(call.meeting, planned.title)
    topic = draft_topic(written, by=by, key=key, call=call.uid)
    task = _task(topic)
    content = f"{planned.title}\n\n{REPORT}".encode()
    attach(task.uid, [(content, examine(content, "汇报材料.txt"))], by=by, key=uuid5(key, "file"))
    hand_in(task.uid, seen=topic.revision, by=by, key=uuid5(key, "hand in"))
    while (waiting := Task.objects.filter(run__paper_uid=topic.uid, closed_at__isnull=True).first()) is not None:
        if waiting.step == planned.until:
            return
        _walk(waiting, planned.until, call.meeting, uuid5(key, waiting.step))


def _walk(task: Task, until: str, meeting: Meeting, key: UUID) -> None:
    """Do the step that waits, by whose it is."""
    by = _actor(_holder(task))
    match task.step:
        case "endorse":
            endorse(task.uid, by=by, key=key, opinion="已经处务会研究，同意提报。")
        case "consult":
            advise(task.uid, "reserve", by=by, key=key, opinion="原则同意，资金来源请再核实。")
        case "check":
            check(task.uid, meeting.uid, by=by, key=key, opinion="材料齐全，已经协商。")
        case "approve":
            approve(task.uid, by=by, key=key, opinion="同意上会。")
        case _ if until == "put_off":
            put_off(task.uid, "待成本监审完成后再议。", by=by, key=key)
        case _:
            admit(task.uid, meeting.uid, by=by, key=key)


def _holder(task: Task) -> Appointment:
    if task.holder is not None:
        return task.holder
    first: Appointment = task.candidates.order_by("pk")[0].appointment
    return first


def _task(topic: Topic) -> Task:
    found: Task = Task.objects.get(run__paper_uid=topic.uid, closed_at__isnull=True)
    return found


def _writer(unit: Department) -> Appointment | None:
    """Somebody of the unit who does not lead it, where there is one."""
    rows = valid_appointments().filter(post__department=unit)
    return rows.exclude(post__roles__role="head").order_by("post__order", "pk").first() or rows.first()


def _actor(one: Appointment) -> Actor:
    return actor_of(one.person, one)


def _key(meeting: Meeting, *words: str) -> UUID:
    return uuid5(SPACE, "/".join((str(meeting.uid), *words)))
