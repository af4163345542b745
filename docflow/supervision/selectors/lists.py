"""督办事项的列表: saved views, conditions in the address, a page at a time with lights."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from docflow.supervision.lights import Colour, Light, worst
from docflow.supervision.models import Assignment, Matter, MatterState, SupervisionLevel
from docflow.supervision.policy import matters, parts_of_mine
from docflow.supervision.scoring import COUNTED
from docflow.supervision.selectors.counting import counted, in_period, period_of
from docflow.supervision.selectors.facts import Lit, lit
from office.api import Actor, waiting_for

VIEWS = {
    "mine": "待我办",
    "unit": "本单位承办",
    "supervised": "我督办的",
    "open": "督办中",
    "ended": "已了结",
    "all": "全部",
}
LIT_BY_DAY = frozenset({Colour.RED, Colour.YELLOW, Colour.GREY, Colour.GREEN})
LONGEST_WORDS = 100


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The conditions of a list, as far as the address says them in words that are known."""

    words: str = ""
    light: str = ""
    level: str = ""
    unit: UUID | None = None
    leader: UUID | None = None
    organ: UUID | None = None
    count: str = ""
    period: str = ""

    @property
    def of_parts(self) -> bool:
        return bool(self.light or self.unit or self.count)


@dataclass(frozen=True)
class Row:
    """A matter as a list shows it: its parts with their lights, the one to look at first."""

    matter: Matter
    parts: list[Lit]

    @property
    def light(self) -> Light | None:
        return worst([one.light for one in self.parts])

    @property
    def first(self) -> Lit | None:
        """The part whose light it is."""
        return next((one for one in self.parts if one.light == self.light), None)


def view_of(by: Actor, view: str) -> QuerySet[Matter]:
    """All of a view."""
    rows = matters.readable(by)
    mine = [one.pk for one in by.appointments]
    if view == "mine":
        return rows.filter(uid__in=waiting_for(by).filter(room="supervision").order_by().values("about"))
    if view == "unit":
        own = Assignment.objects.filter(parts_of_mine(by), matter=OuterRef("pk"))
        return rows.filter(Exists(own), state=MatterState.OPEN)
    if view == "supervised":
        return rows.filter(Q(supervisor__in=mine) | Q(leader__in=mine), state=MatterState.OPEN)
    if view == "all":
        return rows
    if view == "ended":
        return rows.exclude(state=MatterState.OPEN).order_by("-ended_at", "-id")
    return rows.filter(state=MatterState.OPEN)


def narrowed(rows: QuerySet[Matter], asked: Asked) -> QuerySet[Matter]:
    """Those of them that fit."""
    if asked.words:
        words = asked.words[:LONGEST_WORDS]
        rows = rows.filter(Q(title__icontains=words) | Q(number__icontains=words) | Q(content__icontains=words))
    if asked.level in SupervisionLevel.values:
        rows = rows.filter(level=asked.level)
    if asked.leader is not None:
        rows = rows.filter(leader__uid=asked.leader)
    if asked.organ is not None:
        rows = rows.filter(organ__uid=asked.organ)
    if asked.period:
        rows = in_period(rows, period_of(asked.period))
    if asked.of_parts:
        rows = rows.filter(pk__in=_with_parts(rows, asked))
    return rows


def _with_parts(rows: QuerySet[Matter], asked: Asked) -> Iterable[int]:
    parts = Assignment.objects.filter(matter__in=rows.order_by())
    if asked.unit is not None:
        parts = parts.filter(Q(department__uid=asked.unit) | Q(department__isnull=True, organ__uid=asked.unit))
    if asked.count in COUNTED:
        parts = parts.filter(counted(asked.count))
    if asked.light == Colour.BLUE:
        parts = parts.filter(counted("in_time"))
    elif asked.light == Colour.PURPLE:
        parts = parts.filter(counted("late"))
    elif asked.light in LIT_BY_DAY:
        # what is open is looked at one by one: how many working days are left, no database counts
        waiting = parts.filter(verified_at__isnull=True, matter__state=MatterState.OPEN).select_related("matter")
        return [one.part.matter_id for one in lit(waiting) if one.light.colour == asked.light]
    return parts.values_list("matter", flat=True)


def with_lights(rows: Iterable[Matter]) -> list[Row]:
    """A page of them, in three questions however many there are."""
    shown = list(rows)
    by_pk = {one.pk: one for one in shown}
    parts = list(
        Assignment.objects.filter(matter__in=by_pk).select_related("organ", "department", "undertaker__person")
    )
    for part in parts:
        part.matter = by_pk[part.matter_id]
    found: dict[int, list[Lit]] = {}
    for one in lit(parts):
        found.setdefault(one.part.matter_id, []).append(one)
    return [Row(matter, found.get(matter.pk, [])) for matter in shown]
