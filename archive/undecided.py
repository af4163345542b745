"""待判定：of each item of DA/T 70, the newest check of a record that looked at it speaks; what it leaves to a person waits for him."""

from collections.abc import Collection
from typing import Any

from archive.calling import close_calls
from archive.checks.findings import Result
from archive.models import CheckReport, Conclusion, Record, State, Undecided
from office.kernel.transactions import lock_only, require_transaction


def number_of(code: str) -> str:
    """4-2 for GD-4-2 and CB-4-2: the item, whatever the stage."""
    return code.partition("-")[2]


def note_check(report: CheckReport) -> None:
    """Inside the transaction that keeps a report: what it looked at, earlier checks leave open no more; what it cannot tell, waits.

    A filed record that is found sound needs nobody any more.
    """
    require_transaction()
    lock_only(Record.objects.filter(pk=report.record_id), "record")
    looked = [number_of(one["code"]) for one in report.items]
    Undecided.objects.filter(record=report.record_id, number__in=looked).delete()
    Undecided.objects.bulk_create(
        Undecided(record_id=report.record_id, report=report, number=number_of(one["code"]), code=one["code"])
        for one in report.items
        if one["result"] == Result.MANUAL
    )
    if report.conclusion == Conclusion.PASSED and report.record.state == State.FILED:
        close_calls(report.record, why="再次检测合格")


def left_open(item: Record) -> list[tuple[CheckReport, dict[str, Any]]]:
    """The findings that wait for a person, each with its report, in the order of their codes: of a filed record, of whatever check
    looked last; of one that waits to be filed, of the check of its filing. None where it waits for nobody."""
    if item.state == State.FILED:
        return left_open_of([item.pk]).get(item.pk, [])
    if item.state != State.WAITING:
        return []
    report = item.checks.filter(revision=item.revision).order_by("-at", "-pk").first()
    return [(report, one) for one in report.items if one.get("result") == Result.MANUAL] if report is not None else []


def left_open_of(records: Collection[int]) -> dict[int, list[tuple[CheckReport, dict[str, Any]]]]:
    """The same of many filed records, by their row keys, in one query."""
    found: dict[int, list[tuple[CheckReport, dict[str, Any]]]] = {}
    for row in Undecided.objects.filter(record__in=records).select_related("report").order_by("code"):
        finding = next((one for one in row.report.items if one["code"] == row.code), None)
        if finding is not None:
            found.setdefault(row.record_id, []).append((row.report, finding))
    return found
