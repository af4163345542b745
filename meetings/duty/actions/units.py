"""登记值班单位、岗位、班次样式."""

from dataclasses import dataclass, field
from uuid import UUID

from meetings.duty.models import A_DAY, LONGEST_SHIFT, DutyRole, DutyUnit, ShiftPattern
from meetings.duty.policy import units
from meetings.policy import buildings
from office.api import Actor, action, record
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotThere
from office.kernel.text import clean_line

MOST_ROLES = 12
MOST_PATTERNS = 8
ALLOWANCE = 10_000
"""Yuan for a shift: more is a slip of the pen."""


@dataclass(frozen=True, kw_only=True)
class Described:
    """A unit as its form says it."""

    name: str
    organ: UUID | None = None
    kept_by: UUID | None = None
    superior: UUID | None = None
    telephone: str = ""
    place: str = ""
    rest_hours: int = 24
    most_in_week: int = 2
    most_in_month: int = 0
    workday_allowance: int = 0
    weekend_allowance: int = 0
    holiday_allowance: int = 0
    pays_arranged: bool = False
    in_use: bool = True


LIMITS = {
    "rest_hours": (0, 240, "两班之间休息的小时数"),
    "most_in_week": (0, 7, "七天内最多的班数"),
    "most_in_month": (0, 31, "一个月最多的班数"),
    "workday_allowance": (0, ALLOWANCE, "工作日补贴"),
    "weekend_allowance": (0, ALLOWANCE, "休息日补贴"),
    "holiday_allowance": (0, ALLOWANCE, "法定节假日补贴"),
}


@action
def save_unit(unit_uid: UUID | None, said: Described, *, by: Actor, key: UUID) -> DutyUnit:
    """登记值班单位：by the system administrator, who names the keeping department and the unit it reports to; its keepers mend the rest."""
    unit = DutyUnit() if unit_uid is None else _taken(unit_uid, by=by)
    name = clean_line(said.name, "名称", 60, field="name")
    if not name:
        raise Invalid("没有登记：请写值班单位的名称。", field="name")
    for one, (least, most, words) in LIMITS.items():
        if not least <= getattr(said, one) <= most:
            raise Invalid(f"没有登记：{words}须在{least}至{most}之间。", field=one)
        setattr(unit, one, getattr(said, one))
    if unit_uid is None or units.organs(by).filter(pk=unit.organ_id).exists():
        _say_whose(unit, said, is_new=unit_uid is None, by=by)
    if DutyUnit.objects.filter(organ=unit.organ, name=name).exclude(pk=unit.pk).exists():
        raise Invalid(f"没有登记：{unit.organ}已有“{name}”。请另取名称。", field="name")
    unit.name = name
    unit.telephone = clean_line(said.telephone, "值班电话", 40, field="telephone")
    unit.place = clean_line(said.place, "值班地点", 120, field="place")
    if unit_uid is not None and said.in_use and not unit.in_use:
        unit.used_since = now()
    unit.in_use, unit.pays_arranged = said.in_use, said.pays_arranged
    unit.save()
    _record(by, "unit_saved", unit, name)
    return unit


def _taken(uid: UUID, *, by: Actor) -> DutyUnit:
    """By its keepers, or by the administrator of its organ."""
    unit = units.read(uid, by=by)
    if not units.organs(by).filter(pk=unit.organ_id).exists():
        return units.take_kept(uid, by=by)
    units.lock(uid)
    return units.read(uid, by=by)


def _say_whose(unit: DutyUnit, said: Described, *, is_new: bool, by: Actor) -> None:
    """What stands there may stay, though its department was closed or its superior is out of use: who mends a telephone number is not asked about it."""
    organ = unit.organ if not is_new else units.organs(by).filter(uid=said.organ).first() if said.organ else None
    if organ is None:
        raise NotThere("该机关")
    same = None if is_new else unit
    keeper = buildings.keepers(organ).filter(uid=said.kept_by).first() if said.kept_by else None
    if same is not None and said.kept_by == same.kept_by.uid:
        keeper = same.kept_by
    if keeper is None:
        raise Invalid("没有登记：请选择由哪个处室安排值班。", field="kept_by")
    superior = units.superiors(organ).filter(uid=said.superior).exclude(pk=unit.pk).first() if said.superior else None
    if same is not None and same.superior is not None and said.superior == same.superior.uid:
        superior = same.superior
    if said.superior and superior is None:
        raise Invalid("没有登记：上级值班单位须从列出的里选。", field="superior")
    above = superior
    while above is not None:
        if above.pk == unit.pk:
            raise Invalid(f"没有登记：“{superior}”本身向这个单位报告，不能又作它的上级。", field="superior")
        above = above.superior
    unit.organ, unit.kept_by, unit.superior = organ, keeper, superior


