"""Whose a place of a shift was, where several had it one after another: the same for statistics, for allowances and for what is fair."""

from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from meetings.duty.models import DayKind, Turn


class Served(NamedTuple):
    """A place of a shift, as it counts for one; `turn` is the row key of the part that made it his."""

    person: int
    role: str
    kind: DayKind
    turn: int
    day: date


def served_in(rows: QuerySet[Turn]) -> list[Served]:
    """Of each place among the turns, that of whoever had the longest part of it; of equal parts, of the first."""
    longest: dict[tuple[int, int, int], tuple[float, Served]] = {}
    for shift, of, place, begins, ends, person, role, kind, turn, day in rows.order_by("starts_at", "pk").values_list(
        "shift", "role", "place", "starts_at", "ends_at", "person", "role__name", "shift__kind", "pk", "shift__day"
    ):
        long = (ends - begins).total_seconds()
        known = longest.get((shift, of, place))
        if known is None or long > known[0]:
            longest[shift, of, place] = (long, Served(person, role, DayKind(kind), turn, day))
    return [one for _, one in longest.values()]
