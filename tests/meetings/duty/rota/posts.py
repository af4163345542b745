"""Small problems: days from a Friday before a holiday, so that all kinds of day come soon."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from meetings.duty.rota import Absence, Kind, Member, Place, Pool, Problem, Rules, Turn, on_any_day

FIRST = date(2026, 12, 25)
HOLIDAYS = {date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3)}
ROLES = ("主班", "副班")


def day(n: int) -> date:
    return FIRST + timedelta(days=n)


def morning(n: int) -> datetime:
    return datetime.combine(day(n), time(8, 30))


def kind_of(on: date) -> Kind:
    if on in HOLIDAYS:
        return Kind.HOLIDAY
    return Kind.WEEKEND if on.weekday() > 4 else Kind.WORKDAY


def places(days: int, roles: Iterable[str] = ROLES) -> tuple[Place, ...]:
    """From half past eight to half past eight, each role a day. The key is the day's number and the role."""
    there = [(n, role) for n in range(days) for role in roles]
    return tuple(Place((n, role), n, role, morning(n), morning(n + 1), day(n), kind_of(day(n))) for n, role in there)


def people(many: int, pools: frozenset[Pool] = on_any_day(*ROLES)) -> tuple[Member, ...]:
    return tuple(Member(n, "甲乙丙丁戊己庚辛壬癸"[n], pools) for n in range(many))


def problem(days: int, many: int, rules: Rules | None = None, roles: Iterable[str] = ROLES) -> Problem:
    return Problem(places(days, roles), people(many), rules or Rules())


def away(member: int, first: int, last: int) -> Absence:
    """From the morning of one day to that after another."""
    return Absence(member, morning(first), morning(last + 1))


def turn(n: int, role: str, member: int) -> Turn:
    return Turn((n, role), member)