@dataclass(frozen=True, kw_only=True)
class RoleSaid:
    """岗位 as its form says it."""

    name: str
    people: int = 1
    leads: bool = False
    answers: bool = True
    order: int = 0
    in_use: bool = True


@action
def save_role(unit_uid: UUID, role_uid: UUID | None, said: RoleSaid, *, by: Actor, key: UUID) -> DutyRole:
    """登记岗位：what stands in each shift, and how many. One that is no longer in use stays where it was served."""
    unit = units.take_kept(unit_uid, by=by)
    role = DutyRole(unit=unit) if role_uid is None else unit.roles.filter(uid=role_uid).first()
    if role is None:
        raise NotThere("该岗位")
    name = clean_line(said.name, "岗位名称", 20, field="name")
    if not name:
        raise Invalid("没有登记：请写岗位名称，如带班领导、主班、副班。", field="name")
    if not 1 <= said.people <= 20:
        raise Invalid("没有登记：每班人数须在1至20之间。", field="people")
    if not 0 <= said.order <= 99:
        raise Invalid("没有登记：排序须在0至99之间。", field="order")
    if unit.roles.filter(name=name).exclude(pk=role.pk).exists():
        raise Invalid(f"没有登记：已有“{name}”。请另取名称。", field="name")
    if role_uid is None and unit.roles.count() >= MOST_ROLES:
        raise Invalid(f"没有登记：一个值班单位最多{MOST_ROLES}个岗位。")
    role.name, role.people, role.leads, role.answers = name, said.people, said.leads, said.answers
    role.order, role.in_use = said.order, said.in_use
    role.save()
    _record(by, "role_saved", unit, name)
    return role


@dataclass(frozen=True, kw_only=True)
class PatternSaid:
    """班次样式 as its form says it: minutes from midnight, minutes of length; no `roles`: all of the unit's."""

    name: str
    begins: int = 8 * 60 + 30
    lasts: int = A_DAY
    on_workdays: bool = True
    on_weekends: bool = True
    on_holidays: bool = True
    in_use: bool = True
    roles: list[UUID] = field(default_factory=list)


@action
def save_pattern(unit_uid: UUID, pattern_uid: UUID | None, said: PatternSaid, *, by: Actor, key: UUID) -> ShiftPattern:
    """登记班次：when shifts begin and how long they last. Months that are there already keep theirs."""
    unit = units.take_kept(unit_uid, by=by)
    pattern = ShiftPattern(unit=unit) if pattern_uid is None else unit.patterns.filter(uid=pattern_uid).first()
    if pattern is None:
        raise NotThere("该班次")
    name = clean_line(said.name, "班次名称", 20, field="name")
    if not name:
        raise Invalid("没有登记：请写班次名称，如昼夜班、白班、夜班。", field="name")
    if not (0 <= said.begins < A_DAY and 30 <= said.lasts <= LONGEST_SHIFT):
        raise Invalid("没有登记：一班须在半小时至7天之间。", field="lasts")
    if not (said.on_workdays or said.on_weekends or said.on_holidays):
        raise Invalid("没有登记：请至少选一种日子。", field="on_workdays")
    if unit.patterns.filter(name=name).exclude(pk=pattern.pk).exists():
        raise Invalid(f"没有登记：已有“{name}”。请另取名称。", field="name")
    if pattern_uid is None and unit.patterns.count() >= MOST_PATTERNS:
        raise Invalid(f"没有登记：一个值班单位最多{MOST_PATTERNS}种班次。")
    for one in ("begins", "lasts", "on_workdays", "on_weekends", "on_holidays", "in_use"):
        setattr(pattern, one, getattr(said, one))
    pattern.name = name
    pattern.save()
    pattern.roles.set(unit.roles.filter(uid__in=said.roles))
    _record(by, "pattern_saved", unit, name)
    return pattern


def _record(by: Actor, act: str, unit: DutyUnit, said: str) -> None:
    record(by, f"duty.{act}", stream=f"duty:{unit.uid}", about=unit.uid, title=str(unit), opinion=said)
