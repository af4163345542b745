"""我的值班：next turns, swaps that wait, absences, wishes; first made for the phone."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from meetings.duty.actions.people import HasTurns, enter_absence, wish, withdraw_absence
from meetings.duty.forms import AbsenceForm, WishForm, first_fault
from meetings.duty.models import Absence, Wish
from meetings.duty.policy import units
from meetings.duty.selectors.mine import own_turns, served_by, swaps_of, todays
from meetings.duty.selectors.people import absences_ahead
from office.api import actor_for, key_of
from office.kernel.clock import today
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.notices import say


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """我的值班."""
    return mine_answer(request)


def mine_answer(
    request: HttpRequest, *, refused: str = "", refusal: Refusal | None = None, given: dict[str, Any] | None = None
) -> HttpResponse:
    """The page; after a refused form with what was written."""
    by = actor_for(request)
    serving = served_by(by)
    context = {
        "units": todays(by),
        "turns": own_turns(by),
        "swaps": swaps_of(by),
        "absences": absences_ahead({by.person.pk}),
        "wishes": list(Wish.objects.filter(person=by.person, day__gt=today()).select_related("unit")),
        "serving": serving,
        "keeps": units.kept(by).exists() or units.organs(by).exists(),
        "reasons": Absence.Reason.choices,
        "me": by.person,
        "refused": refused,
        "refusal": refusal,
        "given": given or {},
        "touched": refusal.turns if isinstance(refusal, HasTurns) else [],
    }
    return render(request, "duty/pages/mine.html", context, status=refusal.status if refusal else 200)


@require_POST
def enter_own_absence(request: HttpRequest) -> HttpResponse:
    """登记不能值班."""
    by = actor_for(request)
    form = AbsenceForm(request.POST)
    try:
        key = key_of(request)
        if not form.is_valid():
            raise Invalid(f"没有登记：{first_fault(form)}")
        enter_absence(*form.days(), form.cleaned_data["reason"], by=by, key=key)
    except Refusal as refusal:
        return mine_answer(request, refused="absence", refusal=refusal, given=request.POST.dict())
    say(request, "已登记。排班时这几天不排您。")
    return redirect("duty:mine")


@require_POST
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """取消登记：his own leads back to his page, another's to the list of units."""
    by = actor_for(request)
    found = withdraw_absence(uid, by=by, key=key_of(request))
    say(request, "已取消登记。")
    unit = units.kept(by).filter(roles__pool__person=found.person_id).first()
    if found.person_id != by.person.pk and unit is not None:
        return redirect("duty:people", unit.uid)
    return redirect("duty:mine")


@require_POST
def enter_wish(request: HttpRequest) -> HttpResponse:
    """意愿."""
    by = actor_for(request)
    form = WishForm(request.POST)
    try:
        key = key_of(request)
        if not form.is_valid():
            raise Invalid(f"没有登记：{first_fault(form)}")
        given = form.cleaned_data
        wish(given["unit"], given["day"], form.wish(), by=by, key=key)
    except NotThere:
        raise
    except Refusal as refusal:
        return mine_answer(request, refused="wish", refusal=refusal, given=request.POST.dict())
    say(request, "已记下您的意愿。排班时尽量照顾，不作保证。")
    return redirect("duty:mine")
