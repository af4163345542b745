"""设置：the rule of a desk and its wall screens."""

from typing import Any
from uuid import UUID

from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from meetings.duty.models import DutyUnit
from meetings.dutydesk.actions.rules import set_rule
from meetings.dutydesk.actions.screens import make_screen, revoke_screen
from meetings.dutydesk.forms import RuleForm
from meetings.dutydesk.models import WallScreen
from meetings.dutydesk.policy import desks
from meetings.dutydesk.rules_of import rule_of
from meetings.dutydesk.views.parts import tabs_of
from meetings.secrets import digest_of, new_token
from office.api import Actor, actor_for, key_of
from office.kernel.refusals import NotThere, Refusal
from office.notices import say


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, uid: UUID) -> HttpResponse:
    """设置."""
    by = actor_for(request)
    unit = _kept(uid, by)
    if request.method != "POST":
        return _answer(request, unit, by)
    form = RuleForm(request.POST)
    if not form.is_valid():
        return _answer(request, unit, by, form=form, status=422)
    try:
        set_rule(uid, form.said(), by=by, key=form.key_given)
    except NotThere:
        raise
    except Refusal as refused:
        return _answer(request, unit, by, form=form, refusal=refused, status=refused.status)
    say(request, "已保存。")
    return redirect("dutydesk:settings", uid)


@require_POST
def new_screen(request: HttpRequest, uid: UUID) -> HttpResponse:
    """建立值班屏: its address stands on the page that answers, and nowhere afterwards."""
    by, token = actor_for(request), new_token()
    unit = _kept(uid, by)
    try:
        made = make_screen(uid, digest_of(token), by=by, key=key_of(request))
    except NotThere:
        raise
    except Refusal as refused:
        return _answer(request, unit, by, refusal=refused, status=refused.status)
    if made.digest != digest_of(token):  # sent twice: the first answer has shown it
        return redirect("dutydesk:settings", uid)
    address = request.build_absolute_uri(reverse("dutydesk:screen", args=[token]))
    return _answer(request, unit, by, made=address)


@require_POST
def end_screen(request: HttpRequest, uid: UUID, screen: UUID) -> HttpResponse:
    """作废值班屏."""
    revoke_screen(uid, screen, by=actor_for(request), key=key_of(request))
    say(request, "已作废，从现在起打不开。")
    return redirect("dutydesk:settings", uid)


def _kept(uid: UUID, by: Actor) -> DutyUnit:
    """One that he keeps; to others this page is not there."""
    unit = desks.read_inside(uid, by=by)
    if not desks.keeps(unit, by=by):
        raise NotThere("该值班室")
    return unit


def _answer(
    request: HttpRequest,
    unit: DutyUnit,
    by: Actor,
    *,
    form: RuleForm | None = None,
    refusal: Refusal | None = None,
    made: str = "",
    status: int = 200,
) -> HttpResponse:
    initial: dict[str, Any] = model_to_dict(rule_of(unit), exclude=["id", "unit"])
    context = {
        "unit": unit,
        "tabs": tabs_of(unit, "settings", by=by),
        "form": form or RuleForm(initial=initial),
        "screens": WallScreen.objects.filter(unit=unit, revoked_at__isnull=True).select_related("made_by__person"),
        "refusal": refusal,
        "made": made,
    }
    return render(request, "dutydesk/pages/settings.html", context, status=status)
