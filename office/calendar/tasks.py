"""Background work of the calendar: nobody counts into a year that nobody has imported without its having been said in time."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse

from office.actor import Actor
from office.calendar.knowing import calendar_in_force
from office.jobs.failing import operators
from office.jobs.interface import task
from office.kernel.clock import today
from office.kernel.ids import uuid7
from office.models.todos import Todo
from office.todos import close_todo, open_todo

ROOM, KIND = "calendar", "历"
AHEAD = timedelta(days=60)


@task
def ask_for_the_next_year() -> None:
    """催导工作日历：from 60 days before a year that is not known, its table waits for the system administrators, once."""
    year = (today() + AHEAD).year
    if calendar_in_force().knows(year) or not (holders := operators()):
        return
    with transaction.atomic():
        if Todo.objects.open().filter(room=ROOM, task=_name(year)).exists():
            return
        open_todo(
            room=ROOM,
            kind=KIND,
            about=uuid7(),
            task=_name(year),
            title=f"{year}年工作日历还没有导入，算到{year}年的时限只能暂计",
            step="导入",
            url=f"{reverse('calendar:year')}?year={year}",
            holders=holders,
        )


def no_longer_asked_for(year: int, by: Actor | None) -> None:
    """The table of a year is there."""
    close_todo(ROOM, _name(year), why="已导入", done_by=by.appointment if by else None)


def _name(year: int) -> str:
    return f"year:{year}"
