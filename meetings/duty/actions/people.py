"""值班人员、同班与不同班、不能值班、意愿."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from meetings.duty.models import Absence, DutyUnit, Pairing, PoolMember, Turn, Wish
from meetings.duty.policy import units
from meetings.duty.selectors.people import candidates
from meetings.duty.wording import turn_words
from office.api import Actor, Person, action, record
from office.kernel.clock import now, start_of, today
from office.kernel.refusals import Invalid, NotThere, SomebodyWasFirst

LONGEST_ABSENCE = timedelta(days=400)
FAR = timedelta(days=400)
MOST_SAID = 4


@dataclass(frozen=True, kw_only=True)
class Serves:
    """On which days somebody serves a role, and how much of it."""

    on_workdays: bool = True
    on_weekends: bool = True
    on_holidays: bool = True
    since: date | None = None
    until: date | None = None
    share: int = 100


@action
def add_members(unit_uid: UUID, role_uid: UUID, people: Iterable[UUID], *, by: Actor, key: UUID) -> DutyUnit:
    """加值班人员：people in office in the unit's organ, into the pool of a role; who is in it stays as he is."""
    unit = units.take_kept(unit_uid, by=by)
    role = unit.roles.filter(uid=role_uid).first()
    if role is None:
        raise NotThere("该岗位")
    wanted = list(people)
    found = {one.person_id: one.person for one in candidates(unit).filter(person__uid__in=wanted)}
    if not found:
        raise Invalid("没有加：请至少选一个人。", field="people")
    there = set(role.pool.values_list("person", flat=True))
    fresh = [one for key_, one in found.items() if key_ not in there]
    order = role.pool.count()
    PoolMember.objects.bulk_create(PoolMember(role=role, person=one, order=order + n) for n, one in enumerate(fresh))
    _record(by, "members_added", unit, f"{role}：{'、'.join(one.name for one in fresh)}")
    return unit


@action
def save_member(member_uid: UUID, unit_uid: UUID, said: Serves, *, by: Actor, key: UUID) -> PoolMember:
    """修改值班人员：kinds of day, from when until when, how much. Months that are there already do not change by it."""
    unit = units.take_kept(unit_uid, by=by)
    member = PoolMember.objects.filter(uid=member_uid, role__unit=unit).select_related("person", "role").first()
    if member is None:
        raise NotThere("该值班人员")
    if not (said.on_workdays or said.on_weekends or said.on_holidays):
        raise Invalid(f"没有改：请至少为{member.person}选一种日子；不再值班的，请去掉。")
    if not 10 <= said.share <= 200:
        raise Invalid("没有改：承担比例须在10%至200%之间。")
    if said.since and said.until and said.since > said.until:
        raise Invalid("没有改：“至”不能早于“自”。")
    for one in ("on_workdays", "on_weekends", "on_holidays", "since", "until", "share"):
        setattr(member, one, getattr(said, one))
    member.save()
    _record(by, "member_saved", unit, f"{member.role}：{member.person}")
    return member


@action
def remove_member(member_uid: UUID, unit_uid: UUID, *, by: Actor, key: UUID) -> DutyUnit:
    """去掉值班人员：no longer proposed for the role. What he has on rosters stays until it is changed."""
    unit = units.take_kept(unit_uid, by=by)
    member = PoolMember.objects.filter(uid=member_uid, role__unit=unit).select_related("person", "role").first()
    if member is None:
        raise NotThere("该值班人员")
    member.delete()
    _record(by, "member_removed", unit, f"{member.role}：{member.person}")
    return unit


@action
def pair(unit_uid: UUID, one: UUID, other: UUID, *, together: bool, by: Actor, key: UUID) -> Pairing:
    """同班、不同班：of two people of the pools."""
    unit = units.take_kept(unit_uid, by=by)
    pool = Person.objects.filter(pk__in=PoolMember.objects.filter(role__unit=unit).values("person"))
    both = sorted(pool.filter(uid__in=(one, other)), key=lambda person: person.pk)
    if len(both) != 2:
        raise Invalid("没有登记：请选两个不同的值班人员。")
    first, second = both
    if Pairing.objects.filter(unit=unit, first=first, second=second).exists():
        raise SomebodyWasFirst(f"没有登记：{first}与{second}已有约定。要改的，请先去掉。")
    made = Pairing.objects.create(unit=unit, first=first, second=second, together=together)
    _record(by, "paired", unit, f"{first}与{second}{'同班' if together else '不同班'}")
    return made


@action
def unpair(pairing_uid: UUID, unit_uid: UUID, *, by: Actor, key: UUID) -> DutyUnit:
    """去掉同班、不同班的约定."""
    unit = units.take_kept(unit_uid, by=by)
    found = Pairing.objects.filter(uid=pairing_uid, unit=unit).select_related("first", "second").first()
    if found is None:
        raise NotThere("该约定")
    found.delete()
    _record(by, "unpaired", unit, f"{found.first}与{found.second}")
    return unit


