"""时限尺：the next ten working days as a ruler, with a block for every matter that is due. Pure: days and counts in, per cent and em out.

x is in per cent of the picture's width, y in em, so that letters never scale. Days of rest are narrow and hatched.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from office.calendar.working_days import ONE_DAY, WorkingCalendar

DAYS = 10
NARROW = 0.32  # of a working day
MOST = 5  # blocks on each other; of more, the number is written
FOOT = 5.9  # em: where the day is written, and the blocks stand on it
BLOCK, GAP = 0.6, 0.2
HEIGHT = 8.8
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Column:
    """逾期, a working day, or a day of rest (hatched; it has no link unless something is due on it)."""

    x: float
    width: float
    day: date | None
    top: str
    under: str
    count: int
    manner: str  # of its blocks: over, near, now
    hatched: bool = False

    @property
    def text_x(self) -> float:
        return round(self.x + self.width / 2, 2)

    @property
    def blocks(self) -> list[float]:
        """The top of each block, the lowest first."""
        return [round(FOOT - 0.3 - (n + 1) * (BLOCK + GAP), 2) for n in range(min(self.count, MOST))]

    @property
    def block_x(self) -> float:
        return round(self.x + self.width * 0.2, 2)

    @property
    def block_width(self) -> float:
        return round(self.width * 0.6, 2)

    @property
    def more(self) -> str:
        return f"{self.count}件" if self.count > MOST else ""

    @property
    def words(self) -> str:
        """For a reader: 3月24日星期二，到期2件."""
        if self.day is None:
            return f"已逾期{self.count}件"
        name = f"{self.day.month}月{self.day.day}日星期{WEEKDAYS[self.day.weekday()]}"
        return f"{name}，{f'到期{self.count}件' if self.count else '无到期'}"


@dataclass(frozen=True)
class Ruler:
    columns: tuple[Column, ...]
    sentence: str

    height = HEIGHT
    foot = FOOT
    block = BLOCK


def days_shown(calendar: WorkingCalendar, today: date) -> list[date]:
    """From today to the tenth working day, the days of rest between them too."""
    days, worked = [], 0
    day = today
    while worked < DAYS:
        days.append(day)
        worked += calendar.is_working_day(day)
        day += ONE_DAY
    return days


def draw(calendar: WorkingCalendar, today: date, counts: Mapping[date, int], overdue: int) -> Ruler:
    """The ruler that begins today; `counts` says how much is due on a day."""
    days = days_shown(calendar, today)
    widths = [1.0, *(1.0 if calendar.is_working_day(day) or counts.get(day) else NARROW for day in days)]
    unit = 100 / sum(widths)
    columns = [Column(0, round(unit, 2), None, "逾期", f"{overdue}件" if overdue else "无", overdue, "over")]
    x = unit
    for day, width in zip(days, widths[1:], strict=True):
        columns.append(_column(calendar, day, today, round(x, 2), round(width * unit, 2), counts.get(day, 0)))
        x += width * unit
    total = sum(counts.get(day, 0) for day in days)
    return Ruler(tuple(columns), f"近{DAYS}个工作日到期{total}件，已逾期{overdue}件")


def _column(calendar: WorkingCalendar, day: date, today: date, x: float, width: float, count: int) -> Column:
    works = calendar.is_working_day(day)
    weekday = WEEKDAYS[day.weekday()]
    if not works and not count:
        return Column(x, width, day, "", weekday, 0, "", hatched=True)
    under = (
        "今天" if day == today else f"{weekday}·休" if not works else f"{weekday}·班" if day.weekday() > 4 else weekday
    )
    top = f"{day.month}月{day.day}日" if day.day == 1 else f"{day.day}日"
    return Column(x, width, day, top, under, count, "near" if day == today else "now", hatched=not works)
