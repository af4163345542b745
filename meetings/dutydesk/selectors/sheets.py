"""交接班记录 on paper."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from docflow.api import Column, Fact, Facts, Listing, Section, Sheet, Voice
from meetings.dutydesk.models import HandOver
from office.kernel.clock import now
from office.kernel.wording import full_moment

MATTERS = (Column("未结事项", 5), Column("何时由谁记", 4), Column("何时以前", 3))
NOTES = (Column("补充", 7), Column("补充人", 2), Column("时间", 3))


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
