"""接报登记。"""

from uuid import UUID

from meetings.duty.models import DutyUnit
from meetings.duty.selectors.on_duty import on_duty
from meetings.urgent.actions.facts import Facts, set_facts
from meetings.urgent.calling import raise_alarm
from meetings.urgent.models import Alarm, UrgentEvent
from meetings.urgent.policy import units
from meetings.urgent.recording import line
from meetings.urgent.timing import AT_THE_BEGINNING, start_clocks
from office.api import Actor, action
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.wording import full_moment


@action
def open_event(facts: Facts, *, unit: UUID | None, drill: bool, by: Actor, key: UUID) -> UrgentEvent:
    """接报登记：its clocks run from now on, and whoever is next in line is called until somebody acknowledges.

    By who is on duty or keeps the unit. That it is a drill is said once, here, and never changed. Raises NotThere, NotAllowed, Invalid.
    """
    receiving = units.take_up(unit, by=by)
    officer = units.capacity(receiving, by=by)
    event = UrgentEvent(unit=receiving, is_drill=drill, opened_by=officer.appointment, names=officer.names())
    set_facts(event, facts)
    event.save(force_insert=True)
    words = f"{event.get_kind_display()}，{event.short_level}，{full_moment(event.received_at)}接报"
    line(event, "opened", words, by=officer)
    start_clocks(event, *AT_THE_BEGINNING)
    crash.point("urgent.opened")
    if not _leads_now(receiving, officer):
        raise_alarm(event, receiving, Alarm.Why.OPENED)
    return event


def _leads_now(unit: DutyUnit, by: Actor) -> bool:
    """The leader on duty registers it himself: nobody above him at the desk is to be called."""
    return any(one.role.leads and one.person_id == by.person.pk for one in on_duty([unit], now()))
