"""到岗签到与抽查的时限：the clock's. Each thing is found, told and counted once, also where the server was down over its moment."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from meetings.duty.models import DutyUnit, Turn
from meetings.duty.selectors.on_duty import on_duty
from meetings.dutydesk.models import CheckIn, DeskRule, MissedCheckIn, Result, Rung, SpotCheck
from meetings.dutydesk.rules_of import rule_of, rules_of
from meetings.dutydesk.selectors.check_ins import due_at, unseen
from meetings.dutydesk.selectors.people import keepers_of, posts_of
from meetings.dutydesk.telling import ROOM, ring_desk, tell, wait_for
from meetings.dutydesk.writing import note
from office.api import Appointment, close_todo, close_todos
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.transactions import lock_only
from office.kernel.wording import until_in_words

logger = logging.getLogger(__name__)


def tend_desks() -> int:
    """→ how many things were done. It can be run at any time, twice at once, and die."""
    return _shut() + _find() + _climb() + _expire()


def _find() -> int:
    """Who should have checked in by now."""
    moment = now()
    turns = list(unseen(moment))
    rules = rules_of({one.shift.roster.unit_id: one.shift.roster.unit for one in turns}.values())
    late = [one for one in turns if _is_missed(one, rules[one.shift.roster.unit_id], moment)]
    return sum(_each(one.shift.roster.unit_id, lambda turn=one: _found(turn)) for one in late)  # type: ignore[misc]


def _is_missed(turn: Turn, rule: DeskRule, moment: datetime) -> bool:
    """A turn that ends before it would be late (somebody took over at once) is missed by nobody."""
    due = due_at(turn, rule)
    return rule.checks_in and due < turn.ends_at and due < moment


def _each(unit: int, deed: Callable[[], bool]) -> int:
    """Each under its unit's lock and by itself: one that fails hinders no other, and is tried again at the next turn."""
    try:
        with transaction.atomic():
            lock_only(DutyUnit.objects.filter(pk=unit), "duty")
            return int(deed())
    except Exception:  # whatever is wrong with this one, the others go on
        logger.exception("a duty desk (%s) was not tended; it is tried again", unit)
        return 0


def _found(turn: Turn) -> bool:
    """Counted once; whoever comes second finds that it was."""
    unit, rule = turn.shift.roster.unit, rule_of(turn.shift.roster.unit)
    which = {"unit": unit, "person": turn.person, "starts_at": turn.starts_at}
    if CheckIn.objects.filter(**which).exists() or MissedCheckIn.objects.filter(**which).exists():
        return False
    due = due_at(turn, rule)
    is_over = turn.ends_at <= now()
    missed = MissedCheckIn.objects.create(
        **which,
        role=turn.role.name,
        ends_at=turn.ends_at,
        due_at=due,
        next_at=None if is_over else due + timedelta(minutes=rule.leader_minutes),
        is_shut=is_over,
    )
    note(None, "missed", unit, f"{turn.role} {turn.person}，应于{until_in_words(due)}前签到")
    if is_over:
        title = f"{turn.person}没有签到，这一班已经结束：{unit}"
        tell(unit, [turn.person, *keepers_of(unit)], title, key=f"over {missed.uid}")
    else:
        _tell(missed, Rung.PERSON, posts_of([turn.person]))
    crash.point("dutydesk.missed")
    ring_desk(unit)
    return True


def _climb() -> int:
    """What nobody has seen to goes to the next in line; over several rungs at once where their moments have passed."""
    due = MissedCheckIn.objects.filter(is_shut=False, next_at__lte=now()).order_by("next_at", "pk")
    return sum(_each(one.unit_id, lambda pk=one.pk: _climbed(pk)) for one in due)  # type: ignore[misc]


def _climbed(pk: int) -> bool:
    moment = now()
    missed = MissedCheckIn.objects.select_related("unit__kept_by", "person").get(pk=pk)
    if missed.is_shut or missed.next_at is None or missed.next_at > moment or missed.ends_at <= moment:
        return False
    rule = rule_of(missed.unit)
    while missed.next_at is not None and missed.next_at <= moment:
        missed.rung += 1
        _tell(missed, missed.rung, _next_in_line(missed, moment))
        pause = timedelta(minutes=rule.keepers_minutes)
        missed.next_at = missed.next_at + pause if missed.rung < Rung.KEEPERS else None
        if missed.next_at is not None and not _next_in_line(missed, moment):
            missed.next_at = moment  # no leader beside him: the keepers are told at once
    missed.save(update_fields=["rung", "next_at"])
    crash.point("dutydesk.climbed")
    ring_desk(missed.unit)
    return True


def _next_in_line(missed: MissedCheckIn, moment: datetime) -> list[Appointment]:
    """Whom this rung tells: others than himself, also where he is of the keeping department; him again where there is nobody else."""
    if missed.rung == Rung.KEEPERS:
        keepers = keepers_of(missed.unit)
        return [one for one in keepers if one.person_id != missed.person_id] or keepers
    leads = [one.person for one in on_duty([missed.unit], moment) if one.role.leads]
    return posts_of([one for one in leads if one.pk != missed.person_id])


def _tell(missed: MissedCheckIn, rung: int, whom: list[Appointment]) -> None:
    unit, due = missed.unit, until_in_words(missed.due_at)
    own = rung == Rung.PERSON
    title = f"请到岗签到：{unit}{missed.role}" if own else f"{missed.person}没有按时到岗签到：{unit}{missed.role}"
    body = f"应于{due}前签到。" if own else f"应于{due}前签到，至今没有签到，也没有人处理。请联系本人，或安排替班。"
    tell(unit, whom, title, body=body, key=f"check-in {missed.uid} {int(rung)}")
    wait_for(unit, whom, missed.task(rung), title, "到岗签到" if own else "查岗")


def _shut() -> int:
    """A turn that is over, or that another has taken over, is asked about no more; that it was missed stays counted."""
    return sum(_each(one.unit_id, lambda pk=one.pk: _over(pk)) for one in _ended())  # type: ignore[misc]


def _ended() -> QuerySet[MissedCheckIn]:
    """Those still asked about, whose turn is served by him no more."""
    which = {"shift__roster__unit": OuterRef("unit"), "person": OuterRef("person"), "starts_at": OuterRef("starts_at")}
    return MissedCheckIn.objects.filter(~Exists(Turn.objects.published().at(now()).filter(**which)), is_shut=False)


def _over(pk: int) -> bool:
    missed = _ended().filter(pk=pk).first()
    if missed is None:
        return False
    missed.is_shut, missed.next_at = True, None
    missed.save(update_fields=["is_shut", "next_at"])
    close_todos(ROOM, missed.tasks, why="这一班已经结束，或已由别人接班")
    return True


def _expire() -> int:
    """Whoever was called up and did not answer in time was not there."""
    late = SpotCheck.objects.filter(result=Result.WAITS, until__lt=now())
    return sum(_each(one.unit_id, lambda pk=one.pk: _silent(pk)) for one in late)  # type: ignore[misc]


def _silent(pk: int) -> bool:
    check = SpotCheck.objects.select_related("unit", "person", "called_by").get(pk=pk)
    if check.result != Result.WAITS:
        return False
    check.result = Result.SILENT
    check.save(update_fields=["result"])
    close_todo(ROOM, check.task, why="应答时限已过")
    note(None, "not_answered", check.unit, f"{check.role} {check.person}")
    tell(check.unit, [check.called_by], f"抽查无人应答：{check.unit}{check.person}", key=f"silent {check.uid}")
    ring_desk(check.unit, [check.called_by])
    return True
