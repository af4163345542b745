"""逐项进行: which act is possible on an item as it stands, how long each has taken, and when those to come may begin. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

AHEAD, RUNNING, DONE, SKIPPED = "ahead", "running", "done", "skipped"

WORDS: Mapping[str, str] = {AHEAD: "未开始", RUNNING: "进行中", DONE: "已结束", SKIPPED: "暂缓"}

MOVES: Mapping[tuple[str, str], str] = {
    ("begin", AHEAD): RUNNING,
    ("end", RUNNING): DONE,
    ("skip", AHEAD): SKIPPED,
    ("return", SKIPPED): AHEAD,
    ("return", DONE): AHEAD,
}
"""An act on an item, the state it is done in, the state it leads to. An item that was dealt with may be taken up again; its time goes on."""

NOTHING = timedelta()
A_MINUTE = timedelta(minutes=1)


def is_possible(act: str, state: str) -> bool:
    return (act, state) in MOVES


@dataclass(frozen=True)
class Timed:
    """An item as it stands. `spent`: in its earlier turns; `began_at`: its present turn, while it runs."""

    minutes: int
    state: str = AHEAD
    spent: timedelta = NOTHING
    began_at: datetime | None = None

    def taken(self, moment: datetime) -> timedelta:
        """How long it has been dealt with in all."""
        if self.began_at is None:
            return self.spent
        return self.spent + max(moment - self.began_at, NOTHING)

    @property
    def planned(self) -> timedelta:
        return self.minutes * A_MINUTE


@dataclass(frozen=True)
class Clocked:
    """What the clock says of an item. `expected_at`: when it is likely to begin, of one that is still to come."""

    planned_at: datetime
    expected_at: datetime | None
    taken: timedelta
    over: timedelta
    """Beyond its planned time; negative while there is some left."""

    @property
    def late(self) -> timedelta:
        """By how much it will begin after its planned time; nothing where it does not."""
        return max(self.expected_at - self.planned_at, NOTHING) if self.expected_at is not None else NOTHING


def clocked(items: Sequence[Timed], starts_at: datetime, moment: datetime, *, begun: bool) -> list[Clocked]:
    """Planned against actual, item by item in their order. Before the meeting has begun, it is expected at its time, or now if that has passed."""
    planned_at = starts_at
    at = moment if begun else max(starts_at, moment)
    running = next((one for one in items if one.state == RUNNING), None)
    if running is not None:
        at = moment + max(running.planned - running.taken(moment), NOTHING)
    found = []
    for one in items:
        taken = one.taken(moment)
        found.append(Clocked(planned_at, at if one.state == AHEAD else None, taken, taken - one.planned))
        planned_at += one.planned
        if one.state == AHEAD:
            at += max(one.planned - taken, NOTHING)
    return found


def expected_end(items: Sequence[Timed], starts_at: datetime, moment: datetime, *, begun: bool) -> datetime:
    """When all of them will have been dealt with, if each takes what was planned from here on."""
    found = clocked(items, starts_at, moment, begun=begun)
    ends = [
        one.expected_at + max(item.planned - one.taken, NOTHING)
        for item, one in zip(items, found, strict=True)
        if one.expected_at is not None
    ]
    if ends:
        return max(ends)
    running = next((one for one in items if one.state == RUNNING), None)
    at = moment if begun else max(starts_at, moment)
    return at if running is None else moment + max(running.planned - running.taken(moment), NOTHING)


def next_of(states: Sequence[str]) -> int | None:
    """The place, counted from nought, of the item that comes next: the first ahead behind the one that runs, else the first ahead."""
    running = next((n for n, state in enumerate(states) if state == RUNNING), -1)
    ahead = [n for n, state in enumerate(states) if state == AHEAD]
    return next((n for n in ahead if n > running), ahead[0] if ahead else None)


def span_words(span: timedelta) -> str:
    """8分钟, 1小时5分钟, 不到1分钟: a length without its sign."""
    minutes = int(abs(span) / A_MINUTE)
    hours, rest = divmod(minutes, 60)
    if not minutes:
        return "不到1分钟"
    return "".join((f"{hours}小时" if hours else "", f"{rest}分钟" if rest else ""))


def over_words(over: timedelta) -> str:
    """超时3分钟, 还有5分钟."""
    return f"超时{span_words(over)}" if over > NOTHING else f"还有{span_words(over)}" if over else "时间到"
