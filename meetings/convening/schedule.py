"""议程的时刻：minutes one after another become times of the clock. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Timed:
    """From when to when an item runs, if all before it take their time."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Schedule:
    """All items in their order; by how many minutes they exceed the meeting (nought: they fit)."""

    items: tuple[Timed, ...]
    minutes: int
    exceeds: int


def scheduled(starts_at: datetime, ends_at: datetime, minutes: Sequence[int]) -> Schedule:
    """The clock of an agenda."""
    at, timed = starts_at, []
    for one in minutes:
        timed.append(Timed(at, at + timedelta(minutes=one)))
        at = timed[-1].ends_at
    over = max(timedelta(), at - ends_at)
    return Schedule(tuple(timed), sum(minutes), -(-over // timedelta(minutes=1)) if over else 0)


def moved(order: Sequence[int], item: int, place: int) -> list[int]:
    """An order in which one of it stands at a place, counted from one; beyond the ends it stands at the end."""
    rest = [one for one in order if one != item]
    rest.insert(max(0, min(len(rest), place - 1)), item)
    return rest
