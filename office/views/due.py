"""时限：what is late, and by when the rest is to be done."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from office.actor import Actor
from office.repealed import repealed_among
from office.requests import actor_for
from office.selectors.due import answers_for_others, due_of, figures, overdue_of, overdue_under
from office.tabs import Tab

A_PAGE = 50
YEARS = range(2000, 2100)


@require_GET
def due(request: HttpRequest) -> HttpResponse:
    """我的逾期; for heads, leaders and document clerks also what is late under them; all time limits of mine, or those of a day."""
    by, asked = actor_for(request), request.GET.get("view", "late")
    on = None
    if asked == "mine":
        rows, on = due_of(by), _day(request.GET.get("on", ""))
        rows = due_of(by, on) if on else rows
    elif asked == "unit" and answers_for_others(by):
        rows = overdue_under(by)
    else:
        asked, rows = "late", overdue_of(by)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    repealed = repealed_among({todo.about for todo in page.object_list})
    context = {"page": page, "view": asked, "on": on, "tabs": _tabs(by, asked), "repealed": repealed}
    return render(request, "office/pages/due.html", context)


def _day(text: str) -> date | None:
    """A day in an address; one that cannot be understood is left out."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _tabs(by: Actor, here: str) -> list[Tab]:
    address = reverse("office:due")
    tabs = [Tab("我的逾期", f"{address}?view=late", figures(by)["overdue"], current=here == "late")]
    if answers_for_others(by):
        tabs.append(Tab("处室和机关的逾期", f"{address}?view=unit", overdue_under(by).count(), current=here == "unit"))
    return [*tabs, Tab("我的全部时限", f"{address}?view=mine", due_of(by).count(), current=here == "mine")]
