"""批示、反馈、办结。

Not a supervised matter of the documents' room: that counts in working days and takes a number of the register, while this is due in hours, is
given to duty units as well, and may belong to a drill.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from docflow.api import refuse_marked
from meetings.duty.models import DutyUnit
from meetings.duty.policy import departments_of
from meetings.duty.selectors.on_duty import on_duty, told_in_order
from meetings.urgent.calling import GLYPH, ROOM
from meetings.urgent.ladder import posts_in
from meetings.urgent.models import Dispatch, InstructedTask, Instruction, UrgentEvent
from meetings.urgent.policy import events, keepers_of, units
from meetings.urgent.recording import line, moved
from office.api import (
    Actor,
    Appointment,
    Department,
    Limit,
    action,
    close_todo,
    heads_of,
    open_todo,
    set_deadlines,
    valid_appointments,
)
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.text import clean_text
from office.kernel.wording import until_in_words
from realtime import api as realtime

LONGEST_TEXT = 2000
LONGEST_HOURS = 30 * 24
MOST_UNITS = 20


def may_be_given_to(event: UrgentEvent, by: Actor) -> list[Department | DutyUnit]:
    """The departments of the organs he leads here, then the duty units that have the event."""
    organs = {one.organ_id for one in events.led(event, by=by)}
    departments = Department.objects.open().filter(organ__in=organs).select_related("organ").order_by("organ", "order")
    there = [event.unit_id, *Dispatch.objects.filter(event=event).values_list("receiver", flat=True)]
    return [*departments, *DutyUnit.objects.filter(pk__in=there).select_related("organ")]


@action
def instruct(
    event_uid: UUID, text: str, given_to: Sequence[UUID], hours: int | None, *, by: Actor, key: UUID
) -> Instruction:
    """批示：by a leader of the unit's organ or its leader on duty; each named unit has it before it, by the clock. Raises NotAllowed, Invalid."""
    event = events.take(event_uid, by=by)
    leading = events.led(event, by=by)
    if not leading:
        raise NotAllowed("批示由机关领导或此刻的带班领导作出。您可以看，不能这样办。")
    words = clean_text(text, "批示", LONGEST_TEXT, field="text")
    refuse_marked(words)
    if not words:
        raise Invalid("没有批示：请写批示的内容。", field="text")
    wanted = list(dict.fromkeys(given_to))
    offered = {one.uid: one for one in may_be_given_to(event, by)}
    if len(wanted) > MOST_UNITS or any(uid not in offered for uid in wanted):
        raise Invalid("交办的单位不在可选的范围，或太多。请重新选择。", field="given_to")
    if wanted and (hours is None or not 1 <= hours <= LONGEST_HOURS):
        raise Invalid(f"请定几小时内反馈，1至{LONGEST_HOURS}小时。", field="hours")
    leader = units.capacity(leading[0], by=by)
    said = Instruction.objects.create(
        event=event, unit=leading[0], text=words, said_by=leader.appointment, names=leader.names()
    )
    due_at = now() + timedelta(hours=hours or 0)
    for uid in wanted:
        unit = offered[uid]
        task = InstructedTask.objects.create(
            instruction=said,
            department=unit if isinstance(unit, Department) else None,
            duty_unit=unit if isinstance(unit, DutyUnit) else None,
            due_at=due_at,
        )
        _give(event, task, leader)
    names = "、".join(str(offered[uid]) for uid in wanted)
    line(event, "instructed", f"{words}{f'（交{names}，{until_in_words(due_at)}前反馈）' if wanted else ''}", by=leader)
    moved(event)
    return said


