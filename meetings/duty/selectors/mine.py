"""What one person sees of duty: who is on today where he belongs, his own turns, and swaps that are open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from meetings.duty.models import OPEN, DutyUnit, Swap, SwapState, Turn
from meetings.duty.policy import NAMES, OF_A_SWAP, units
from meetings.duty.selectors.on_duty import on_duty, turns_of
from meetings.duty.wording import hours_words
from office.api import Actor, Person
from office.kernel.clock import day_of, now, today
from office.telephone import masked

RECENT = timedelta(days=7)
MOST = 60


@dataclass(frozen=True)
class OnToday:
    """A unit and who is on duty in it this moment."""

    unit: DutyUnit
    turns: Sequence[Turn]


@dataclass(frozen=True)
class Own:
    """One of his turns: how far it is, and whether it is being swapped."""

    turn: Turn
    swap: Swap | None

    @property
    def is_now(self) -> bool:
        return self.turn.starts_at <= now()

    @property
    def hours(self) -> str:
        return hours_words(self.turn.starts_at, self.turn.ends_at)

    @property
    def days(self) -> int:
        return (day_of(self.turn.starts_at) - today()).days


def todays(by: Actor) -> list[OnToday]:
    """Those that he sees, with who is on duty now: in two statements however many there are."""
    rows = list(units.seen(by).filter(in_use=True).select_related(*NAMES).distinct().order_by("order", "pk")[:MOST])
    there: dict[int, list[Turn]] = {one.pk: [] for one in rows}
    for turn in on_duty(rows, now()):
        there[turn.shift.roster.unit_id].append(turn)
    return [OnToday(one, there[one.pk]) for one in rows]


def own_turns(by: Actor) -> list[Own]:
    """From now on, the running one first."""
    rows = list(turns_of(by.person, now()).order_by("starts_at", "pk")[:MOST])
    keys = [one.pk for one in rows]
    open_ones = Swap.objects.filter(Q(turn__in=keys) | Q(other_turn__in=keys), state__in=OPEN)
    swaps = {key: one for one in open_ones for key in (one.turn_id, one.other_turn_id) if key}
    return [Own(one, swaps.get(one.pk)) for one in rows]


def swaps_of(by: Actor) -> list[Swap]:
    """His that are open, what became of those of the last days, and those that wait for his approval."""
    lately = Q(state__in=OPEN) | Q(decided_at__gt=now() - RECENT)
    own = lately & (Q(asker=by.person) | Q(other=by.person))
    waiting = Q(state=SwapState.AGREED, turn__shift__roster__unit__in=units.kept(by))
    rows = Swap.objects.filter(own | waiting)
    return list(rows.select_related(*OF_A_SWAP).order_by("decided_at", "-pk")[:MOST])


def served_by(by: Actor) -> list[DutyUnit]:
    """The units in whose pools he is."""
    return list(units.serving(by).filter(in_use=True).order_by("order", "pk"))


def phone_of(person: Person, *, is_own_organ: bool) -> str:
    """In full within the organ, masked for everybody else."""
    return person.phone if is_own_organ else masked(person.phone)
