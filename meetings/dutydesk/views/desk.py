"""值班室：the page of one desk, its parts that change by themselves, and what is done there with one press."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from meetings.duty.models import DutyUnit
from meetings.dutydesk.actions.check_in import acknowledge, check_in, may_acknowledge, turns_to_check_in
from meetings.dutydesk.actions.matters import open_matter
from meetings.dutydesk.actions.spot_checks import answer
from meetings.dutydesk.forms import AcknowledgeForm, AnswerForm, CheckInForm, MatterForm
from meetings.dutydesk.models import Result, SpotCheck
from meetings.dutydesk.policy import desks
from meetings.dutydesk.rules_of import rule_of
from meetings.dutydesk.selectors.board import board_of
from meetings.dutydesk.selectors.hand_overs import due_hand_over, may_take_over
from meetings.dutydesk.selectors.lists import desks_of
from meetings.dutydesk.views.doing import Deeds, refused
from meetings.dutydesk.views.parts import tabs_of
from office.api import Actor, actor_for, note_access
from office.kernel.clock import now
from office.kernel.refusals import Refusal

WHERE = "camera=(), microphone=(), geolocation=(self)"
"""On the page of the check-in the phone may be asked where it is, by whoever holds it."""


@require_GET
def desk_list(request: HttpRequest) -> HttpResponse:
    """值班室：those that are for him; the only one at once."""
    by = actor_for(request)
    rows = desks_of(by)
    if len(rows) == 1:
        return redirect("dutydesk:desk", rows[0].unit.uid)
    return render(request, "dutydesk/pages/desks.html", {"rows": rows})


@require_GET
def desk(request: HttpRequest, uid: UUID) -> HttpResponse:
    """值班室."""
    by = actor_for(request)
    unit = desks.read(uid, by=by)
    note_access(request, "read", about=unit.uid, title=f"{unit}值班室")
    return desk_answer(request, unit, by)


@require_GET
def desk_now(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Its parts that change by themselves, exactly as the page has them."""
    by = actor_for(request)
    return render(request, "dutydesk/partials/_board.html", context_of(desks.read(uid, by=by), by))


def context_of(unit: DutyUnit, by: Actor) -> dict[str, object]:
    """What the page and its changing parts show."""
    inside = desks.inside(by).filter(pk=unit.pk).exists()
    board = board_of(unit, inside=inside)
    mine = SpotCheck.objects.filter(unit=unit, person=by.person, result=Result.WAITS).first()
    due = due_hand_over(unit, by=by)
    return {
        "unit": unit,
        "board": board,
        "inside": inside,
        "rule": rule_of(unit),
        "called": mine,
        "to_check_in": next(iter(turns_to_check_in(unit, by, now())), None) if rule_of(unit).checks_in else None,
        "due_hand_over": due,
        "to_take_over": [one for one in board.unsigned if may_take_over(one, by=by)],
        "may_write": inside and desks.writes(unit, by=by),
        "may_acknowledge": bool(board.unmet) and inside and may_acknowledge(unit, by=by),
        "me": by.person,
    }


def desk_answer(
    request: HttpRequest,
    unit: DutyUnit,
    by: Actor,
    *,
    refusal: Refusal | None = None,
    given: dict[str, str] | None = None,
) -> HttpResponse:
    """The page as it is now."""
    context = context_of(unit, by) | {
        "tabs": tabs_of(unit, "desk", by=by),
        "refusal": refusal,
        "given": defaultdict(str, given or {}),
    }
    status = refusal.status if refusal is not None else 200
    page = render(request, "dutydesk/pages/desk.html", context, status=status)
    page.headers["Permissions-Policy"] = WHERE
    return page


@require_POST
def do(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """到岗签到、在岗应答、处理未签到、记为未结。"""
    by = actor_for(request)
    unit = desks.read(uid, by=by)
    if (came_back := refused(request, DEEDS, verb, uid, by)) is not None:
        refusal, given = came_back
        return desk_answer(request, unit, by, refusal=refusal, given=given)
    return redirect("dutydesk:desk", uid)


def _opened(uid: UUID, by: Actor, form: Any) -> object:
    given = form.cleaned_data
    return open_matter(
        uid,
        given["what"],
        form.due_at,
        log_entry=given["log_entry"],
        call_entry=given["call_entry"],
        by=by,
        key=form.key_given,
    )


def _checked_in(uid: UUID, by: Actor, form: Any) -> object:
    return check_in(uid, form.cleaned_data["place"], form.where, by=by, key=form.key_given)


DEEDS: Deeds = {
    "check-in": (CheckInForm, _checked_in, "已签到。"),
    "answer": (
        AnswerForm,
        lambda _uid, by, form: answer(form.cleaned_data["check"], by=by, key=form.key_given),
        "已应答。",
    ),
    "acknowledge": (
        AcknowledgeForm,
        lambda _uid, by, form: acknowledge(form.cleaned_data["missed"], by=by, key=form.key_given),
        "已记为由您处理，不再往上告知。",
    ),
    "open-matter": (MatterForm, _opened, "已记为未结，交班时自动带给下一班。"),
}
"""The verbs by their word in the address: the form, the act, and what is said when it is done."""
