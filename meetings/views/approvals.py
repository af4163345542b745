"""审批会议室的列表。"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from meetings.selectors.lists import DESK, to_decide
from office.api import actor_for
from office.paging import page_of
from office.tabs import Tab


@require_GET
def approvals(request: HttpRequest) -> HttpResponse:
    """The bookings of rooms that are had with his approval; for everybody else it is empty."""
    by = actor_for(request)
    view = request.GET.get("view", "")
    view = view if view in DESK else "asked"
    counted = {key: to_decide(by, key).count() for key in DESK}
    page = page_of(to_decide(by, view), request.GET.get("page"), count=counted[view])
    tabs = [Tab(label, f"?view={key}", counted[key], key == view) for key, label in DESK.items()]
    return render(request, "meetings/pages/approvals.html", {"page": page, "tabs": tabs, "view": view})
