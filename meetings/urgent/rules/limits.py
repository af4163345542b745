"""时限的默认值与取用：how long each step may take, by the gravity and the kind of an event. Pure.

No single national rule of minutes was found; limits differ by place. So each is a default with its source in words, and an organ
sets its own before it. Minutes are those of the wall clock, by day and night.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

WARNINGS: Final = (50, 80, 100)
"""Percent of a limit at which somebody is told, each once."""
SENSITIVE_AS: Final = "2"
"""A sensitive event goes by the limits of this level where its own is less grave."""

COMMON = "通行做法：特别重大、重大和敏感事件30分钟内电话报告、1小时内书面报告。各地规定不同，可改。"
LOCAL = "有的地方规定较大事件30分钟内电话、1小时内书面报告。各地规定不同，可改。"
ACCIDENT = "国务院令第493号：事故单位1小时内报告，逐级上报每级不超过2小时。可改。"
CAREFUL = "未定级的从严，按较大事件计。可改。"
OWN = "没有统一规定，这是本系统的默认值，可改。"


@dataclass(frozen=True, kw_only=True)
class Limit:
    """For a level and a kind, or any (empty). No minutes: no limit. `is_own`: the organ's own, not a default."""

    timed: str
    minutes: int
    level: str = ""
    kind: str = ""
    starts: str = "received"
    source: str = ""
    is_own: bool = False

    def fits(self, timed: str, level: str, kind: str) -> bool:
        return self.timed == timed and self.level in ("", level) and self.kind in ("", kind)

    @property
    def precision(self) -> tuple[bool, bool, bool]:
        """The organ's own before a default, then the level before the kind."""
        return self.is_own, bool(self.level), bool(self.kind)


def _each(timed: str, minutes: Sequence[int], sources: Sequence[str]) -> list[Limit]:
    levels = ("1", "2", "3", "4", "0")
    return [
        Limit(timed=timed, level=level, minutes=many, source=source)
        for level, many, source in zip(levels, minutes, sources, strict=True)
    ]


DEFAULTS: Final[tuple[Limit, ...]] = (
    *_each("telephone", (30, 30, 30, 60, 30), (COMMON, COMMON, LOCAL, ACCIDENT, CAREFUL)),
    *_each("first", (60, 60, 60, 120, 60), (COMMON, COMMON, LOCAL, ACCIDENT, CAREFUL)),
    *_each("follow_up", (60, 60, 120, 240, 120), (OWN,) * 5),
    *_each("acknowledge", (15, 15, 15, 30, 15), (OWN,) * 5),
)


def limit_for(timed: str, level: str, kind: str, own: Iterable[Limit] = (), *, sensitive: bool = False) -> Limit | None:
    """The limit that holds: the most precise one. None where there is none, or it was taken away."""
    graded = SENSITIVE_AS if sensitive and level not in ("1", SENSITIVE_AS) else level
    fitting = [one for one in (*own, *DEFAULTS) if one.fits(timed, graded, kind)]
    best = max(fitting, key=lambda one: one.precision, default=None)
    return best if best is not None and best.minutes else None


def warned_at(starts_at: datetime, due_at: datetime, told: int) -> datetime | None:
    """When the next warning is due after one of so many percent; None after the last."""
    left = [one for one in WARNINGS if one > told]
    return starts_at + (due_at - starts_at) * left[0] / 100 if left else None


def reached(starts_at: datetime, due_at: datetime, told: int, moment: datetime) -> int:
    """The gravest warning that is due and was not given, in percent; nought where none is. Those it overtook are not given any more."""
    due = [one for one in WARNINGS if one > told and starts_at + (due_at - starts_at) * one / 100 <= moment]
    return due[-1] if due else 0


def span_in_words(span: timedelta) -> str:
    """45分钟, 1小时5分钟, 2天3小时: how much is left, or how much too late. Less than a minute is 不足1分钟."""
    minutes = int(abs(span.total_seconds())) // 60
    if minutes == 0:
        return "不足1分钟"
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days:
        return f"{days}天{f'{hours}小时' if hours else ''}"
    return f"{f'{hours}小时' if hours else ''}{f'{minutes}分钟' if minutes else ''}"
