"""签到表 on paper and as a spreadsheet; the spreadsheet is also the list that is filled in without a net and brought back."""

from collections.abc import Iterator

from docflow.api import Column, Fact, Facts, Listing, Sheet
from meetings.attendance.actions.bring_list import NAME, TIME, UID
from meetings.attendance.models import Manner
from meetings.attendance.selectors.counting import attendance_of
from meetings.attendance.selectors.lists import SignLine, sign_lines, sign_rows
from meetings.convening.models import Meeting
from office.kernel.clock import OFFICE_ZONE, now
from office.kernel.wording import full_moment
from office.kernel.xlsx_text import xlsx_bytes

HEADS = ("序号", NAME, "单位", "职务", "参会身份", "情况", TIME, "方式", UID)
WIDTHS = (6, 12, 30, 24, 10, 10, 20, 10, 40)
COLUMNS = (
    Column("序号", 1),
    Column("姓名", 2),
    Column("单位及职务", 4),
    Column("身份", 1),
    Column("情况", 2),
    Column("时间", 2),
)


def lines_of(meeting: Meeting) -> list[SignLine]:
    """All of them, in the order of the list."""
    return sign_lines(meeting, sign_rows(meeting))


def table_bytes(meeting: Meeting) -> bytes:
    """Every text a text; times as they are read back."""
    rows = [
        (
            n,
            str(one.invitation),
            str(one.invitation.appointment.organ),
            f"{one.invitation.appointment.department}{one.invitation.appointment.post.title}",
            one.invitation.get_capacity_display(),
            one.standing.value,
            f"{one.at.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M}" if one.at else "",
            _manner(one),
            str(one.invitation.uid),
        )
        for n, one in enumerate(lines_of(meeting), 1)
    ]
    return xlsx_bytes("签到表", [HEADS, *rows], widths=WIDTHS)


def sheet_of(meeting: Meeting) -> Sheet:
    """What `sheet_pdf` prints."""
    count = attendance_of(meeting)
    absent = f"，{'缺席' if count.is_over else '未签到'}{count.missing}人"
    facts = (
        Fact("会议", str(meeting)),
        Fact("时间", meeting.slot.words, 6),
        Fact("地点", meeting.where or "待定", 6),
        Fact("主持", meeting.host.person.name, 6),
        Fact("承办", meeting.organised_by.post.department.name, 6),
        Fact("人数", f"应到{count.due}人，实到{count.came}人，迟到{count.late}人{absent}"),
    )
    return Sheet(
        organ=str(meeting.organ),
        form="会议签到表",
        about=str(meeting),
        uid=str(meeting.uid),
        printed_at=full_moment(now()),
        sections=(Facts("", facts), Listing("", COLUMNS, tuple(_rows(lines_of(meeting))))),
        uid_name="会议标识",
    )


def _rows(lines: list[SignLine]) -> Iterator[tuple[str, ...]]:
    for n, one in enumerate(lines, 1):
        appointment = one.invitation.appointment
        at = f"{one.at.astimezone(OFFICE_ZONE):%H:%M}" if one.at else ""
        yield (
            str(n),
            str(one.invitation),
            f"{appointment.organ}\n{appointment.department}{appointment.post.title}",
            one.invitation.get_capacity_display(),
            one.standing.value,
            " ".join(filter(None, (at, _manner(one)))),
        )


def _manner(one: SignLine) -> str:
    return one.sign_in.get_manner_display() if one.sign_in and one.sign_in.manner != Manner.CODE else ""
