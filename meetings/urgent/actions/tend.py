"""时限提醒与催叫：the clock's. It can be run at any time, twice at once, and die.

What ran out while the server was down is counted late at the first turn and escalated once; earlier warnings that it overtook are not given.
"""

import logging

from django.db import transaction
from django.db.models import QuerySet

from meetings.urgent.calling import raise_alarm, step
from meetings.urgent.ladder import ladder
from meetings.urgent.models import Alarm, Call, Clock, InstructedTask, UrgentEvent
from meetings.urgent.recording import line
from meetings.urgent.rules.limits import reached, span_in_words, warned_at
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.transactions import lock_only
from office.kernel.wording import until_in_words
from realtime import api as realtime

logger = logging.getLogger(__name__)

LATER = 80
"""Percent from which the next in line is told besides who stands at the desk."""


def tend_urgent() -> int:
    """Give the warnings that are due and call whoever is next. → how many events had something due."""
    moment = now()
    due = {
        *Clock.objects.filter(outcome=Clock.Outcome.RUNNING, next_at__lte=moment).values_list("event", flat=True),
        *Alarm.objects.filter(ended_at__isnull=True, next_at__lte=moment).values_list("event", flat=True),
        *_late_tasks().values_list("instruction__event", flat=True),
    }
    return sum(_tended(pk) for pk in sorted(due))


def _tended(pk: int) -> bool:
    """Each event on its own: one that fails hinders no other, and is tried again at the next turn."""
    try:
        with transaction.atomic():
            lock_only(UrgentEvent.objects.filter(pk=pk), "urgent_event")
            event = UrgentEvent.objects.select_related("unit__organ", "unit__superior").get(pk=pk)
            moment = now()
            clocks = event.clocks.filter(outcome=Clock.Outcome.RUNNING, next_at__lte=moment)
            for clock in clocks.select_related("unit__superior", "dispatch__report"):
                _warn(event, clock)
            for alarm in event.alarms.filter(ended_at__isnull=True, next_at__lte=moment).select_related(
                "unit__superior", "event__unit", "event__opened_by"
            ):
                step(alarm)
            _tell_of_late_tasks(event)
        return True
    except Exception:  # whatever is wrong with this one, the others go on
        logger.exception("urgent event %s was not tended; it is tried again", pk)
        return False


def _warn(event: UrgentEvent, clock: Clock) -> None:
    percent = reached(clock.starts_at, clock.due_at, clock.told, now())
    if not percent:
        return
    clock.told = percent
    clock.next_at = warned_at(clock.starts_at, clock.due_at, percent)
    clock.save(update_fields=["told", "next_at"])
    what = f"{clock.get_timed_display()}{f'·{clock.dispatch.report}' if clock.dispatch is not None else ''}"
    if percent >= 100:
        late = span_in_words(now() - clock.due_at)
        line(event, "overdue", f"{clock.unit}{what}超过时限{late}，记为迟报", by=None)
        crash.point("urgent.overdue")
        if not Alarm.objects.filter(clock=clock).exists():
            raise_alarm(event, clock.unit, Alarm.Why.OVERDUE, clock=clock)
        return
    left = span_in_words(clock.due_at - now())
    words = f"{what}已用{percent}%时限，{until_in_words(clock.due_at)}前，余{left}"
    near = [one for one in ladder(clock.unit) if one.way == Call.Way.IN_APP][: 1 if percent < LATER else 2]
    if near:
        realtime.notify(
            [who for rung in near for who in rung.people],
            kind="urgent_clock",
            title=f"“{event}”{words}"[:400],
            url=event.get_absolute_url(),
            about=event.uid,
        )
    line(event, "warned", f"{clock.unit}：{words}", by=None)


def _late_tasks() -> QuerySet[InstructedTask]:
    """Those of which nothing was heard in time, and nobody was told so."""
    return InstructedTask.objects.filter(
        closed_at__isnull=True, fed_back_at__isnull=True, told_late_at__isnull=True, due_at__lte=now()
    )


def _tell_of_late_tasks(event: UrgentEvent) -> None:
    rows = _late_tasks().filter(instruction__event=event)
    for task in rows.select_related("instruction__said_by", "department", "duty_unit"):
        task.told_late_at = now()
        task.save(update_fields=["told_late_at"])
        realtime.notify(
            [task.instruction.said_by],
            kind="urgent_task",
            title=f"“{event}”交{task}办的事已超时，没有反馈"[:400],
            url=event.get_absolute_url(),
            about=event.uid,
        )
        line(event, "task_overdue", f"交{task}办的事到{until_in_words(task.due_at)}没有反馈", by=None)
