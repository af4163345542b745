"""会议室日程的画：rooms as rows, time from left to right. x is in per cent of the picture's width, y in em, so that letters never scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from meetings.rules.gaps import gaps
from meetings.rules.slots import ONE_DAY, Slot, clock_words, minute_of, slot_of
from office.kernel.clock import day_of

LABEL = 19.0
"""Per cent of the width in which a room is named."""
HEAD, ROW, FOOT = 2.2, 2.8, 0.8  # em
FROM, UNTIL = 8 * 60, 18 * 60
"""Minutes that a day shows at least."""
SHORTEST_GAP = 30
"""Minutes below which a gap is not offered."""
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Item:
    """What has a room: a booking (`address` where he may open it), or a blocking. `manner` is the class of its bar."""

    slot: Slot
    title: str
    words: str
    manner: str
    address: str = ""
    who: str = ""


@dataclass(frozen=True)
class Lane:
    """A room with what has it. `hours`: for each office day the minutes in which it can be booked. `heading` begins a group.

    `kind`: the group of each, which the picture names in the place of `under`; two names in one line would run into each other.
    """

    name: str
    under: str
    address: str
    items: Sequence[Item]
    hours: Mapping[date, tuple[int, int]]
    bookable: str = ""  # the address of the form, to which day and minutes are added
    heading: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Bar:
    x: float
    width: float
    item: Item


@dataclass(frozen=True)
class Gap:
    """Free time that can be booked."""

    x: float
    width: float
    address: str
    words: str


@dataclass(frozen=True)
class Cell:
    """One room on one day of a week: a link to that day."""

    x: float
    width: float
    day: date
    words: str


@dataclass(frozen=True)
class Row:
    lane: Lane
    y: float
    bars: Sequence[Bar] = ()
    gaps: Sequence[Gap] = ()
    cells: Sequence[Cell] = ()
    closed: Sequence[tuple[float, float]] = ()

    @property
    def text_y(self) -> float:
        return round(self.y + ROW * 0.36, 2)

    @property
    def under_y(self) -> float:
        return round(self.y + ROW * 0.74, 2)

    @property
    def bar_y(self) -> float:
        return round(self.y + 0.3, 2)


@dataclass(frozen=True)
class Tick:
    x: float
    label: str
    day: date | None = None
    is_today: bool = False
    is_rest: bool = False
    width: float = 0

    @property
    def text_x(self) -> float:
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True)
class Picture:
    ticks: Sequence[Tick]
    rows: Sequence[Row]
    now_x: float | None = None
    titled: bool = False  # wide enough for names in the bars

    bar = ROW - 0.6
    row = ROW
    head = HEAD

    @property
    def height(self) -> float:
        return round(HEAD + ROW * len(self.rows) + FOOT, 2)


@dataclass(frozen=True)
class Axis:
    """Days side by side, of each the minutes from `begin` to `end`."""

    days: Sequence[date]
    begin: int = FROM
    end: int = UNTIL

    @property
    def day_width(self) -> float:
        return (100 - LABEL) / len(self.days)

    def x(self, day: date, minute: int) -> float:
        share = (min(max(minute, self.begin), self.end) - self.begin) / (self.end - self.begin)
        return round(LABEL + self.day_width * ((day - self.days[0]).days + share), 3)

    def spans(self, slot: Slot) -> list[tuple[float, float]]:
        """(x, width) of each day's part that is seen."""
        found = []
        for day, begin, end in slot.parts():
            if self.days[0] <= day <= self.days[-1] and end > self.begin and begin < self.end:
                left, right = self.x(day, begin), self.x(day, end)
                found.append((left, round(max(right - left, 0.15), 3)))
        return found


def one_day(lanes: Sequence[Lane], day: date, now: datetime) -> Picture:
    """A day with its hours; each booking and each gap that can be booked is a link."""
    axis = Axis([day], *_hours(lanes, day))
    rows = []
    for n, lane in enumerate(lanes):
        bars = [Bar(x, width, one) for one in lane.items for x, width in axis.spans(one.slot)]
        rows.append(Row(lane, _y(n), bars, _gaps(lane, axis, day, now), closed=_closed(lane, axis)))
    ticks = [Tick(axis.x(day, minute), f"{minute // 60}时") for minute in range(axis.begin, axis.end, 60)]
    here = axis.x(day, minute_of(now)) if day_of(now) == day and axis.begin < minute_of(now) < axis.end else None
    return Picture(ticks, rows, here, titled=True)


