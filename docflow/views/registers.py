"""文号登记簿：the list, one register, its report."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from docflow import policy
from docflow.actions.void_number import void_number as void
from docflow.forms import VoidForm
from docflow.models import NumberEntry, Register
from docflow.models.registers import NumberState
from docflow.selectors.registers import report
from office.api import Actor, actor_for, may_read_all, note_access
from office.kernel.csv_text import csv_bytes
from office.kernel.refusals import Invalid, Refusal
from office.kernel.spans import spans
from office.kernel.wording import full_moment

A_PAGE = 50
CLOSED_TO_HIM = "不在您的阅读范围"


@require_GET
def register_list(request: HttpRequest) -> HttpResponse:
    """文号登记簿：of the organs whose numbers he keeps or reviews."""
    by = actor_for(request)
    rows = policy.registers.readable(by).select_related("code__organ")
    counted = rows.annotate(
        **{state.value: Count("entries", filter=Q(entries__state=state)) for state in NumberState},
    )
    context = {
        "registers": counted.order_by("-period", "code__organ", "code"),
        "may_reserve": bool(policy.organs_of(by, policy.CLERK)),
        "reads_codes": bool(policy.organs_of(by, *policy.REGISTER_READERS)),
    }
    return render(request, "docflow/pages/registers.html", context)


@require_GET
def register_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One register: each number, what it was given to, by whom and when."""
    by = actor_for(request)
    return register_answer(request, policy.registers.read(uid, by=by), by=by)


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
        return register_answer(request, register, by=by, refusal=refusal, refused=entry, form=form)
    back = "公文回到编号环节" if entry.document_id is not None else "不再使用"
    messages.success(request, f"“{entry.text}”已作废，{back}。")
    return redirect("docflow:register", uid=entry.register.uid)


def register_answer(
    request: HttpRequest, register: Register, *, by: Actor, refusal: Refusal | None = None, **more: object
) -> HttpResponse:
    """The page of a register, with what was refused."""
    entries = register.entries.select_related("document", "by__person")
    page = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    is_clerk = by.has_role(register.code.organ, policy.CLERK)
    context = {
        "register": register,
        "page": page,
        "readable": _readable(page, by=by),
        "is_clerk": is_clerk,
        "may_void": is_clerk and register.closed_at is None,
        "is_reviewer": by.has_role(register.code.organ, policy.REVIEWER),
        "reserved": register.entries.filter(state=NumberState.RESERVED).count(),
        "refusal": refusal,
        **more,
    }
    return render(request, "docflow/pages/register.html", context, status=refusal.status if refusal else 200)


@require_GET
def register_report(request: HttpRequest, uid: UUID) -> HttpResponse:
    """登记簿报表：every number counted; nothing in it is asserted."""
    by = actor_for(request)
    register = policy.registers.read(uid, by=by)
    made = report(register)
    note_access(request, "read", about=register.uid, title=f"{register}登记簿报表")
    context = {
        "register": register,
        "report": made,
        "missing": spans(made.missing),
        "beyond": spans(made.beyond),
        "readable": _readable([*made.void, *made.reserved], by=by),
    }
    return render(request, "docflow/pages/register_report.html", context)


@require_GET
def register_table(request: HttpRequest, uid: UUID) -> HttpResponse:
    """登记簿下载：each number as a line of CSV."""
    by = actor_for(request)
    register = policy.registers.read(uid, by=by)
    note_access(request, "download", about=register.uid, title=f"{register}登记簿")
    answer = HttpResponse(csv_bytes(_lines(register, by=by)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="register-{register.period}-{register.uid}.csv"'
    return answer


def _lines(register: Register, *, by: Actor) -> Iterator[tuple[object, ...]]:
    entries = list(register.entries.select_related("document", "by__person").order_by("number"))
    readable = _readable(entries, by=by)
    yield (
        "顺序号",
        "发文字号",
        "状态",
        "文种",
        "标题",
        "登记人",
        "登记时间",
        "预留给",
        "预留缘由",
        "作废缘由",
        "作废时间",
    )
    for one in entries:
        shown = one.document if one.document is not None and one.document.uid in readable else None
        yield (
            one.number,
            one.text,
            one.get_state_display(),
            one.document.kind if one.document else "",
            str(shown) if shown else CLOSED_TO_HIM if one.document else "",
            one.by.person.name,
            full_moment(one.at),
            one.reserved_for,
            one.reserved_why,
            one.reason,
            full_moment(one.void_at) if one.void_at else "",
        )


def _readable(entries: Iterable[NumberEntry], *, by: Actor) -> set[UUID]:
    """The documents among them that he may read: only these are named to him."""
    return may_read_all(by, [entry.document.uid for entry in entries if entry.document is not None])
