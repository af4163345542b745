"""未结事项的记、续、了。"""

from datetime import datetime
from uuid import UUID

from meetings.dutydesk.models import CallEntry, LogEntry, MatterStep, PendingMatter, StepKind
from meetings.dutydesk.models.matters import LONGEST_WHAT, LONGEST_WORDS
from meetings.dutydesk.policy import desks, read_call_entry, read_log_entry, read_matter
from meetings.dutydesk.telling import ring_desk
from meetings.dutydesk.writing import note
from office.api import Actor, action
from office.kernel.clock import now
from office.kernel.refusals import Invalid, SomebodyWasFirst
from office.kernel.text import clean_line
from office.kernel.wording import moment_in_words


@action
def open_matter(
    unit_uid: UUID,
    what: str,
    due_at: datetime | None = None,
    *,
    log_entry: UUID | None = None,
    call_entry: UUID | None = None,
    by: Actor,
    key: UUID,
) -> PendingMatter:
    """记为未结：it goes from shift to shift until it is closed. `log_entry`, `call_entry`: of which it comes. Raises NotThere, NotAllowed, Invalid."""
    unit, actor = desks.take_to_write(unit_uid, by=by)
    line = clean_line(what, "事项", LONGEST_WHAT, field="what")
    if not line:
        raise Invalid("没有记下：请写是什么事。", field="what")
    if due_at is not None and due_at <= now():
        raise Invalid("没有记下：时限已经过去。请改为以后的时间。", field="due_on")
    log: LogEntry | None = read_log_entry(log_entry, by=by) if log_entry is not None else None
    call: CallEntry | None = read_call_entry(call_entry, by=by) if call_entry is not None else None
    if any(one is not None and one.unit_id != unit.pk for one in (log, call)):
        raise Invalid("没有记下：这条记录不是这个值班室的。")
    made = PendingMatter.objects.create(
        unit=unit, what=line, due_at=due_at, log_entry=log, call_entry=call, names=actor.names()
    )
    _step(made, StepKind.OPENED, "", actor)
    note(actor, "matter_opened", unit, line)
    ring_desk(unit)
    return made


@action
def note_matter(matter_uid: UUID, words: str, *, by: Actor, key: UUID) -> PendingMatter:
    """记进展：what was done about it so far."""
    matter, actor = _take(matter_uid, by)
    line = clean_line(words, "进展", LONGEST_WORDS, field="words")
    if not line:
        raise Invalid("没有记下：请写进展。", field="words")
    _step(matter, StepKind.NOTED, line, actor)
    note(actor, "matter_noted", matter.unit, f"{matter}：{line}")
    ring_desk(matter.unit)
    return matter


@action
def close_matter(matter_uid: UUID, result: str, *, by: Actor, key: UUID) -> PendingMatter:
    """了结：with its result; without one it stays open."""
    matter, actor = _take(matter_uid, by)
    line = clean_line(result, "结果", LONGEST_WORDS, field="result")
    if not line:
        raise Invalid("没有了结：请写结果。还没有结果的，留给下一班。", field="result")
    matter.closed_at, matter.result = now(), line
    matter.save(update_fields=["closed_at", "result"])
    _step(matter, StepKind.CLOSED, line, actor)
    note(actor, "matter_closed", matter.unit, f"{matter}：{line}")
    ring_desk(matter.unit)
    return matter


def _take(uid: UUID, by: Actor) -> tuple[PendingMatter, Actor]:
    """One that is open, its unit locked. Raises NotThere, NotAllowed, SomebodyWasFirst."""
    unit, actor = desks.take_to_write(read_matter(uid, by=by).unit.uid, by=by)
    matter = PendingMatter.objects.get(uid=uid)
    matter.unit = unit
    if matter.closed_at is not None:
        raise SomebodyWasFirst(f"没有办理：“{matter}”已于{moment_in_words(matter.closed_at)}了结：{matter.result}")
    return matter, actor


def _step(matter: PendingMatter, kind: StepKind, words: str, by: Actor) -> None:
    MatterStep.objects.create(matter=matter, kind=kind, words=words, names=by.names())
