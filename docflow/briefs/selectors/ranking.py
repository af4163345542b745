"""排名: what the units of a desk have in a period, of what it is made, and the rows behind each figure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.db.models import Sum as SumOf

from docflow.briefs.models import Brief, Desk, Entry, Issue, Periodical, Score
from docflow.briefs.policy import desks_edited, desks_for, editing, of_unit_keys
from docflow.briefs.reporting import AdoptedLine, Month, UnitLine
from docflow.briefs.scoring import ADOPTED, LABELS, Sum, Total, ranked, task_in_words
from docflow.briefs.selectors.lists import submitted_in
from docflow.briefs.selectors.papers import WITH_SOURCES, sources_in_words
from docflow.briefs.selectors.rules import rule_at_the_end, targets_of
from docflow.supervision.selectors.counting import Period
from office.api import Actor, Department, Organ
from office.kernel.clock import end_of, start_of

Key = tuple[int, int | None]
MONTHS = 12


@dataclass(frozen=True)
class Ranked:
    """One unit in the ranking. `address` leads to its scores, and `submitted` to what it submitted, for whoever may see them one by one.
    `task`: what it was to reach, and how far it is."""

    name: str
    total: Total
    address: str
    submitted: str
    task: str


def desks_ranked(by: Actor) -> list[Desk]:
    """Where he edits, then where he reports."""
    found = {one.pk: one for one in [*desks_edited(by), *(desk for desk, _ in desks_for(by))]}
    return list(found.values())


def ranking_of(desk: Desk, period: Period, *, by: Actor) -> Sequence[Ranked]:
    """In a constant number of questions, however many scores there are.

    Tasks are those of the period's last rule. Who has one, and ever reported there or is named in the rule, is in it without a report too.
    """
    targets = targets_of(rule_at_the_end(desk, period))
    units = _units(desk, period)
    if targets.any_task:
        reported: list[Key] = list(_keys_of(Brief.objects.filter(desk=desk, submitted_at__isnull=False)))
        for key in (*reported, *targets.own):
            if targets.of(key).quota:
                units.setdefault(key, (0, []))
    keys = {_word(key): key for key in units}
    named = _named(units)
    may_all = editing(desk, by=by) is not None
    order = ranked({_word(key): value for key, value in units.items()})
    found = []
    for word, total in order:
        unit = named[keys[word]]
        address = _address(desk, period, unit) if may_all or _is_mine(keys[word], by) else ""
        submitted = f"{address}&view={'all' if may_all else 'unit'}" if address else ""
        quota = targets.of(keys[word]).quota * (1 if period.is_month else MONTHS)
        found.append(Ranked(str(unit), total, address, submitted, task_in_words(quota, total.points)))
    return found


def scores_of(
    desk: Desk,
    period: Period,
    unit: Department | Organ | None,
    *,
    by: Actor,
    kind: str = "",
    periodical: Periodical | None = None,
) -> QuerySet[Score]:
    """One by one, with how each came about: to those who edit all, to others those of their units; where it is asked, of one kind or periodical."""
    rows = _in(Score.objects.filter(desk=desk), period).select_related("organ", "department", "brief", "rule")
    if unit is not None:
        rows = rows.filter(_of(unit))
    if kind:
        rows = rows.filter(kind=kind)
    if periodical is not None:
        rows = rows.filter(entry__issue__periodical=periodical)
    if editing(desk, by=by) is None:
        mine = [_of_key(key) for key in _keys_of(rows) if _is_mine(key, by)]
        nobody = Q(pk__in=[])
        for one in mine:
            nobody |= one
        rows = rows.filter(nobody)
    return rows


def month_of(desk: Desk, period: Period, *, by: Actor) -> Month:
    """What the bulletin tells of a month."""
    issues = Issue.objects.filter(periodical__desk=desk, issued_at__range=_span(period))
    entries = (
        Entry.objects.filter(issue__in=issues)
        .select_related("issue__periodical", "item")
        .prefetch_related(WITH_SOURCES)
    )
    missed = _in(Score.objects.filter(desk=desk, kind="missed"), period).select_related("organ", "department")
    units = ranking_of(desk, period, by=by)
    return Month(
        month=period.in_words,
        issues=issues.count(),
        units=[
            UnitLine(
                one.total.place,
                one.name,
                one.total.submitted,
                one.total.adopted,
                one.total.in_words,
                _how(one),
            )
            for one in units
        ],
        adopted=[
            AdoptedLine(str(one.issue), one.item.title, sources_in_words(one.item))
            for one in entries.order_by("issue__issued_at", "place")
        ],
        missed=sorted({one.unit_name for one in missed}),
    )


def _how(one: Ranked) -> str:
    """Of what its points are made, and how far its task is."""
    made = "，".join(each.in_words for each in one.total.sums)
    return "；".join(filter(None, (made or (one.task and "没有得分"), one.task)))


def _units(desk: Desk, period: Period) -> dict[Key, tuple[int, list[Sum]]]:
    """Who reported or was counted: how many briefs, and the sums."""
    sent = submitted_in(Brief.objects.filter(desk=desk), period).order_by()
    counted: dict[Key, int] = {
        (row["organ"], row["department"]): row["n"]
        for row in sent.values("organ", "department").annotate(n=Count("pk"))
    }
    found: dict[Key, tuple[int, list[Sum]]] = {key: (n, []) for key, n in counted.items()}
    rows = (
        _in(Score.objects.filter(desk=desk), period)
        .order_by("kind", "entry__issue__periodical")
        .values(
            "organ",
            "department",
            "kind",
            "entry__issue__periodical",
            "entry__issue__periodical__uid",
            "entry__issue__periodical__name",
        )
        .annotate(n=Count("pk"), points=SumOf("points"))
    )
    others: dict[tuple[Key, str], Sum] = {}
    for row in rows:
        key: Key = (row["organ"], row["department"])
        kind: str = row["kind"]
        found.setdefault(key, (0, []))
        if kind == ADOPTED:
            label = f"《{row['entry__issue__periodical__name']}》{LABELS[kind]}"
            uid = str(row["entry__issue__periodical__uid"])
            found[key][1].append(Sum(kind, label, row["n"], row["points"], uid))
            continue
        held = others.get((key, kind), Sum(kind, LABELS[kind], 0, Decimal(0)))
        others[key, kind] = Sum(kind, LABELS[kind], held.count + row["n"], held.points + row["points"])
    for (key, _), one in others.items():
        found[key][1].append(one)
    return found


def _named(keys: Iterable[Key]) -> dict[Key, Department | Organ]:
    wanted = list(keys)
    organs = {one.pk: one for one in Organ.objects.filter(pk__in=[organ for organ, _ in wanted])}
    departments = {one.pk: one for one in Department.objects.filter(pk__in=[one for _, one in wanted if one])}
    return {key: departments[key[1]] if key[1] else organs[key[0]] for key in wanted}


def _in(rows: QuerySet[Score], period: Period) -> QuerySet[Score]:
    return rows.filter(on__gte=period.first, on__lte=period.last)


def _span(period: Period) -> tuple[Any, Any]:
    return start_of(period.first), end_of(period.last)


def _word(key: Key) -> str:
    """For an order that is the same each time."""
    return f"{key[0]:09}/{key[1] or 0:09}"


def _of(unit: Department | Organ) -> Q:
    return Q(department=unit) if isinstance(unit, Department) else Q(organ=unit, department__isnull=True)


def _of_key(key: Key) -> Q:
    return Q(organ=key[0], department=key[1]) if key[1] else Q(organ=key[0], department__isnull=True)


def _keys_of(rows: QuerySet[Brief] | QuerySet[Score]) -> Iterable[Key]:
    return rows.order_by().values_list("organ", "department").distinct()


def _is_mine(key: Key, by: Actor) -> bool:
    return of_unit_keys(*key, by=by) is not None


def _address(desk: Desk, period: Period, unit: Department | Organ) -> str:
    return f"?{urlencode({'desk': str(desk.uid), 'period': period.word, 'unit': str(unit.uid)})}"
