"""预留文号、封存登记簿、重新启用：read the form, call the one action; refused, the form comes back as it was filled."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from docflow import policy
from docflow.actions import closing_registers
from docflow.actions.reserving import reserve as do_reserve
from docflow.forms import CloseForm, ReopenForm, ReserveForm
from docflow.models.registers import NumberState
from docflow.selectors.registers import awaiting_number
from docflow.views.registers import register_answer
from office.api import actor_for
from office.kernel.clock import today
from office.kernel.refusals import Invalid, NotAllowed, Refusal


@require_http_methods(["GET", "POST"])
def reserve_numbers(request: HttpRequest) -> HttpResponse:
    """预留文号：the next one or several of a 代字 in a year."""
    by = actor_for(request)
    if not policy.organs_of(by, policy.CLERK):
        raise NotAllowed("文号由本机关的文书预留。")
    if request.method == "GET":
        asked = {name: request.GET[name] for name in ("code", "year") if name in request.GET}
        return render(request, "docflow/pages/reserve.html", {"form": ReserveForm(by, initial=asked)})
    form = ReserveForm(by, request.POST)
    refusal: Refusal | None = None
    if form.is_valid():
        given = dict(form.cleaned_data)
        try:
            entry = do_reserve(given.pop("code").uid, by=by, **given)
        except Refusal as refused:
            refusal = refused
        else:
            count = given["count"]
            messages.success(request, f"已预留“{entry.text}”{f'起连续{count}个' if count > 1 else ''}。")
            return redirect("docflow:register", uid=entry.register.uid)
    context = {"form": form, "refusal": refusal}
    return render(request, "docflow/pages/reserve.html", context, status=refusal.status if refusal else 422)


@require_http_methods(["GET", "POST"])
def close_register(request: HttpRequest, uid: UUID) -> HttpResponse:
    """封存登记簿：every number that is still reserved stands here, and is used or void before it closes."""
    by = actor_for(request)
    register = policy.registers.read(uid, by=by)
    if not by.has_role(register.code.organ, policy.CLERK):
        raise NotAllowed("登记簿由本机关的文书封存。")
    reserved = register.entries.filter(state=NumberState.RESERVED).select_related("by__person").order_by("number")
    context: dict[str, Any] = {
        "register": register,
        "waiting": awaiting_number(register).count(),
        "year_runs": int(register.period) >= today().year,
    }
    if request.method == "GET":
        return render(request, "docflow/pages/close_register.html", {"form": CloseForm(reserved), **context})
    form = CloseForm(reserved, request.POST)
    refusal: Refusal | None = None
    if form.is_valid():
        given = form.cleaned_data
        try:
            closing_registers.close_register(
                uid, reasons=form.reasons(), no_more=given["no_more"], by=by, key=given["key"]
            )
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, f"登记簿{register}已封存。")
            return redirect("docflow:register", uid=uid)
    context |= {"form": form, "refusal": refusal}
    return render(request, "docflow/pages/close_register.html", context, status=refusal.status if refusal else 422)


@require_POST
def reopen_register(request: HttpRequest, uid: UUID) -> HttpResponse:
    """重新启用登记簿。"""
    by = actor_for(request)
    register = policy.registers.read(uid, by=by)
    form = ReopenForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid("请写明重新启用的缘由，登记簿上要留存。", field="reason")
        given = form.cleaned_data
        closing_registers.reopen_register(uid, by=by, key=given["key"], reason=given["reason"])
    except Refusal as refusal:
        register = policy.registers.read(uid, by=by)
        return register_answer(request, register, by=by, refusal=refusal, form=form)
    messages.success(request, f"登记簿{register}已重新启用，可以取号。")
    return redirect("docflow:register", uid=uid)
