"""文号登记。"""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from docflow import policy
from docflow.actions.keeping import void_number as void
from docflow.forms import VoidForm
from docflow.models import NumberEntry, Register
from office.api import Actor, actor_for, may_read_all
from office.kernel.refusals import Invalid, Refusal

A_PAGE = 50


@require_GET
def register_list(request: HttpRequest) -> HttpResponse:
    """文号登记簿：of the organs whose numbers he keeps or reviews."""
    by = actor_for(request)
    rows = policy.registers.readable(by).select_related("code__organ")
    counted = rows.annotate(
        used=Count("entries", filter=Q(entries__state="used")), voided=Count("entries", filter=Q(entries__state="void"))
    )
    return render(
        request, "docflow/pages/registers.html", {"registers": counted.order_by("-period", "code__organ", "code")}
    )


@require_GET
def register_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One register: each number, what it was given to, by whom and when."""
    by = actor_for(request)
    return _answer(request, policy.registers.read(uid, by=by), by=by)


@require_POST
def void_number(request: HttpRequest, uid: UUID) -> HttpResponse:
    """作废文号。"""
    by = actor_for(request)
    entry = NumberEntry.objects.select_related("register").filter(uid=uid).first()
    form = VoidForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid("请写明作废缘由，登记簿上要留存。", field="reason")
        entry = void(uid, by=by, key=form.cleaned_data["key"], reason=form.cleaned_data["reason"])
    except Refusal as refusal:
        if entry is None or not policy.registers.readable(by).filter(pk=entry.register_id).exists():
            raise
        register = policy.registers.read(entry.register.uid, by=by)
        return _answer(request, register, by=by, refusal=refusal, refused=entry, form=form, status=refusal.status)
    messages.success(request, f"“{entry.text}”已作废，公文回到编号环节。")
    return redirect("docflow:register", uid=entry.register.uid)


def _answer(request: HttpRequest, register: Register, *, by: Actor, status: int = 200, **more: object) -> HttpResponse:
    entries = register.entries.select_related("document", "by__person")
    page = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    readable = may_read_all(by, [entry.document.uid for entry in page])
    context = {
        "register": register,
        "page": page,
        "readable": readable,
        "may_void": by.has_role(register.code.organ, "document_clerk"),
        **more,
    }
    return render(request, "docflow/pages/register.html", context, status=status)
