"""督办规则的设置。"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from docflow.supervision import policy
from docflow.supervision.actions.set_rule import BOUNDS, set_rule
from docflow.supervision.forms import RuleForm
from docflow.supervision.selectors.rules import rule_of
from office.api import Organ, actor_for
from office.kernel.refusals import NotAllowed, NotThere, Refusal

LIGHTS = ("near_share", "near_days", "lag", "feedback_late_days")
TIMES = ("remind_days", "escalate_days", "most_extensions")
POINTS = ("in_time", "late", "overdue", "returned", "extended")


@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest) -> HttpResponse:
    """督办规则：of the organ whose supervision he does."""
    by = actor_for(request)
    organs = policy.organs_supervised(by)
    if not organs:
        raise NotAllowed("督办规则由督查岗位或办公室审核岗位设置。请与本机关办公室联系。")
    organ = _organ(request, organs)
    if request.method != "POST":
        held = rule_of(organ)
        form = RuleForm(initial={"organ": organ.uid} | {name: getattr(held, name) for name in BOUNDS})
        return _answer(request, organ, form)
    form = RuleForm(request.POST)
    if not form.is_valid():
        return _answer(request, organ, form, status=422)
    try:
        set_rule(organ.uid, form.numbers(), by=by, key=form.cleaned_data["key"])
    except Refusal as refusal:
        if refusal.field in form.fields:
            form.add_error(refusal.field, refusal.sentence)
        return _answer(request, organ, form, refusal=refusal, status=refusal.status)
    messages.success(request, "规则已改，从现在起按它计算灯色、提醒和排名。")
    return redirect(f"{reverse('supervision:rule')}?organ={organ.uid}")


def _organ(request: HttpRequest, organs: list[Organ]) -> Organ:
    """The one that the form or the address names; one that is not his is not there."""
    word = request.POST.get("organ", "") or request.GET.get("organ", "")
    if not word:
        return organs[0]
    found = next((one for one in organs if str(one.uid) == word), None)
    if found is None:
        raise NotThere("该机关的督办")
    return found


def _answer(
    request: HttpRequest, organ: Organ, form: RuleForm, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "organ": organ,
        "form": form,
        "held": rule_of(organ),
        "refusal": refusal if refusal is not None and not form.errors else None,
        "groups": [
            ("灯色", [form[name] for name in LIGHTS]),
            ("提醒与延期", [form[name] for name in TIMES]),
            ("排名计分", [form[name] for name in POINTS]),
        ],
    }
    return render(request, "supervision/pages/rule.html", context, status=status)
