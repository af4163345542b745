"""A duty unit with its people and a published month, without the acts that lead there."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from meetings.duty.models import DayKind, DutyRole, DutyUnit, PoolMember, Roster, Shift, ShiftPattern, Turn
from office.api import Actor, Appointment, Organ, actor_of
from office.kernel.clock import OFFICE_ZONE, now, today
from tests.factories import a_department, an_organ, appointed


@dataclass
class DutyRoom:
    """`keeper` is of the department that keeps the unit; `leaders` and `officers` are its pools; `stranger` is of another organ."""

    organ: Organ
    unit: DutyUnit
    leading: DutyRole
    first: DutyRole
    pattern: ShiftPattern
    keeper: Appointment
    leaders: tuple[Appointment, ...]
    officers: tuple[Appointment, ...]
    stranger: Appointment

    def by(self, who: Appointment) -> Actor:
        return actor_of(who.person, who)


def a_duty_room(
    leaders: int = 2, officers: int = 3, *, organ: Organ | None = None, superior: DutyUnit | None = None
) -> DutyRoom:
    organ = organ or an_organ()
    keeping = a_department(organ)
    unit = DutyUnit.objects.create(
        organ=organ,
        name=f"{organ}总值班室",
        kept_by=keeping,
        superior=superior,
        telephone="0571-0000",
        place="办公楼101",
    )
    leading = DutyRole.objects.create(unit=unit, name="带班领导", leads=True, order=1)
    first = DutyRole.objects.create(unit=unit, name="主班", order=2)
    pattern = ShiftPattern.objects.create(unit=unit, name="昼夜班")
    pools = {}
    for role, many in ((leading, leaders), (first, officers)):
        pools[role.pk] = tuple(appointed(a_department(organ)) for _ in range(many))
        for order, one in enumerate(pools[role.pk]):
            PoolMember.objects.create(role=role, person=one.person, order=order)
    stranger = appointed(a_department(an_organ()))
    return DutyRoom(
        organ, unit, leading, first, pattern, appointed(keeping), pools[leading.pk], pools[first.pk], stranger
    )


def a_roster(room: DutyRoom, month: date | None = None, *, published: bool = True) -> Roster:
    """A month in which everybody takes turns; also the last day of the month before, so that somebody is on duty at any moment of it."""
    month = (month or today()).replace(day=1)
    roster = Roster.objects.create(
        unit=room.unit,
        month=month,
        published_at=now() if published else None,
        published_by=room.keeper if published else None,
    )
    day, number = month - timedelta(days=1), 0
    while day < month or day.month == month.month:
        begins = datetime(day.year, day.month, day.day, 8, 30, tzinfo=OFFICE_ZONE)
        ends = begins + timedelta(days=1)
        kind = DayKind.WEEKEND if day.weekday() > 4 else DayKind.WORKDAY
        shift = Shift.objects.create(
            roster=roster, pattern=room.pattern, day=day, kind=kind, starts_at=begins, ends_at=ends
        )
        for role, pool in ((room.leading, room.leaders), (room.first, room.officers)):
            person = pool[number % len(pool)].person
            Turn.objects.create(shift=shift, role=role, person=person, starts_at=begins, ends_at=ends)
        day, number = day + timedelta(days=1), number + 1
    return roster
