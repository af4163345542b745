"""催叫：an alarm is raised, goes from rung to rung, and stops. Inside an action; the event is locked.

Who is called next is found anew at each step, so that a change of shift in between is followed. Whom it called stands in `Call`.
"""

from datetime import timedelta

from meetings.duty.models import DutyUnit
from meetings.urgent.channels import channel
from meetings.urgent.ladder import Rung, ladder, nobody_on_duty
from meetings.urgent.models import Alarm, Call, Clock, Dispatch, UnitPractice, UrgentEvent
from meetings.urgent.recording import line
from office.api import Appointment, change_holders, close_todo, enqueue, open_todo
from office.kernel import crash
from office.kernel.clock import now
from realtime import api as realtime

ROOM, GLYPH = "urgent", "急"


def practice_of(unit: DutyUnit) -> UnitPractice:
    """How a unit is called; the defaults where it says nothing."""
    return UnitPractice.objects.filter(unit=unit).first() or UnitPractice(unit=unit)


def raise_alarm(
    event: UrgentEvent,
    unit: DutyUnit,
    why: str,
    *,
    dispatch: Dispatch | None = None,
    clock: Clock | None = None,
) -> Alarm:
    """Begin to call, at once."""
    alarm = Alarm.objects.create(event=event, unit=unit, why=why, dispatch=dispatch, clock=clock)
    open_todo(
        room=ROOM,
        kind=GLYPH,
        about=event.uid,
        task=alarm.task,
        title=_title(event),
        step=str(alarm.get_why_display()),
        url=event.get_absolute_url(),
        holders=[],
        urgent="特急",
    )
    if nobody_on_duty(unit):
        line(event, "not_called", f"{unit}现在没有人值班（没有已发布的排班），转叫管理处室。", by=None)
    step(alarm)
    return alarm


def step(alarm: Alarm) -> None:
    """Call the next rung that was not called in this round. A way that cannot be gone is said, and the next is gone at once.

    Who registered an event knows of it: the next in line is called.
    """
    practice, moment = practice_of(alarm.unit), now()
    done = set(alarm.calls.filter(round=alarm.round).values_list("person", "way"))
    knows = [alarm.event.opened_by.person_id] if alarm.why == Alarm.Why.OPENED else []
    rungs = ladder(alarm.unit, without=knows)
    for n, rung in enumerate(rungs):
        left = [one for one in rung.people if (one.person_id, rung.way) not in done]
        if left and _called(alarm, rung, left):
            following = rungs[n + 1] if n + 1 < len(rungs) else None
            wait = practice.next_way if following is not None and following.same else practice.next_person
            alarm.next_at = moment + timedelta(minutes=wait)
            alarm.save(update_fields=["next_at"])
            return
        done |= {
            (one.person_id, rung.way) for one in left
        }  # a way that could not be gone is not tried again for another rank of his
    if alarm.round == 0:
        words = "都叫过了，没有人确认，过一会儿从头再叫。" if rungs else "没有找到可以叫的人，过一会儿再找。"
        line(alarm.event, "not_called", f"{alarm.get_why_display()}：{words}", by=None)
    alarm.round += 1
    alarm.next_at = moment + timedelta(minutes=practice.next_round)
    alarm.save(update_fields=["round", "next_at"])


def stop(alarm: Alarm, why: str, *, done_by: Appointment | None = None) -> None:
    """Nobody is called any more, and it waits for nobody."""
    alarm.ended_at, alarm.ended_why, alarm.next_at = now(), why[:100], None
    alarm.save(update_fields=["ended_at", "ended_why", "next_at", "acknowledged_names"])
    close_todo(ROOM, alarm.task, why=why[:100], done_by=done_by)


def came_to_nothing(call: Call) -> None:
    """A way failed: the next rung is called at once. The alarm's event is locked."""
    alarm = call.alarm
    line(
        alarm.event,
        "not_called",
        f"{call.get_way_display()}没有叫到{_name(call)}：{call.why}。改用下一种办法。",
        by=None,
    )
    if alarm.ended_at is None:
        step(alarm)


def _called(alarm: Alarm, rung: Rung, people: list[Appointment]) -> bool:
    """Whether anybody of the rung could be called."""
    if rung.way == Call.Way.IN_APP:
        _call_in_app(alarm, rung, people)
        return True
    reached = False
    for one in people:
        hindrance = channel(rung.way).hindrance(one.person)
        outcome = Call.Outcome.FAILED if hindrance else Call.Outcome.ASKED
        call = _note(alarm, rung, one, outcome, hindrance)
        if not hindrance:
            from meetings.urgent.tasks import send_out  # noqa: PLC0415 - the task calls this module back

            enqueue(send_out, str(call.uid), key=f"urgent-call:{call.uid}")
            line(alarm.event, "called", f"{call.get_way_display()}叫{_name(call)}（{rung.rank}）", by=None)
            reached = True
        elif alarm.round == 0:
            line(alarm.event, "not_called", f"{call.get_way_display()}没有叫{_name(call)}：{hindrance}。", by=None)
    return reached


def _call_in_app(alarm: Alarm, rung: Rung, people: list[Appointment]) -> None:
    for one in people:
        _note(alarm, rung, one, Call.Outcome.TOLD, "")
    everybody = {one.appointment_id: one.appointment for one in alarm.calls.select_related("appointment")}
    change_holders(ROOM, alarm.task, everybody.values())
    event = alarm.event
    again = f"（第{alarm.round + 1}遍）" if alarm.round else ""
    realtime.notify(
        people,
        kind="urgent_alarm",
        title=f"{event.short_level}紧急事件“{event}”请您{alarm.get_why_display()}{again}"[:400],
        body=f"{event.get_kind_display()}，{event.place}。点开后按“确认”，不确认会继续叫下一个人。",
        url=event.get_absolute_url(),
        about=event.uid,
    )
    names = "、".join(one.person.name for one in people)
    line(event, "called", f"站内叫{names}（{rung.rank}）：{alarm.get_why_display()}{again}", by=None)
    crash.point("urgent.called")


def _note(alarm: Alarm, rung: Rung, one: Appointment, outcome: str, why: str) -> Call:
    return Call.objects.create(
        alarm=alarm,
        round=alarm.round,
        appointment=one,
        person=one.person,
        rank=rung.rank[:60],
        way=rung.way,
        outcome=outcome,
        why=why,
    )


def _name(call: Call) -> str:
    return call.person.name


def _title(event: UrgentEvent) -> str:
    return f"{event.short_level}紧急事件：{event}"[:400]
