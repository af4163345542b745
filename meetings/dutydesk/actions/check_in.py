"""到岗签到；和对没有按时签到的知悉处理。"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, OuterRef

from meetings.duty.models import DutyUnit, Turn
from meetings.dutydesk.models import CheckIn, MissedCheckIn, Rung
from meetings.dutydesk.models.checking_in import LONGEST_PLACE
from meetings.dutydesk.policy import desks
from meetings.dutydesk.rules_of import rule_of
from meetings.dutydesk.selectors.check_ins import due_at, same_turn
from meetings.dutydesk.telling import ROOM, ring_desk
from meetings.dutydesk.writing import note
from office.api import Actor, action, close_todos
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.text import clean_line
from office.kernel.wording import moment_in_words, until_in_words


@dataclass(frozen=True)
class Coordinates:
    """Where his phone says that it is, in degrees."""

    latitude: Decimal
    longitude: Decimal


@action
def check_in(unit_uid: UUID, place: str, where: Coordinates | None = None, *, by: Actor, key: UUID) -> CheckIn:
    """到岗签到：for the turn that has begun, or begins next. The server's clock says when.

    Raises NotThere, NotAllowed with from when he may, SomebodyWasFirst where he has, Invalid without a place.
    """
    desks.read_inside(unit_uid, by=by)
    unit = desks.take(unit_uid, by=by)
    turn = _turn(unit, by)
    line = clean_line(place, "地点", LONGEST_PLACE, field="place")
    if not line:
        raise Invalid("没有签到：请写明您现在在哪里，例如“值班室”。", field="place")
    moment = now()
    made = CheckIn.objects.create(
        unit=unit,
        person=by.person,
        role=turn.role.name,
        starts_at=turn.starts_at,
        ends_at=turn.ends_at,
        at=moment,
        is_late=moment > due_at(turn, rule_of(unit)),
        place=line,
        latitude=where.latitude if where is not None else None,
        longitude=where.longitude if where is not None else None,
        names=by.names(),
    )
    _settle(unit, turn, by)
    note(by, "checked_in", unit, f"{turn.role}，{line}{'，迟' if made.is_late else ''}")
    ring_desk(unit)
    return made


@action
def acknowledge(missed_uid: UUID, *, by: Actor, key: UUID) -> MissedCheckIn:
    """知悉处理：the leader on duty or a keeper sees to it; it climbs no further. That it was late stays counted."""
    found = MissedCheckIn.objects.select_related("unit", "person").filter(uid=missed_uid).first()
    if found is None or not desks.inside(by).filter(pk=found.unit_id).exists():
        raise NotThere("该值班人员的签到情况")
    unit = desks.take(found.unit.uid, by=by)
    missed = MissedCheckIn.objects.select_related("person").get(pk=found.pk)
    if missed.person_id == by.person.pk:
        raise NotAllowed("没有办理：这是您自己的签到。请到岗后签到。")
    if not may_acknowledge(unit, by=by):
        raise NotAllowed(f"没有签到的，由带班领导或{unit.kept_by}处理。")
    if missed.is_shut or missed.acknowledged_at is not None:
        raise SomebodyWasFirst(_who_did(missed))
    actor = desks.acting(unit, by=by)
    missed.acknowledged_at, missed.acknowledged_names, missed.next_at = now(), actor.names(), None
    missed.save(update_fields=["acknowledged_at", "acknowledged_names", "next_at"])
    tasks = [missed.task(rung) for rung in (Rung.LEADER, Rung.KEEPERS)]
    close_todos(ROOM, tasks, why="已有人处理", done_by=actor.appointment)
    note(actor, "acknowledged", unit, missed.person.name)
    ring_desk(unit)
    return missed


def may_acknowledge(unit: DutyUnit, *, by: Actor) -> bool:
    """Whether he keeps the unit, or leads the shift that is on duty now."""
    leads = Turn.objects.published().at(now()).filter(shift__roster__unit=unit, person=by.person, role__leads=True)
    return desks.keeps(unit, by=by) or leads.exists()


def turns_to_check_in(unit: DutyUnit, by: Actor, moment: datetime) -> list[Turn]:
    """His turns that run or begin within the time before, for which he has not checked in; the earliest first."""
    rows = Turn.objects.published().filter(shift__roster__unit=unit, person=by.person, ends_at__gt=moment)
    rows = rows.filter(~Exists(CheckIn.objects.filter(**same_turn(OuterRef))))
    rows = rows.filter(starts_at__lte=moment + rule_of(unit).early)
    return list(rows.select_related("role", "shift__roster__unit").order_by("starts_at"))


def _turn(unit: DutyUnit, by: Actor) -> Turn:
    moment, rule = now(), rule_of(unit)
    if open_ones := turns_to_check_in(unit, by, moment):
        return open_ones[0]
    done = CheckIn.objects.filter(unit=unit, person=by.person, ends_at__gt=moment).order_by("-at").first()
    if done is not None:
        raise SomebodyWasFirst(f"您已于{moment_in_words(done.at)}在{done.place}签到，不用再签。")
    coming = Turn.objects.published().filter(shift__roster__unit=unit, person=by.person, starts_at__gt=moment)
    following = coming.order_by("starts_at").first()
    if following is None:
        raise NotAllowed(f"没有签到：近期没有排您在{unit}值班。排班有误的，请与{unit.kept_by}联系。")
    since = until_in_words(following.starts_at - rule.early)
    raise NotAllowed(f"没有签到：您的班{until_in_words(following.starts_at)}开始，{since}起可以签到。")


def _settle(unit: DutyUnit, turn: Turn, by: Actor) -> None:
    """Nobody is asked about it any more."""
    missed = MissedCheckIn.objects.filter(unit=unit, person=by.person, starts_at=turn.starts_at, is_shut=False).first()
    if missed is None:
        return
    missed.is_shut, missed.next_at = True, None
    missed.save(update_fields=["is_shut", "next_at"])
    close_todos(ROOM, [missed.task(Rung.PERSON)], why="已签到", done_by=by.appointment)
    close_todos(ROOM, missed.tasks, why="本人已签到")


def _who_did(missed: MissedCheckIn) -> str:
    if missed.acknowledged_at is not None:
        at = moment_in_words(missed.acknowledged_at)
        return f"没有办理：{missed.acknowledged_names.get('name', '')}已于{at}处理。"
    return f"没有办理：{missed.person}已经签到，或这一班已经结束。"
