"""归档的队列：an archivist's records by where they stand, with why; for everybody else, what is filed and open to him."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from archive.actions.file_record import MANUAL
from archive.checks.findings import Result
from archive.models import Fonds, Record, RetentionRow, State, UnitCode
from archive.policy import keeps_records, organs_kept, records
from archive.selectors.reports import Shown
from archive.wording import ORDINARY, retention_in_words
from office.api import Actor

TABS: dict[str, tuple[str, tuple[State, ...]]] = {
    "arranging": ("待归档", (State.ARRANGING,)),
    "checking": ("检测中", (State.CHECKING, State.COLLECTING)),
    "refused": ("检测未过", (State.REFUSED,)),
    "waiting": ("待人工", (State.WAITING,)),
    "filed": ("已归档", (State.FILED,)),
    "returned": ("已退回", (State.RETURNED,)),
    "left_out": ("不归档", (State.LEFT_OUT,)),
}
WAITS = (State.ARRANGING, State.REFUSED, State.WAITING)
"""What an archivist has still to deal with."""
MOST_REASONS = 3
"""Findings that a row of the queue names; the rest it counts."""


@dataclass(frozen=True)
class OpenFinding:
    """An item of the check that waits for a person in `count` records; `shared`: in every one of them."""

    code: str
    name: str
    count: int
    shared: bool


@dataclass(frozen=True)
class Option:
    """A choice of a menu; `short` where a row has little room."""

    value: str
    label: str
    short: str = ""


def records_waiting(by: Actor) -> int:
    """How many records wait for him as an archivist."""
    return records.kept(by).filter(state__in=WAITS).count()


def tab_counts(by: Actor) -> dict[str, int]:
    """How many stand where, in one query."""
    counts = {tab: Count("pk", filter=Q(state__in=states)) for tab, (_, states) in TABS.items()}
    found: dict[str, int] = records.kept(by).aggregate(**counts)
    return found


def listed(by: Actor, tab: str, words: str = "") -> QuerySet[Record]:
    """An archivist's tab, the newest move first; filed ones by 档号. Words are looked for in title, number and 档号."""
    rows = records.kept(by) if keeps_records(by) else records.readable(by)
    rows = rows.filter(state__in=TABS[tab][1]).select_related("fonds", "organ", "department")
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(number__icontains=word) | Q(code__icontains=word))
    return rows.order_by("-filed_at", "-pk") if tab == "filed" else rows.order_by("-moved_at", "-pk")


def open_findings(item: Record) -> list[dict[str, str]]:
    """What the newest check of a record left to a person, while it waits for that."""
    if item.state != State.WAITING:
        return []
    report = item.checks.filter(revision=item.revision).order_by("-at", "-pk").first()
    return [one for one in report.items if one.get("result") == MANUAL] if report is not None else []


def findings_of(newest: Collection[Shown]) -> list[OpenFinding]:
    """What waits for a person in the records of these reports, by code."""
    open_ones = [(one.code, one.name) for report in newest for one in report.of(Result.MANUAL)]
    return [
        OpenFinding(code, name, count, count == len(newest))
        for (code, name), count in sorted(Counter(open_ones).items())
    ]


def retention_options(fonds: set[int]) -> list[Option]:
    """The terms of the order, and those that the tables of these fonds know besides."""
    tables = RetentionRow.objects.filter(table__fonds__in=fonds).values_list("retention", flat=True).distinct()
    others = sorted(set(tables) - {*ORDINARY, "N"}, key=lambda code: (len(code), code))
    return [Option(code, retention_in_words(code)) for code in (*ORDINARY, *others)]


def with_own(options: list[Option], value: str, label: str = "") -> list[Option]:
    """The choices with the one that stands, where it is none of them: a document that came with its 档号 keeps it unless somebody chooses otherwise."""
    there = not value or any(one.value == value for one in options)
    return options if there else [*options, Option(value, label or value)]


def unit_options(fonds: set[int]) -> dict[int, list[Option]]:
    """The units of each fonds, by the key of the fonds."""
    found: dict[int, list[Option]] = {one: [] for one in fonds}
    for unit in UnitCode.objects.filter(fonds__in=fonds).select_related("department").order_by("code"):
        found[unit.fonds_id].append(Option(unit.code, f"{unit.department.name}（{unit.code}）", unit.department.name))
    return found


def without_fonds(by: Actor) -> list[str]:
    """Organs that he keeps and that have no fonds yet: nothing of theirs is collected."""
    kept = organs_kept(by)
    there = set(Fonds.objects.filter(organ__in=kept).values_list("organ", flat=True))
    return [one.organ.name for one in by.appointments if one.organ.pk in kept - there]
