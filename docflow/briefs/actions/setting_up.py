"""信息工作台、刊物、计分规则的设置."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from docflow.briefs import moves, policy
from docflow.briefs.models import (
    Brief,
    BriefKind,
    BriefRequest,
    Desk,
    Issue,
    Item,
    Periodical,
    PeriodicalReader,
    ScoreLine,
    ScoreRule,
    Sharing,
    Stacking,
    UnitTarget,
)
from docflow.briefs.selectors.choices import units_of
from docflow.briefs.selectors.rules import USUAL, rule_of
from docflow.supervision.selectors.for_others import leaders_to_answer
from office.api import Actor, Department, Unit, action, grant_each, record, revoke
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotThere, SomebodyWasFirst
from office.kernel.text import clean_line

LONGEST_NAME = 20
MOST_POINTS = Decimal(100)
MOST_IN_A_MONTH = Decimal(1000)
MOST_TOTAL = 100_000
CENT = Decimal("0.01")
CARRIED = ("sharing", "stacking", "main_leader", "other_leader", "missed", "quota", "cap")
"""What a version takes over from the one before it, besides its lines and the targets of units."""


@action
def set_desk(
    organ_uid: UUID | None, *, department: UUID | None, needs_approval: bool, in_use: bool, by: Actor, key: UUID
) -> Desk:
    """设工作台：which department edits, whether a unit's leader looks first. Those who edit from now on read what was before."""
    organ, actor = policy.ask_set_up(organ_uid, by=by)
    home = None
    if department is not None:
        home = organ.departments.open().filter(uid=department).first()
        if home is None:
            raise Invalid("所选处室不在本机关，或已撤销。请重新选择。", field="department")
    desk, new = Desk.objects.get_or_create(organ=organ)
    policy.lock_desk(desk)
    desk.refresh_from_db()
    before = policy.keys_of_desk(desk)
    desk.department, desk.needs_approval, desk.in_use = home, needs_approval, in_use
    desk.set_names, desk.set_at = actor.names(), now()
    desk.save()
    if new:
        ScoreRule.objects.create(desk=desk, version=1, names=actor.names())
    _regrant(desk, before, policy.keys_of_desk(desk))
    _record(
        desk,
        "desk_set",
        f"编辑：{home or '办公室审核岗位'}；{'' if needs_approval else '不'}经本单位负责人审核",
        by=actor,
    )
    return desk


@dataclass(frozen=True, kw_only=True)
class Published:
    """A periodical as it is set up: whom it goes to (units and people by uid), how many issues there were before this system."""

    name: str
    units: Sequence[UUID] = ()
    people: Sequence[UUID] = ()
    total: int | None = None
    in_use: bool = True


@action
def save_periodical(
    desk_uid: UUID | None, periodical_uid: UUID | None, wish: Published, *, by: Actor, key: UUID
) -> Periodical:
    """设刊物. Who reads it from now on has what comes from now on; what was brought to others stays with them."""
    desk, editor = policy.ask_edited_desk(desk_uid, by=by)
    policy.lock_desk(desk)
    name = clean_line(wish.name.strip("《》 "), "刊名", LONGEST_NAME, field="name")
    if not name:
        raise Invalid("请写刊名。", field="name")
    if periodical_uid is None:
        periodical = Periodical(desk=desk)
    else:
        found = desk.periodicals.filter(uid=periodical_uid).first()
        if found is None:
            raise NotThere("该刊物")
        periodical = found
    if desk.periodicals.filter(name=name).exclude(pk=periodical.pk).exists():
        raise SomebodyWasFirst(f"已经有《{name}》了。请换一个刊名，或修改原来的。")
    new = periodical.pk is None
    periodical.name, periodical.in_use = name, wish.in_use
    if new and wish.total is not None:
        if not 0 <= wish.total <= MOST_TOTAL:
            raise Invalid(f"已出期数须在0至{MOST_TOTAL}之间。", field="total")
        periodical.total = wish.total
    periodical.save()
    _set_readers(periodical, desk, wish)
    if new:
        _next_version(desk, by=editor, more=[(periodical, "", USUAL)])
    _record(desk, "periodical_saved", str(periodical), by=editor)
    return periodical


