"""The people of a duty desk: who is on duty in words, who keeps it, and in which posts they are told."""

from collections.abc import Iterable
from datetime import datetime

from meetings.duty.models import DutyUnit, Turn
from meetings.duty.selectors.on_duty import on_duty
from office.api import Appointment, Person, valid_appointments


def posts_of(people: Iterable[Person]) -> list[Appointment]:
    """For each the post in which something waits for him: his primary one. Who holds none today is left out."""
    rows = valid_appointments().filter(person__in=list(people)).order_by("person", "-primary", "pk")
    first: dict[int, Appointment] = {}
    for one in rows:
        first.setdefault(one.person_id, one)
    return list(first.values())


def keepers_of(unit: DutyUnit) -> list[Appointment]:
    """The people of the department that keeps it."""
    return list(valid_appointments().filter(post__department=unit.kept_by_id).order_by("post__order", "pk"))


def staff_in_words(turns: Iterable[Turn]) -> str:
    """带班领导 程远山；主班 沈岚、何敏."""
    by_role: dict[str, list[str]] = {}
    for one in turns:
        by_role.setdefault(one.role.name, []).append(one.person.name)
    return "；".join(f"{role} {'、'.join(names)}" for role, names in by_role.items())[:400]


def staff_at(unit: DutyUnit, moment: datetime) -> str:
    """Who was on duty at a moment, as a register writes it."""
    return staff_in_words(on_duty([unit], moment))
