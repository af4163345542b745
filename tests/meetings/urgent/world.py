"""A duty unit under another one, both with somebody on duty; and an event that its officer on duty received."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from meetings.duty.models import DayKind, Roster, Shift, Turn
from meetings.duty.selectors.on_duty import on_duty
from meetings.urgent.actions.acknowledge import acknowledge
from meetings.urgent.actions.facts import Facts
from meetings.urgent.actions.open_event import open_event
from meetings.urgent.actions.send_report import Files, Told, send_report
from meetings.urgent.models import Alarm, Report, UrgentEvent
from office.api import Actor, Appointment, Organ, actor_of
from office.kernel.clock import now, today
from office.kernel.ids import uuid7
from tests.factories import a_department, an_organ, appointed
from tests.meetings.duty.rostering import DutyRoom, a_duty_room


@dataclass
class Desk:
    """`below` reports to `above`; who is on duty in each at this moment, and a leader of the lower organ."""

    below: DutyRoom
    above: DutyRoom
    chief: Appointment

    def officer(self, room: DutyRoom | None = None) -> Actor:
        return self._on(room or self.below, leads=False)

    def leader(self, room: DutyRoom | None = None) -> Actor:
        return self._on(room or self.below, leads=True)

    def _on(self, room: DutyRoom, *, leads: bool) -> Actor:
        turn = next(one for one in on_duty([room.unit], now()) if one.role.leads == leads)
        return actor_of(turn.person)


def a_desk(organ: Organ | None = None) -> Desk:
    """`organ`: of the lower unit."""
    above = a_duty_room(organ=an_organ())
    below = a_duty_room(organ=organ or an_organ(), superior=above.unit)
    for room in (above, below):
        serves_now(room)
    return Desk(below, above, appointed(a_department(below.organ), "leader"))


def serves_now(room: DutyRoom) -> None:
    """One published shift around this moment, with the first leader and the first officer: a whole month costs a test a second."""
    begins, ends = now() - timedelta(hours=12), now() + timedelta(hours=12)
    roster = Roster.objects.create(
        unit=room.unit, month=today().replace(day=1), published_at=begins, published_by=room.keeper
    )
    shift = Shift.objects.create(
        roster=roster, pattern=room.pattern, day=today(), kind=DayKind.WORKDAY, starts_at=begins, ends_at=ends
    )
    for role, who in ((room.leading, room.leaders[0]), (room.first, room.officers[0])):
        Turn.objects.create(shift=shift, role=role, person=who.person, starts_at=begins, ends_at=ends)


def nobody_serves(room: DutyRoom) -> None:
    """From now on nobody is on duty there."""
    Turn.objects.filter(shift__roster__unit=room.unit).delete()


def facts(received_at: datetime | None = None, **changed: Any) -> Facts:
    given: Mapping[str, Any] = {
        "kind": "natural",
        "level": "2",
        "title": "城西山体滑坡",
        "place": "城西街道石桥村",
        "received_at": received_at or now(),
        "details": {"hazard": "滑坡"},
    }
    return Facts(**{**given, **changed})


def typed(**more: str) -> dict[str, str]:
    """What a form of its facts sends, without a key."""
    return {
        "kind": "natural",
        "level": "3",
        "title": "城西山体滑坡",
        "place": "石桥村",
        "received_on": f"{ago(1):%Y-%m-%d}",
        "received_hour": "00:00",
        "detail_hazard": "滑坡",
        **more,
    }


def an_event(desk: Desk, *, drill: bool = False, by: Actor | None = None, **changed: Any) -> UrgentEvent:
    """Received by the officer on duty of the lower unit, as a rule this minute."""
    officer = by or desk.officer()
    return open_event(facts(**changed), unit=desk.below.unit.uid, drill=drill, by=officer, key=uuid7())


def reported(
    desk: Desk, event: UrgentEvent, stage: str = "first", text: str = "已核实。", *, files: Files = (), **more: Any
) -> Report:
    told = Told(stage=stage, facts=None, text=text, **more)
    return send_report(event.uid, told, files, by=desk.officer(), key=uuid7())


def alarm_of(event: UrgentEvent, why: str) -> Alarm:
    return Alarm.objects.get(event=event, why=why)


def acknowledged(event: UrgentEvent, why: str, by: Actor) -> None:
    acknowledge(event.uid, alarm_of(event, why).uid, by=by, key=uuid7())


def ago(minutes: int) -> datetime:
    return now() - timedelta(minutes=minutes)
