"""演示城市的值班：the general duty office of the city and two organs that report to it, with this month and the next published."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid5

from meetings.duty.actions.people import Serves, add_members, save_member
from meetings.duty.actions.rosters import open_roster, publish_roster
from meetings.duty.actions.swaps import ask_swap
from meetings.duty.actions.units import Described, PatternSaid, RoleSaid, save_pattern, save_role, save_unit
from meetings.duty.changing import write_changes
from meetings.duty.models import DutyUnit, PoolMember, Roster, Turn
from meetings.duty.policy import rosters
from meetings.duty.problems import Key, key_of, month_of, person_of
from meetings.duty.rota import greedy
from meetings.duty.rules.month import next_month
from meetings.duty.selectors.people import candidates
from office.api import Actor, Appointment, Organ, action, actor_of, valid_appointments, with_role
from office.kernel.clock import now, today
from office.kernel.refusals import Refusal

SPACE = UUID("5b2c1e0a-6f2b-4d62-9a7e-2d3f10a4d017")
LEADING = 5
LEADERS = ("leader", "leader_in_charge", "head", "office_reviewer")


@dataclass(frozen=True)
class Plan:
    """A unit of the city: where, what it is called, its telephone, who stands in a shift beside the leader."""

    organ: str
    name: str
    telephone: str
    place: str
    roles: tuple[str, ...]
    most_in_week: int = 2


PLANS = (
    Plan("云州市人民政府办公室", "云州市政府总值班室", "12900009001", "市政府大楼101", ("主班", "副班"), 3),
    Plan("云州市住房和城乡建设局", "市住房城乡建设局值班室", "12900009102", "住建大楼一楼", ("值班员",)),
    Plan("东屏县人民政府", "东屏县政府总值班室", "12900009203", "县政府大楼102", ("主班", "副班"), 3),
)


def keep_demo_duty() -> int:
    """Where there is none yet; harmless when repeated, and goes on where it was interrupted. → how many units."""
    superior: DutyUnit | None = None
    found = 0
    for plan in PLANS:
        organ = Organ.objects.filter(names__name=plan.organ).distinct().first()
        if organ is None or organ.parent is None:
            continue
        admin = with_role(organ.parent, "system_administrator").first()
        people = _people(organ)
        if admin is None or len(people) < 6:
            continue
        unit = _unit(plan, organ, superior, _actor(admin), people)
        superior = superior or unit
        found += 1
        _publish(unit)
    if superior is not None:
        _swap(superior)
    return found


def _people(organ: Organ) -> list[Appointment]:
    rows = valid_appointments().filter(post__department__organ=organ, primary=True)
    return list(rows.prefetch_related("post__roles").order_by("post__department__order", "post__order", "pk"))


def _unit(plan: Plan, organ: Organ, superior: DutyUnit | None, admin: Actor, people: list[Appointment]) -> DutyUnit:
    there = DutyUnit.objects.filter(organ=organ, name=plan.name).first()
    if there is not None and PoolMember.objects.filter(role__unit=there).exists():
        return there
    keeping = next((one.department for one in people if one.department.is_general_office), people[0].department)
    said = Described(
        name=plan.name,
        organ=organ.uid,
        kept_by=keeping.uid,
        superior=superior.uid if superior else None,
        telephone=plan.telephone,
        place=plan.place,
        most_in_week=plan.most_in_week,
        workday_allowance=100,
        weekend_allowance=200,
        holiday_allowance=300,
    )
    unit = there or save_unit(None, said, by=admin, key=_key(plan.name))
    keeper = _keeper(unit)
    leaders = [one for one in people if _leads(one)][:LEADING]
    officers = [one for one in people if one not in leaders]
    names = ("带班领导", *plan.roles)
    for order, name in enumerate(names, 1):
        role = save_role(
            unit.uid,
            None,
            RoleSaid(name=name, leads=order == 1, order=order),
            by=keeper,
            key=_key(f"{plan.name} {name}"),
        )
        pool = leaders if order == 1 else officers
        add_members(
            unit.uid, role.uid, [one.person.uid for one in pool], by=keeper, key=_key(f"{plan.name} {name} people")
        )
    save_pattern(unit.uid, None, PatternSaid(name="昼夜班"), by=keeper, key=_key(f"{plan.name} pattern"))
    half = PoolMember.objects.filter(role__unit=unit).last()
    if half is not None and half.role.pool.count() > 5:
        save_member(half.uid, unit.uid, Serves(share=50), by=keeper, key=_key(f"{plan.name} half"))
    return unit


def _leads(one: Appointment) -> bool:
    return any(role.role in LEADERS for role in one.post.roles.all())


def _publish(unit: DutyUnit) -> None:
    """The month in which yesterday lies, whose last shift may still run, and the one after today's."""
    keeper = _keeper(unit)
    months = dict.fromkeys(day.replace(day=1) for day in (today() - timedelta(days=1), today(), next_month(today())))
    for month in months:
        roster = open_roster(unit.uid, month, by=keeper, key=_key(f"{unit.uid} {month}"))
        if not roster.is_published:
            roster = _fill(roster.uid, by=keeper, key=_key(f"{roster.uid} filled"))
            try:
                publish_roster(
                    roster.uid, seen=roster.version, insists=True, by=keeper, key=_key(f"{roster.uid} published")
                )
            except Refusal:  # turns alone do not fill it: the demonstration leaves the month a draft
                continue


@action
def _fill(roster_uid: UUID, *, by: Actor, key: UUID) -> Roster:  # noqa: ARG001 - `action` looks at the key
    """By turns, at once: the demonstration does not wait for the solver."""
    roster = rosters.take_kept(roster_uid, by=by)
    month = month_of(roster)
    turns: dict[Key, int] = {}
    for one in greedy(month.problem):
        turns[key_of(one.place)] = person_of(one.member)
    write_changes(month, turns, by=by, act="roster_made", why="按次序轮流")
    return roster


def _swap(unit: DutyUnit) -> None:
    """One who asks another for a swap."""
    rows = Turn.objects.published().filter(shift__roster__unit=unit, role__leads=False, shift__starts_at__gt=now())
    ahead = list(rows.select_related("person", "role", "shift").order_by("shift__starts_at", "pk")[:40])
    for one in ahead[4:12]:
        theirs = [t for t in ahead[12:] if t.role_id == one.role_id and t.person_id != one.person_id]
        for other in theirs:
            by = actor_of(one.person)
            try:
                ask_swap(
                    one.uid,
                    other.person.uid,
                    other.uid,
                    reason="当天家中有事，请与我调一班。",
                    by=by,
                    key=_key(f"{unit.uid} swap"),
                )
            except Refusal:
                continue
            return


def _keeper(unit: DutyUnit) -> Actor:
    rows = candidates(unit).filter(post__department=unit.kept_by_id).order_by("post__order", "pk")
    return _actor(rows[0])


def _key(words: str) -> UUID:
    return uuid5(SPACE, words)


def _actor(one: Appointment) -> Actor:
    return actor_of(one.person, one)
