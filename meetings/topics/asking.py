"""征集的待办与通知、议题的通知: who is told and for whom something waits. Inside an action."""

from collections.abc import Iterable, Sequence

from meetings.topics.models import CalledUnit, Topic, TopicCall
from meetings.topics.policy import AT_THE_DOOR
from office.api import (
    Actor,
    Appointment,
    Limit,
    Waiting,
    close_todos,
    heads_of,
    holders_of,
    open_todos,
    set_deadlines,
    valid_appointments,
)
from office.kernel.wording import until_in_words
from realtime import api as realtime

ROOM, GLYPH = "topics", "议"
STEP = "报议题"
People = dict[int, list[Appointment]]


def people_of(units: Sequence[CalledUnit]) -> People:
    """For each called unit (its row key) whom it consists of, the heads of a department first, in as many questions as for one."""
    departments = [one.department for one in units if one.department is not None]
    rows = valid_appointments().filter(post__department__in=departments).order_by("post__order", "pk")
    by_department: People = {}
    for one in rows:
        by_department.setdefault(one.department.pk, []).append(one)
    doors = holders_of([one.organ for one in units if one.department is None], *AT_THE_DOOR)
    return {
        one.pk: by_department.get(one.department_id, [])
        if one.department_id is not None
        else doors.get(one.organ_id, [])
        for one in units
    }


def ask_units(call: TopicCall, units: Sequence[CalledUnit], *, by: Actor) -> None:
    """征集: each unit's people are told, and it waits for one of them."""
    people = people_of(units)
    url = call.get_absolute_url()
    waiting = [
        Waiting(about=call.uid, task=one.task, url=url, holders=people[one.pk], due_at=call.due_at)
        for one in units
        if people[one.pk]
    ]
    open_todos(
        waiting,
        room=ROOM,
        kind=GLYPH,
        title=str(call),
        step=STEP,
        from_name=by.person.name,
    )
    set_deadlines(
        Limit(room=ROOM, task=one.task, about=call.uid, title=str(call), url=url, at=call.due_at) for one in waiting
    )
    told = [one for some in people.values() for one in some if one.person_id != by.person.pk]
    body = f"{until_in_words(call.due_at)}截止。没有议题的也请报一声。"
    tell_of_call(call, told, f"{call}：请{STEP}"[:400], body=body)


def tell_of_call(call: TopicCall, whom: Iterable[Appointment], title: str, *, body: str = "") -> None:
    realtime.notify(whom, kind="topic_call", title=title, body=body, url=call.get_absolute_url(), about=call.uid)


def stop_asking(units: Iterable[CalledUnit], *, why: str, done_by: Appointment | None = None) -> None:
    """It waits for these units no more."""
    close_todos(ROOM, [one.task for one in units], why=why, done_by=done_by)


def tell_unit(topic: Topic, said: str, *, by: Actor, body: str = "") -> None:
    """Who wrote it, who reports, who leads its unit: what became of it."""
    heads = list(heads_of(topic.department))
    whom = [topic.drafter, *([topic.reporter] if topic.reporter is not None else []), *heads]
    tell(topic, whom, said, by=by, body=body)


def tell(topic: Topic, whom: Iterable[Appointment], said: str, *, by: Actor, body: str = "") -> None:
    realtime.notify(
        [one for one in whom if one.person_id != by.person.pk],
        kind="topic",
        title=f"议题《{str(topic)[:340]}》{said}",
        body=body,
        url=topic.get_absolute_url(),
        about=topic.uid,
    )
