"""流程泳道：the route as a picture, computed from who held it when. Pure: times and names in, per cent and em out.

A row a person, the axis is time; a bar is the time it was held. x is in per cent of the picture's width, y in em, so that letters never
scale; the names stand in the first NAMES per cent.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

Scale = Callable[[datetime], float]

NAMES = 20.0
RIGHT = 99.0
TOP, ROW = 2.3, 2.1
THINNEST = 1.1  # per cent: a step of seconds is seen too
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
class Picture:
    """The whole: rows under each other, ticks of the axis, the place of now where it still goes on."""

    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    now: float | None

    @property
    def height(self) -> float:
        return round(TOP + ROW * len(self.rows) + 0.3, 2)

    @property
    def bottom(self) -> float:
        return round(self.height - 0.2, 2)


def draw(stays: Sequence[Held], now: datetime) -> Picture:
    """The picture of these stretches, the earliest first; an empty one for none."""
    if not stays:
        return Picture((), (), None)
    begin = min(stay.since for stay in stays)
    running = any(stay.until is None for stay in stays)
    end = now if running else max(stay.until or now for stay in stays)
    span = max((end - begin).total_seconds(), 1.0)

    def at(moment: datetime) -> float:
        return round(NAMES + (RIGHT - NAMES) * min((moment - begin).total_seconds() / span, 1.0), 2)

    people = list(dict.fromkeys((stay.who, stay.unit) for stay in stays))
    rows = []
    for place, (who, unit) in enumerate(people):
        y = round(TOP + ROW * place, 2)
        mine = [stay for stay in stays if (stay.who, stay.unit) == (who, unit)]
        rows.append(Row(y, who, unit, tuple(_bar(stay, y, at, end) for stay in mine)))
    return Picture(tuple(rows), tuple(_ticks(begin, end, at)), at(end) if running else None)


def _bar(stay: Held, y: float, at: Scale, end: datetime) -> Bar:
    x = at(stay.since)
    width = max(at(stay.until or end) - x, THINNEST)
    x = min(x, RIGHT - width)
    label = stay.step if width >= LETTER * (len(stay.step) + 1) else ""
    manner = {"now": "now", "back": "over", "closed": "plan"}.get(stay.ending, "held")
    return Bar(round(x, 2), round(width, 2), round(y + 0.45, 2), label, _words(stay), manner)


def _words(stay: Held) -> str:
    how = {"now": "正在办理", "back": "退回修改", "closed": "收回"}.get(stay.ending, "办结")
    return f"{stay.step}，{stay.who}，{how}"


def _ticks(begin: datetime, end: datetime, at: Scale) -> list[Tick]:
    """At most five marks, by day where it took days, else by clock."""
    length = end - begin
    if length < timedelta(days=1):
        return [Tick(at(begin), f"{begin:%H:%M}")]
    days = max(length.days, 1)
    step = max(1, -(-days // 5))
    first = begin.replace(hour=0, minute=0, second=0, microsecond=0)
    marks = [begin, *(first + timedelta(days=n) for n in range(step, days + 1, step))]
    return [Tick(at(day), f"{day.month}月{day.day}日") for day in marks if begin <= day <= end]
