"""工作日历：a year in twelve months, for everybody; for the system administrator also the door to import one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from office.actor import Actor
from office.calendar import policy
from office.calendar.knowing import working_calendar
from office.calendar.models import CalendarTable
from office.calendar.months import holidays, months
from office.kernel.clock import today
from office.requests import actor_for
from office.tabs import Tab


@require_GET
def year(request: HttpRequest) -> HttpResponse:
    """The year of `?year=`, else this one."""
    return render(request, "calendar/pages/year.html", year_context(actor_for(request), request.GET.get("year", "")))


def year_context(by: Actor, asked: str = "") -> dict[str, Any]:
    """All that the page shows."""
    calendar, this = working_calendar(), today()
    years = sorted({*calendar.years, this.year, this.year + 1})
    chosen = {str(one): one for one in years}.get(asked, this.year)
    known = calendar.years.get(chosen)
    address = reverse("calendar:year")
    return {
        "year": chosen,
        "known": known,
        "months": (drawn := months(calendar, chosen, this)),
        "working_days": sum(month.working_days for month in drawn),
        "holidays": holidays(known) if known else [],
        "tabs": [Tab(f"{one}年", f"{address}?year={one}", current=one == chosen) for one in years],
        "tables": CalendarTable.objects.filter(year=chosen).select_related(
            "imported_by__person", "imported_by__post__department__organ"
        ),
        "may_import": policy.may_import(by),
    }