class HasTurns(Invalid):
    """He has turns on those days: they are to be swapped first."""

    def __init__(self, person: Person, turns: list[Turn], *, own: bool) -> None:
        self.turns = turns
        said = "、".join(turn_words(one) for one in turns[:MOST_SAID])
        more = f"等{len(turns)}班" if len(turns) > MOST_SAID else ""
        way = "请先换班、替班，或请安排值班的处室调整" if own else "请先换人；或勾选“仍要登记”，再用“重新安排”补上"
        super().__init__(f"没有登记：{person}这几天已排{said}{more}。{way}。", field="first")


@action
def enter_absence(first: date, last: date, reason: str, *, by: Actor, key: UUID) -> Absence:
    """登记不能值班：one's own. With published turns on those days it is refused, and they are named."""
    return _enter(by.person, first, last, reason, by=by, own=True)


@action
def enter_absence_for(
    unit_uid: UUID,
    person_uid: UUID,
    first: date,
    last: date,
    reason: str,
    *,
    anyway: bool = False,
    by: Actor,
    key: UUID,
) -> Absence:
    """代为登记不能值班：of somebody of the pools. With `anyway` his turns on those days stand as conflicts until they are given to others."""
    unit = units.take_kept(unit_uid, by=by)
    member = PoolMember.objects.filter(role__unit=unit, person__uid=person_uid).select_related("person").first()
    if member is None:
        raise NotThere("该值班人员")
    return _enter(member.person, first, last, reason, by=by, own=False, anyway=anyway)


def _enter(
    person: Person, first: date, last: date, reason: str, *, by: Actor, own: bool, anyway: bool = False
) -> Absence:
    if last < first:
        raise Invalid("没有登记：“至”不能早于“自”。", field="last")
    if last < today():
        raise Invalid("没有登记：这几天已经过去。", field="last")
    if last - first > LONGEST_ABSENCE:
        raise Invalid("没有登记：一次最长400天。长期不值班的，请在值班人员里写“至”哪一天。", field="last")
    if reason not in Absence.Reason.values:
        raise Invalid("没有登记：请选择事由。", field="reason")
    for uid in sorted(served_units(person)):
        units.lock(uid)  # nobody gives him a turn meanwhile
    turns = turns_touched(person, first, last)
    if turns and not anyway:
        raise HasTurns(person, turns, own=own)
    made = Absence.objects.create(person=person, first=first, last=last, reason=reason)
    record(
        by,
        "duty.absence_entered",
        stream=f"absence:{made.uid}",
        about=made.uid,
        title=f"{person}不能值班",
        opinion=f"{first:%Y-%m-%d}至{last:%Y-%m-%d}，{made.get_reason_display()}",
    )
    return made


def served_units(person: Person) -> set[UUID]:
    """The units in whose pools he is, or on whose coming rosters."""
    pools = PoolMember.objects.filter(person=person).values_list("role__unit__uid", flat=True)
    ahead = Turn.objects.filter(person=person, ends_at__gt=now()).values_list("shift__roster__unit__uid", flat=True)
    return {*pools, *ahead.distinct()}


def turns_touched(person: Person, first: date, last: date) -> list[Turn]:
    """His published turns, not yet over, that touch some whole days."""
    rows = Turn.objects.published().filter(
        person=person, ends_at__gt=max(start_of(first), now()), starts_at__lt=start_of(last + timedelta(days=1))
    )
    return list(rows.select_related("role", "shift__roster__unit"))


@action
def withdraw_absence(absence_uid: UUID, *, by: Actor, key: UUID) -> Absence:
    """取消：one's own, or of somebody of a pool that he keeps."""
    kept = PoolMember.objects.filter(role__unit__in=units.kept(by)).values("person")
    rows = Absence.objects.filter(Q(person=by.person) | Q(person__in=kept), uid=absence_uid)
    found = rows.select_related("person").select_for_update(of=("self",)).first()
    if found is None:
        raise NotThere("该登记")
    if found.withdrawn_at is None:
        found.withdrawn_at = now()
        found.save(update_fields=["withdrawn_at"])
        record(
            by,
            "duty.absence_withdrawn",
            stream=f"absence:{found.uid}",
            about=found.uid,
            title=f"{found.person}不能值班",
            opinion=f"{found.first:%Y-%m-%d}至{found.last:%Y-%m-%d}",
        )
    return found


@action
def wish(unit_uid: UUID, day: date, wants: bool | None, *, by: Actor, key: UUID) -> DutyUnit:
    """意愿：愿意值, 最好不值, or nothing any more. It is weighed, never a rule."""
    unit = units.read(unit_uid, by=by)
    if not PoolMember.objects.filter(role__unit=unit, person=by.person).exists():
        raise Invalid(f"没有登记：您不在“{unit}”的值班人员中。", field="day")
    if not today() < day <= today() + FAR:
        raise Invalid("没有登记：意愿只写今天以后、一年以内的日子。", field="day")
    units.lock(unit.uid)
    Wish.objects.filter(unit=unit, person=by.person, day=day).delete()
    if wants is not None:
        Wish.objects.create(unit=unit, person=by.person, day=day, wants=wants)
    return unit


def _record(by: Actor, act: str, unit: DutyUnit, said: str) -> None:
    record(by, f"duty.{act}", stream=f"duty:{unit.uid}", about=unit.uid, title=str(unit), opinion=said[:380])
