"""What a process of its own does with an urgent event, for tests that kill it: `step` by name, and `look` at what is there."""

import itertools
import json
from datetime import timedelta

from django.conf import settings

from meetings.duty.models import DutyUnit
from meetings.duty.selectors.on_duty import on_duty, told_in_order
from meetings.urgent.actions.open_event import open_event
from meetings.urgent.actions.send_report import Told, send_report
from meetings.urgent.actions.tend import tend_urgent
from meetings.urgent.models import Alarm, Call, Clock, Dispatch, MailAddress, Report, UrgentEvent
from meetings.urgent.tasks import send_out
from office.api import Actor, Todo, actor_of
from office.kernel.clock import now
from office.kernel.ids import uuid7
from realtime.models import Notification
from tests import factories
from tests.meetings.urgent import world
from tests.meetings.urgent.postbox import a_postbox


def make(first: str) -> str:
    """Two duty units with people on duty; `first` keeps the names of its people from those of others."""
    factories._numbers = itertools.count(int(first))
    return str(world.a_desk().below.unit.uid)


def begin(unit: DutyUnit) -> None:
    if not UrgentEvent.objects.filter(unit=unit).exists():
        open_event(world.facts(), unit=unit.uid, drill=False, by=_officer(unit), key=uuid7())


def report(unit: DutyUnit) -> None:
    told = Told(stage="first", facts=None, text="已核实。")
    if not Report.objects.filter(event__unit=unit).exists():
        send_report(_event(unit).uid, told, by=_officer(unit), key=uuid7())


def tend_late(unit: DutyUnit) -> None:
    """The end of its clocks lies behind; the clock ticks."""
    early = now() - timedelta(hours=2)
    running = Clock.objects.filter(event__unit=unit, outcome="running", timed="first", told=0)
    running.update(starts_at=early, due_at=early + timedelta(hours=1), next_at=early)
    tend_urgent()


def tend_next(unit: DutyUnit) -> None:
    """It is time for the next to be called."""
    Alarm.objects.filter(event__unit=unit, why="opened", next_at__gt=now()).update(next_at=now())
    tend_urgent()


def send_mail(unit: DutyUnit) -> None:
    """The leader on duty is called by mail, and the job that does it runs."""
    called = Call.objects.filter(alarm__event__unit=unit, way="in_app").order_by("pk")[0]
    MailAddress.objects.get_or_create(person=called.person, defaults={"address": "leader@example.cn"})
    there = Call.objects.filter(alarm=called.alarm, way="mail", outcome__in=("asked", "sending")).first()
    call = there or Call.objects.create(
        alarm=called.alarm, round=7, appointment=called.appointment, person=called.person, rank="带班领导", way="mail",
        outcome="asked",
    )  # fmt: skip
    with a_postbox() as box:
        settings.MAIL_SERVER = box.server
        send_out.call(str(call.uid))


STEPS = {one.__name__: one for one in (begin, report, tend_late, tend_next, send_mail)}


def step(name: str, made: str) -> None:
    STEPS[name](DutyUnit.objects.get(uid=made))


def look(made: str) -> str:
    """What there is of it now."""
    events = UrgentEvent.objects.filter(unit__uid=made)
    calls = Call.objects.filter(alarm__event__in=events)
    found = {
        "events": events.count(),
        "clocks": Clock.objects.filter(event__in=events).count(),
        "told": Notification.objects.filter(about__in=events.values("uid")).count(),
        "todos": Todo.objects.open().filter(about__in=events.values("uid")).count(),
        "reports": Report.objects.filter(event__in=events).count(),
        "sent": Dispatch.objects.filter(event__in=events).count(),
        "overdue": Alarm.objects.filter(event__in=events, why="overdue").count(),
        "in_app": calls.filter(way="in_app").count(),
        "mail": sorted(calls.filter(way="mail", round=7).values_list("outcome", flat=True)),
    }
    return json.dumps(found)


def _event(unit: DutyUnit) -> UrgentEvent:
    return UrgentEvent.objects.get(unit=unit)


def _officer(unit: DutyUnit) -> Actor:
    turns = told_in_order(on_duty([unit], now()))
    return actor_of(turns[0].person)
