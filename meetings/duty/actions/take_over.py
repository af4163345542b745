"""立即接班：in a running shift."""

from uuid import UUID

from meetings.duty.changing import my_duties, touch
from meetings.duty.models import Absence, PoolMember, Turn
from meetings.duty.policy import turns, units
from meetings.duty.swapping import keepers_of, lapse_of
from meetings.duty.wording import turn_words
from office.api import Actor, Person, action, record
from office.kernel import crash
from office.kernel.clock import now, today
from office.kernel.refusals import Invalid, NotAllowed, SomebodyWasFirst
from office.kernel.text import clean_line
from office.kernel.wording import moment_in_words
from realtime import api as realtime

LONGEST = 200


@action
def take_over(turn_uid: UUID, taker: UUID | None = None, *, reason: str = "", by: Actor, key: UUID) -> Turn:
    """立即接班：from this moment on he serves the rest of the turn; what was served stays the other's. By somebody of the unit's people for himself, or by
    whoever keeps the unit, who names somebody. Rest and counts are not looked at: somebody must be there. → his part.

    Raises NotThere, NotAllowed, Invalid, SomebodyWasFirst.
    """
    turn = turns.take(turn_uid, by=by)
    unit, moment = turn.shift.roster.unit, now()
    wanted = taker or by.person.uid
    if wanted != by.person.uid:
        units.ask_keeper(unit, by=by)
    members = PoolMember.objects.filter(role__unit=unit).select_related("person")
    member = members.filter(person__uid=wanted).first()
    if member is None:
        raise NotAllowed("没有接：只有这个单位的值班人员能接班。")
    if not turn.starts_at < moment < turn.ends_at:
        raise SomebodyWasFirst(f"没有接：{turn_words(turn)}不在值班时间，或已有人接班。请刷新页面看现在由谁值。")
    person = member.person
    if person.pk == turn.person_id:
        raise SomebodyWasFirst(f"没有接：这一班现在就由{person}值。")
    _refuse_busy(person, turn)
    rest = Turn(
        shift=turn.shift, role=turn.role, place=turn.place, person=person, starts_at=moment, ends_at=turn.ends_at
    )
    before, turn.ends_at, turn.changed_at = turn.person, moment, moment
    turn.sequence += 1
    turn.save(update_fields=["ends_at", "changed_at", "sequence"])
    crash.point("duty.turn_ended")
    rest.save()
    lapse_of([turn.pk])
    touch(turn.shift.roster, by)
    words = clean_line(reason, "缘由", LONGEST, field="reason")
    said = f"{turn_words(turn)}{moment_in_words(moment)}起由{person}接{before}的班"
    record(
        by,
        "duty.taken_over",
        stream=f"duty:{unit.uid}",
        about=turn.shift.roster.uid,
        title=str(turn.shift.roster),
        opinion=f"{said}{f'（{words}）' if words else ''}",
    )
    whom = [before, person, *(one.person for one in keepers_of(unit.kept_by_id))]
    realtime.notify(
        [one for one in whom if one.pk != by.person.pk],
        kind="duty",
        title=said,
        body=f"{unit}。{words}",
        url=my_duties(),
        about=turn.shift.roster.uid,
    )
    return rest


def _refuse_busy(person: Person, turn: Turn) -> None:
    rows = Turn.objects.published().filter(person=person, starts_at__lt=turn.ends_at, ends_at__gt=now())
    busy = rows.select_related("role", "shift__roster__unit").first()
    if busy is not None:
        raise Invalid(
            f"没有接：{person}同一时间要值{busy.shift.roster.unit}{turn_words(busy)}。请另选一人。", field="taker"
        )
    away = Absence.objects.filter(
        person=person, withdrawn_at__isnull=True, first__lte=today(), last__gte=today()
    ).first()
    if away is not None:
        raise Invalid(f"没有接：{person}今天{away.get_reason_display()}。请另选一人，或先取消登记。", field="taker")
