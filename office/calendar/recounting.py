"""Open deadlines counted anew when the calendar of a year changes."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from office.calendar.models import Deadline
from office.calendar.models.deadlines import DeadlineQuerySet
from office.calendar.telling import Recounted
from office.calendar.working_days import WorkingCalendar
from office.kernel.clock import day_of, end_of, start_of
from office.models.people import Appointment
from office.models.todos import Todo, TodoHolder

BATCH = 500


def lock_touched_by(year: int) -> None:
    """Lock the open deadlines and their to-dos for which days of a year were counted: all at once, or fail at once."""
    touched = _touched_by(year)
    list(touched.order_by("pk").select_for_update(nowait=True).values_list("pk"))
    list(_todos_of(touched).order_by("pk").select_for_update(nowait=True).values_list("pk"))


def recount(calendar: WorkingCalendar, year: int) -> list[Recounted]:
    """Count them anew, show it on their to-dos; answers those that changed."""
    touched = _touched_by(year)
    before: dict[int, datetime] = {}
    changed: list[Deadline] = []
    for row in touched.order_by("pk"):
        assert row.days is not None  # noqa: S101 - `_touched_by`
        reached = calendar.add_working_days(day_of(row.starts_at), row.days)
        due_at = end_of(reached.day)
        if (row.due_at, row.provisional) != (due_at, reached.provisional):
            before[row.pk] = row.due_at
            row.due_at, row.provisional = due_at, reached.provisional
            changed.append(row)
    if not changed:
        return []
    Deadline.objects.bulk_update(changed, ["due_at", "provisional"], batch_size=BATCH)
    mine = Deadline.objects.open().filter(room=OuterRef("room"), task=OuterRef("task"))
    _todos_of(touched).update(
        due_at=Subquery(mine.values("due_at")[:1]), due_provisional=Subquery(mine.values("provisional")[:1])
    )
    holders = _holders_of(touched)
    return [Recounted(row, before[row.pk], tuple(holders.get((row.room, row.task), ()))) for row in changed]


def _touched_by(year: int) -> DeadlineQuerySet:
    """It counts the days after its start, up to the one on which it is due; a day that was named counts none."""
    return Deadline.objects.open().filter(
        days__isnull=False, starts_at__lt=start_of(date(year + 1, 1, 1)), due_at__gte=start_of(date(year, 1, 1))
    )


def _todos_of(deadlines: DeadlineQuerySet) -> QuerySet[Todo]:
    return Todo.objects.open().filter(Exists(deadlines.filter(room=OuterRef("room"), task=OuterRef("task"))))


def _holders_of(deadlines: DeadlineQuerySet) -> dict[tuple[str, str], list[Appointment]]:
    found: dict[tuple[str, str], list[Appointment]] = {}
    rows = TodoHolder.objects.filter(todo__in=_todos_of(deadlines)).select_related("todo", "appointment__person")
    for one in rows.order_by("pk"):
        found.setdefault((one.todo.room, one.todo.task), []).append(one.appointment)
    return found
