"""值班日志、交接班记录 on paper."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from docflow.api import Column, Fact, Facts, Listing, Section, Sheet, Voice
from meetings.duty.models import DutyUnit
from meetings.dutydesk.models import CallEntry, HandOver, LogEntry, LogKind
from meetings.dutydesk.selectors.registers import day_calls, day_log, weather_of_days
from office.kernel.clock import OFFICE_ZONE, now, today
from office.kernel.wording import full_day, full_moment

MATTERS = (Column("未结事项", 5), Column("何时由谁记", 4), Column("何时以前", 3))
NOTES = (Column("补充", 7), Column("补充人", 2), Column("时间", 3))
ENTRIES = (
    Column("时间", 1),
    Column("来自", 2),
    Column("内容", 4),
    Column("处理情况和结果", 3),
    Column("办理和记录", 2),
)
CALLS = (
    Column("时间", 1),
    Column("对方", 2),
    Column("内容", 4),
    Column("措施和报告、通知", 3),
    Column("记录人", 2),
)
CHANGES = (Column("班次", 6), Column("交班", 3), Column("接班", 3))
PARTS = (
    ("收到和办理的事项", (LogKind.MATTER, LogKind.PAPER, LogKind.OTHER)),
    ("上报", (LogKind.REPORT,)),
    ("来访", (LogKind.VISITOR,)),
    ("巡查", (LogKind.PATROL,)),
)
"""What a duty log has its parts for, and which entries stand there."""
WEEKDAYS = "一二三四五六日"


def log_sheet(unit: DutyUnit, day: date) -> Sheet:
    """值班日志 of a day: weekday and weather, who was on duty, what came and what became of it, reports, visitors, patrols, calls, hand-overs."""
    return Sheet(
        organ=str(unit.organ),
        form="值班日志",
        about=f"{unit} {full_day(day)}",
        uid=str(unit.uid),
        uid_name="值班单位标识",
        printed_at=full_moment(now()),
        sections=tuple(_log_sections(unit, day)),
    )


def _log_sections(unit: DutyUnit, day: date) -> Iterator[Section]:
    entries, calls = day_log(unit, day), day_calls(unit, day)
    staff = dict.fromkeys(one.staff for one in sorted([*entries, *calls], key=lambda one: one.at) if one.staff)
    yield Facts(
        "",
        (
            Fact("值班单位", str(unit)),
            Fact("日期", f"{full_day(day)} 星期{WEEKDAYS[day.weekday()]}", share=6),
            Fact("天气", weather_of_days(unit, [day]).get(day, "") or "—", share=6),
            Fact("带班和值班", "\n".join(staff) or "—"),
        ),
    )
    for heading, kinds in PARTS:
        rows = tuple(_entry(one) for one in entries if one.kind in kinds)
        yield Listing(heading, ENTRIES, rows) if rows else Facts("", (Fact(heading, "无"),))
    if calls:
        yield Listing("电话记录", CALLS, tuple(_call(one) for one in calls))
    signed = HandOver.objects.filter(unit=unit, ends_at__date=day).select_related("receipt").order_by("ends_at")
    if changes := tuple(_change(one) for one in signed):
        yield Listing("交接班", CHANGES, changes)
    if day >= today():
        yield Facts("", (Fact("截至", f"{full_moment(now())}，这一天还没有过完"),))


def _entry(one: LogEntry) -> tuple[str, ...]:
    by, handled_by = _by(one), one.handled_by
    who = by if handled_by in ("", by) else f"{handled_by}办，{by}记"
    return _at(one), one.source or "—", _text_of(one), _joined(one.handling, one.result), who


def _call(one: CallEntry) -> tuple[str, ...]:
    other = "".join((one.get_direction_display(), "：", one.reporter_unit, one.reporter_name, one.reporter_phone))
    place = f"{one.place}：" if one.place else ""
    return _at(one), other, f"{place}{_text_of(one)}", _joined(one.measures, one.told), _by(one)


def _joined(*said: str) -> str:
    """Two sentences as one."""
    return "；".join(one.rstrip("。；") for one in said if one) or "—"


def _change(one: HandOver) -> tuple[str, ...]:
    receipt = getattr(one, "receipt", None)
    incoming = _signed(receipt.names, receipt.at) if receipt is not None else "还没有接班确认"
    return f"{full_moment(one.starts_at)}至{full_moment(one.ends_at)}", _signed(one.names, one.signed_at), incoming


def _text_of(one: LogEntry | CallEntry) -> str:
    return f"更正：{one.content}" if one.corrects_id else one.content


def _at(one: LogEntry | CallEntry) -> str:
    return f"{one.at.astimezone(OFFICE_ZONE):%H:%M}"


def _by(one: LogEntry | CallEntry) -> str:
    return str(one.names.get("name", ""))


def hand_over_sheet(one: HandOver) -> Sheet:
    """All that stands in it: what the outgoing signed, what the incoming said, what was added since."""
    return Sheet(
        organ=str(one.unit.organ),
        form="交接班记录",
        about=f"{one.unit} {full_moment(one.ends_at)}",
        uid=str(one.uid),
        uid_name="交接班标识",
        printed_at=full_moment(now()),
        sections=tuple(_sections(one)),
    )


def _sections(one: HandOver) -> Iterator[Section]:
    yield Facts(
        "",
        (
            Fact("值班单位", str(one.unit)),
            Fact("班次", f"{full_moment(one.starts_at)}至{full_moment(one.ends_at)}"),
            Fact("本班人员", one.staff or "—"),
            Fact("天气", one.weather or "—"),
            Fact("本班情况", one.summary),
            Fact("设备和钥匙", one.devices or "—"),
            Fact("收到的文件", one.papers or "—"),
            Fact("重要电话", one.calls or "—"),
        ),
    )
    if one.matters:
        yield Listing("交班时的未结事项", MATTERS, tuple(_matter(each) for each in one.matters))
    else:
        yield Facts("", (Fact("未结事项", "没有"),))
    receipt = getattr(one, "receipt", None)
    remarks = receipt.remarks if receipt is not None else ""
    incoming = _signed(receipt.names, receipt.at) if receipt is not None else "还没有接班确认"
    outgoing = _signed(one.names, one.signed_at) + ("（补交）" if one.is_made_up else "")
    yield Facts(
        "签名",
        (
            Fact("交班", "", voice=Voice.PERSON, signed=outgoing),
            Fact("接班", remarks, voice=Voice.PERSON, signed=incoming),
        ),
    )
    notes = tuple((each.text, str(each.names.get("name", "")), full_moment(each.at)) for each in one.notes.all())
    if notes:
        yield Listing("签名以后的补充", NOTES, notes)


def _matter(each: dict[str, Any]) -> tuple[str, ...]:
    return str(each["what"]), f"{each['since']} {each['by']}", str(each["due"]) or "—"


def _signed(names: dict[str, Any], at: datetime) -> str:
    who = " ".join(filter(None, (f"{names.get('department', '')}{names.get('post', '')}", str(names.get("name", "")))))
    return f"{who}　{full_moment(at)}"
