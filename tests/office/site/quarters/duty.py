"""A duty room with its month, a desk at which everything happened, and an urgent event."""

from datetime import timedelta

from meetings.duty.actions.people import enter_absence
from meetings.duty.actions.swaps import ask_swap
from meetings.duty.models import DutyUnit, Turn
from meetings.duty.rules.month import next_month
from meetings.urgent.models import ClockLimit
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.kernel.uploads import examine
from tests.meetings.duty.rostering import a_duty_room, a_roster
from tests.meetings.dutydesk.desk import a_desk_with_everything
from tests.meetings.urgent import world as urgent
from tests.office.kernel.uploads.making import pdf
from tests.office.site.quarters.quarter import Quarter


def on_duty() -> Quarter:
    """A duty room with a published month, a swap that was asked for and somebody who is away; who keeps it, and who serves."""
    room = a_duty_room(officers=8)
    DutyUnit.objects.filter(pk=room.unit.pk).update(name="冬季供热值班室")
    roster = a_roster(room, next_month(today()))
    officer, other = room.officers[0], room.officers[4]
    turn = Turn.objects.filter(shift__roster=roster, person=officer.person)[1]
    swap = ask_swap(turn.uid, other.person.uid, by=room.by(officer), key=uuid7())
    far = today() + timedelta(days=200)
    absence = enter_absence(far, far, "leave", by=room.by(officer), key=uuid7())
    rows = {"duty_unit": room.unit.uid, "duty_roster": roster.uid, "duty_shift": turn.shift.uid}
    rows |= {"duty_role": turn.role.uid, "duty_turn": turn.uid, "duty_swap": swap.uid, "duty_absence": absence.uid}
    return Quarter(rows, [room.keeper.person, officer.person])


def at_the_duty_desk() -> Quarter:
    """A duty desk at which everything happened; who keeps it, and who is on duty."""
    desk = a_desk_with_everything(what="冬季供热")
    rows = desk.rows | {"duty_server": desk.officer.person.uid}
    return Quarter(rows, [desk.room.keeper.person, desk.officer.person, desk.leader.person])


def an_urgent_event() -> Quarter:
    """An urgent event that was reported to the unit above, and a limit of the organ's own; who is on duty, who keeps the unit, who leads."""
    desk = urgent.a_desk()
    event = urgent.an_event(desk, title="冬季供热主管爆裂")
    report = urgent.reported(desk, event, files=[(pdf(), examine(pdf(), "现场情况.pdf"))])
    limit = ClockLimit.objects.create(organ=desk.below.organ, timed="first", minutes=40)
    rows = {"urgent_event": event.uid, "urgent_limit": limit.uid, "urgent_unit": desk.below.unit.uid}
    rows["report_file"] = report.files.get().uid
    return Quarter(rows, [desk.officer().person, desk.below.keeper.person, desk.chief.person])
