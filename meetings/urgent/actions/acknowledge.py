"""确认、核收。"""

from uuid import UUID

from meetings.urgent.calling import stop
from meetings.urgent.models import Alarm, UrgentEvent
from meetings.urgent.policy import events, units
from meetings.urgent.recording import line, moved
from meetings.urgent.timing import stop_acknowledgement
from office.api import Actor, action
from office.kernel.clock import now
from office.kernel.refusals import NotAllowed, NotThere, SomebodyWasFirst


@action
def acknowledge(event_uid: UUID, alarm_uid: UUID, *, by: Actor, key: UUID) -> UrgentEvent:
    """确认：he has it, and nobody else is called. Of a report it is the receipt as well. Raises NotThere, NotAllowed, SomebodyWasFirst."""
    event = events.take(event_uid, by=by)
    rows = Alarm.objects.select_related("event__opened_by", "unit__organ", "dispatch__report", "clock")
    alarm = rows.filter(uid=alarm_uid, event=event).first()
    if alarm is None:
        raise NotThere("该催叫")
    acting = [*events.handled(event, by=by), *events.led(event, by=by)]
    if not events.may_acknowledge(alarm, by=by, acting=acting):
        raise NotAllowed(f"由{alarm.unit}值班的其他人、管理处室或领导确认。您可以看，不能代为确认。")
    if alarm.ended_at is not None:
        who = alarm.acknowledged_names.get("name")
        raise SomebodyWasFirst(f"{who}已先确认，不用再确认。" if who else f"不用再确认：{alarm.ended_why}。")
    officer = units.capacity(alarm.unit, by=by)
    alarm.acknowledged_names = officer.names()
    stop(alarm, f"{officer.person.name}已确认", done_by=officer.appointment)
    words = f"{alarm.unit}{alarm.get_why_display()}"
    if alarm.dispatch is not None:
        alarm.dispatch.acknowledged_at, alarm.dispatch.acknowledged_names = now(), officer.names()
        alarm.dispatch.save(update_fields=["acknowledged_at", "acknowledged_names"])
        stop_acknowledgement(alarm.dispatch, at=alarm.dispatch.acknowledged_at)
        words = f"{alarm.unit}核收{alarm.dispatch.report}"
        for other in event.alarms.filter(ended_at__isnull=True, clock__dispatch=alarm.dispatch):
            stop(other, "已核收")
    line(event, "acknowledged", words, by=officer)
    moved(event)
    return event
