"""议题写什么: what a unit gives, looked at. A draft may be unfinished; what is missing is said when it is handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from docflow.api import refuse_marked
from meetings.convening.models import MeetingKind
from meetings.convening.models.agenda import LONGEST_ITEM
from meetings.topics.models import Topic, TopicCall, TopicUnit, UnitPart
from meetings.topics.models.topics import CONSULT_DAYS, LONGEST_CONSULTING
from meetings.topics.policy import calls
from meetings.topics.units import Named, units_named
from office.api import Actor, Appointment, Department, Organ, valid_appointments, with_role
from office.kernel.refusals import Invalid, NotThere
from office.kernel.text import clean_line, clean_text

LONGEST_TITLE, LONGEST_GIST, LONGEST_BESIDE = 200, 4000, 2000
MOST_TAKING_PART = 30


@dataclass(frozen=True, kw_only=True)
class Written:
    """What is written of a topic. `reporter` is the uid of an appointment, units those of departments and organs."""

    title: str
    gist: str = ""
    reporter: UUID | None = None
    consulted: Sequence[UUID] = ()
    sitting_in: Sequence[UUID] = ()
    consultation: str = ""
    lawfulness: str = ""
    minutes: int = 15
    consult_days: int = CONSULT_DAYS


def write(topic: Topic, written: Written) -> list[TopicUnit]:
    """Set what is written, fit to be kept, and answer with the units that take part. Raises Invalid, naming the field."""
    topic.title = clean_line(written.title, "议题名称", LONGEST_TITLE, field="title")
    if not topic.title:
        raise Invalid("请写议题名称，如“关于……的汇报”。", field="title")
    topic.gist = clean_text(written.gist, "提请研究的事项", LONGEST_GIST, field="gist")
    topic.consultation = clean_text(written.consultation, "协商情况", LONGEST_BESIDE, field="consultation")
    topic.lawfulness = clean_text(written.lawfulness, "合法性审查意见", LONGEST_BESIDE, field="lawfulness")
    for words in (topic.title, topic.gist, topic.consultation, topic.lawfulness):
        refuse_marked(words)
    if not 1 <= written.minutes <= LONGEST_ITEM:
        raise Invalid(f"预计时间须在1至{LONGEST_ITEM}分钟之间。", field="minutes")
    if not 1 <= written.consult_days <= LONGEST_CONSULTING:
        raise Invalid(f"协商时限须在1至{LONGEST_CONSULTING}个工作日之间。", field="consult_days")
    topic.minutes, topic.consult_days = written.minutes, written.consult_days
    topic.reporter = _reporter(written.reporter, topic.department.organ)
    own, host = topic.department.organ, topic.organ
    consulted = units_named(written.consulted, own, host, field="consulted")
    sitting_in = units_named(written.sitting_in, own, host, field="sitting_in")
    for some, field in ((consulted, "consulted"), (sitting_in, "sitting_in")):
        if len(some) > MOST_TAKING_PART:
            raise Invalid(f"最多选{MOST_TAKING_PART}个单位。", field=field)
    if any(one.department is not None and one.department.pk == topic.department_id for one in consulted):
        raise Invalid("提报的处室不用和自己协商。请去掉它。", field="consulted")
    return [
        *(_unit(topic, one, UnitPart.CONSULTED, _who_answers(one)) for one in consulted),
        *(_unit(topic, one, UnitPart.SITTING_IN, None) for one in sitting_in),
    ]


def for_what(
    call: UUID | None, kind: UUID | None, *, by: Actor
) -> tuple[TopicCall | None, MeetingKind, Department, Actor]:
    """What it is brought for: a call to a unit of his, or a kind of meeting of his organ that takes topics at any time.

    Also the unit that brings it, and he in that capacity. Raises NotThere.
    """
    if call is not None:
        found = calls.read(call, by=by)
        mine = calls.answering(found, by=by)
        if not mine:
            raise NotThere("该议题征集")
        post = mine[0][1]
        return found, found.kind, post.department, by.acting_as(post)
    organs = {one.organ.pk: one for one in reversed(by.appointments)}
    rows = MeetingKind.objects.select_related("organ").filter(in_use=True, takes_topics=True, organ__in=organs)
    open_kind = rows.filter(uid=kind).first() if kind is not None else None
    if open_kind is None:
        raise NotThere("该会议类别")
    post = organs[open_kind.organ_id]
    return None, open_kind, post.department, by.acting_as(post)


def _reporter(uid: UUID | None, organ: Organ) -> Appointment | None:
    if uid is None:
        return None
    found = valid_appointments().filter(uid=uid, post__department__organ=organ).first()
    if found is None:
        raise Invalid("汇报人不在提报的机关，或已不在任。请重新选择。", field="reporter")
    return found


def _who_answers(one: Named) -> Appointment | None:
    """For an organ its first leader; a department's head is found when his turn comes. Raises Invalid where there is none."""
    if one.department is not None:
        return None
    found = with_role(one.organ, "leader").order_by("post__order", "pk").first()
    if found is None:
        raise Invalid(f"{one.name}还没有领导岗位，不能在线协商。请线下协商后写在“协商情况”里。", field="consulted")
    return found


def _unit(topic: Topic, one: Named, part: UnitPart, answers: Appointment | None) -> TopicUnit:
    return TopicUnit(topic=topic, part=part, organ=one.organ, department=one.department, answers=answers)
