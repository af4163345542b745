"""流程泳道：the route as a picture, computed from who held it when. Pure: times and names in, per cent and em out.

A row a person, the axis is working time, days of rest narrow and grey; a bar is the time it was held. x is in per cent of the picture's
width, y in em, so that letters never scale; the names stand in the first NAMES per cent.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from docflow.pictures.working_time import WorkingTime

Scale = Callable[[datetime], float]
Span = Callable[[datetime, datetime], str]

NAMES = 20.0
RIGHT = 99.0
TOP, ROW = 2.3, 2.1
THINNEST = 1.1  # per cent: a step of seconds is seen too
APART = 13.0  # per cent that a mark of the axis needs for its day
LETTER = 1.35  # per cent that a character of a label takes, at the usual width


@dataclass(frozen=True)
class Held:
    """One stretch: who (name and unit), the step, from when to when (None: still), how it ended."""

    who: str
    unit: str
    step: str
    since: datetime
    until: datetime | None
    ending: str  # done, back, closed, now


@dataclass(frozen=True)
class Bar:
    """A rectangle with its label (empty where it does not fit) and its words for a reader."""

    x: float
    width: float
    y: float
    label: str
    title: str
    manner: str  # the class: held, over, now, plan

    @property
    def text_x(self) -> float:
        return round(self.x + 0.7, 2)

    @property
    def text_y(self) -> float:
        return round(self.y + 0.63, 2)


@dataclass(frozen=True)
class Row:
    y: float
    who: str
    unit: str
    bars: tuple[Bar, ...]

    @property
    def text_y(self) -> float:
        return round(self.y + 1.1, 2)


@dataclass(frozen=True)
class Tick:
    x: float
    label: str

    @property
    def text_x(self) -> float:
        return round(self.x + 0.6, 2)


@dataclass(frozen=True)
class Rest:
    """Days of rest in a row."""

    x: float
    width: float


@dataclass(frozen=True)
class Picture:
    """The whole: rows under each other, ticks of the axis, days of rest, the place of now where it still goes on."""

    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    now: float | None
    rests: tuple[Rest, ...] = ()

    @property
    def height(self) -> float:
        return round(TOP + ROW * len(self.rows) + 0.3, 2)

    @property
    def bottom(self) -> float:
        return round(self.height - 0.2, 2)


def draw(stays: Sequence[Held], now: datetime, is_worked: Callable[[date], bool], span: Span) -> Picture:
    """The picture of these stretches, the earliest first; an empty one for none.

    `is_worked` tells working days, `span` says the time between two moments in words.
    """
    if not stays:
        return Picture((), (), None)
    begin = min(stay.since for stay in stays)
    running = any(stay.until is None for stay in stays)
    end = now if running else max(stay.until or now for stay in stays)
    time = WorkingTime(begin, max(end, begin), is_worked)

    def at(moment: datetime) -> float:
        return _place(time(moment))

    people = list(dict.fromkeys((stay.who, stay.unit) for stay in stays))
    rows = []
    for number, (who, unit) in enumerate(people):
        y = round(TOP + ROW * number, 2)
        mine = [stay for stay in stays if (stay.who, stay.unit) == (who, unit)]
        rows.append(Row(y, who, unit, tuple(_bar(stay, y, at, end, span) for stay in mine)))
    rests = tuple(Rest(_place(a), round(_place(b) - _place(a), 2)) for a, b in time.rests())
    return Picture(tuple(rows), tuple(_ticks(time, at)), at(end) if running else None, rests)


def _place(measured: float) -> float:
    return round(NAMES + (RIGHT - NAMES) * measured, 2)


def _bar(stay: Held, y: float, at: Scale, end: datetime, span: Span) -> Bar:
    x = at(stay.since)
    width = max(at(stay.until or end) - x, THINNEST)
    x = min(x, RIGHT - width)
    label = stay.step if width >= LETTER * (len(stay.step) + 1) else ""
    manner = {"now": "now", "back": "over", "closed": "plan"}.get(stay.ending, "held")
    return Bar(round(x, 2), round(width, 2), round(y + 0.45, 2), label, _words(stay, end, span), manner)


def _words(stay: Held, end: datetime, span: Span) -> str:
    how = {"now": "正在办理", "back": "退回修改", "closed": "收回"}.get(stay.ending, "办结")
    return f"{stay.step}，{stay.who}，{how}，{span(stay.since, stay.until or end)}"


def _ticks(time: WorkingTime, at: Scale) -> list[Tick]:
    """By clock where it took less than a day; else the days, as many as can be read."""
    if time.end - time.begin < timedelta(days=1):
        return [Tick(at(time.begin), f"{time.begin:%H:%M}")]
    marks: list[Tick] = []
    for day in (time.begin, *time.working_days()):
        x = at(day)
        if not marks or (x - marks[-1].x >= APART and x <= RIGHT - APART / 2):
            marks.append(Tick(x, f"{day.month}月{day.day}日"))
    return marks
