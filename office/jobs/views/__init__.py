"""后台作业：the operator's pages."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from office.jobs import policy
from office.jobs.actions.set_aside import set_aside
from office.jobs.actions.try_again import try_again
from office.jobs.models import Job
from office.kernel.refusals import NotThere, Refusal
from office.requests import actor_for, key_of
from office.tabs import Tab

A_PAGE = 50


@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """Jobs that failed, are open, or are done; the newest first."""
    by = actor_for(request)
    if not policy.may_operate(by):
        raise NotThere("该页面")
    rows = policy.readable(by)
    views = {"lost": ("没有办成", rows.lost()), "open": ("等候和进行中", rows.open()), "done": ("已完成", rows.done())}
    chosen = request.GET.get("view", "lost")
    chosen = chosen if chosen in views else "lost"
    address = reverse("jobs:jobs")
    tabs = [
        Tab(label, f"{address}?view={name}", found.count() if name != "done" else None, current=name == chosen)
        for name, (label, found) in views.items()
    ]
    page = Paginator(views[chosen][1].order_by("-pk"), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "jobs/pages/jobs.html", {"tabs": tabs, "page": page, "view": chosen})


@require_GET
def job(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One job: what it was to do, how often it was tried, why it was not done."""
    found, _ = policy.find(uid, by=actor_for(request))
    return _answer(request, found)


@require_POST
def job_again(request: HttpRequest, uid: UUID) -> HttpResponse:
    """重试。"""
    by = actor_for(request)
    found, _ = policy.find(uid, by=by)
    try:
        try_again(uid, by=by, key=key_of(request))
    except Refusal as refusal:
        return _answer(request, found, refusal)
    messages.success(request, f"“{found.name}”已重新排队。")
    return redirect("jobs:job", uid=uid)


@require_POST
def job_aside(request: HttpRequest, uid: UUID) -> HttpResponse:
    """不再办。"""
    by = actor_for(request)
    found, _ = policy.find(uid, by=by)
    try:
        set_aside(uid, by=by, key=key_of(request), reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        return _answer(request, found, refusal)
    messages.success(request, f"“{found.name}”不再办，缘由已留存。")
    return redirect("jobs:job", uid=uid)


def _answer(request: HttpRequest, found: Job, refusal: Refusal | None = None) -> HttpResponse:
    context = {"job": found, "refusal": refusal, "reason": request.POST.get("reason", "")}
    return render(request, "jobs/pages/job.html", context, status=refusal.status if refusal else 200)
