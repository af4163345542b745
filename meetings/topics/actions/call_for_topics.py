"""征集议题。"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from docflow.api import refuse_marked
from meetings.convening.models import Meeting, MeetingKind
from meetings.convening.policy import keys_of_organisers, meetings
from meetings.topics.asking import ask_units
from meetings.topics.models import CalledUnit, TopicCall
from meetings.topics.policy import CALLED, calling_posts, keys_of_called
from meetings.topics.units import MOST_UNITS, units_named
from office.api import Actor, action, appointment_key, department_key, grant, record
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.text import clean_line, clean_text
from office.kernel.wording import until_in_words

LONGEST_TITLE, LONGEST_NOTE = 140, 1000


@dataclass(frozen=True, kw_only=True)
class Calling:
    """What is called for: for a meeting, or for the meetings of a kind; until when; from whom (uids of departments and organs)."""

    units: Sequence[UUID]
    due_at: datetime | None
    meeting: UUID | None = None
    kind: UUID | None = None
    title: str = ""
    note: str = ""


@action
def call_for_topics(calling: Calling, *, by: Actor, key: UUID) -> TopicCall:
    """征集：each unit has it before it until the deadline. A meeting calls once; whoever needs longer extends that call.

    Raises NotThere, NotAllowed, Invalid, SomebodyWasFirst.
    """
    meeting, kind, organiser = _for_what(calling, by)
    title = clean_line(calling.title, "名称", LONGEST_TITLE, field="title")
    title = title or (f"{meeting}议题征集"[:LONGEST_TITLE] if meeting is not None else f"{kind}议题征集")
    note = clean_text(calling.note, "说明", LONGEST_NOTE, field="note")
    for words in (title, note):
        refuse_marked(words)
    due_at = fit_deadline(calling.due_at, meeting)
    units = units_named(calling.units, kind.organ, kind.organ, field="units")
    if not units:
        raise Invalid("没有发出：请选择向哪些单位征集。", field="units")
    if len(units) > MOST_UNITS:
        raise Invalid(f"没有发出：一次最多向{MOST_UNITS}个单位征集。", field="units")
    call = TopicCall(
        kind=kind,
        meeting=meeting,
        title=title,
        note=note,
        due_at=due_at,
        first_due_at=due_at,
        called_by=organiser.appointment,
        names=organiser.names(),
    )
    _put(call)
    called = CalledUnit.objects.bulk_create(
        CalledUnit(call=call, organ=one.organ, department=one.department) for one in units
    )
    own = [department_key(organiser.department), appointment_key(organiser.appointment)]
    grant(call.uid, *(keys_of_organisers(meeting) if meeting is not None else own), *keys_of_called(called), why=CALLED)
    ask_units(call, called, by=organiser)
    crash.point("topics.called")
    record(
        organiser,
        "topic_calls.called",
        stream=f"topic_call:{call.uid}",
        about=call.uid,
        title=str(call),
        opinion=f"向{len(called)}个单位征集，{until_in_words(due_at)}截止。",
    )
    return call


def fit_deadline(due_at: datetime | None, meeting: Meeting | None) -> datetime:
    """A deadline that lies ahead, and before the meeting. Raises Invalid."""
    if due_at is None:
        raise Invalid("请写明截止时间。", field="due_at")
    if due_at <= now():
        raise Invalid("截止时间已经过去，请改为以后的时间。", field="due_at")
    if meeting is not None and due_at > meeting.starts_at:
        raise Invalid("征集要在会议开始之前截止。", field="due_at")
    return due_at


def _for_what(calling: Calling, by: Actor) -> tuple[Meeting | None, MeetingKind, Actor]:
    if calling.meeting is not None:
        meeting, organiser = meetings.take_to_organise(calling.meeting, by=by)
        if not meeting.is_ahead:
            raise NotAllowed(f"会议现在是“{meeting.state_in_words}”，不再征集议题。")
        return meeting, meeting.kind, organiser
    if calling.kind is None:
        raise Invalid("没有发出：请选择为哪一类会议征集。", field="kind")
    kind = MeetingKind.objects.select_related("organ").filter(uid=calling.kind, in_use=True).first()
    if kind is None:
        raise NotThere("该会议类别")
    post = next(iter(calling_posts(by, kind.organ)), None)
    if post is None:
        raise NotAllowed(f"{kind.organ}的议题由其领导、处室负责人、文书或办公室征集。请与他们联系。")
    return None, kind, by.acting_as(post)


def _put(call: TopicCall) -> None:
    """Raises SomebodyWasFirst where the meeting has called already."""
    try:
        with transaction.atomic():
            call.save(force_insert=True)
    except IntegrityError as error:
        raise SomebodyWasFirst("没有发出：这次会议已经征集过议题。要放宽时间的，请在那次征集上延长期限。") from error
