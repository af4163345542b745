"""布置会场的页."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from meetings.seating.actions.lay_out import lay_out
from meetings.seating.forms import HallForm
from meetings.seating.forms.hall import initial_of
from meetings.seating.policy import Seen, plans
from meetings.seating.selectors.situation import by_rank
from office.api import actor_for, key_of
from office.kernel.refusals import NotThere, Refusal
from office.notices import say, warn


@require_http_methods(["GET", "HEAD", "POST"])
def hall_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """布置会场: the form is filled with the hall as it is."""
    by = actor_for(request)
    seen = plans.read_to_organise(uid, by=by)
    if request.method != "POST":
        return _page(request, seen, None)
    form, refusal, status = HallForm(request.POST), None, 422
    if form.is_valid():
        try:
            plan = lay_out(uid, form.layout(), form.cleaned_data["version"], by=by, key=key_of(request))
        except NotThere:
            raise
        except Refusal as found:
            refusal, status = found, found.status
            if found.field in form.fields:
                form.add_error(found.field, found.sentence)
        else:
            left = len(by_rank(plan.meeting)) - plan.sittings.count()
            if left:
                warn(request, f"座位不够，还有{left}人待排。请增加排数或座数。")
            else:
                say(request, f"{plan.said}。")
            return redirect(plan)
    return _page(request, plans.read_to_organise(uid, by=by), form, refusal=refusal, status=status)


def _page(
    request: HttpRequest, seen: Seen, form: HallForm | None, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    people = len(by_rank(seen.meeting))
    if form is None:
        blocks = [one.block for one in seen.plan.blocks.all()] if seen.plan is not None else []
        form = HallForm(initial=initial_of(seen.plan, blocks, people))
    context = {
        "meeting": seen.meeting,
        "plan": seen.plan,
        "form": form,
        "people": people,
        "version": seen.plan.version if seen.plan is not None else 0,
        "refusal": refusal if refusal is not None and refusal.field not in form.fields else None,
    }
    return render(request, "seating/pages/hall.html", context, status=status)
