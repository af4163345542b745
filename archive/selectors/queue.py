"""归档的队列：an archivist's records by where they stand, with why; for everybody else, what is filed and open to him."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from archive.checks.findings import Finding
from archive.models import Fonds, Record, RetentionRow, State, Undecided, UnitCode
from archive.policy import keeps_records, organs_kept, records
from archive.undecided import left_open
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
"""What an archivist has still to deal with, besides the filed records that wait for his judgement."""
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
    return records.kept(by).filter(state__in=WAITS).count() + _filed_undecided(by)


def _filed_undecided(by: Actor) -> int:
    """Filed records of which a check left something to a person, and nobody has decided."""
    rows = Undecided.objects.filter(record__state=State.FILED, record__organ__in=organs_kept(by))
    return rows.values("record").distinct().count()


def tab_counts(by: Actor) -> dict[str, int]:
    """How many stand where, in two queries. Filed records that wait for a judgement are counted with those that wait, too."""
    counts = {tab: Count("pk", filter=Q(state__in=states)) for tab, (_, states) in TABS.items()}
    found: dict[str, int] = records.kept(by).aggregate(**counts)
    found["waiting"] += _filed_undecided(by)
    return found


def listed(by: Actor, tab: str, words: str = "") -> QuerySet[Record]:
    """An archivist's tab, the newest move first; filed ones by 档号. Words are looked for in title, number and 档号."""
    rows = records.kept(by) if keeps_records(by) else records.readable(by)
    standing = Q(state__in=TABS[tab][1])
    if tab == "waiting":
        standing |= Q(state=State.FILED, pk__in=Undecided.objects.values("record"))
    rows = rows.filter(standing).select_related("fonds", "organ", "department")
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(number__icontains=word) | Q(code__icontains=word))
    return rows.order_by("-filed_at", "-pk") if tab == "filed" else rows.order_by("-moved_at", "-pk")


def open_findings(item: Record) -> list[dict[str, str]]:
    """What the checks of a record left to a person, while it waits for that, whether it is filed by now or not."""
    return [one for _, one in left_open(item)]


def findings_of(waiting: Collection[Collection[Finding]]) -> list[OpenFinding]:
    """What waits for a person in these records, by code."""
    open_ones = [(one.code, one.name) for findings in waiting for one in findings]
    return [
        OpenFinding(code, name, count, count == len(waiting))
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
