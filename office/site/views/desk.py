"""工作台：what waits for me and by when, what I sent and who has it. Its parts are also given alone, for a page that was told of a change."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from docflow import api as docflow
from office.api import Actor, Todo, actor_for, waiting_for, working_calendar
from office.kernel.clock import day_of, now, today
from office.selectors.due import due_by_day, figures
from office.site import ruler
from office.site.navigation import counted

SHOWN = 50


@dataclass(frozen=True)
class Band:
    """One group of what waits, under its label."""

    label: str
    rows: list[Todo]
    manner: str = ""


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """The first page after sign-in. Every figure leads to the rows that it counts."""
    return render(request, "composition/pages/desk.html", _parts(actor_for(request)))


@require_GET
def desk_now(request: HttpRequest) -> HttpResponse:
    """The parts of the desk that change by themselves, exactly as the page has them."""
    return render(request, "composition/desk_now.html", _parts(actor_for(request)))


@require_GET
def counts(request: HttpRequest) -> HttpResponse:
    """The numbers of the navigation, exactly as every page has them."""
    return render(request, "composition/counts.html", {"entries": counted(actor_for(request))})


def _parts(actor: Actor) -> dict[str, Any]:
    numbers, this = figures(actor), today()
    waiting = list(waiting_for(actor).order_by(F("due_at").asc(nulls_last=True), "since", "pk")[:SHOWN])
    return {
        "today": this,
        "bands": _bands(waiting, this),
        **numbers,
        "left_out": numbers["count"] - len(waiting),
        "ruler": _ruler(actor, this, numbers["overdue"]),
        "repealed": docflow.repealed_of({one.about for one in waiting}),
        "returned": docflow.returned_to(actor),
        "sent": docflow.sent_by(actor),
        "sent_count": docflow.sent_count(actor),
    }


def _ruler(actor: Actor, this: date, overdue: int) -> ruler.Ruler:
    calendar = working_calendar()
    last = ruler.days_shown(calendar, this)[-1]
    return ruler.draw(calendar, this, due_by_day(actor, this, last), overdue)


def _bands(waiting: list[Todo], this: date) -> list[Band]:
    """First by when it is due; then what has no time limit, the longest wait first and what came today after it."""
    groups: dict[str, list[Todo]] = {
        label: [] for label in ("已逾期", "今天到期", "本周到期", "以后到期", "此前收到", "今天收到")
    }
    for todo in waiting:
        groups[_label(todo, this)].append(todo)
    return [Band(label, rows, "late" if label == "已逾期" else "") for label, rows in groups.items() if rows]


def _label(todo: Todo, this: date) -> str:
    if todo.due_at is None:
        return "今天收到" if day_of(todo.since) >= this else "此前收到"
    if todo.due_at < now():
        return "已逾期"
    day = day_of(todo.due_at)
    if day == this:
        return "今天到期"
    return "本周到期" if day <= this + timedelta(days=6 - this.weekday()) else "以后到期"
