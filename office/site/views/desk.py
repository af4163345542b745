"""工作台：what waits for me, what I sent and who has it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from docflow import api as docflow
from office.api import Todo, actor_for, waiting_for
from office.kernel.clock import day_of, today

SHOWN = 50


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """The first page after sign-in. Every figure leads to the rows that it counts."""
    actor = actor_for(request)
    waiting = list(waiting_for(actor)[: SHOWN + 1])
    day = today()
    fresh = [todo for todo in waiting if day_of(todo.since) == day]
    older = [todo for todo in waiting if day_of(todo.since) != day]
    context = {
        "today": day,
        "bands": _bands(fresh, older),
        "count": waiting_for(actor).count(),
        "fresh": len(fresh),
        "returned": docflow.returned_to(actor),
        "sent": docflow.sent_by(actor),
        "sent_count": docflow.sent_count(actor),
    }
    return render(request, "composition/pages/desk.html", context)


def _bands(fresh: list[Todo], older: list[Todo]) -> list[tuple[str, list[Todo]]]:
    """The longest wait first; what came today after it."""
    return [(label, rows) for label, rows in (("此前收到", older), ("今天收到", fresh)) if rows]
