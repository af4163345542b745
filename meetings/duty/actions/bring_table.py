"""导入值班表：a spreadsheet of a month, all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from meetings.duty.changing import Conflicting, new_conflicts, refuse_outdated, write_changes
from meetings.duty.models import PoolMember, Roster
from meetings.duty.policy import rosters
from meetings.duty.problems import Key, Month, Seat, month_of
from meetings.duty.rules.table import NEEDED, Brought, brought
from meetings.duty.wording import place_words
from office.api import Actor, Person, action
from office.kernel import child
from office.kernel.clock import now
from office.kernel.refusals import Invalid
from office.kernel.uploads import examine
from office.kernel.uploads.kinds import XLSX

SECONDS, QUEUE = 10, 30
MOST_NAMED = 50
READER = "meetings.attendance.rules.reading.read_list"


@dataclass(frozen=True)
class WrongRow:
    """One that is not taken, and why."""

    number: int
    sentence: str


class WrongTable(Invalid):
    """The table is not taken: what is wrong, row by row."""

    def __init__(self, rows: Sequence[WrongRow]) -> None:
        super().__init__(f"没有导入：表中有{len(rows)}行不对，一行也没有收。请改好后把整张表重新导入。", field="table")
        self.rows = tuple(rows[:MOST_NAMED])


def read_table(content: bytes, name: str) -> list[Brought]:
    """Examine and read a table in a child. Slow: call it outside a transaction. Raises Invalid, TooLarge."""
    found = examine(content, name)
    if found.media_type != XLSX.media_type:
        raise Invalid(f"没有读取“{found.name}”：它不是XLSX表格。请用从这里下载的值班表填写。", field="table")
    try:
        said: dict[str, Any] = child.run_stranger(READER, content, timeout=SECONDS + QUEUE, cpu=SECONDS)
    except child.ChildTimeout as error:
        raise Invalid(f"没有读取“{found.name}”：现在要看的文件太多。请稍后再导入。", field="table") from error
    except child.ChildError as error:
        raise Invalid(f"没有读取“{found.name}”：文件读不出。请另存一份再导入。", field="table") from error
    if said["more"]:
        raise Invalid(f"没有读取“{found.name}”：行数太多，不像一个月的值班表。", field="table")
    header = [str(one) for one in said["header"]]
    if missing := [one for one in NEEDED if one not in header]:
        lacks = "”“".join(missing)
        raise Invalid(f"没有读取“{found.name}”：表头缺“{lacks}”。请用从这里下载的值班表填写。", field="table")
    return brought(said["rows"], {one: n for n, one in enumerate(header)})


@action
def bring_table(
    roster_uid: UUID, rows: Sequence[Brought], *, seen: int, insists: bool = False, by: Actor, key: UUID
) -> Roster:
    """导入：who is named has the place; what the table does not name stays. Of a published month those concerned are told.

    Raises WrongTable with every wrong row, Conflicting, SomebodyWasFirst.
    """
    roster = rosters.take_kept(roster_uid, by=by)
    refuse_outdated(roster, seen)
    month = month_of(roster)
    changes = _changes(month, [one for one in rows if one.name])
    if not changes:
        raise Invalid("没有导入：表中的安排与现在一样，或没有填姓名。", field="table")
    found = new_conflicts(month, changes)
    refusal = Conflicting(found, "没有导入")
    if found and not (insists and not refusal.is_final):
        raise refusal
    write_changes(month, changes, by=by, act="table_brought", why=f"导入{len(changes)}班")
    return roster


def _changes(month: Month, rows: Sequence[Brought]) -> dict[Key, int]:
    names: dict[str, list[Person]] = {}
    for one in month.people.values():
        names.setdefault(one.name, []).append(one)
    pools = set(PoolMember.objects.filter(role__unit=month.roster.unit).values_list("role", "person"))
    wanted: dict[Key, int] = {}
    wrong: list[WrongRow] = []
    for row in rows:
        seat, why = _seat(month, row)
        people = names.get(row.name, [])
        if seat is not None and len(people) > 1:
            people = [one for one in people if (seat.role.pk, one.pk) in pools] or people
        if seat is None:
            wrong.append(WrongRow(row.number, why))
        elif not people:
            wrong.append(WrongRow(row.number, f"“{row.name}”不在值班人员中。请先加入值班人员，或核对姓名。"))
        elif len(people) > 1:
            wrong.append(WrongRow(row.number, f"有{len(people)}位“{row.name}”，分不清是哪一位。请在网页上改这一班。"))
        elif seat.is_split and any(one.person_id == people[0].pk for one in seat.turns):
            continue  # 接班: its parts have a row each, as the table that is downloaded has them
        elif seat.key in wanted:
            wrong.append(WrongRow(row.number, f"{place_words(seat.shift, seat.role)}在表中有两行。请只留一行。"))
        elif flaw := _begun(month, seat, people[0]):
            wrong.append(WrongRow(row.number, flaw))
        else:
            wanted[seat.key] = people[0].pk
    if wrong:
        raise WrongTable(wrong)
    return {
        key: person
        for key, person in wanted.items()
        if (seat := month.seat(key)) and (seat.turn is None or seat.turn.person_id != person)
    }


def _begun(month: Month, seat: Seat, person: Person) -> str:
    """Why a place that runs or is over cannot be another's; empty where nothing would change."""
    same = seat.turn is not None and seat.turn.person_id == person.pk
    if same or not (seat.is_split or (month.roster.is_published and seat.shift.starts_at <= now())):
        return ""
    return f"{place_words(seat.shift, seat.role)}已经开始，不能再改成{person}。"


def _seat(month: Month, row: Brought) -> tuple[Seat | None, str]:
    if row.day is None:
        return None, f"日期“{row.said_day}”看不懂。请写成2026-12-05。"
    there = [one for one in month.seats if one.shift.day == row.day]
    if not there:
        return None, f"{row.said_day}不在{month.roster.month.year}年{month.roster.month.month}月的班次中。"
    of_role = [one for one in there if one.role.name == row.role]
    if not of_role:
        return None, f"{row.said_day}没有“{row.role}”这个岗位。"
    named = [one for one in of_role if not row.shift or one.shift.pattern.name == row.shift]
    if not named:
        return None, f"{row.said_day}没有“{row.shift}”这个班次。"
    found = [one for one in named if one.place == row.place]
    if len(found) != 1:
        return None, f"{row.said_day}{row.role}分不清是哪一班、第几人。请写明班次和第几人。"
    return found[0], ""
