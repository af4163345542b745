"""定时限、定催叫间隔、登记催叫邮箱。"""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from meetings.duty.models import DutyUnit
from meetings.duty.policy import departments_of
from meetings.duty.policy import units as duty_units
from meetings.urgent.models import (
    A_WEEK,
    ClockLimit,
    EventKind,
    EventLevel,
    MailAddress,
    StartsAt,
    Timed,
    UnitPractice,
)
from meetings.urgent.rules.limits import Limit
from office.api import Actor, Organ, action, record
from office.kernel.refusals import Invalid, NotAllowed, NotThere
from office.kernel.text import clean_line

LONGEST_SOURCE, LONGEST_WAIT = 200, 240


def organs_kept(by: Actor) -> list[Organ]:
    """The organs of the duty units that he keeps: he sets their limits."""
    kept = DutyUnit.objects.filter(kept_by__in=departments_of(by)).select_related("organ")
    return list({one.organ_id: one.organ for one in kept}.values())


@action
def set_limit(organ_uid: UUID, limit: Limit, *, by: Actor, key: UUID) -> ClockLimit:
    """定时限：of an organ, for a step, a level and a kind; from now on clocks begin by it. Raises NotThere, Invalid."""
    organ = _organ(organ_uid, by)
    if limit.timed not in Timed.values or limit.starts not in StartsAt.values:
        raise Invalid("请选择给什么定时限、从何时起算。", field="timed")
    if limit.level not in ("", *EventLevel.values) or limit.kind not in ("", *EventKind.values):
        raise Invalid("请选择级别和类别，不分的留空。", field="level")
    if not 0 <= limit.minutes <= A_WEEK:
        raise Invalid(f"时限须在0至{A_WEEK}分钟之间，0表示不设时限。", field="minutes")
    source = clean_line(limit.source, "依据", LONGEST_SOURCE, field="source")
    row, _ = ClockLimit.objects.update_or_create(
        organ=organ,
        timed=limit.timed,
        level=limit.level,
        kind=limit.kind,
        defaults={"minutes": limit.minutes, "starts": limit.starts, "source": source},
    )
    _record(organ, "limit_set", f"{_words(row)}{row.minutes}分钟，{row.get_starts_display()}起算", by)
    return row


@action
def drop_limit(limit_uid: UUID, *, by: Actor, key: UUID) -> None:
    """恢复默认：the organ's own limit is gone. Raises NotThere."""
    kept = [one.pk for one in organs_kept(by)]
    row = ClockLimit.objects.select_for_update().filter(uid=limit_uid, organ__in=kept).first()
    if row is None:
        raise NotThere("该时限")
    _record(row.organ, "limit_dropped", _words(row), by)
    row.delete()


@action
def set_practice(
    unit_uid: UUID, next_way: int, next_person: int, next_round: int, *, by: Actor, key: UUID
) -> UnitPractice:
    """定催叫间隔：of a duty unit that he keeps, in minutes. Raises NotThere, NotAllowed, Invalid."""
    unit = duty_units.take_kept(unit_uid, by=by)
    if not all(1 <= one <= LONGEST_WAIT for one in (next_way, next_person, next_round)):
        raise Invalid(f"间隔须在1至{LONGEST_WAIT}分钟之间。", field="next_way")
    waits = {"next_way": next_way, "next_person": next_person, "next_round": next_round}
    row, _ = UnitPractice.objects.update_or_create(unit=unit, defaults=waits)
    words = f"{unit}：{next_way}分钟换一种方式，{next_person}分钟叫下一个人，{next_round}分钟再叫一遍"
    _record(unit.organ, "practice_set", words, by)
    return row


@action
def set_mail(address: str, *, by: Actor, key: UUID) -> None:
    """登记催叫邮箱：one's own; empty takes it away. Raises Invalid."""
    line = clean_line(address, "邮箱", 200, field="address")
    if not line:
        MailAddress.objects.filter(person=by.person).delete()
        return
    try:
        validate_email(line)
    except ValidationError as error:
        raise Invalid("邮箱写成 name@example.gov.cn 这样。", field="address") from error
    MailAddress.objects.update_or_create(person=by.person, defaults={"address": line})


def _organ(uid: UUID, by: Actor) -> Organ:
    kept = organs_kept(by)
    if not kept:
        raise NotAllowed("时限由管理值班的处室设定。请与他们联系。")
    found = next((one for one in kept if one.uid == uid), None)
    if found is None:
        raise NotThere("该机关")
    return found


def _words(row: ClockLimit) -> str:
    """书面初报（Ⅰ级（特别重大），自然灾害）."""
    of = "，".join(
        filter(None, (row.get_level_display() if row.level else "", row.get_kind_display() if row.kind else ""))
    )
    return f"{row.get_timed_display()}{f'（{of}）' if of else ''}"


def _record(organ: Organ, act: str, words: str, by: Actor) -> None:
    record(by, f"urgent.{act}", stream=f"urgent_limits:{organ.uid}", title=f"{organ}紧急事件时限", opinion=words)
