"""事件的一页：its clocks, what waits for somebody, its reports with their receipts, what leaders said. A constant number of questions."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from docflow.api import document_standings
from meetings.urgent.models import (
    Alarm,
    Clock,
    Dispatch,
    InstructedTask,
    Instruction,
    Report,
    ReportDocument,
    ReportFile,
    UrgentEvent,
)
from meetings.urgent.rules.limits import span_in_words
from office.kernel.clock import now


@dataclass(frozen=True)
class ClockShown:
    """One clock in words. `percent` of its time is gone, at most a hundred; `tone` as on every page."""

    clock: Clock
    words: str
    tone: str
    percent: int


@dataclass(frozen=True)
class PaperShown:
    """A document that was drafted from a report: where it is, and what it is called now."""

    url: str
    words: str


def clocks_of(event: UrgentEvent) -> list[ClockShown]:
    """Those that run first, by their ends; then those that stopped."""
    rows = event.clocks.select_related("unit", "dispatch__report").exclude(outcome=Clock.Outcome.DROPPED)
    shown = [shown_clock(one, now()) for one in rows]
    return sorted(shown, key=lambda one: (not one.clock.is_running, one.clock.due_at))


def shown_clock(clock: Clock, moment: datetime) -> ClockShown:
    """How it stands at a moment."""
    if not clock.is_running:
        tone = "ok" if clock.outcome == Clock.Outcome.KEPT else "late"
        late = clock.outcome == Clock.Outcome.LATE and clock.ended_at is not None
        by = f"，晚{span_in_words(clock.ended_at - clock.due_at)}" if late and clock.ended_at else ""
        return ClockShown(clock, f"{clock.get_outcome_display()}{by}", tone, 100)
    whole = (clock.due_at - clock.starts_at).total_seconds()
    percent = max(0, min(100, int((moment - clock.starts_at).total_seconds() * 100 / whole)))
    distance = span_in_words(clock.due_at - moment)
    if moment > clock.due_at:
        return ClockShown(clock, f"超时{distance}", "late", 100)
    return ClockShown(clock, f"余{distance}", "near" if percent >= 50 else "go", percent)


def alarms_of(event: UrgentEvent) -> list[Alarm]:
    """Those that go on, the first one first."""
    rows = event.alarms.filter(ended_at__isnull=True).select_related(
        "event__opened_by", "unit", "dispatch__report", "clock"
    )
    return list(rows.prefetch_related("calls__person"))


def reports_of(event: UrgentEvent) -> list[Report]:
    """The last one first, each with its files and where it went."""
    sent = Dispatch.objects.select_related("sender", "receiver__superior").order_by("sent_at", "pk")
    files = Prefetch("files", ReportFile.objects.select_related("file"))
    return list(event.reports.prefetch_related(Prefetch("dispatches", sent), files, "documents").order_by("-place"))


def papers_of(reports: list[Report]) -> dict[int, list[PaperShown]]:
    """The documents of each report (its row key), in one question more."""
    drafted: list[ReportDocument] = [one for report in reports for one in report.documents.all()]
    standings = document_standings([one.document for one in drafted]) if drafted else {}
    found: dict[int, list[PaperShown]] = {}
    for one in drafted:
        if (standing := standings.get(one.document)) is not None:
            found.setdefault(one.report_id, []).append(PaperShown(standing.url, standing.words))
    return found


def instructions_of(event: UrgentEvent) -> list[Instruction]:
    """As they were said, each with what was given to whom."""
    tasks = InstructedTask.objects.select_related("department", "duty_unit")
    return list(event.instructions.select_related("unit").prefetch_related(Prefetch("tasks", tasks)))