@action
def feed_back(event_uid: UUID, task_uid: UUID, text: str, *, by: Actor, key: UUID) -> InstructedTask:
    """反馈：what the unit did. It may be said again until it is closed. Raises NotThere, NotAllowed, Invalid, SomebodyWasFirst."""
    event, task = _task(event_uid, task_uid, by=by)
    if not may_answer(task, by=by, handled=events.handled(event, by=by)):
        raise NotAllowed(f"由{task}的人反馈。您可以看，不能这样办。")
    words = clean_text(text, "反馈", LONGEST_TEXT, field="text")
    refuse_marked(words)
    if not words:
        raise Invalid("没有反馈：请写办理情况。", field="text")
    actor = _answering(task, by)
    task.feedback, task.fed_back_at, task.feedback_names = words, now(), actor.names()
    task.save(update_fields=["feedback", "fed_back_at", "feedback_names"])
    close_todo(ROOM, task.task, why="已反馈", done_by=actor.appointment)
    realtime.notify(
        [task.instruction.said_by],
        kind="urgent_task",
        title=f"“{event}”：{task}已反馈"[:400],
        body=words[:400],
        url=event.get_absolute_url(),
        about=event.uid,
    )
    line(event, "fed_back", f"{task}：{words}", by=actor)
    moved(event)
    return task


@action
def close_task(event_uid: UUID, task_uid: UUID, *, by: Actor, key: UUID) -> InstructedTask:
    """办结：by a leader, or by who acts for the unit in which it was said, once there is feedback. Raises NotAllowed, SomebodyWasFirst."""
    event, task = _task(event_uid, task_uid, by=by)
    unit = task.instruction.unit
    if unit not in events.led(event, by=by) and unit not in events.handled(event, by=by):
        raise NotAllowed(f"由批示的领导或{unit}办结。您可以看，不能这样办。")
    if task.fed_back_at is None:
        raise NotAllowed(f"没有办结：{task}还没有反馈。")
    actor = units.capacity(unit, by=by)
    task.closed_at, task.closed_names = now(), actor.names()
    task.save(update_fields=["closed_at", "closed_names"])
    line(event, "task_closed", f"交{task}办的事办结", by=actor)
    moved(event)
    return task


def may_answer(task: InstructedTask, *, by: Actor, handled: Sequence[DutyUnit]) -> bool:
    """He is of the department, or acts for the duty unit. `handled`: the units of the event that he acts for."""
    if task.department_id is not None:
        return task.department_id in departments_of(by)
    return task.duty_unit in handled


def _answering(task: InstructedTask, by: Actor) -> Actor:
    """He in the post in which he answers."""
    if task.duty_unit is not None:
        return units.capacity(task.duty_unit, by=by)
    return by.acting_as(next(one for one in by.appointments if one.department.pk == task.department_id))


def _task(event_uid: UUID, task_uid: UUID, *, by: Actor) -> tuple[UrgentEvent, InstructedTask]:
    event = events.take(event_uid, by=by)
    rows = InstructedTask.objects.select_related(
        "department", "duty_unit", "instruction__unit__organ", "instruction__said_by__person"
    )
    task = rows.filter(uid=task_uid, instruction__event=event).first()
    if task is None:
        raise NotThere("该交办")
    if task.closed_at is not None:
        raise SomebodyWasFirst(f"{task.closed_names.get('name', '')}已办结这一项，不再办理。")
    return event, task


def _give(event: UrgentEvent, task: InstructedTask, by: Actor) -> None:
    """Its people have it before them: the heads of a department, else all of it; whoever is on duty in a duty unit, else its keepers."""
    people = _people(task)
    title = f"{event.short_level}紧急事件“{event}”：领导批示交办"[:400]
    open_todo(
        room=ROOM,
        kind=GLYPH,
        about=event.uid,
        task=task.task,
        title=title,
        step="反馈批示",
        url=event.get_absolute_url(),
        holders=people,
        from_name=by.person.name,
        urgent="特急",
    )
    url = event.get_absolute_url()
    set_deadlines([Limit(room=ROOM, task=task.task, about=event.uid, title=title, url=url, at=task.due_at)])
    realtime.notify(
        people,
        kind="urgent_task",
        title=title,
        body=f"请在{until_in_words(task.due_at)}前反馈。",
        url=event.get_absolute_url(),
        about=event.uid,
    )


def _people(task: InstructedTask) -> list[Appointment]:
    if task.department is not None:
        heads = list(heads_of(task.department))
        return heads or list(valid_appointments().filter(post__department=task.department))
    if task.duty_unit is None:
        return []
    turns = told_in_order(on_duty([task.duty_unit], now()))
    posts = posts_in(task.duty_unit, [one.person for one in turns])
    return list(posts.values()) or keepers_of(task.duty_unit)
