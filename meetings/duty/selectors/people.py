"""Who takes part in the duty of a unit: pools, absences, and who could be asked."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from meetings.duty.models import Absence, DutyUnit, Pairing, PoolMember, Swap, Turn
from meetings.duty.problems import last_days
from office.api import Appointment, Person, valid_appointments
from office.kernel.clock import day_of, now, today

MOST = 500


@dataclass(frozen=True)
class Listed:
    """A member of a pool. `leaves`: the last day of his appointments in the unit's organ, where all of them end."""

    member: PoolMember
    unit: str
    leaves: date | None

    @property
    def has_left(self) -> bool:
        return self.leaves is not None and self.leaves < today()


def candidates(unit: DutyUnit) -> QuerySet[Appointment]:
    """Who may be put into a pool: those in office in the unit's organ."""
    return valid_appointments().filter(post__department__organ=unit.organ_id)


def pool_of(unit: DutyUnit) -> list[Listed]:
    """All of its pools, in the order of the roles."""
    rows = list(PoolMember.objects.filter(role__unit=unit).select_related("role", "person"))
    leaves = last_days({one.person_id for one in rows}, unit.organ_id)
    homes = homes_of({one.person_id for one in rows})
    return [Listed(one, homes.get(one.person_id, ""), leaves.get(one.person_id)) for one in rows]


def homes_of(people: set[int]) -> dict[int, str]:
    """Of each where he is today: 综合一处副处长, of the primary post."""
    rows = valid_appointments().filter(person__in=people).order_by("primary", "-pk")
    return {one.person_id: f"{one.department.name}{one.post.title}" for one in rows}


def people_of(unit: DutyUnit) -> list[Person]:
    """Everybody of the pools, once."""
    rows = PoolMember.objects.filter(role__unit=unit).select_related("person")
    return list({one.person_id: one.person for one in rows}.values())


def absences_ahead(people: set[int]) -> list[Absence]:
    """Those that are not over, the first to begin first."""
    rows = Absence.objects.filter(person__in=people, withdrawn_at__isnull=True, last__gte=today())
    return list(rows.select_related("person").order_by("first", "pk")[:MOST])


def pairings_of(unit: DutyUnit) -> list[Pairing]:
    return list(Pairing.objects.filter(unit=unit).select_related("first", "second").order_by("pk"))


def swaps_waiting(unit: DutyUnit) -> list[Swap]:
    """Those that wait for whoever keeps the unit."""
    rows = Swap.objects.filter(turn__shift__roster__unit=unit, state="agreed")
    return list(
        rows.select_related("asker", "other", "turn__role", "turn__shift", "other_turn__role", "other_turn__shift")
    )


def absent_on_duty(unit: DutyUnit) -> list[Turn]:
    """Published turns ahead of people who are away then, or have left by then: each needs somebody else."""
    rows = Turn.objects.published().filter(shift__roster__unit=unit, ends_at__gt=now())
    found = list(rows.select_related("person", "role", "shift__roster"))
    people = {turn.person_id for turn in found}
    leaves, away = last_days(people, unit.organ_id), dict[int, list[Absence]]()
    for one in absences_ahead(people):
        away.setdefault(one.person_id, []).append(one)
    return [
        turn
        for turn in found
        if turn.shift.day > leaves.get(turn.person_id, turn.shift.day)
        or any(_touches(one, turn) for one in away.get(turn.person_id, []))
    ]


def _touches(one: Absence, turn: Turn) -> bool:
    return one.first <= day_of(turn.ends_at) and day_of(turn.starts_at) <= one.last
