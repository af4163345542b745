"""信息、刊物、约稿的列表."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from docflow.briefs import policy
from docflow.briefs.forms import asked_in
from docflow.briefs.models import AskedUnit, BriefKind, BriefState, Desk
from docflow.briefs.selectors.choices import units_to_choose
from docflow.briefs.selectors.lists import (
    ITEMS,
    SORTS,
    TODOS,
    Asked,
    briefs_in,
    issues_in,
    items_in,
    narrowed,
    todos_of,
    views_of,
)
from office.api import Actor, actor_for
from office.kernel.clock import today
from office.kernel.refusals import NotThere
from office.paging import page_of
from office.tabs import Tab


@require_GET
def briefs(request: HttpRequest) -> HttpResponse:
    """信息：what waits for me, what my unit reported; to editors what came in, what is in hand, all of it."""
    by = actor_for(request)
    desks = policy.desks_edited(by)
    views = views_of(desks)
    view = request.GET.get("view", "mine")
    view = view if view in views else "mine"
    asked = asked_in(request)
    page = page_of(_rows(by, view, desks, asked), request.GET.get("page"))
    context = {
        "page": page,
        "sort": SORTS[view],
        "view": view,
        "tabs": [
            Tab(label, f"?view={key}", _rows(by, key, desks, Asked()).count(), key == view)
            for key, label in views.items()
        ],
        "asked": asked,
        "states": BriefState.choices,
        "kinds": BriefKind.choices,
        "units": [one for desk in desks for one in _units(desk)] if view in {"incoming", "all"} else [],
        "may_submit": bool(policy.desks_for(by)),
        "edits": bool(desks),
    }
    return render(request, "briefs/pages/briefs.html", context)


def _rows(by: Actor, view: str, desks: list[Desk], asked: Asked) -> Any:
    if SORTS[view] == TODOS:
        return todos_of(by)
    if SORTS[view] == ITEMS:
        return items_in(by, desks, asked)
    return narrowed(briefs_in(by, view, desks), asked)


def _units(desk: Desk) -> list[tuple[str, str]]:
    inside, others = units_to_choose(desk)
    return [(str(one.uid), one.label) for one in (*inside, *others)]


@require_GET
def issues(request: HttpRequest) -> HttpResponse:
    """刊物：the issues that are out; to editors and signers those in the making."""
    by = actor_for(request)
    desks = policy.desks_edited(by)
    making = issues_in(by, "making", desks)
    count = making.count()
    views = {"out": "已刊发"} | ({"making": "编辑中"} if desks or count else {})
    view = request.GET.get("view", "out")
    view = view if view in views else "out"
    rows = making if view == "making" else issues_in(by, "out", desks)
    counts = {"making": count, "out": issues_in(by, "out", desks).count()}
    context = {
        "page": page_of(rows, request.GET.get("page")),
        "view": view,
        "tabs": [Tab(label, f"?view={key}", counts[key], key == view) for key, label in views.items()],
        "periodicals": [one for desk in desks for one in desk.periodicals.filter(in_use=True)],
    }
    return render(request, "briefs/pages/issues.html", context)


@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    """约稿：what my units were asked for; to editors what the desk asked for, and how many have answered."""
    by = actor_for(request)
    rows = policy.requests.readable(by).select_related("desk__organ")
    page = page_of(rows, request.GET.get("page"))
    desks = policy.desks_edited(by)
    edited = {one.pk for one in desks}
    units: dict[int, list[AskedUnit]] = {}
    for asked in AskedUnit.objects.filter(request__in=list(page.object_list)).select_related("organ", "department"):
        units.setdefault(asked.request_id, []).append(asked)
    rows_shown = []
    for one in page.object_list:
        seen = [
            asked
            for asked in units.get(one.pk, [])
            if one.desk_id in edited or policy.of_unit(asked, by=by) is not None
        ]
        left = [asked for asked in seen if asked.answered_at is None]
        rows_shown.append((one, seen, left, one.is_open and bool(left) and today() > one.due_on))
    context = {"page": page, "rows": rows_shown, "edits": bool(desks)}
    return render(request, "briefs/pages/requests.html", context)


@require_GET
def find(request: HttpRequest, uid: UUID) -> HttpResponse:
    """To the page of a brief, an item, an issue or a request, whichever it is: the trail knows only what it was about."""
    by = actor_for(request)
    for kept in (policy.briefs, policy.items, policy.issues, policy.requests):
        found = kept.readable(by).filter(uid=uid).first()
        if found is not None:
            return redirect(found)
    raise NotThere("该信息")