@dataclass(frozen=True, kw_only=True)
class Values:
    """A whole rule. `points` by (periodical uid, kind), the kind empty for all others; None leaves it to those.

    `quota` is what each unit is to reach in a month, `cap` what it has at most in it by adoptions; `targets` (by the unit's uid) are those
    of units that have others, None where it is as the rule says.
    """

    sharing: str
    stacking: str
    main_leader: Decimal
    other_leader: Decimal
    missed: Decimal
    points: Mapping[tuple[UUID, str], Decimal | None]
    quota: Decimal = Decimal(0)
    cap: Decimal | None = None
    targets: Mapping[UUID, tuple[Decimal | None, Decimal | None]] = field(default_factory=dict)


@action
def set_rule(desk_uid: UUID | None, values: Values, seen: int, *, by: Actor, key: UUID) -> ScoreRule:
    """改规则：a new version for what comes. What was counted stays as it was counted. `seen` is the version that the page showed."""
    desk, editor = policy.ask_edited_desk(desk_uid, by=by)
    policy.lock_desk(desk)
    held = rule_of(desk)
    if held is not None and held.version != seen:
        raise SomebodyWasFirst(f"{held.names.get('name', '')}已先改成第{held.version}版。请看过新的规则再改。")
    if values.sharing not in Sharing.values or values.stacking not in Stacking.values:
        raise Invalid("请选合编和多刊采用怎么计。")
    for name, leader in (("main_leader", values.main_leader), ("other_leader", values.other_leader)):
        _refuse_value(leader, name)
    if not -MOST_POINTS <= values.missed <= 0 or values.missed != values.missed.quantize(CENT):
        raise Invalid(f"“约稿到期未报”须在−{MOST_POINTS}至0之间，最多两位小数。", field="missed")
    periodicals = {one.uid: one for one in desk.periodicals.all()}
    lines = []
    for (uid, kind), value in values.points.items():
        if uid not in periodicals or (kind and kind not in BriefKind.values):
            raise NotThere("该刊物")
        if value is not None:
            _refuse_value(value, "points")
            lines.append((periodicals[uid], kind, value))
    _refuse_target(values.quota, values.cap)
    targets = _targets(desk, held, values)
    rule = ScoreRule.objects.create(
        desk=desk,
        version=held.version + 1 if held is not None else 1,
        sharing=values.sharing,
        stacking=values.stacking,
        main_leader=values.main_leader,
        other_leader=values.other_leader,
        missed=values.missed,
        quota=values.quota,
        cap=values.cap,
        names=editor.names(),
    )
    ScoreLine.objects.bulk_create(
        ScoreLine(rule=rule, periodical=periodical, kind=kind, points=points) for periodical, kind, points in lines
    )
    _keep_targets(rule, targets)
    _record(desk, "rule_set", f"第{rule.version}版", by=editor)
    return rule


def _targets(desk: Desk, held: ScoreRule | None, values: Values) -> list[UnitTarget]:
    """Those that say anything, of units that report there, or that had one already."""
    units: dict[UUID, Unit] = {one.uid: one for one in units_of(desk)}
    if held is not None:
        units |= {one.unit.uid: one.unit for one in held.targets.select_related("organ", "department")}
    found = []
    for uid, (quota, cap) in values.targets.items():
        if uid not in units:
            raise NotThere("该单位")
        _refuse_target(quota, cap)
        if quota is not None or cap is not None:
            unit = units[uid]
            organ, department = (unit.organ, unit) if isinstance(unit, Department) else (unit, None)
            found.append(UnitTarget(organ=organ, department=department, quota=quota, cap=cap))
    return found


