"""What an archivist does with records: one, or many at once; and 补正 by whoever one was returned to."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from archive.actions.check_again import arrange_again, check_again
from archive.actions.confirm_retention import confirm_each, confirm_retention
from archive.actions.decide import decide, decide_each
from archive.actions.describe import amend
from archive.actions.leave_out import leave_out, take_in
from archive.actions.return_record import return_record, send_again
from archive.forms import ChoicesForm, DescriptionForm, JudgedTogetherForm, JudgementsForm, ReasonForm
from archive.policy import records
from archive.views.lists import list_answer
from archive.views.records import record_answer
from office.api import Actor, actor_for
from office.kernel.refusals import Invalid, NotThere, Refusal

Deed = Callable[[UUID, Actor, Form], object]


def _reason(form: Form) -> str:
    return str(form.cleaned_data["reason"])


def _judge(uid: UUID, by: Actor, form: Form) -> object:
    assert isinstance(form, JudgementsForm)  # noqa: S101 - as DEEDS says
    return decide(uid, form.judgements(), by=by, key=form.cleaned_data["key"])


def _amend(uid: UUID, by: Actor, form: Form) -> object:
    assert isinstance(form, DescriptionForm)  # noqa: S101 - as DEEDS says
    return amend(uid, form.description(), by=by, key=form.cleaned_data["key"])


def _key(form: Form) -> UUID:
    key: UUID = form.cleaned_data["key"]
    return key


DEEDS: dict[str, tuple[type[Form], Deed, str]] = {
    "confirm": (
        ReasonForm,
        lambda uid, by, form: confirm_retention(
            uid, form.cleaned_data["retention"], form.cleaned_data["unit"], by=by, key=_key(form)
        ),
        "已定期限、编档号，正在检测；检测合格即归档。",
    ),
    "amend": (DescriptionForm, _amend, "已改著录。"),
    "leave-out": (
        ReasonForm,
        lambda uid, by, form: leave_out(uid, _reason(form), by=by, key=_key(form)),
        "已定为不归档，列在“不归档”里。",
    ),
    "take-in": (ReasonForm, lambda uid, by, form: take_in(uid, by=by, key=_key(form)), "已改为归档，列在“待归档”里。"),
    "check-again": (ReasonForm, lambda uid, by, form: check_again(uid, by=by, key=_key(form)), "正在重新检测。"),
    "arrange-again": (
        ReasonForm,
        lambda uid, by, form: arrange_again(uid, by=by, key=_key(form)),
        "已回到“待归档”，可以改著录和期限。",
    ),
    "decide": (JudgementsForm, _judge, "已判定。"),
    "return": (
        ReasonForm,
        lambda uid, by, form: return_record(uid, _reason(form), by=by, key=_key(form)),
        "已退回，经办人会看到缘由。",
    ),
    "send-again": (
        ReasonForm,
        lambda uid, by, form: send_again(uid, _reason(form), by=by, key=_key(form)),
        "已送归档，档案管理员会看到。",
    ),
}
"""The verbs of a record's page, and what is said when one was done."""


@require_POST
def act(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """One verb. Refused, the page comes back with what was filled in."""
    by = actor_for(request)
    item = records.read(uid, by=by)
    if verb not in DEEDS:
        raise NotThere("该办法")
    kind, deed, said = DEEDS[verb]
    form = kind(request.POST)
    if not form.is_valid():
        wrong = "".join(
            f"{form[name].label}：{errors[0]}" for name, errors in form.errors.items() if name in form.fields
        )
        refusal: Refusal = Invalid(f"没有办理：{wrong or '表单不完整，请刷新页面后再办。'}")
        return record_answer(request, item, refused=verb, refusal=refusal, status=422)
    try:
        deed(uid, by, form)
    except NotThere:
        raise
    except Refusal as refused:
        return record_answer(request, item, refused=verb, refusal=refused, status=refused.status)
    messages.success(request, said)
    return redirect(item)


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """归档所选：each is an act of its own; what was not done is named with why."""
    by = actor_for(request)
    form = ChoicesForm(request.POST)
    ticked = frozenset(request.POST.getlist("record"))
    if not form.is_valid():
        refusal = Invalid("没有归档：表单不完整，请刷新页面后重新勾选。")
        return list_answer(request, tab="arranging", refusal=refusal, ticked=ticked, status=422)
    try:
        batch = confirm_each(form.choices(), by=by, key=form.cleaned_data["key"])
    except Refusal as refusal:
        return list_answer(request, tab="arranging", refusal=refusal, ticked=ticked, status=refusal.status)
    if batch.passed_over:
        return list_answer(request, tab="arranging", batch=batch, ticked=ticked)
    messages.success(request, f"已定期限、编档号{len(batch.done)}件，正在检测；检测合格即归档。")
    return redirect(reverse("archive:records") + "?tab=arranging")


@require_POST
def decide_chosen(request: HttpRequest) -> HttpResponse:
    """判定所选：one judgement for what they share; each is an act of its own."""
    by = actor_for(request)
    form = JudgedTogetherForm(request.POST)
    ticked = frozenset(request.POST.getlist("record"))
    if not form.is_valid():
        wrong = "".join(
            f"{form[name].label}：{errors[0]}" for name, errors in form.errors.items() if name in {"result", "why"}
        )
        refusal: Refusal = Invalid(f"没有判定：{wrong or '表单不完整，请刷新页面后重新勾选。'}")
        return list_answer(request, tab="waiting", refusal=refusal, ticked=ticked, status=422)
    try:
        uids, codes, judgement = form.chosen()
        batch = decide_each(uids, codes, judgement, by=by, key=form.cleaned_data["key"])
    except Refusal as refused:
        return list_answer(request, tab="waiting", refusal=refused, ticked=ticked, status=refused.status)
    if batch.passed_over:
        return list_answer(request, tab="waiting", batch=batch, ticked=ticked)
    then = "已归档" if judgement.passed else "没有归档的列在“检测未过”里，已归档的请打开退回更正"
    messages.success(request, f"已判定{len(batch.done)}件，{then}。")
    return redirect(reverse("archive:records") + "?tab=waiting")
