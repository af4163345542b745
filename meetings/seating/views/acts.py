"""换座、空出、锁定、避开、重排、撤回、公布."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from meetings.seating.actions.keep_apart import keep_apart, let_together
from meetings.seating.actions.lock import lock_seat, unlock_seat
from meetings.seating.actions.rearrange import rearrange, take_back
from meetings.seating.actions.seat import seat, unseat
from meetings.seating.actions.show import show_seats
from meetings.seating.forms import PairForm, PersonForm, PlanForm, SeatForm, ShowForm
from meetings.seating.models import SeatingPlan
from meetings.seating.policy import plans
from meetings.seating.views.pages import refused_plan
from office.api import Actor, actor_for
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.notices import say

INCOMPLETE = "没有办理：选得不全，或表单不完整。请选好后再办。"

Deed = Callable[[UUID, Actor, dict[str, Any]], SeatingPlan]


def _seat(uid: UUID, by: Actor, given: dict[str, Any]) -> SeatingPlan:
    return seat(uid, given["who"], given["seat"], given["version"], by=by, key=given["key"])


def _of_person(verb: Callable[..., SeatingPlan]) -> Deed:
    return lambda uid, by, given: verb(uid, given["who"], given["version"], by=by, key=given["key"])


def _of_pair(verb: Callable[..., SeatingPlan]) -> Deed:
    return lambda uid, by, given: verb(uid, given["who"], given["other"], given["version"], by=by, key=given["key"])


def _of_plan(verb: Callable[..., SeatingPlan]) -> Deed:
    return lambda uid, by, given: verb(uid, given["version"], by=by, key=given["key"])


def _show(uid: UUID, by: Actor, given: dict[str, Any]) -> SeatingPlan:
    return show_seats(uid, given["shown"], given["version"], by=by, key=given["key"])


VERBS: dict[str, tuple[type[PlanForm], Deed]] = {
    "seat": (SeatForm, _seat),
    "unseat": (PersonForm, _of_person(unseat)),
    "lock": (PersonForm, _of_person(lock_seat)),
    "unlock": (PersonForm, _of_person(unlock_seat)),
    "keep-apart": (PairForm, _of_pair(keep_apart)),
    "let-together": (PairForm, _of_pair(let_together)),
    "rearrange": (PlanForm, _of_plan(rearrange)),
    "take-back": (PlanForm, _of_plan(take_back)),
    "show": (ShowForm, _show),
}
"""By their word in the address: the form and the act."""


@require_POST
def act(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """One change. A refused one shows the newest plan, and what he had chosen."""
    by = actor_for(request)
    seen = plans.read_to_organise(uid, by=by)
    if verb not in VERBS or seen.plan is None:
        raise NotThere("该办法")
    kind, deed = VERBS[verb]
    form = kind(request.POST)
    refusal: Refusal = Invalid(INCOMPLETE)
    if form.is_valid():
        try:
            plan = deed(uid, by, form.cleaned_data)
        except NotThere:
            raise
        except Refusal as found:
            refusal = found
        else:
            say(request, f"{plan.said}。")
            return redirect(plan)
    return refused_plan(
        request, uid, by, refusal, who=_uid(request.POST.get("who", "")), seat=request.POST.get("seat", "")[:12]
    )


def _uid(said: str) -> UUID | None:
    try:
        return UUID(said[:40])
    except ValueError:
        return None
