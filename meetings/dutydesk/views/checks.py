"""抽查和签到：who was checked, how it counts by month, and the next check."""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from meetings.duty.models import DutyUnit
from meetings.duty.selectors.on_duty import on_duty
from meetings.dutydesk.actions.spot_checks import call_up, note_phone_check
from meetings.dutydesk.forms import CallUpForm, KeyForm, PhoneCheckForm, as_of
from meetings.dutydesk.models import CheckIn, SpotCheck
from meetings.dutydesk.policy import desks
from meetings.dutydesk.rules_of import rule_of
from meetings.dutydesk.selectors.counting import (
    ABSENT,
    CHECK_INS,
    CHECKS,
    FIGURES,
    absent_in,
    check_ins_counted,
    checks_counted,
    month_of,
)
from meetings.dutydesk.selectors.lists import units_counted_with
from meetings.dutydesk.views.doing import Deeds, refused
from meetings.dutydesk.views.parts import tabs_of
from office.api import Actor, actor_for
from office.kernel.clock import now, today
from office.kernel.refusals import Invalid, Refusal
from office.paging import page_of

RECENT = 10
YEARS = (2000, 2100)


@require_GET
def checks(request: HttpRequest, uid: UUID) -> HttpResponse:
    """抽查和签到."""
    by = actor_for(request)
    return _answer(request, desks.read(uid, by=by), by)


def _month(text: str) -> date:
    """`2026-11`; the present one where it is none."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today().replace(day=1)
    return found if YEARS[0] <= found.year < YEARS[1] else today().replace(day=1)


def _answer(
    request: HttpRequest,
    unit: DutyUnit,
    by: Actor,
    *,
    form: PhoneCheckForm | None = None,
    refusal: Refusal | None = None,
    verb: str = "",
) -> HttpResponse:
    month = _month(request.GET.get("month", ""))
    of = request.GET.get("of", "")
    of = of if of in FIGURES else ""
    checking = desks.checks(unit, by=by)
    context = {
        "unit": unit,
        "tabs": tabs_of(unit, "checks", by=by),
        "page": page_of(_checks(unit, month, of), request.GET.get("page")),
        "month": month,
        "of": FIGURES.get(of, ""),
        "figures": FIGURES,
        "counts": month_of(units_counted_with(unit, by), month),
        "came": _came(unit, month, of),
        "absent": absent_in(unit, month) if of == ABSENT else [],
        "may_check": checking,
        "turns": on_duty([unit], now()) if checking else [],
        "rule": rule_of(unit),
        "form": form or PhoneCheckForm(initial=as_of()),
        "refusal": refusal,
        "verb": verb,
        "given": defaultdict(str, request.POST.dict() if refusal is not None else {}),
    }
    return render(request, "dutydesk/pages/checks.html", context, status=refusal.status if refusal is not None else 200)


def _checks(unit: DutyUnit, month: date, of: str) -> QuerySet[SpotCheck]:
    """All, or those that a figure of the month counts."""
    if of in CHECKS:
        return checks_counted(unit, month, of)
    rows = SpotCheck.objects.all() if not of else SpotCheck.objects.none()
    return rows.filter(unit=unit).select_related("person").order_by("-called_at", "-pk")


def _came(unit: DutyUnit, month: date, of: str) -> list[CheckIn]:
    """The last check-ins, or those that a figure of the month counts."""
    if of:
        return check_ins_counted(unit, month, of) if of in CHECK_INS else []
    return list(CheckIn.objects.filter(unit=unit).select_related("person").order_by("-at", "-pk")[:RECENT])


def _called(uid: UUID, by: Actor, form: KeyForm) -> object:
    person: UUID | None = form.cleaned_data["person"]
    if person is None:
        raise Invalid("没有点名：请选择抽查谁。", field="person")
    return call_up(uid, person, by=by, key=form.key_given)


def _noted(uid: UUID, by: Actor, form: Any) -> object:
    return note_phone_check(uid, form.found(), by=by, key=form.key_given)


DEEDS: Deeds = {
    "call-up": (CallUpForm, _called, "已点名，应答后会显示用时。"),
    "phone": (PhoneCheckForm, _noted, "已记下电话抽查。"),
}


@require_POST
def do_check(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """系统点名、记电话抽查."""
    by = actor_for(request)
    unit = desks.read(uid, by=by)
    if (came_back := refused(request, DEEDS, verb, uid, by)) is not None:
        typed = PhoneCheckForm(request.POST) if verb == "phone" else None
        return _answer(request, unit, by, form=typed, refusal=came_back[0], verb=verb)
    return redirect("dutydesk:checks", uid)
