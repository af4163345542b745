"""今日值班：who is on duty at a moment, and who comes next."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from meetings.duty.models import DutyUnit, Turn
from meetings.duty.models.rosters import TurnQuerySet
from office.api import Person

AHEAD = timedelta(days=60)
NAMES = ("person", "role", "shift__pattern", "shift__roster__unit")


def on_duty(units: Iterable[DutyUnit], moment: datetime) -> list[Turn]:
    """Whoever serves at a moment in some units, by unit and in the order of roles (the leader first), in one question."""
    turns = _known().filter(shift__roster__unit__in=list(units)).at(moment)
    return list(turns.order_by("shift__roster__unit__order", "shift__roster__unit", "role__order", "place", "pk"))


def next_on_duty(unit: DutyUnit, after: datetime) -> list[Turn]:
    """Whoever serves in the shift that begins next after a moment; nobody where none is published."""
    turns = _known().filter(shift__roster__unit=unit, shift__starts_at__gt=after)
    first = turns.order_by("shift__starts_at").first()
    return [] if first is None else list(turns.filter(shift__starts_at=first.shift.starts_at))


def turns_of(person: Person, since: datetime) -> TurnQuerySet:
    """Somebody's own turns from a moment on, also the one he serves then; as far ahead as rosters are looked at."""
    return _known().filter(person=person, ends_at__gt=since, starts_at__lt=since + AHEAD)


def told_in_order(turns: Iterable[Turn]) -> list[Turn]:
    """Whoever answers for urgent matters in a shift, in the order of telling: from the desk up to the leader on duty."""
    return sorted((one for one in turns if one.role.answers), key=lambda one: (-one.role.order, one.place))


def _known() -> TurnQuerySet:
    return Turn.objects.published().select_related(*NAMES)
