"""操作轨迹与访问日志。"""

from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from office.access.noting import note_access
from office.actor import Actor
from office.forms import AccessFilter, TrailFilter
from office.kernel.refusals import NotAllowed
from office.requests import actor_for
from office.selectors.trail import SCOPES, accesses, audits, lines, scope_of, trail_of
from office.tabs import Tab

A_PAGE = 50


@require_GET
def trail(request: HttpRequest) -> HttpResponse:
    """办理记录：all of the installation for an auditor, of his organ for a flow administrator, one's own for everybody."""
    reader = actor_for(request)
    form = TrailFilter(request.GET)
    page = Paginator(trail_of(reader, **_given(form)), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": lines(page, reader),
        "scope": SCOPES[scope_of(reader)],
        "everybody": scope_of(reader) != "own",
        "tabs": _tabs(reader, "trail"),
    }
    return render(request, "office/pages/trail.html", context)


@require_GET
def access_log(request: HttpRequest) -> HttpResponse:
    """访问日志：readings, downloads, sign-ins and refusals, for the auditor alone; that he looked is written there, too."""
    reader = actor_for(request)
    if not audits(reader):
        raise NotAllowed("访问日志只供安全审计岗位查看。您自己的办理记录在“操作轨迹”里。")
    form = AccessFilter(request.GET)
    page = Paginator(accesses(**_given(form)), A_PAGE).get_page(request.GET.get("page"))
    note_access(request, "read", title="访问日志")
    return render(
        request, "office/pages/access_log.html", {"form": form, "page": page, "tabs": _tabs(reader, "access_log")}
    )


def _given(form: Form) -> dict[str, Any]:
    """The conditions that could be understood."""
    form.is_valid()
    return {name: value for name, value in form.cleaned_data.items() if value}


def _tabs(reader: Actor, here: str) -> list[Tab]:
    if not audits(reader):
        return []
    pages = {"trail": "办理记录", "access_log": "访问日志"}
    return [Tab(label, reverse(f"office:{name}"), current=name == here) for name, label in pages.items()]
