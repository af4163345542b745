"""信息工作台的设置：who edits, which periodicals there are and whom they go to, what counts how much."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from docflow.briefs import policy
from docflow.briefs.actions.setting_up import save_periodical, set_desk, set_rule
from docflow.briefs.forms import DeskForm, PeriodicalForm, RuleForm
from docflow.briefs.forms.conditions import uid_in
from docflow.briefs.models import Desk, Periodical, ScoreRule
from docflow.briefs.selectors.choices import leaders_to_choose, units_to_choose
from docflow.briefs.selectors.rules import rule_of
from office.api import Actor, Organ, actor_for
from office.kernel.refusals import NotThere, Refusal


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """工作台：of the organ whose general office he is; the periodicals and the rule of a desk where he edits."""
    by = actor_for(request)
    if request.method == "POST":
        return _set_desk(request, by)
    organ, desk = _organ_and_desk(request, by)
    return _settings_answer(request, organ, desk)


def _organ_and_desk(request: HttpRequest, by: Actor) -> tuple[Organ | None, Desk | None]:
    """What he sets up, and the desk where he edits; who does neither is refused."""
    organs, desks = policy.organs_set_up(by), policy.desks_edited(by)
    asked = uid_in(request, "desk")
    desk = next((one for one in desks if one.uid == asked), None) if asked is not None else None
    if asked is not None and desk is None:
        raise NotThere("该信息工作台")
    if desk is None and not organs:
        desk, _ = policy.ask_edited_desk(None, by=by)
    if desk is not None:
        return next((one for one in organs if one.pk == desk.organ_id), None), desk
    return organs[0], next((one for one in desks if one.organ_id == organs[0].pk), None)


def _set_desk(request: HttpRequest, by: Actor) -> HttpResponse:
    form = DeskForm(request.POST)
    form.full_clean()
    organ, _ = policy.ask_set_up(form.cleaned_data.get("organ"), by=by)
    desk = Desk.objects.filter(organ=organ).select_related("organ", "department").first()
    if not form.is_valid():
        return _settings_answer(request, organ, desk, form=form, status=422)
    given = form.cleaned_data
    try:
        desk = set_desk(
            organ.uid,
            department=given["department"],
            needs_approval=given["needs_approval"],
            in_use=given["in_use"],
            by=by,
            key=given["key"],
        )
    except Refusal as refusal:
        if refusal.field in form.fields:
            form.add_error(refusal.field, refusal.sentence)
        return _settings_answer(request, organ, desk, form=form, refusal=refusal, status=refusal.status)
    messages.success(request, "工作台已设好。")
    return redirect(f"{reverse('briefs:settings')}?desk={desk.uid}")


def _settings_answer(
    request: HttpRequest,
    organ: Organ | None,
    desk: Desk | None,
    *,
    form: DeskForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    initial: dict[str, Any] = {"needs_approval": True, "in_use": True}
    if desk is not None:
        home = desk.department
        initial = {
            "department": home.uid if home is not None else None,
            "needs_approval": desk.needs_approval,
            "in_use": desk.in_use,
        }
    if organ is not None:
        initial["organ"] = organ.uid
    form = form or DeskForm(initial=initial)
    context = {
        "organ": organ,
        "desk": desk,
        "form": form,
        "departments": list(organ.departments.open()) if organ is not None else [],
        "held": str(form["department"].value() or ""),
        "periodicals": list(desk.periodicals.prefetch_related("readers")) if desk is not None else [],
        "rule": rule_of(desk) if desk is not None else None,
        "refusal": refusal if refusal is not None and not form.errors else None,
    }
    return render(request, "briefs/pages/settings.html", context, status=status)


@require_http_methods(["GET", "POST"])
def periodical(request: HttpRequest) -> HttpResponse:
    """设一种刊物；`periodical` in the address names one that is there."""
    by = actor_for(request)
    if request.method != "POST":
        desk, _ = policy.ask_edited_desk(uid_in(request, "desk"), by=by)
        row = _row(desk, uid_in(request, "periodical"))
        return _periodical_answer(request, desk, row, PeriodicalForm(initial=_held(desk, row)))
    form = PeriodicalForm(request.POST)
    form.full_clean()
    desk, _ = policy.ask_edited_desk(form.cleaned_data.get("desk"), by=by)
    row = _row(desk, form.cleaned_data.get("periodical"))
    if not form.is_valid():
        return _periodical_answer(request, desk, row, form, status=422)
    try:
        saved = save_periodical(
            desk.uid, row.uid if row is not None else None, form.wish(), by=by, key=form.cleaned_data["key"]
        )
    except Refusal as refusal:
        if refusal.field in form.fields:
            form.add_error(refusal.field, refusal.sentence)
        return _periodical_answer(request, desk, row, form, refusal=refusal, status=refusal.status)
    messages.success(request, f"{saved}已设好。")
    return redirect(f"{reverse('briefs:settings')}?desk={desk.uid}")


def _row(desk: Desk, uid: UUID | None) -> Periodical | None:
    if uid is None:
        return None
    found = desk.periodicals.filter(uid=uid).first()
    if found is None:
        raise NotThere("该刊物")
    return found


def _held(desk: Desk, row: Periodical | None) -> dict[str, Any]:
    if row is None:
        return {"desk": desk.uid, "in_use": True}
    readers = list(row.readers.select_related("organ", "department", "appointment"))
    return {
        "desk": desk.uid,
        "periodical": row.uid,
        "name": row.name,
        "in_use": row.in_use,
        "units": [one.unit.uid for one in readers if one.appointment is None],
        "people": [one.appointment.uid for one in readers if one.appointment is not None],
    }


def _periodical_answer(
    request: HttpRequest,
    desk: Desk,
    row: Periodical | None,
    form: PeriodicalForm,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    departments, organs = units_to_choose(desk)
    context = {
        "desk": desk,
        "row": row,
        "form": form,
        "departments": departments,
        "organs": organs,
        "leaders": leaders_to_choose(desk),
        "held_units": [str(one) for one in form["units"].value() or []],
        "held_people": [str(one) for one in form["people"].value() or []],
        "refusal": refusal if refusal is not None and not form.errors else None,
    }
    return render(request, "briefs/pages/periodical.html", context, status=status)


@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest) -> HttpResponse:
    """计分规则：a new version for what comes."""
    by = actor_for(request)
    if request.method != "POST":
        desk, _ = policy.ask_edited_desk(uid_in(request, "desk"), by=by)
        held = rule_of(desk)
        initial = {"desk": desk.uid, "seen": held.version if held is not None else 0}
        if held is not None:
            initial |= {"sharing": held.sharing, "stacking": held.stacking}
        return _rule_answer(request, desk, _rule_form(desk, held, initial=initial))
    try:
        asked = UUID(request.POST.get("desk", ""))
    except ValueError:
        policy.ask_edited_desk(None, by=by)
        raise NotThere("该信息工作台") from None
    desk, _ = policy.ask_edited_desk(asked, by=by)
    form = _rule_form(desk, rule_of(desk), request.POST)
    if not form.is_valid():
        return _rule_answer(request, desk, form, status=422)
    try:
        saved = set_rule(desk.uid, form.values(), form.cleaned_data["seen"], by=by, key=form.cleaned_data["key"])
    except Refusal as refusal:
        if refusal.field in form.fields:
            form.add_error(refusal.field, refusal.sentence)
        return _rule_answer(request, desk, form, refusal=refusal, status=refusal.status)
    messages.success(request, f"规则已改为第{saved.version}版，从现在起按它计分；以前的得分不变。")
    return redirect(f"{reverse('briefs:settings')}?desk={desk.uid}")


def _rule_form(desk: Desk, held: ScoreRule | None, *args: Any, **more: Any) -> RuleForm:
    inside, others = units_to_choose(desk)
    return RuleForm(*args, periodicals=desk.periodicals.all(), held=held, units=[*inside, *others], **more)


def _rule_answer(
    request: HttpRequest, desk: Desk, form: RuleForm, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "desk": desk,
        "form": form,
        "held": rule_of(desk),
        "refusal": refusal if refusal is not None and not form.errors else None,
    }
    return render(request, "briefs/pages/rule.html", context, status=status)
