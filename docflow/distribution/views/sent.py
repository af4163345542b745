"""送件：what was sent and who has signed; urging, recalling, sending again."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from docflow import policy as documents
from docflow.distribution import policy
from docflow.distribution.actions.resend import resend
from docflow.distribution.actions.taking_back import recall, waive
from docflow.distribution.actions.urge import urge
from docflow.distribution.forms import ReasonForm, UrgeForm
from docflow.distribution.models import Delivery
from docflow.distribution.selectors.board import OVERDUE, awaited_at, state_of
from docflow.distribution.selectors.inbox import SENT_TABS, counted, sent_out
from docflow.distribution.selectors.senders import section
from docflow.selectors.links import repealed_among
from docflow.selectors.tasks import open_tasks, task_of
from office.api import Actor, actor_for
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotThere, Refusal

A_PAGE = 50
Deed = Callable[[UUID, Actor, dict[str, Any]], Delivery]
DEEDS: dict[str, tuple[Deed, str]] = {
    "recall": (lambda uid, by, given: recall(uid, by=by, key=given["key"], reason=given["reason"]), "已撤回。"),
    "waive": (lambda uid, by, given: waive(uid, by=by, key=given["key"], reason=given["reason"]), "已免签收。"),
    "resend": (lambda uid, by, given: resend(uid, by=by, key=given["key"]), "已重发。"),
}


@require_GET
def sent_list(request: HttpRequest) -> HttpResponse:
    """分发：documents that were sent out, with how many have signed; those with something overdue first."""
    by = actor_for(request)
    tab = request.GET.get("tab", "open")
    tab = tab if tab in SENT_TABS else "open"
    page = Paginator(sent_out(by, tab), A_PAGE).get_page(request.GET.get("page"))
    tabs = [
        {"label": label, "address": f"?tab={key}", "count": None, "current": key == tab}
        for key, label in SENT_TABS.items()
    ]
    sent = list(page)
    repealed = repealed_among(one.uid for one in sent)
    context = {"page": page, "rows": counted(sent), "tab": tab, "tabs": tabs, "repealed": repealed}
    return render(request, "distribution/pages/sent_documents.html", context)


@require_GET
def board(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The section of the document page alone, for a page that was told of a change; and whose turn it is when nobody is waited for."""
    by = actor_for(request)
    document = documents.documents.read(uid, by=by)
    held = task_of(document, by=by)
    context = {"waiting": open_tasks(document), "mine": held[0] if held else None}
    return render(
        request, "distribution/partials/_now.html", {"document": document, **section(document, by=by), **context}
    )


@require_GET
def sent_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One receiver's delivery, as the sender sees it."""
    return _answer(request, uid)


@require_POST
def settle_sent(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """撤回、免签收、重发。"""
    by = actor_for(request)
    policy.sent.read(uid, by=by)
    if verb not in DEEDS:
        raise NotThere("该办法")
    deed, said = DEEDS[verb]
    form = ReasonForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid("没有办理：缘由填得不对。请改好后再办。", field="reason")
        delivery = deed(uid, by, form.cleaned_data)
    except Refusal as refusal:
        return _answer(request, uid, form=form, refusal=refusal, verb=verb, status=refusal.status)
    messages.success(request, f"{delivery.receiver}：{said}")
    return redirect("distribution:sent", uid=delivery.uid)


@require_POST
def urge_missing(request: HttpRequest, uid: UUID) -> HttpResponse:
    """催签收：what came of it is said receiver by receiver."""
    by = actor_for(request)
    document = documents.documents.read(uid, by=by)
    form = UrgeForm(request.POST)
    if not form.is_valid():
        raise Invalid("没有催办：表单不完整。请刷新页面后再办。")
    urging = urge(uid, awaited_at(document, form.cleaned_data["as_of"]), by=by, key=form.cleaned_data["key"])
    messages.success(request, urging.sentence)
    return redirect(f"{document.get_absolute_url()}#distribution")


def _answer(request: HttpRequest, uid: UUID, *, status: int = 200, **more: Any) -> HttpResponse:
    by = actor_for(request)
    delivery = policy.sent.read(uid, by=by)
    chain = list(Delivery.objects.filter(document=delivery.document_id, receiver=delivery.receiver_id).order_by("pk"))
    context: dict[str, Any] = {
        "delivery": delivery,
        "document": delivery.document,
        "chain": chain,
        "is_last": chain[-1].pk == delivery.pk,
        "is_overdue": state_of(delivery, now()) == OVERDUE,
        "may_settle": by.has_role(delivery.document.organ, policy.SENDS),
        "form": None,
        "refusal": None,
        "verb": "",
        **more,
    }
    return render(request, "distribution/pages/sent.html", context, status=status)
