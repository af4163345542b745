"""With whom a turn could be swapped, and who could take over."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from meetings.duty.models import OPEN, PoolMember, Swap, Turn
from meetings.duty.policy import OF_A_SWAP
from meetings.duty.rules.month import weekday
from meetings.duty.wording import turn_words
from office.api import Person
from office.kernel.clock import now

MOST = 200


@dataclass(frozen=True)
class Choice:
    """Somebody of the same pool: he may stand in, or give one of his turns for it."""

    person: Person
    turns: Sequence[Turn]

    @property
    def offers(self) -> list[tuple[str, str]]:
        """(what a form sends, words)."""
        own = [(str(self.person.uid), f"请{self.person}替班")]
        return own + [
            (f"{self.person.uid}:{one.uid}", f"换{self.person}{turn_words(one)}（{weekday(one.shift.day)}）")
            for one in self.turns
        ]


def choices_for(turn: Turn) -> list[Choice]:
    """The pool of its role, with their own turns ahead in the same role."""
    pool = PoolMember.objects.filter(role=turn.role_id).exclude(person=turn.person_id).select_related("person")
    people = {one.person_id: one.person for one in pool}
    rows = Turn.objects.published().filter(role=turn.role_id, person__in=list(people), shift__starts_at__gt=now())
    there: dict[int, list[Turn]] = {key: [] for key in people}
    for one in rows.select_related("shift", "role")[:MOST]:
        there[one.person_id].append(one)
    return [Choice(person, there[key]) for key, person in people.items()]


def swap_about(turn: Turn) -> Swap | None:
    """The open one."""
    rows = Swap.objects.filter(Q(turn=turn) | Q(other_turn=turn), state__in=OPEN)
    return rows.select_related(*OF_A_SWAP).first()


def takers_of(turn: Turn) -> list[Person]:
    """Everybody of the unit's pools."""
    rows = PoolMember.objects.filter(role__unit=turn.shift.roster.unit_id).select_related("person")
    return list({one.person_id: one.person for one in rows}.values())