def _keep_targets(rule: ScoreRule, targets: Iterable[UnitTarget]) -> None:
    UnitTarget.objects.bulk_create(
        UnitTarget(rule=rule, organ_id=one.organ_id, department_id=one.department_id, quota=one.quota, cap=one.cap)
        for one in targets
    )


def _next_version(desk: Desk, *, by: Actor, more: Sequence[tuple[Periodical, str, Decimal]]) -> None:
    """The rule as it was, with some lines more."""
    held = rule_of(desk)
    lines = [] if held is None else list(held.lines.all())
    kept_values = {} if held is None else {name: getattr(held, name) for name in CARRIED}
    version = 1 if held is None else held.version + 1
    rule = ScoreRule.objects.create(desk=desk, version=version, names=by.names(), **kept_values)
    kept = [ScoreLine(rule=rule, periodical=one.periodical, kind=one.kind, points=one.points) for one in lines]
    added = [ScoreLine(rule=rule, periodical=one, kind=kind, points=points) for one, kind, points in more]
    ScoreLine.objects.bulk_create([*kept, *added])
    _keep_targets(rule, held.targets.all() if held is not None else ())


def _refuse_value(value: Decimal, field: str) -> None:
    if not value.is_finite() or not 0 <= value <= MOST_POINTS or value != value.quantize(CENT):
        raise Invalid(f"分值须在0至{MOST_POINTS}之间，最多两位小数。", field=field)


def _refuse_target(quota: Decimal | None, cap: Decimal | None) -> None:
    for name, value, least in (("quota", quota, Decimal(0)), ("cap", cap, CENT)):
        if value is not None and not (
            value.is_finite() and least <= value <= MOST_IN_A_MONTH and value == value.quantize(CENT)
        ):
            raise Invalid(
                f"任务分须在0至{MOST_IN_A_MONTH}之间，上限须大于0、不超过{MOST_IN_A_MONTH}，最多两位小数。", field=name
            )


def _set_readers(periodical: Periodical, desk: Desk, wish: Published) -> None:
    units = {one.uid: one for one in units_of(desk)}
    people = {one.uid: one for one in leaders_to_answer(desk.organ)}
    if any(uid not in units for uid in wish.units) or any(uid not in people for uid in wish.people):
        raise Invalid("所选的读者不在可以报送的单位和领导里。请重新选择。", field="units")
    periodical.readers.all().delete()
    rows = []
    for uid in dict.fromkeys(wish.units):
        unit = units[uid]
        organ = unit.organ if isinstance(unit, Department) else unit
        department = unit if isinstance(unit, Department) else None
        rows.append(PeriodicalReader(periodical=periodical, organ=organ, department=department))
    rows += [
        PeriodicalReader(periodical=periodical, organ=people[uid].organ, appointment=people[uid])
        for uid in dict.fromkeys(wish.people)
    ]
    PeriodicalReader.objects.bulk_create(rows)


def _regrant(desk: Desk, before: Sequence[str], after: Sequence[str]) -> None:
    """All that lies at the desk opens for those who edit now, and closes for those who edited; what a unit keeps for itself opens for nobody."""
    if set(before) == set(after):
        return
    uids = [
        uid
        for rows in (
            Brief.objects.filter(desk=desk),
            Item.objects.filter(desk=desk),
            BriefRequest.objects.filter(desk=desk),
            Issue.objects.filter(periodical__desk=desk),
        )
        for uid in rows.values_list("uid", flat=True)
    ]
    own = set(Brief.objects.filter(desk=desk, state__in=(moves.WRITTEN, moves.WITHDRAWN)).values_list("uid", flat=True))
    grant_each({uid: list(after) for uid in uids if uid not in own}, why=policy.WHY_DESK)
    for uid in uids:
        revoke(uid, *(key for key in before if key not in after), why=policy.WHY_DESK)


def _record(desk: Desk, act: str, words: str, *, by: Actor) -> None:
    record(by, f"briefs.{act}", stream=f"briefs_desk:{desk.uid}", title=f"{desk}信息工作台", opinion=words)
