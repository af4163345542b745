"""我的预订：ahead, over, what I wait for, series."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from meetings.models.waiting import STANDING
from meetings.policy import bookings, waiting
from meetings.selectors.lists import MINE, counts, listed
from office.api import actor_for
from office.paging import page_of
from office.tabs import Tab


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What I answer for, in any of my posts."""
    by = actor_for(request)
    view = request.GET.get("view", "")
    view = view if view in MINE else "ahead"
    count = counts(by)
    tabs = [Tab(label, f"?view={key}", count[key], key == view) for key, label in MINE.items()]
    context: dict[str, Any] = {"view": view, "tabs": tabs}
    if view == "waiting":
        rows: Any = (
            waiting.mine(by)
            .select_related("room__building", "booking")
            .filter(state__in=STANDING)
            .order_by("starts_at")
        )
    else:
        rows = listed(bookings.mine(by), by, view)
    context["page"] = page_of(rows, request.GET.get("page"), count=count[view])
    return render(request, "meetings/pages/mine.html", context)
