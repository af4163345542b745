"""值班表、补贴表 as spreadsheets, and the list of telephones of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from meetings.duty.models import Roster, Turn
from meetings.duty.problems import seats_of
from meetings.duty.rules.bars import Counted
from meetings.duty.rules.month import weekday
from meetings.duty.rules.table import HEADS, WIDTHS
from meetings.duty.selectors.mine import phone_of
from meetings.duty.selectors.people import homes_of
from office.kernel.clock import OFFICE_ZONE
from office.kernel.xlsx_text import xlsx_bytes


@dataclass(frozen=True)
class PhoneLine:
    """One who is on duty on a day, and how he is reached."""

    turn: Turn
    home: str
    phone: str


def roster_bytes(roster: Roster, *, is_own_organ: bool) -> bytes:
    """A row a place, in the form in which it may be brought back; empty places too."""
    seats = seats_of(roster)
    homes = homes_of({turn.person_id for seat in seats for turn in seat.turns})
    rows: list[list[object]] = [list(HEADS)]
    for seat in seats:
        shift = seat.shift
        for turn in seat.turns or (None,):
            begins, ends = (turn or shift).starts_at, (turn or shift).ends_at
            rows.append(
                [
                    f"{shift.day:%Y-%m-%d}",
                    weekday(shift.day),
                    shift.pattern.name,
                    f"{begins.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M}",
                    f"{ends.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M}",
                    seat.role.name,
                    seat.place,
                    turn.person.name if turn else "",
                    homes.get(turn.person_id, "") if turn else "",
                    phone_of(turn.person, is_own_organ=is_own_organ) if turn else "",
                ]
            )
    return xlsx_bytes(f"{roster.month:%Y-%m}值班表", rows, widths=WIDTHS)


def statistics_bytes(title: str, people: Iterable[Counted]) -> bytes:
    """Counts and allowance, a row a person, with their sum."""
    those = list(people)
    rows: list[list[object]] = [
        ["姓名", "工作日（班）", "休息日（班）", "法定节假日（班）", "合计（班）", "补贴（元）"]
    ]
    rows += [[one.name, *one.counts, one.total, one.money] for one in those]
    sums = [sum(one.counts[n] for one in those) for n in range(3)]
    rows.append(["合计", *sums, sum(sums), sum(one.money for one in those)])
    return xlsx_bytes(title, rows, widths=(14, 14, 14, 18, 14, 14))


def phone_lines(turns: Iterable[Turn], *, is_own_organ: bool) -> list[PhoneLine]:
    """In the order of the shifts and roles."""
    rows = list(turns)
    homes = homes_of({one.person_id for one in rows})
    return [
        PhoneLine(one, homes.get(one.person_id, ""), phone_of(one.person, is_own_organ=is_own_organ)) for one in rows
    ]


def month_words(month: date | None, year: int) -> str:
    """2026年12月, 2026年."""
    return f"{month.year}年{month.month}月" if month else f"{year}年"