def some_days(lanes: Sequence[Lane], days: Sequence[date], now: datetime, rests: set[date], *, linked: bool) -> Picture:
    """A week or a month. Of a week each room's day is a link (`linked`); of a month the days' heads are."""
    axis = Axis(days, FROM - 60, UNTIL + 120)
    rows = []
    for n, lane in enumerate(lanes):
        bars = [Bar(x, width, one) for one in lane.items for x, width in axis.spans(one.slot)]
        cells = [_cell(lane, axis, day) for day in days] if linked else []
        rows.append(Row(lane, _y(n), bars, cells=cells, closed=_shut_days(lane, axis)))
    width, today = axis.day_width, day_of(now)
    ticks = [
        Tick(axis.x(day, axis.begin), _named(day, short=not linked), day, day == today, day in rests, round(width, 3))
        for day in days
    ]
    return Picture(ticks, rows)


def _named(day: date, *, short: bool) -> str:
    return str(day.day) if short else f"{WEEKDAYS[day.weekday()]} {day.month}/{day.day}"


def _y(n: int) -> float:
    return round(HEAD + ROW * n, 2)


def _hours(lanes: Sequence[Lane], day: date) -> tuple[int, int]:
    """Whole hours, as many as are needed to show what there is."""
    parts = [part for lane in lanes for one in lane.items for part in one.slot.parts() if part[0] == day]
    begin = min([FROM, *(part[1] for part in parts)])
    end = max([UNTIL, *(part[2] for part in parts)])
    return begin // 60 * 60, -(-end // 60) * 60


def _gaps(lane: Lane, axis: Axis, day: date, now: datetime) -> list[Gap]:
    span = lane.hours.get(day)
    if span is None or not lane.bookable:
        return []
    begin, end = max(span[0], axis.begin), min(span[1], axis.end)
    if end <= begin:
        return []
    whole = slot_of(day, begin, end)
    soon = now.replace(second=0, microsecond=0) + timedelta(minutes=-now.minute % 15)
    whole = Slot(max(whole.starts_at, soon), whole.ends_at)
    if whole.starts_at >= whole.ends_at:
        return []
    found = []
    for gap in gaps(whole, [one.slot for one in lane.items]):
        if gap.minutes < SHORTEST_GAP:
            continue
        first = minute_of(gap.starts_at)
        last = minute_of(gap.ends_at) or 24 * 60
        until = min(first + 60, last)
        ((x, width),) = axis.spans(gap)
        address = f"{lane.bookable}&day={day.isoformat()}&begins={_field(first)}&ends={_field(until)}"
        found.append(Gap(x, width, address, f"{lane.name} {clock_words(first)}至{clock_words(last)}空闲，预订"))
    return found


def _field(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def _closed(lane: Lane, axis: Axis) -> list[tuple[float, float]]:
    found = []
    for day in axis.days:
        span = lane.hours.get(day)
        left, right = axis.x(day, axis.begin), axis.x(day, axis.end)
        if span is None:
            found.append((left, round(right - left, 3)))
            continue
        begins, ends = axis.x(day, span[0]), axis.x(day, span[1])
        found += [(a, round(b - a, 3)) for a, b in ((left, begins), (ends, right)) if b > a]
    return found


def _shut_days(lane: Lane, axis: Axis) -> list[tuple[float, float]]:
    """Whole days alone: of the hours a week is too narrow to tell."""
    width = round(axis.day_width, 3)
    return [(axis.x(day, axis.begin), width) for day in axis.days if day not in lane.hours]


def _cell(lane: Lane, axis: Axis, day: date) -> Cell:
    there = [one for one in lane.items if any(part[0] == day for part in one.slot.parts())]
    said = f"{len(there)}项，" + "，".join(one.words for one in there[:3]) if there else "空闲"
    x = axis.x(day, axis.begin)
    return Cell(x, round(axis.day_width, 3), day, f"{lane.name} {day.month}月{day.day}日{said}")


def week_of(day: date) -> list[date]:
    """Monday to Sunday."""
    monday = day - day.weekday() * ONE_DAY
    return [monday + n * ONE_DAY for n in range(7)]


def month_of(day: date) -> list[date]:
    """From the first to the last."""
    first = day.replace(day=1)
    after = (first + 31 * ONE_DAY).replace(day=1)
    return [first + n * ONE_DAY for n in range((after - first).days)]
