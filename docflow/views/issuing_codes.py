"""发文立户：an organ's 代字, opened and described, taken out of use and back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from docflow import policy
from docflow.actions import issuing_codes as codes
from docflow.forms import DescribedForm, OpenCodeForm, TakeOutForm
from docflow.models import IssuingCode
from office.api import Actor, actor_for, key_of
from office.kernel.refusals import Invalid, NotAllowed


@require_GET
def code_list(request: HttpRequest) -> HttpResponse:
    """代字：of the organs whose numbers he keeps or reviews, in use or not."""
    by = actor_for(request)
    rows = policy.codes.readable(by).order_by("organ", "-in_use", "pk")
    context = {"codes": rows, "may_open": bool(policy.organs_of(by, policy.REVIEWER))}
    return render(request, "docflow/pages/codes.html", context)


@require_http_methods(["GET", "POST"])
def open_code(request: HttpRequest) -> HttpResponse:
    """发文立户。"""
    by = actor_for(request)
    organs = policy.organs_of(by, policy.REVIEWER)
    if not organs:
        raise NotAllowed("代字由本机关办公室审核岗位管理。")
    if request.method == "GET":
        name = by.organ.name if by.organ.pk in organs else ""
        asked = {"organ": by.organ.uid, "mark": name, "signature": name, "print_organ": name}
        return render(request, "docflow/pages/code.html", {"form": OpenCodeForm(by, initial=asked)})
    form = OpenCodeForm(by, request.POST)

    def deed(given: dict[str, Any]) -> IssuingCode:
        return codes.open_issuing_code(given["organ"].uid, form.described(), by=by, key=given["key"])

    if (code := _done(form, deed)) is None:
        return render(request, "docflow/pages/code.html", {"form": form}, status=422)
    messages.success(request, f"已立户：代字“{code}”可以拟稿、编号了。")
    return redirect("docflow:codes")


@require_http_methods(["GET", "POST"])
def code_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """一个代字：what may still be changed of it, and whether it is in use."""
    by = actor_for(request)
    code = policy.codes.read(uid, by=by)
    if request.method == "GET":
        return _answer(request, code, by=by)
    form = DescribedForm(request.POST)

    def deed(given: dict[str, Any]) -> IssuingCode:
        return codes.change_issuing_code(uid, form.described(), by=by, key=given["key"])

    if _done(form, deed) is None:
        return _answer(request, code, by=by, form=form, status=422)
    messages.success(request, f"代字“{form.cleaned_data['code']}”已改，此后拟稿的公文按新的排。")
    return redirect("docflow:codes")


@require_POST
def take_code_out(request: HttpRequest, uid: UUID) -> HttpResponse:
    """停用代字。"""
    by = actor_for(request)
    code = policy.codes.read(uid, by=by)
    form = TakeOutForm(request.POST)

    def deed(given: dict[str, Any]) -> IssuingCode:
        return codes.take_out_of_use(uid, by=by, key=given["key"], reason=given["reason"])

    if _done(form, deed) is None:
        return _answer(request, code, by=by, leaving=form, status=422)
    messages.success(request, f"代字“{code}”已停用。在办的公文照常编号。")
    return redirect("docflow:codes")


@require_POST
def put_code_back(request: HttpRequest, uid: UUID) -> HttpResponse:
    """恢复启用代字。"""
    by = actor_for(request)
    code = codes.put_into_use(uid, by=by, key=key_of(request))
    messages.success(request, f"代字“{code}”已恢复启用。")
    return redirect("docflow:codes")


def _done(form: Form, deed: Callable[[dict[str, Any]], IssuingCode]) -> IssuingCode | None:
    """What the action answered; None where the form is to be shown again with what is wrong in it."""
    if not form.is_valid():
        return None
    try:
        return deed(form.cleaned_data)
    except Invalid as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return None


def _answer(
    request: HttpRequest,
    code: IssuingCode,
    *,
    by: Actor,
    form: DescribedForm | None = None,
    leaving: TakeOutForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "code": code,
        "form": form or DescribedForm(initial=codes.describe(code).__dict__),
        "leaving": leaving or TakeOutForm(),
        "used": codes.is_used(code),
        "may_change": by.has_role(code.organ, policy.REVIEWER),
        "registers": code.registers.all(),
    }
    return render(request, "docflow/pages/code.html", context, status=status)
