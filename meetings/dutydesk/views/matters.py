"""未结事项."""

from collections import defaultdict
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from meetings.dutydesk.actions.matters import close_matter, note_matter
from meetings.dutydesk.forms import CloseMatterForm, NoteMatterForm
from meetings.dutydesk.models import PendingMatter
from meetings.dutydesk.policy import desks, read_matter
from meetings.dutydesk.views.doing import Deeds, refused
from meetings.dutydesk.views.parts import tabs_of
from office.api import Actor, actor_for, note_access
from office.kernel.refusals import Refusal
from office.paging import page_of
from office.tabs import Tab


@require_GET
def matter_list(request: HttpRequest, uid: UUID) -> HttpResponse:
    """未结的；已了结的."""
    by = actor_for(request)
    unit = desks.read_inside(uid, by=by)
    closed = request.GET.get("view") == "closed"
    rows = PendingMatter.objects.filter(unit=unit, closed_at__isnull=not closed)
    rows = rows.order_by("-closed_at", "-pk") if closed else rows.order_by("opened_at", "pk")
    context = {
        "unit": unit,
        "tabs": tabs_of(unit, "matters", by=by),
        "views": [Tab("未结", "?", None, not closed), Tab("已了结", "?view=closed", None, closed)],
        "closed": closed,
        "page": page_of(rows, request.GET.get("page")),
        "given": defaultdict(str),
        "may_write": desks.writes(unit, by=by),
    }
    return render(request, "dutydesk/pages/matters.html", context)


@require_GET
def matter_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """一件未结事项."""
    by = actor_for(request)
    matter = read_matter(uid, by=by)
    note_access(request, "read", about=matter.unit.uid, title=f"{matter.unit}：{matter}"[:400])
    return _answer(request, matter, by)


def _answer(
    request: HttpRequest,
    matter: PendingMatter,
    by: Actor,
    *,
    refusal: Refusal | None = None,
    given: dict[str, str] | None = None,
) -> HttpResponse:
    matter = read_matter(matter.uid, by=by)
    context = {
        "unit": matter.unit,
        "matter": matter,
        "tabs": tabs_of(matter.unit, "matters", by=by),
        "steps": list(matter.steps.all()),
        "may_write": matter.is_open and desks.writes(matter.unit, by=by),
        "refusal": refusal,
        "given": given or {},
    }
    return render(request, "dutydesk/pages/matter.html", context, status=refusal.status if refusal is not None else 200)


DEEDS: Deeds = {
    "note": (
        NoteMatterForm,
        lambda uid, by, form: note_matter(uid, form.cleaned_data["words"], by=by, key=form.key_given),
        "已记进展。",
    ),
    "close": (
        CloseMatterForm,
        lambda uid, by, form: close_matter(uid, form.cleaned_data["result"], by=by, key=form.key_given),
        "已了结。",
    ),
}


@require_POST
def do_matter(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """记进展、了结."""
    by = actor_for(request)
    matter = read_matter(uid, by=by)
    if (came_back := refused(request, DEEDS, verb, uid, by)) is not None:
        refusal, given = came_back
        return _answer(request, matter, by, refusal=refusal, given=given)
    return redirect(matter)
