"""一个月的班次与现在的班次样式、工作日历差在哪里: what was opened keeps its shifts until its keepers bring over what has changed since.

A draft follows in everything. Of a published month only shifts that have not begun follow, and none that stands there is taken away.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from meetings.duty.models import DayKind, Roster, Shift
from meetings.duty.rules.month import Span, shifts_of
from meetings.duty.wording import hours_words
from office.api import working_calendar
from office.kernel.clock import now


@dataclass(frozen=True)
class Drift:
    """`missing` are to be made, `moved` to be written anew, `extra` to be taken away, `locked` would be but for a lock."""

    missing: tuple[Span[Any], ...] = ()
    moved: tuple[tuple[Shift, Span[Any]], ...] = ()
    extra: tuple[Shift, ...] = ()
    locked: tuple[Shift, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.moved or self.extra or self.locked)

    @property
    def can_follow(self) -> bool:
        return bool(self.missing or self.moved or self.extra)

    @property
    def moves_hours(self) -> bool:
        """Whether shifts of a month beside it may not meet these any more."""
        return any(has_other_hours(shift, span) for shift, span in self.moved)

    @property
    def sentences(self) -> list[str]:
        """What differs, a line a pattern."""
        return list(self._said())

    def _said(self) -> Iterator[str]:
        for pattern, many in Counter(one.pattern.name for one in self.missing).items():
            yield f"“{pattern}”要加{many}班，先空着"
        hours = Counter((span.pattern.name, _hours(span)) for shift, span in self.moved if has_other_hours(shift, span))
        for (pattern, words), many in hours.items():
            yield f"“{pattern}”有{many}班的时间改为{words}"
        kinds = Counter(
            (one.get_kind_display(), DayKind(span.kind).label) for one, span in self.moved if one.kind != span.kind
        )
        for (old, new), many in kinds.items():
            yield f"有{many}班的日子照现在的工作日历由{old}改为{new}"
        for pattern, many in Counter(one.pattern.name for one in self.extra).items():
            filled = sum(bool(one.turns.all()) for one in self.extra if one.pattern.name == pattern)
            yield f"“{pattern}”多出{many}班，去掉{f'，其中{filled}班已经排了人' if filled else ''}"
        for pattern, many in Counter(one.pattern.name for one in self.locked).items():
            yield f"“{pattern}”多出的{many}班里有锁定的人，留着；要去掉的，先解锁"


def drift_of(roster: Roster) -> Drift:
    """In a fixed number of questions."""
    patterns: list[Any] = list(roster.unit.patterns.filter(in_use=True))
    wanted = {(one.pattern.pk, one.day): one for one in shifts_of(roster.month, patterns, working_calendar())}
    there = {
        (one.pattern_id, one.day): one for one in roster.shifts.select_related("pattern").prefetch_related("turns")
    }
    since = now() if roster.is_published else None
    missing = [one for key, one in wanted.items() if key not in there and (since is None or one.starts_at > since)]
    moved = [
        (one, wanted[key])
        for key, one in there.items()
        if key in wanted and _differs(one, wanted[key]) and (since is None or one.starts_at > since)
    ]
    extra = [one for key, one in there.items() if key not in wanted and since is None]
    locked = [one for one in extra if any(turn.is_locked for turn in one.turns.all())]
    return Drift(tuple(missing), tuple(moved), tuple(one for one in extra if one not in locked), tuple(locked))


def has_other_hours(shift: Shift, span: Span[Any]) -> bool:
    return (shift.starts_at, shift.ends_at) != (span.starts_at, span.ends_at)


def _differs(shift: Shift, span: Span[Any]) -> bool:
    return shift.kind != span.kind or has_other_hours(shift, span)


def _hours(span: Span[Any]) -> str:
    return hours_words(span.starts_at, span.ends_at)
