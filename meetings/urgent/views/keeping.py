"""时限和催叫间隔的管理，自己的催叫邮箱。"""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from meetings.duty.policy import units as duty_units
from meetings.urgent.actions.keep_limits import drop_limit, organs_kept, set_limit, set_mail, set_practice
from meetings.urgent.calling import practice_of
from meetings.urgent.forms import LimitForm, MailForm, PracticeForm
from meetings.urgent.models import ClockLimit, EventLevel, MailAddress, Timed
from meetings.urgent.rules.limits import DEFAULTS
from office.api import actor_for, key_of
from office.kernel.refusals import Invalid, NotAllowed, NotThere, Refusal

ONLY_KEEPERS = "时限由管理值班的处室设定。请与他们联系。"


@require_http_methods(["GET", "POST"])
def limits(request: HttpRequest) -> HttpResponse:
    """时限: the organ's own before the defaults; a POST sets one."""
    by = actor_for(request)
    kept = organs_kept(by)
    if not kept:
        raise NotAllowed(ONLY_KEEPERS)
    if request.method == "GET":
        return _limits(request, LimitForm())
    form = LimitForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(form.fault())
        set_limit(form.cleaned_data["organ"], form.limit(), by=by, key=form.cleaned_data["key"])
    except NotThere:
        raise
    except Refusal as refusal:
        return _limits(request, form, refusal=refusal, status=refusal.status)
    messages.success(request, "已定时限，此后登记的事件按它计时。")
    return redirect("urgent:limits")


@require_POST
def drop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """恢复默认."""
    drop_limit(uid, by=actor_for(request), key=key_of(request))
    messages.success(request, "已恢复默认时限。")
    return redirect("urgent:limits")


@require_POST
def practice(request: HttpRequest, uid: UUID) -> HttpResponse:
    """定催叫间隔."""
    by = actor_for(request)
    duty_units.read(uid, by=by)
    form = PracticeForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(form.fault())
        given = form.cleaned_data
        set_practice(uid, given["next_way"], given["next_person"], given["next_round"], by=by, key=given["key"])
    except NotThere:
        raise
    except Refusal as refusal:
        if not organs_kept(by):
            raise
        return _limits(request, LimitForm(), refusal=refusal, status=refusal.status)
    messages.success(request, "已定催叫间隔。")
    return redirect("urgent:limits")


@require_http_methods(["GET", "POST"])
def reach(request: HttpRequest) -> HttpResponse:
    """怎样叫到我：one's own mail address for being called."""
    by = actor_for(request)
    there = MailAddress.objects.filter(person=by.person).first()
    if request.method == "GET":
        return _reach(request, MailForm(initial={"address": there.address if there else ""}))
    form = MailForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(form.fault(), field="address")
        set_mail(form.cleaned_data["address"], by=by, key=form.cleaned_data["key"])
    except Refusal as refusal:
        if "address" not in form.errors:
            form.add_error("address", refusal.sentence)
        return _reach(request, form, status=refusal.status)
    messages.success(request, "已保存。")
    return redirect("urgent:reach")


def _reach(request: HttpRequest, form: MailForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "is_configured": settings.MAIL_SERVER is not None}
    return render(request, "urgent/pages/reach.html", context, status=status)


def _limits(
    request: HttpRequest, form: LimitForm, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    by = actor_for(request)
    kept = organs_kept(by)
    own = ClockLimit.objects.filter(organ__in=[one.pk for one in kept]).select_related("organ")
    context = {
        "form": form,
        "refusal": refusal,
        "organs": [(one, [row for row in own if row.organ_id == one.pk]) for one in kept],
        "steps": Timed.labels,
        "defaults": [
            (level.label, [one for step in Timed for one in DEFAULTS if (one.timed, one.level) == (step, level)])
            for level in EventLevel
        ],
        "practices": [(one, practice_of(one)) for one in duty_units.kept(by).order_by("order", "pk")],
    }
    return render(request, "urgent/pages/limits.html", context, status=status)
