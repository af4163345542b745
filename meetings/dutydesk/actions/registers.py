"""记值班日志和电话记录。What is written stays: a correction is another entry that names the first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from meetings.duty.models import DutyUnit
from meetings.dutydesk.models import CallEntry, Direction, EntryFile, LogEntry, LogKind
from meetings.dutydesk.models.registers import LONGEST_LINE, LONGEST_TEXT, LONGEST_WEATHER
from meetings.dutydesk.policy import desks, read_call_entry, read_log_entry
from meetings.dutydesk.selectors.people import staff_at
from meetings.dutydesk.telling import ring_desk
from meetings.dutydesk.writing import note
from office.api import Actor, action, keep
from office.kernel.clock import day_of, now
from office.kernel.refusals import Invalid
from office.kernel.text import clean_line, clean_text
from office.kernel.uploads import Examined

MOST_FILES = 10
BACK = timedelta(days=31)
AHEAD = timedelta(minutes=5)
"""By how much the clock on the wall may be fast."""

Files = Sequence[tuple[bytes, Examined]]


@dataclass(frozen=True, kw_only=True)
class LogSaid:
    """What stands in the log. `at`: when it happened; now, where that is left open."""

    content: str
    at: datetime | None = None
    kind: str = LogKind.MATTER
    source: str = ""
    handling: str = ""
    handled_by: str = ""
    result: str = ""
    weather: str = ""


@dataclass(frozen=True, kw_only=True)
class CallSaid:
    """What stands in the record of a call."""

    reporter_unit: str
    content: str
    at: datetime | None = None
    direction: str = Direction.IN
    reporter_name: str = ""
    reporter_post: str = ""
    reporter_phone: str = ""
    place: str = ""
    measures: str = ""
    told: str = ""
    is_important: bool = False


@action
def write_log(
    unit_uid: UUID, said: LogSaid, files: Files = (), corrects: UUID | None = None, *, by: Actor, key: UUID
) -> LogEntry:
    """记值班日志：by whoever is on duty. `corrects`: the entry that this one corrects. Raises NotThere, NotAllowed, Invalid."""
    unit, actor = desks.take_to_write(unit_uid, by=by)
    first = read_log_entry(corrects, by=by) if corrects is not None else None
    _refuse_elsewhere(unit, first)
    at = _moment(said.at, is_new=first is None)
    if said.kind not in LogKind.values:
        raise Invalid("没有记下：请选择类别。", field="kind")
    made = LogEntry.objects.create(
        unit=unit,
        at=at,
        day=day_of(at),
        staff=staff_at(unit, at),
        names=actor.names(),
        corrects=first,
        kind=said.kind,
        source=clean_line(said.source, "来自", LONGEST_LINE, field="source"),
        content=_wanted(said.content, "内容", "content"),
        handling=clean_text(said.handling, "处理情况", LONGEST_TEXT, field="handling"),
        handled_by=clean_line(said.handled_by, "办理人", LONGEST_LINE, field="handled_by"),
        result=clean_line(said.result, "结果", 400, field="result"),
        weather=clean_line(said.weather, "天气", LONGEST_WEATHER, field="weather"),
    )
    _attach(files, log_entry=made)
    note(actor, "logged", unit, f"{'更正：' if first is not None else ''}{made.content}")
    ring_desk(unit)
    return made


@action
def record_call(
    unit_uid: UUID, said: CallSaid, files: Files = (), corrects: UUID | None = None, *, by: Actor, key: UUID
) -> CallEntry:
    """记电话：likewise."""
    unit, actor = desks.take_to_write(unit_uid, by=by)
    first = read_call_entry(corrects, by=by) if corrects is not None else None
    _refuse_elsewhere(unit, first)
    at = _moment(said.at, is_new=first is None)
    if said.direction not in Direction.values:
        raise Invalid("没有记下：请选择来电还是去电。", field="direction")
    reporter = clean_line(said.reporter_unit, "对方单位", LONGEST_LINE, field="reporter_unit")
    if not reporter:
        raise Invalid("没有记下：请写明对方单位；不肯说的，写“不详”。", field="reporter_unit")
    made = CallEntry.objects.create(
        unit=unit,
        at=at,
        day=day_of(at),
        staff=staff_at(unit, at),
        names=actor.names(),
        corrects=first,
        direction=said.direction,
        reporter_unit=reporter,
        reporter_name=clean_line(said.reporter_name, "对方姓名", 40, field="reporter_name"),
        reporter_post=clean_line(said.reporter_post, "对方职务", 60, field="reporter_post"),
        reporter_phone=clean_line(said.reporter_phone, "对方电话", 40, field="reporter_phone"),
        place=clean_line(said.place, "事发地点", LONGEST_LINE, field="place"),
        content=_wanted(said.content, "起因、经过和情况", "content"),
        measures=clean_text(said.measures, "措施和趋势", LONGEST_TEXT, field="measures"),
        told=clean_line(said.told, "已报告、通知", 400, field="told"),
        is_important=said.is_important,
    )
    _attach(files, call_entry=made)
    note(actor, "call_recorded", unit, f"{'更正：' if first is not None else ''}{made}")
    ring_desk(unit)
    return made


def _refuse_elsewhere(unit: DutyUnit, first: LogEntry | CallEntry | None) -> None:
    if first is None:
        return
    if first.unit_id != unit.pk:
        raise Invalid("没有记下：要更正的不是这个值班室的记录。")
    if first.corrects_id is not None:
        raise Invalid("没有记下：这一条本身是更正。请在原记录上再加一条更正。")


def _moment(at: datetime | None, *, is_new: bool) -> datetime:
    """A correction may be of anything that ever stood here."""
    moment = now()
    if at is None:
        return moment
    if at > moment + AHEAD:
        raise Invalid("没有记下：时间在以后。请改为事情发生的时间。", field="hour")
    if is_new and at < moment - BACK:
        raise Invalid(f"没有记下：只能补记{BACK.days}天以内的事。", field="day")
    return at


def _wanted(text: str, what: str, field: str) -> str:
    cleaned = clean_text(text, what, LONGEST_TEXT, field=field)
    if not cleaned:
        raise Invalid(f"没有记下：请写{what}。", field=field)
    return cleaned


def _attach(files: Files, **entry: LogEntry | CallEntry) -> None:
    if len(files) > MOST_FILES:
        raise Invalid(f"没有记下：一条最多附{MOST_FILES}个文件。请合并后再传。", field="files")
    for content, examined in files:
        EntryFile.objects.create(file=keep(content, examined.media_type), name=examined.name, **entry)
