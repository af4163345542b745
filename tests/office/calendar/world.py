"""To-dos with time limits, and tables to import, as tests need them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID

from django.db import transaction

from office.api import Appointment, Deadline, Todo, grant, open_todo, person_key, set_deadline
from office.kernel.clock import OFFICE_ZONE, start_of
from office.kernel.ids import uuid7

_numbers = count(1)

TABLE_2027 = """文号,国办发明电〔2026〕9号
日期,安排,节日
2027-01-01,休,元旦
2027-01-02,休,元旦
2027-01-03,休,元旦
2027-02-05,休,春节
2027-02-06,班,春节
2027-02-08,休,春节
"""


def noon(day: str) -> datetime:
    """A moment of an office day."""
    return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=OFFICE_ZONE)


def due_on(todo: Todo, day: date) -> Deadline:
    """Let a to-do be due on a day, which may be past; inside a transaction."""
    return set_deadline(
        room=todo.room,
        task=todo.task,
        about=todo.about,
        title=todo.title,
        url=todo.url,
        on=day,
        start=start_of(day - timedelta(days=7)),
    )


def a_todo(*holders: Appointment, title: str = "", about: UUID | None = None, readable: Iterable[str] = ()) -> Todo:
    """Something that waits for some people, who may read it."""
    name, about = f"task{next(_numbers)}", about or uuid7()
    with transaction.atomic():
        grant(about, *(person_key(one.person) for one in holders), *readable, why="承办")
        return open_todo(
            room="test",
            kind="文",
            about=about,
            task=name,
            title=title or f"第{name}件",
            step="承办",
            url="/",
            holders=holders,
        )


def a_deadline(todo: Todo, *, days: int, start: datetime) -> Deadline:
    """So many working days for a to-do."""
    with transaction.atomic():
        return set_deadline(
            room=todo.room, task=todo.task, about=todo.about, title=todo.title, url=todo.url, days=days, start=start
        )
