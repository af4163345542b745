"""立全宗：an organ's fonds is opened and described, its 档号 template and the codes of its departments settled. By its archivists."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from archive import policy
from archive.actions.retention_tables import put_in_force
from archive.arranging.codes import FORMS, fonds_code_flaw, template_of, unit_code_flaw
from archive.arranging.table import shipped
from archive.arranging.units import doubled, proposed_codes
from archive.models import Fonds, ItemNumber, UnitCode
from office.api import Actor, Department, Organ, action, grant, record, role_key
from office.kernel.clock import today
from office.kernel.refusals import Invalid, NotThere
from office.kernel.text import clean_line

LONGEST = 120
KEPT = "档案管理员"


@dataclass(frozen=True, kw_only=True)
class Described:
    """What a fonds is: 全宗号, 全宗名称, 立档单位名称, the archives it goes to, how its 档号 are written."""

    code: str
    name: str
    constituting_unit: str
    archives_name: str = ""
    archives_code: str = ""
    template: str = FORMS["DA/T 22"]


@action
def open_fonds(organ_uid: UUID, asked: Described, *, by: Actor, key: UUID) -> Fonds:
    """立全宗：from now on the organ's documents can be filed.

    Each department gets a code that may be changed until it is used, and the table that comes with the product is in force until the
    organ imports its own.
    """
    organ = Organ.objects.filter(uid=organ_uid, pk__in=policy.organs_kept(by)).first()
    if organ is None:
        raise NotThere("该机关")
    described = _checked(asked)
    if Fonds.objects.filter(organ=organ).exists():
        raise Invalid(f"{organ}已经立了全宗。", field="organ")
    _refuse_taken(described.code)
    try:
        with transaction.atomic():
            fonds = Fonds.objects.create(organ=organ, **asdict(described))
    except IntegrityError as error:
        raise Invalid(f"{organ}的全宗或全宗号{described.code}刚刚有人立了。请刷新页面。", field="code") from error
    departments = list(Department.objects.open().filter(organ=organ))
    codes = proposed_codes(one.name for one in departments)
    UnitCode.objects.bulk_create(UnitCode(fonds=fonds, department=one, code=codes[one.name]) for one in departments)
    put_in_force(fonds, shipped(), approval="", since=today().replace(month=1, day=1), by=None)
    grant(fonds.uid, role_key(organ, policy.ARCHIVIST), why=KEPT)
    _record(by, fonds, "fonds.opened", described=asdict(described))
    return fonds


@action
def change_fonds(fonds_uid: UUID, asked: Described, *, by: Actor, key: UUID, reason: str = "") -> Fonds:
    """修改全宗：once a 档号 was given, its 全宗号 stays, and another template needs a reason and is for records filed from now on."""
    fonds = policy.fondses.take(fonds_uid, by=by)
    described, before = _checked(asked), describe(fonds)
    reason = clean_line(reason, "缘由", 200, field="reason")
    if described.code != before.code:
        if is_numbered(fonds):
            raise Invalid("已经有编了档号的档案，全宗号不能再改。", field="code")
        _refuse_taken(described.code)
    if described.template != before.template and is_numbered(fonds) and not reason:
        raise Invalid("已经有编了档号的档案。另换模板请写明缘由；已编的档号不变。", field="reason")
    for name, value in asdict(described).items():
        setattr(fonds, name, value)
    try:
        with transaction.atomic():
            fonds.save(update_fields=list(asdict(described)))
    except IntegrityError as error:
        raise Invalid(f"全宗号{described.code}刚刚有人用了。请另写。", field="code") from error
    changed = {name: value for name, value in asdict(described).items() if value != getattr(before, name)}
    if changed:
        _record(by, fonds, "fonds.changed", opinion=reason, before=asdict(before), changed=changed)
    return fonds


@action
def set_unit_codes(fonds_uid: UUID, codes: Mapping[UUID, str], *, by: Actor, key: UUID) -> Fonds:
    """定机构代码：department → code, of all that are named; an empty code takes it away. 档号 that were given stay as they are."""
    fonds = policy.fondses.take(fonds_uid, by=by)
    departments = {one.uid: one for one in Department.objects.filter(organ=fonds.organ, uid__in=codes)}
    if codes.keys() - departments.keys():
        raise NotThere("该处室")
    held = {one.department_id: one for one in UnitCode.objects.filter(fonds=fonds)}
    changed: dict[str, str] = {}
    for uid, code in codes.items():
        department = departments[uid]
        if code and (flaw := unit_code_flaw(code)):
            raise Invalid(f"{department.name}：{flaw}", field=f"unit-{uid}")
        one = held.get(department.pk)
        if (one.code if one else "") == code:
            continue
        changed[department.name] = code
        if not code and one is not None:
            one.delete()
        else:
            UnitCode.objects.update_or_create(department=department, defaults={"fonds": fonds, "code": code})
    _refuse_doubled(fonds)
    if changed:
        _record(by, fonds, "fonds.units_coded", changed=changed)
    return fonds


def describe(fonds: Fonds) -> Described:
    """What it is now."""
    return Described(**{name: getattr(fonds, name) for name in Described.__dataclass_fields__})


def is_numbered(fonds: Fonds) -> bool:
    """Whether a 档号 was given in it."""
    return ItemNumber.objects.filter(register__fonds=fonds).exists()


def _checked(asked: Described) -> Described:
    if flaw := fonds_code_flaw(asked.code):
        raise Invalid(flaw, field="code")
    template_of(asked.template)
    lines = {
        name: clean_line(getattr(asked, name), word, limit, field=name)
        for name, word, limit in (
            ("name", "全宗名称", LONGEST),
            ("constituting_unit", "立档单位名称", LONGEST),
            ("archives_name", "档案馆名称", LONGEST),
            ("archives_code", "档案馆代码", 20),
        )
    }
    if empty := next((name for name in ("name", "constituting_unit") if not lines[name]), ""):
        raise Invalid("请填写这一项，归档元数据里必有。", field=empty)
    return Described(code=asked.code, template=asked.template, **lines)


def _refuse_taken(code: str) -> None:
    if (other := Fonds.objects.filter(code=code).select_related("organ").first()) is not None:
        raise Invalid(f"全宗号{code}已是{other.organ}的。请照档案馆给的号填写。", field="code")


def _refuse_doubled(fonds: Fonds) -> None:
    rows = UnitCode.objects.filter(fonds=fonds, department__closed_on__isnull=True).select_related("department")
    for code, names in doubled({one.department.name: one.code for one in rows}).items():
        raise Invalid(f"代码{code}给了{'、'.join(names)}，分不清是哪个处室的。请改成各不相同。", field="units")


def _record(by: Actor, fonds: Fonds, act: str, **detail: object) -> None:
    record(by, act, stream=f"fonds:{fonds.uid}", about=fonds.uid, title=f"全宗{fonds}", **detail)
