"""信息的列表: saved views, conditions in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from docflow.briefs import moves
from docflow.briefs.models import Brief, BriefState, Desk, Issue, IssueState, Item
from docflow.briefs.policy import briefs, issues, items, mine
from docflow.supervision.selectors.counting import Period
from office.api import Actor, Todo, waiting_for
from office.kernel.clock import end_of, start_of

TODOS, BRIEFS, ITEMS = "todos", "briefs", "items"
VIEWS = {"mine": "待我办", "unit": "本单位报送"}
OF_EDITORS = {"incoming": "来稿", "editing": "编辑中", "all": "全部来稿"}
SORTS = {"mine": TODOS, "unit": BRIEFS, "incoming": BRIEFS, "editing": ITEMS, "all": BRIEFS}
LONGEST_WORDS = 100


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The conditions of a list, as far as the address says them in words that are known."""

    words: str = ""
    state: str = ""
    kind: str = ""
    unit: UUID | None = None
    desk: UUID | None = None
    period: Period | None = None

    @property
    def is_any(self) -> bool:
        return bool(self.words or self.state or self.kind or self.unit or self.desk or self.period)


def views_of(desks: Sequence[Desk]) -> Mapping[str, str]:
    """Those of editors to editors."""
    return VIEWS | (OF_EDITORS if desks else {})


def todos_of(by: Actor) -> QuerySet[Todo]:
    return waiting_for(by).filter(room="briefs")


def briefs_in(by: Actor, view: str, desks: Sequence[Desk]) -> QuerySet[Brief]:
    """Of a view that shows briefs."""
    rows = briefs.readable(by).select_related("organ", "department", "request", "item")
    if view == "incoming":
        return rows.filter(desk__in=desks, state=BriefState.SUBMITTED).order_by("submitted_at", "pk")
    if view == "all":
        return rows.filter(desk__in=desks, submitted_at__isnull=False).order_by("-submitted_at", "-pk")
    return rows.filter(mine(by) | Q(by__in=[one.pk for one in by.appointments]))


def narrowed(rows: QuerySet[Brief], asked: Asked) -> QuerySet[Brief]:
    """Those of them that fit."""
    if asked.words:
        words = asked.words[:LONGEST_WORDS]
        rows = rows.filter(Q(title__icontains=words) | Q(text__icontains=words))
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.unit is not None:
        rows = rows.filter(Q(department__uid=asked.unit) | Q(department__isnull=True, organ__uid=asked.unit))
    if asked.desk is not None:
        rows = rows.filter(desk__uid=asked.desk)
    if asked.period is not None:
        rows = submitted_in(rows, asked.period)
    return rows


def submitted_in(rows: QuerySet[Brief], period: Period) -> QuerySet[Brief]:
    """What reached a desk in a period, as the ranking counts it."""
    there = rows.exclude(state__in=(moves.WRITTEN, moves.WITHDRAWN))
    return there.filter(submitted_at__range=(start_of(period.first), end_of(period.last)))


def items_in(by: Actor, desks: Sequence[Desk], asked: Asked) -> QuerySet[Item]:
    """What is being edited: open, and in no issue that is out."""
    rows = items.readable(by).filter(desk__in=desks, closed_at__isnull=True)
    rows = rows.exclude(entries__issue__state__in=(IssueState.SIGNED, IssueState.ISSUED))
    if asked.words:
        rows = rows.filter(Q(title__icontains=asked.words) | Q(text__icontains=asked.words))
    sources = Brief.objects.select_related("organ", "department").order_by("place")
    return rows.select_related("editor__person").prefetch_related(
        Prefetch("sources", sources), "entries__issue__periodical"
    )


def issues_in(by: Actor, view: str, desks: Sequence[Desk]) -> QuerySet[Issue]:
    """Those that are out, of all whose reader he is; those in the making where he edits, or signs."""
    rows = issues.readable(by).select_related("periodical", "signer__person")
    if view == "making":
        own = Q(periodical__desk__in=desks) | Q(signer__in=[one.pk for one in by.appointments])
        return rows.filter(own).exclude(state=IssueState.ISSUED)
    return rows.filter(state=IssueState.ISSUED).order_by("-issued_at", "-pk")
