"""提醒与回头看：what the clock does about supervised items, by working days, each thing once."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from docflow.supervision.actions.hand_on import hand_on
from docflow.supervision.asking import in_charge, leaders_of_unit, recheck_task, supervisors, tell, wait_for
from docflow.supervision.models import Assignment, Matter, MatterState, Reminder, Rung
from docflow.supervision.moves import PART_WAITS
from docflow.supervision.reminding import TO_LEADER, due_reminders
from docflow.supervision.selectors.facts import facts_of
from docflow.supervision.selectors.rules import rules_of
from office.api import Todo, working_calendar
from office.kernel import crash
from office.kernel.clock import today
from office.kernel.transactions import lock_only
from office.kernel.wording import full_day

AHEAD = timedelta(days=120)
"""Farther ahead than any rule reminds of."""


def tend_matters() -> int:
    """The clock's. Returns how many to-dos changed hands, reminders were sent and matters are to be rechecked."""
    return hand_on() + _remind() + _recheck()


def _remind() -> int:
    day, calendar = today(), working_calendar()
    if not calendar.is_working_day(day):
        return 0
    parts = list(_looked_at(day))
    rules = rules_of(part.matter.organ_id for part in parts)
    said = set(Reminder.objects.filter(part__in=parts).exclude(rung=Rung.PERSON).values_list("part", "rung", "on"))
    done = 0
    for part in parts:
        rule = rules[part.matter.organ_id]
        reached = due_reminders(
            facts_of(part), day, calendar, remind_days=rule.remind_days, escalate_days=rule.escalate_days
        )
        new = [(rung, on) for rung, on in reached if (part.pk, rung, on) not in said]
        done += _say(part, new) if new else 0
    return done


def _looked_at(day: date) -> Iterable[Assignment]:
    near = Q(due_on__lte=day + AHEAD) | Q(feedback_due_on__lt=day)
    rows = Assignment.objects.filter(near, state__in=PART_WAITS, matter__state=MatterState.OPEN)
    return rows.select_related("matter__organ", "organ", "department", "undertaker__person")


def _say(part: Assignment, rungs: list[tuple[str, date]]) -> int:
    """Once each: whoever comes second finds that it was said."""
    said = 0
    with transaction.atomic():
        lock_only(Matter.objects.filter(pk=part.matter_id), "matter")
        current = Assignment.objects.filter(pk=part.pk, state__in=PART_WAITS, matter__state=MatterState.OPEN).first()
        if current is None:
            return 0
        for rung, on in rungs:
            if on not in {current.due_on, current.feedback_due_on}:
                continue  # the day was moved just now
            whom = in_charge(part) + (leaders_of_unit(part) if rung in TO_LEADER else [])
            names = [one.person.name for one in dict.fromkeys(whom)]
            _, new = Reminder.objects.get_or_create(part=part, rung=rung, on=on, defaults={"told": names})
            if new:
                tell(part.matter, whom, f"{Rung(rung).label}：“{part.matter}”", by=None, body=_words(rung, on))
                said += 1
        crash.point("supervision.reminded")
    return said


def _words(rung: str, on: date) -> str:
    if rung == Rung.NEAR:
        return f"{full_day(on)}到期。办好的请报办结；办不完的，请在到期前申请延期。"
    if rung in {Rung.LATE, Rung.LATE_LEADER}:
        return f"{full_day(on)}到期，已经逾期。请抓紧办理并反馈。"
    return f"应在{full_day(on)}前反馈，还没有报。"


def _recheck() -> int:
    """On the day that was set, somebody finds among his to-dos to look again."""
    rows = Matter.objects.filter(state=MatterState.CLOSED, recheck_on__lte=today(), rechecked_at__isnull=True)
    asked = 0
    for matter in rows.select_related("organ", "supervisor__person"):
        with transaction.atomic():
            lock_only(Matter.objects.filter(pk=matter.pk), "matter")
            task = recheck_task(matter)
            waits = Todo.objects.open().filter(room="supervision", task=task).exists()
            if not waits and rows.filter(pk=matter.pk).exists():
                wait_for(matter, task, "回头看", supervisors(matter), by=None)
                asked += 1
    return asked
