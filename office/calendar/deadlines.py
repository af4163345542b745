"""时限的设与了。Rooms call these inside their actions; the to-do of the same task always shows the same due moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from office.calendar.gate import keep_the_calendar
from office.calendar.knowing import calendar_in_force
from office.calendar.models import Deadline
from office.calendar.models.deadlines import DeadlineQuerySet
from office.calendar.working_days import Reached, WorkingCalendar
from office.kernel.clock import day_of, end_of, now
from office.kernel.refusals import Invalid
from office.kernel.transactions import require_transaction
from office.models.todos import Todo

LONGEST = 250  # working days: about a year
LAST_YEAR = 2099
RULE = ("about", "title", "url", "days", "on", "starts_at", "due_at", "provisional")


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A time limit that is asked for: so many working days after its start (now, unless told), a day that was named, or a moment."""

    room: str
    task: str
    about: UUID
    title: str
    url: str
    days: int | None = None
    on: date | None = None
    at: datetime | None = None
    start: datetime | None = None


def set_deadline(
    *,
    room: str,
    task: str,
    about: UUID,
    title: str,
    url: str,
    days: int | None = None,
    on: date | None = None,
    at: datetime | None = None,
    start: datetime | None = None,
) -> Deadline:
    """设时限：a task is to be done within so many working days, the day of its start not counted, by a day, or by a moment.

    A task has one open deadline: set again, it is changed. Raises Invalid where the limit makes no sense (`field` days or on).
    """
    limit = Limit(room=room, task=task, about=about, title=title, url=url, days=days, on=on, at=at, start=start)
    return set_deadlines([limit])[0]


def set_deadlines(limits: Iterable[Limit]) -> list[Deadline]:
    """Many at once, in as many questions as for one. Each task is named once."""
    keep_the_calendar()
    wanted, calendar = list(limits), calendar_in_force()
    try:
        with transaction.atomic():
            rows = _put(wanted, calendar)
    except IntegrityError:  # somebody set one of them just now: it is there, and is changed
        rows = _put(wanted, calendar)
    _show_on_todos(rows)
    return rows


def end_deadline(room: str, task: str) -> None:
    """了结：the task has no time limit any more, because it is done or because nobody waits for it. Harmless when repeated."""
    require_transaction()
    if Deadline.objects.open().filter(room=room, task=task).update(ended_at=now()):
        Todo.objects.open().filter(room=room, task=task).update(due_at=None, due_provisional=False)


def deadlines_of(*about: UUID) -> DeadlineQuerySet:
    """All deadlines about some objects, ended ones too, the earliest first."""
    return Deadline.objects.filter(about__in=about)


def overdue(room: str) -> DeadlineQuerySet:
    """The open deadlines of a room that have passed. Who may see them is the room's to ask."""
    return Deadline.objects.overdue().filter(room=room)


def _put(wanted: list[Limit], calendar: WorkingCalendar) -> list[Deadline]:
    """Insert what is new, change what is there."""
    there = _there(wanted)
    rows = [_counted(limit, calendar, there.get((limit.room, limit.task)) or Deadline()) for limit in wanted]
    Deadline.objects.bulk_update([row for row in rows if row.pk], RULE)
    Deadline.objects.bulk_create([row for row in rows if not row.pk])
    return rows


def _there(wanted: list[Limit]) -> dict[tuple[str, str], Deadline]:
    """The open deadlines of the same tasks, locked."""
    found: dict[tuple[str, str], Deadline] = {}
    for room in {limit.room for limit in wanted}:
        rows = Deadline.objects.open().filter(room=room, task__in=[one.task for one in wanted if one.room == room])
        found |= {(row.room, row.task): row for row in rows.order_by("pk").select_for_update()}
    return found


def _counted(limit: Limit, calendar: WorkingCalendar, row: Deadline) -> Deadline:
    """The row with the limit's rule, and what comes of it. One that is there keeps its start, unless told."""
    start = limit.start or (row.starts_at if row.pk else now())
    reached = _reached(limit, calendar, day_of(start))
    if limit.at is not None:
        start = min(start, limit.at)  # one that has passed already is shown as passed
    row.room, row.task, row.about, row.title, row.url = limit.room, limit.task, limit.about, limit.title, limit.url
    row.days, row.on, row.starts_at = limit.days, None if limit.days is not None else reached.day, start
    row.due_at, row.provisional = limit.at or end_of(reached.day), reached.provisional
    return row


def _reached(limit: Limit, calendar: WorkingCalendar, start: date) -> Reached:
    match limit:
        case Limit(days=int(days), on=None, at=None):
            if not 1 <= days <= LONGEST:
                raise Invalid(f"时限须在1至{LONGEST}个工作日之间。更长的请指定日期。", field="days")
            return calendar.add_working_days(start, days)
        case Limit(days=None, on=date() as on, at=None):
            return _named(on, start, field="on")
        case Limit(days=None, on=None, at=datetime() as at):
            return _named(day_of(at), start, field="at")
    raise ValueError("a deadline has one rule: days, on or at")


def _named(day: date, start: date, *, field: str) -> Reached:
    if day < start or day.year > LAST_YEAR:
        raise Invalid("指定的日期早于起算的那一天，或者太远。请改一个日期。", field=field)
    return Reached(day, provisional=False)


def _show_on_todos(rows: Iterable[Deadline]) -> None:
    groups: dict[tuple[str, datetime, bool], list[str]] = {}
    for one in rows:
        groups.setdefault((one.room, one.due_at, one.provisional), []).append(one.task)
    for (room, due_at, provisional), tasks in groups.items():
        waiting = Todo.objects.open().filter(room=room, task__in=tasks)
        waiting.update(due_at=due_at, due_provisional=provisional)
