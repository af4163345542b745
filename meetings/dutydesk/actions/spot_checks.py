"""抽查：by the system, with an answer that the server times; or by telephone, written down by hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from meetings.duty.models import DutyUnit, Turn
from meetings.duty.selectors.on_duty import on_duty
from meetings.dutydesk.models import Manner, Result, SpotCheck
from meetings.dutydesk.policy import desks, read_spot_check
from meetings.dutydesk.rules_of import rule_of
from meetings.dutydesk.selectors.people import posts_of
from meetings.dutydesk.telling import ROOM, ring_desk, tell, wait_for
from meetings.dutydesk.writing import note
from office.api import Actor, action, close_todo
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.text import clean_line
from office.kernel.wording import moment_in_words

LONGEST_ANSWER = 3600
BACK = timedelta(days=31)


@dataclass(frozen=True, kw_only=True)
class PhoneFound:
    """What whoever rang found. `person`: whom of those on duty he asked for; none, where somebody else or nobody answered."""

    result: str
    person: UUID | None = None
    answered_by: str = ""
    seconds: int | None = None
    knows: bool | None = None
    note: str = ""
    called_at: datetime | None = None


@action
def call_up(unit_uid: UUID, person_uid: UUID, *, by: Actor, key: UUID) -> SpotCheck:
    """系统点名：one of those on duty is called; he has so many seconds to answer. Raises NotThere, NotAllowed, Invalid, SomebodyWasFirst."""
    unit, actor = desks.take_to_check(unit_uid, by=by)
    turn = _on_duty(unit, person_uid)
    if turn.person_id == by.person.pk:
        raise NotAllowed("没有点名：不能抽查自己。请由别人抽查。")
    if SpotCheck.objects.filter(unit=unit, person=turn.person, result=Result.WAITS).exists():
        raise SomebodyWasFirst(f"没有点名：已有人点了{turn.person}，正在等他应答。")
    moment, seconds = now(), rule_of(unit).answer_seconds
    made = SpotCheck.objects.create(
        unit=unit,
        manner=Manner.SYSTEM,
        person=turn.person,
        role=turn.role.name,
        called_by=actor.appointment,
        names=actor.names(),
        called_at=moment,
        until=moment + timedelta(seconds=seconds),
    )
    title, body = f"抽查：请在岗应答（{unit}）", f"请在{seconds}秒内打开值班室，按“在岗应答”。"
    tell(unit, [turn.person], title, body=body, key=made.task)
    wait_for(unit, posts_of([turn.person]), made.task, title, "在岗应答", from_name=by.person.name)
    note(actor, "called_up", unit, f"{turn.role} {turn.person}")
    ring_desk(unit, [actor.appointment])
    return made


@action
def answer(check_uid: UUID, *, by: Actor, key: UUID) -> SpotCheck:
    """在岗应答：by whoever was called; how long he took is measured here. After its time it is noted, and changes no result."""
    found = read_spot_check(check_uid, by=by)
    if found.person_id != by.person.pk:
        raise NotThere("该抽查")
    unit = desks.take(found.unit.uid, by=by)
    check = SpotCheck.objects.select_related("called_by").get(pk=found.pk)
    if check.answered_at is not None:
        raise SomebodyWasFirst(f"您已于{moment_in_words(check.answered_at)}应答，不用再按。")
    check.answered_at = now()
    check.seconds = int((check.answered_at - check.called_at).total_seconds())
    if check.result == Result.WAITS:
        in_time = check.until is not None and check.answered_at <= check.until
        check.result = Result.PRESENT if in_time else Result.SILENT
    check.save(update_fields=["answered_at", "seconds", "result"])
    close_todo(ROOM, check.task, why="已应答", done_by=by.appointment)
    note(by, "answered", unit, f"{check.seconds}秒，{check.get_result_display()}")
    ring_desk(unit, [check.called_by])
    return check


@action
def note_phone_check(unit_uid: UUID, found: PhoneFound, *, by: Actor, key: UUID) -> SpotCheck:
    """记电话抽查."""
    unit, actor = desks.take_to_check(unit_uid, by=by)
    if found.result not in {Result.PRESENT, Result.AWAY, Result.SILENT, Result.STRANGER}:
        raise Invalid("没有记下：请选择抽查结果。", field="result")
    if found.seconds is not None and not 0 <= found.seconds <= LONGEST_ANSWER:
        raise Invalid(f"没有记下：应答用时在0至{LONGEST_ANSWER}秒之间。", field="seconds")
    moment = now()
    called_at = found.called_at or moment
    if not moment - BACK <= called_at <= moment + timedelta(minutes=5):
        raise Invalid(f"没有记下：抽查时间不能在以后，也不能早于{BACK.days}天以前。", field="hour")
    answered_by = clean_line(found.answered_by, "接听人", 60, field="answered_by")
    if found.result == Result.STRANGER and not answered_by:
        raise Invalid("没有记下：非在编人员接听的，请写明接听人。", field="answered_by")
    turn = _on_duty(unit, found.person, called_at) if found.person is not None else None
    made = SpotCheck.objects.create(
        unit=unit,
        manner=Manner.PHONE,
        person=turn.person if turn is not None else None,
        role=turn.role.name if turn is not None else "",
        answered_by=answered_by,
        called_by=actor.appointment,
        names=actor.names(),
        called_at=called_at,
        seconds=found.seconds if found.result != Result.SILENT else None,
        result=found.result,
        knows=found.knows,
        note=clean_line(found.note, "说明", 400, field="note"),
    )
    note(actor, "phone_checked", unit, made.get_result_display())
    ring_desk(unit, [actor.appointment])
    return made


def _on_duty(unit: DutyUnit, person: UUID, moment: datetime | None = None) -> Turn:
    found = next((one for one in on_duty([unit], moment or now()) if one.person.uid == person), None)
    if found is None:
        raise Invalid("没有办理：所选的人那时不在值班。请重新选择。", field="person")
    return found
