"""待办交接：what somebody left behind, for those whom it called."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from office.administration.actions.handovers import ROOM, stranded_with
from office.kernel.refusals import NotThere
from office.models.people import Appointment
from office.requests import actor_for
from office.rights import may_read_all
from office.todos import waiting_for


@require_GET
def handover(request: HttpRequest, uid: UUID) -> HttpResponse:
    """His to-dos that nobody can do now; titles and links only of what the reader may read. There for whom it waits for, and nobody else."""
    by = actor_for(request)
    if not waiting_for(by).filter(room=ROOM, about=uid).exists():
        raise NotThere("该交接")
    left = Appointment.objects.with_names().get(uid=uid)
    todos = list(stranded_with(left))
    readable = may_read_all(by, {one.about for one in todos})
    rows = [(one, one.about in readable) for one in todos]
    return render(request, "administration/pages/handover.html", {"left": left, "rows": rows})
