"""立项的内容：what is asked for, and what it comes to once it was looked at. Raises Invalid for what cannot be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from docflow.secrecy import refuse_marked
from docflow.supervision.models import Cycle, Source, SupervisionLevel
from docflow.supervision.policy import circle_of, leaders_of, supervisors_of
from office.api import Appointment, Department, Organ, Unit, with_role, working_calendar
from office.kernel.clock import today
from office.kernel.refusals import Invalid
from office.kernel.text import clean_line, clean_text

LONGEST_TITLE, LONGEST_CONTENT, LONGEST_TARGET, LONGEST_BASIS = 120, 4000, 400, 400
LONGEST_DAYS = 250  # working days: about a year
LAST_YEAR = 2099
MOST_UNITS = 40
LONGEST_CYCLE = 60


@dataclass(frozen=True, kw_only=True)
class SourceLink:
    """What it comes from: the uid of the thing, and where it is shown. That he may read it, the one who names it has asked."""

    kind: str
    uid: UUID | None = None
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """督办立项. Units are uids of departments of the organ or of other organs, the leading one first. The day, or working days from today."""

    title: str
    content: str
    lead: UUID | None
    co_units: Sequence[UUID] = ()
    target: str = ""
    level: str = SupervisionLevel.USUAL
    source: SourceLink = SourceLink(kind=Source.OTHER)
    basis: str = ""
    leader: UUID | None = None
    supervisor: UUID | None = None
    due_on: date | None = None
    days: int | None = None
    cycle: str = Cycle.NONE
    every: int = 0


@dataclass(frozen=True, kw_only=True)
class Looked:
    """The same, looked at."""

    title: str
    content: str
    target: str
    basis: str
    units: tuple[Unit, ...]
    leader: Appointment | None
    supervisor: Appointment
    due_on: date
    every: int


def looked_at(wish: Wish, organ: Organ, opener: Appointment) -> Looked:
    """What the organ may open. Raises Invalid."""
    title = clean_line(wish.title, "事项", LONGEST_TITLE, field="title")
    content = clean_text(wish.content, "督办内容", LONGEST_CONTENT, field="content")
    if not title:
        raise Invalid("请写明督办什么事项，一句话即可。", field="title")
    if not content:
        raise Invalid("请写明督办内容，承办单位照它办理。", field="content")
    target = clean_text(wish.target, "目标要求", LONGEST_TARGET, field="target")
    basis = clean_line(wish.basis, "依据", LONGEST_BASIS, field="basis")
    for text in (title, content, target, basis):
        refuse_marked(text)
    if wish.level not in SupervisionLevel.values or wish.cycle not in Cycle.values:
        raise Invalid("请选择督办级别和反馈周期。", field="level")
    leader = _leader(wish, organ)
    return Looked(
        title=title,
        content=content,
        target=target,
        basis=basis,
        units=_units(wish, organ),
        leader=leader,
        supervisor=_supervisor(wish, organ, opener),
        due_on=_due_on(wish),
        every=_every(wish),
    )


def _units(wish: Wish, organ: Organ) -> tuple[Unit, ...]:
    if wish.lead is None:
        raise Invalid("请选择牵头单位：一件事有一个单位牵头。", field="lead")
    wanted = list(dict.fromkeys([wish.lead, *wish.co_units]))
    if len(wanted) > MOST_UNITS:
        raise Invalid(f"一件事最多交{MOST_UNITS}个单位。请分成几件立项。", field="co_units")
    found: dict[UUID, Unit] = {
        one.uid: one for one in Department.objects.open().filter(organ=organ, uid__in=wanted).select_related("organ")
    }
    found |= {one.uid: one for one in circle_of(organ).filter(uid__in=wanted)}
    if wish.lead not in found:
        raise Invalid("牵头单位不在本机关，也不是本机关可以交办的单位。请重新选择。", field="lead")
    if left := len(wanted) - len(found):
        raise Invalid(f"有{left}个配合单位不在本机关，也不是本机关可以交办的单位。请重新选择。", field="co_units")
    return tuple(found[uid] for uid in wanted)


def _leader(wish: Wish, organ: Organ) -> Appointment | None:
    if wish.leader is None:
        if wish.level != SupervisionLevel.USUAL:
            raise Invalid("重点和特急事项由责任领导销号。请选择责任领导。", field="leader")
        return None
    found = leaders_of(organ).filter(uid=wish.leader).first()
    if found is None:
        raise Invalid("所选的责任领导不是本机关或上级机关的领导，或已不在任。请重新选择。", field="leader")
    return found


def _supervisor(wish: Wish, organ: Organ, opener: Appointment) -> Appointment:
    """Who was named; else the opener where he supervises; else the first who does."""
    there = supervisors_of(organ)
    if wish.supervisor is not None:
        found = there.filter(uid=wish.supervisor).first()
        if found is None:
            raise Invalid("所选的督办人不在本机关的督查岗位或办公室审核岗位。请重新选择。", field="supervisor")
        return found
    first = with_role(organ, "supervisor").order_by("pk").first() or there.order_by("pk").first()
    own = there.filter(pk=opener.pk).first() or first
    if own is None:
        raise Invalid("本机关还没有督查岗位，也没有办公室审核岗位。请先由管理员设岗。", field="supervisor")
    return own


def _due_on(wish: Wish) -> date:
    if wish.due_on is not None:
        if wish.due_on < today():
            raise Invalid("办理时限在今天之前。请另选一天。", field="due_on")
        if wish.due_on.year > LAST_YEAR:
            raise Invalid("办理时限太远。请另选一天。", field="due_on")
        return wish.due_on
    if wish.days is None:
        raise Invalid("请定办理时限：几个工作日，或哪一天。", field="due_on")
    if not 1 <= wish.days <= LONGEST_DAYS:
        raise Invalid(f"办理时限须在1至{LONGEST_DAYS}个工作日之间。更长的请选日子。", field="days")
    return working_calendar().add_working_days(today(), wish.days).day


def _every(wish: Wish) -> int:
    if wish.cycle != Cycle.EVERY:
        return 0
    if not 1 <= wish.every <= LONGEST_CYCLE:
        raise Invalid(f"反馈周期须在1至{LONGEST_CYCLE}个工作日之间。", field="every")
    return wish.every
