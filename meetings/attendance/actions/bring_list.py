"""补录：the list that was signed on paper or kept without a net is brought in, all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from meetings.attendance import policy
from meetings.attendance.models import Manner, SignIn
from meetings.attendance.rules.reading import ROWS
from meetings.attendance.rules.times import moment_of
from meetings.attendance.signing import window_of
from meetings.convening import life
from meetings.convening.models import Invitation, Meeting
from meetings.convening.policy import meetings
from office.api import Actor, action, record
from office.kernel import child, crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid, SomebodyWasFirst
from office.kernel.uploads import examine
from office.kernel.uploads.kinds import XLSX
from office.kernel.wording import full_moment

UID, NAME, TIME = "标识", "姓名", "签到时间"
SECONDS, QUEUE = 10, 30
MOST_NAMED = 50
"""Wrong rows that are told one by one."""


@dataclass(frozen=True)
class Line:
    """A row of the list: its number in the file, and what it says."""

    number: int
    uid: str
    name: str
    time: str


@dataclass(frozen=True)
class WrongLine:
    """One that is not taken, and why."""

    number: int
    sentence: str


class WrongList(Invalid):
    """The list is not taken: what is wrong, row by row."""

    def __init__(self, rows: Sequence[WrongLine]) -> None:
        super().__init__(f"没有补录：表中有{len(rows)}行不对，一行也没有收。请改好后把整张表重新导入。", field="list")
        self.rows = tuple(rows[:MOST_NAMED])


def read_lines(content: bytes, name: str) -> list[Line]:
    """Examine and read a list in a child. Slow: call it outside a transaction. Raises Invalid, TooLarge."""
    found = examine(content, name)
    if found.media_type != XLSX.media_type:
        raise Invalid(f"没有读取“{found.name}”：它不是XLSX表格。请用从这里下载的签到表填写。", field="list")
    reader = "meetings.attendance.rules.reading.read_list"
    try:
        said: dict[str, Any] = child.run_stranger(reader, content, timeout=SECONDS + QUEUE, cpu=SECONDS)
    except child.ChildTimeout as error:
        raise Invalid(f"没有读取“{found.name}”：现在要看的文件太多。请稍后再导入。", field="list") from error
    except child.ChildError as error:
        raise Invalid(f"没有读取“{found.name}”：文件读不出。请另存一份再导入。", field="list") from error
    if said["more"]:
        raise Invalid(f"没有读取“{found.name}”：超过{ROWS}行，不像这次会议的签到表。", field="list")
    header = [str(one) for one in said["header"]]
    if missing := [one for one in (UID, NAME, TIME) if one not in header]:
        lacks = "”“".join(missing)
        raise Invalid(f"没有读取“{found.name}”：表头缺“{lacks}”。请用从这里下载的签到表填写。", field="list")
    at = {one: header.index(one) for one in (UID, NAME, TIME)}
    return [_line(number, cells + [""] * len(header), at) for number, cells in said["rows"]]


def _line(number: int, cells: list[str], at: dict[str, int]) -> Line:
    return Line(number, cells[at[UID]].lstrip("'"), cells[at[NAME]], cells[at[TIME]].lstrip("'"))


@action
def bring_list(meeting_uid: UUID, lines: Sequence[Line], *, by: Actor, key: UUID) -> Meeting:
    """补录：whoever has a time came then; whoever has none is passed over, and so is he who has signed in already.

    Also after the end, until the minutes are out. Raises NotThere, NotAllowed, SomebodyWasFirst, WrongList with every wrong row.
    """
    meeting, clerk = meetings.take_to_organise(meeting_uid, by=by)
    window = window_of(meeting)
    if window.is_off or meeting.state == life.MINUTED or now() < window.opens_at:
        raise SomebodyWasFirst(f"没有补录：会议现在是“{meeting.state_in_words}”，还不能或不再补录签到。")
    guests = {str(one.uid): one for one in policy.invitations().filter(meeting=meeting)}
    came = _came(meeting, lines, guests)
    if not came:
        raise Invalid("没有补录：表中没有人填了签到时间。", field="list")
    names = clerk.names()
    SignIn.objects.bulk_create(
        [SignIn(invitation=one, at=at, manner=Manner.LIST, names=names) for one, at in came], ignore_conflicts=True
    )
    crash.point("attendance.list_brought")
    record(
        clerk,
        "attendance.list_brought",
        stream=f"meeting:{meeting.uid}",
        about=meeting.uid,
        title=str(meeting),
        opinion=f"补录{len(came)}人",
        guests=[str(one.uid) for one, _ in came],
    )
    return meeting


def _came(meeting: Meeting, lines: Sequence[Line], guests: dict[str, Invitation]) -> list[tuple[Invitation, datetime]]:
    """Who is new, and when he came. Raises WrongList."""
    known = set(SignIn.objects.filter(invitation__meeting=meeting).values_list("pk", flat=True))
    found: dict[str, tuple[Invitation, datetime]] = {}
    wrong: list[WrongLine] = []
    for line in (one for one in lines if one.time):
        guest, at = guests.get(line.uid), moment_of(line.time, meeting.starts_at)
        if sentence := _flaw(meeting, line, guest, at, is_twice=line.uid in found):
            wrong.append(WrongLine(line.number, sentence))
        elif guest is not None and at is not None:
            found[line.uid] = guest, at
    if wrong:
        raise WrongList(wrong)
    return [(guest, at) for guest, at in found.values() if guest.pk not in known]


def _flaw(meeting: Meeting, line: Line, guest: Invitation | None, at: datetime | None, *, is_twice: bool) -> str:
    if guest is None:
        return f"“{line.name}”的标识不在参会名单中。没有邀请的人，请先在签到台登记。"
    if guest.person.name != line.name:
        return f"标识是{guest}的，姓名却写成“{line.name}”。请核对是哪一位。"
    if is_twice:
        return f"{guest}在表中有两行。请只留一行。"
    if at is None:
        return f"{guest}的签到时间“{line.time}”看不懂。请写成09:05或2026-03-16 09:05。"
    window = window_of(meeting)
    if not window.holds(at) or at > now():
        until = min(window.ended_at or window.ends_at, now())
        return f"{guest}的签到时间{full_moment(at)}不在{full_moment(window.opens_at)}至{full_moment(until)}之间。"
    return ""
