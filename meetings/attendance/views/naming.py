"""报名：a unit's clerk or head says who comes."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from meetings.attendance import policy
from meetings.attendance.actions.name_people import name_people, named_by, withdraw_named
from meetings.attendance.asking import last_moment, whom_to_call
from meetings.attendance.forms import NamingForm, first_fault
from meetings.attendance.selectors.choices import nameable
from meetings.convening import life
from meetings.convening.models import InvitedOrgan, Meeting
from meetings.convening.policy import meetings
from office.api import Actor, actor_for
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.notices import say


@require_http_methods(["GET", "HEAD", "POST"])
def naming(request: HttpRequest, uid: UUID, invited: UUID) -> HttpResponse:
    """The names so far, and who else can be named; a refused form comes back with the same people ticked."""
    by = actor_for(request)
    meeting = meetings.read(uid, by=by)
    unit, _ = policy.invited_organ(meeting, invited, by=by)
    if request.method != "POST":
        return _page(request, meeting, unit)
    form = NamingForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(first_fault(form))
        said = _done(uid, unit, form, by)
    except NotThere:
        raise
    except Refusal as refusal:
        return _page(request, meeting, unit, chosen=request.POST.getlist("people"), refusal=refusal)
    say(request, said)
    return redirect("attendance:naming", uid, invited)


def _done(uid: UUID, unit: InvitedOrgan, form: NamingForm, by: Actor) -> str:
    key, taken_back = form.cleaned_data["key"], form.cleaned_data["withdraw"]
    if taken_back is not None:
        withdraw_named(uid, unit.uid, taken_back, by=by, key=key)
        return "已撤回报名，他会收到通知。"
    people = form.cleaned_data["people"]
    name_people(uid, unit.uid, people, by=by, key=key)
    return f"已报名{len(set(people))}人，他们会收到通知。"


def _page(
    request: HttpRequest,
    meeting: Meeting,
    unit: InvitedOrgan,
    *,
    chosen: list[str] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    named = named_by(unit)
    left = unit.most - len(named) if unit.most else None
    may_name = meeting.state == life.ANNOUNCED and now() < last_moment(meeting)
    context = {
        "meeting": meeting,
        "unit": unit,
        "named": named,
        "left": left,
        "may_name": may_name,
        "choices": nameable(unit) if may_name and left != 0 else [],
        "chosen": chosen or [],
        "until": last_moment(meeting),
        "call": whom_to_call(meeting, unit.organ),
        "refusal": refusal,
    }
    return render(request, "attendance/pages/naming.html", context, status=refusal.status if refusal else 200)
