"""列表的条件，从网址里读。What no list knows is no condition."""

from uuid import UUID

from django.http import HttpRequest

from docflow.briefs.models import BriefKind, BriefState
from docflow.briefs.selectors.lists import Asked
from docflow.supervision.selectors.counting import period_of
from office.api import searched_for


def asked_in(request: HttpRequest) -> Asked:
    state, kind = request.GET.get("state", ""), request.GET.get("kind", "")
    return Asked(
        words=searched_for(request),
        state=state if state in BriefState.values else "",
        kind=kind if kind in BriefKind.values else "",
        unit=uid_in(request, "unit"),
        desk=uid_in(request, "desk"),
        period=period_of(request.GET["period"][:7]) if request.GET.get("period") else None,
    )


def uid_in(request: HttpRequest, name: str) -> UUID | None:
    """A uid in the address; None where it is none."""
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None
