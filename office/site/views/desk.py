"""工作台：what waits for me, what I sent and who has it. Its parts are also given alone, for a page that was told of a change."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from docflow import api as docflow
from office.api import Actor, Todo, actor_for, waiting_for
from office.kernel.clock import start_of, today
from office.site.navigation import counted

SHOWN = 50


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """The first page after sign-in. Every figure leads to the rows that it counts."""
    return render(request, "composition/pages/desk.html", {"today": today(), **_parts(actor_for(request))})


@require_GET
def desk_now(request: HttpRequest) -> HttpResponse:
    """The parts of the desk that change by themselves, exactly as the page has them."""
    return render(request, "composition/desk_now.html", _parts(actor_for(request)))


@require_GET
def counts(request: HttpRequest) -> HttpResponse:
    """The numbers of the navigation, exactly as every page has them."""
    return render(request, "composition/counts.html", {"entries": counted(actor_for(request))})


def _parts(actor: Actor) -> dict[str, Any]:
    since = start_of(today())
    waiting, count = list(waiting_for(actor)[:SHOWN]), waiting_for(actor).count()
    fresh = [todo for todo in waiting if todo.since >= since]
    older = [todo for todo in waiting if todo.since < since]
    return {
        "bands": _bands(fresh, older),
        "count": count,
        "left_out": count - len(waiting),
        "fresh": waiting_for(actor).filter(since__gte=since).count(),
        "returned": docflow.returned_to(actor),
        "sent": docflow.sent_by(actor),
        "sent_count": docflow.sent_count(actor),
    }


def _bands(fresh: list[Todo], older: list[Todo]) -> list[tuple[str, list[Todo]]]:
    """The longest wait first; what came today after it."""
    return [(label, rows) for label, rows in (("此前收到", older), ("今天收到", fresh)) if rows]
