"""依次叫谁：from the desk up to the leader on duty, then who keeps the unit, then the superior unit; as it is at this moment."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from meetings.duty.models import DutyUnit
from meetings.duty.selectors.on_duty import on_duty, told_in_order
from meetings.urgent.channels import CHANNELS
from meetings.urgent.models import Call
from meetings.urgent.policy import keepers_of
from office.api import Appointment, Person, valid_appointments
from office.kernel.clock import now


@dataclass(frozen=True)
class Rung:
    """Some people who are called together by one way, and as what. `same`: the same people as the rung before, by another way."""

    people: tuple[Appointment, ...]
    rank: str
    way: str
    same: bool = False


def ladder(unit: DutyUnit, *, without: Iterable[int] = ()) -> list[Rung]:
    """The rungs in their order; `without` are row keys of people who know already. Somebody who holds no post today is passed over."""
    known = set(without)
    people = [*_on_duty(unit, ""), (tuple(keepers_of(unit)), f"{unit}管理处室")]
    if unit.superior is not None:
        above = _on_duty(unit.superior, str(unit.superior))
        people += above or [(tuple(keepers_of(unit.superior)), f"{unit.superior}管理处室")]
    rungs: list[Rung] = []
    for some, rank in people:
        left = tuple({one.person_id: one for one in some if one.person_id not in known}.values())
        if not left:
            continue
        rungs.append(Rung(left, rank, Call.Way.IN_APP.value))
        rungs += [Rung(left, rank, one.way, same=True) for one in CHANNELS]
    return rungs


def nobody_on_duty(unit: DutyUnit) -> bool:
    """Whether no published roster has anybody at this moment who answers for urgent events."""
    return not told_in_order(on_duty([unit], now()))


def posts_in(unit: DutyUnit, people: Iterable[Person]) -> dict[int, Appointment]:
    """For each person (his row key) the post in which he is called: in the unit's organ where he has one."""
    wanted = [one.pk for one in people]
    rows = valid_appointments().filter(Q(person__in=wanted)).order_by("primary", "pk")
    found: dict[int, Appointment] = {}
    for one in rows:
        if (
            one.person_id not in found
            or one.organ.pk == unit.organ_id
            or found[one.person_id].organ.pk != unit.organ_id
        ):
            found[one.person_id] = one
    return found


def _on_duty(unit: DutyUnit, of: str) -> list[tuple[tuple[Appointment, ...], str]]:
    turns = told_in_order(on_duty([unit], now()))
    posts = posts_in(unit, [one.person for one in turns])
    return [((posts[one.person_id],), f"{of}{one.role}") for one in turns if one.person_id in posts]
