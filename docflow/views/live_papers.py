"""流程管理：all papers of his organ that go on, and what the flow administrator does with one of them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from docflow import policy
from docflow.actions import keeping
from docflow.forms.keeping import KeepForm
from docflow.models.papers import Paper
from docflow.selectors.keeping import VIEWS, keeps_routes, live, suspension_in, suspension_of
from docflow.selectors.tasks import offers, open_tasks
from docflow.views.keeping import keeping_of
from office.api import Actor, actor_for, note_access, words_of
from office.kernel.refusals import Invalid, NotAllowed, NotThere, Refusal
from office.paging import page_of

Deed = Callable[[UUID, Actor, KeepForm], object]


def _reason(form: KeepForm) -> dict[str, Any]:
    return {"key": form.cleaned_data["key"], "reason": form.cleaned_data["reason"]}


def _correct(uid: UUID, by: Actor, form: KeepForm) -> object:
    try:
        chosen = form.chosen()
    except ValueError as error:
        raise Invalid("没有特送：选定的人不在可选范围内。请重新选人。", field="chosen") from error
    given = form.cleaned_data
    return keeping.correct(uid, given["to"], by=by, chosen=chosen, seen=given["seen"], **_reason(form))


def _reassign(uid: UUID, by: Actor, form: KeepForm) -> object:
    given = form.cleaned_data
    if given["task"] is None or policy.tasks.find(given["task"], by=by).run.paper_uid != uid:
        raise NotThere("该任务")
    if given["person"] is None:
        raise Invalid("没有转办：请选择交给谁办。", field="person")
    return keeping.reassign_for(given["task"], given["person"], by=by, **_reason(form))


DEEDS: dict[str, tuple[Deed, str]] = {
    "suspend": (lambda uid, by, form: keeping.suspend(uid, by=by, **_reason(form)), "已挂起，在手的人已通知。"),
    "resume": (lambda uid, by, form: keeping.resume(uid, by=by, **_reason(form)), "已恢复，从原处接着办。"),
    "correct": (_correct, "已特送。"),
    "reassign": (_reassign, "已指定转办。"),
    "terminate": (
        lambda uid, by, form: keeping.terminate(uid, by=by, seen=form.cleaned_data["seen"], **_reason(form)),
        "已终止。",
    ),
}
"""The verbs of a route, on the paper's uid, and what is said when one was done."""


@require_GET
def live_papers(request: HttpRequest) -> HttpResponse:
    """流程管理：where each paper is, who holds it since when, what is suspended and why."""
    by = actor_for(request)
    if not keeps_routes(by):
        raise NotAllowed("流程管理只供本机关的流程管理员使用。您办的公文在“公文”里。")
    view = request.GET.get("view", "all")
    view = view if view in VIEWS else "all"
    words = words_of(request, "q", at_most=100)
    counts = {key: live(by, key, "").count() for key in VIEWS}
    page = page_of(live(by, view, words), request.GET.get("page"), count=None if words else counts[view])
    rows = [(run, run.paper, suspension_in(run.suspensions) if run.is_suspended else None) for run in page]  # type: ignore[attr-defined] # by the Prefetch of live()
    tabs = [
        {"label": label, "address": f"?view={key}", "count": counts[key], "current": key == view}
        for key, label in VIEWS.items()
    ]
    context = {"page": page, "rows": rows, "view": view, "tabs": tabs, "q": words}
    return render(request, "docflow/pages/live.html", context)


@require_GET
def keep_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """流程管理：of one paper, whatever its kind."""
    by = actor_for(request)
    paper = policy.papers.read(uid, by=by)
    note_access(request, "read", about=paper.uid, title=str(paper))
    return _answer(request, paper, by=by)


@require_POST
def keep(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """An act on a route. Refused, the paper's page of 流程管理 comes with what he wrote."""
    by = actor_for(request)
    paper = policy.papers.read(uid, by=by)
    if verb not in DEEDS:
        raise NotThere("该办法")
    deed, said = DEEDS[verb]
    form = KeepForm(request.POST)
    refusal: Refusal | None = None
    if form.is_valid():
        try:
            deed(uid, by, form)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, said)
            return redirect(paper.get_absolute_url())
    status = refusal.status if refusal else 422
    return _answer(request, paper, by=by, form=form, refused=verb, refusal=refusal, status=status)


def _answer(
    request: HttpRequest,
    paper: Paper,
    *,
    by: Actor,
    form: KeepForm | None = None,
    refused: str = "",
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    paper = policy.papers.read(paper.uid, by=by)
    waiting = open_tasks(paper)
    offered = [offer for offer, _ in offers(paper, by=by)]
    made = keeping_of(paper, offered, waiting, by=by, form=form, refused=refused)
    if not made.is_keeper and not made.acts:
        raise refusal or NotAllowed("只有本机关的流程管理员可以这样办。")
    context = {
        "paper": paper,
        "waiting": waiting,
        "suspension": suspension_of(paper.run),
        "keeping": made,
        "refusal": refusal,
        "form": form,
    }
    return render(request, "docflow/pages/keep.html", context, status=status)
