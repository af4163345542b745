"""会议类别：kept by the office of an organ."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from meetings.convening.actions.keep_kinds import save_kind
from meetings.convening.forms import KindForm
from meetings.convening.models import MeetingKind
from meetings.convening.policy import kinds, organs_kept
from office.api import Actor, Organ, Post, actor_for, key_of
from office.kernel.refusals import NotAllowed, NotThere, Refusal
from office.notices import say

MOST_POSTS = 400


@require_GET
def kind_list(request: HttpRequest) -> HttpResponse:
    """会议类别 of the organs whose office he is."""
    by = actor_for(request)
    _organs(by)
    rows = kinds.kept(by).select_related("organ", "approved_by__department").order_by("organ", "order", "pk")
    return render(request, "convening/pages/kinds.html", {"kinds": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def new_kind(request: HttpRequest) -> HttpResponse:
    """登记一类会议."""
    by = actor_for(request)
    return _edit(request, None, by, {"organ": _organs(by)[0].uid})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_kind(request: HttpRequest, uid: UUID) -> HttpResponse:
    """修改一类会议."""
    by = actor_for(request)
    kind = kinds.read(uid, by=by)
    plain = ("name", "late_minutes", "is_numbered", "takes_topics", "is_voted", "is_closed", "in_use")
    initial: dict[str, Any] = {name: getattr(kind, name) for name in plain}
    initial |= {"organ": kind.organ.uid, "approved_by": kind.approved_by.uid if kind.approved_by else None}
    return _edit(request, kind, by, initial)


def _edit(request: HttpRequest, kind: MeetingKind | None, by: Actor, initial: dict[str, Any]) -> HttpResponse:
    organs = [kind.organ] if kind is not None else _organs(by)
    offered: dict[str, Any] = {
        "organs": [(str(one.uid), str(one)) for one in organs],
        "posts": _posts(organs),
    }
    if request.method != "POST":
        return _answer(request, kind, KindForm(initial=initial, **offered))
    form = KindForm(request.POST, **offered)
    if not form.is_valid():
        return _answer(request, kind, form, status=422)
    try:
        made = save_kind(kind.uid if kind is not None else None, form.described(), by=by, key=key_of(request))
    except NotThere:
        raise
    except Refusal as refusal:
        return _answer(request, kind, form, refusal=refusal)
    say(request, f"已保存“{made}”。")
    return redirect("convening:kinds")


def _answer(
    request: HttpRequest,
    kind: MeetingKind | None,
    form: KindForm,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    if refusal is not None and refusal.field in form.fields:
        form.add_error(refusal.field, refusal.sentence)
    context = {"kind": kind, "form": form, "refusal": refusal if refusal is not None and not form.errors else None}
    status = refusal.status if refusal is not None else status
    return render(request, "convening/pages/kind.html", context, status=status)


def _organs(by: Actor) -> list[Organ]:
    """Those whose kinds he keeps. Raises NotAllowed where there are none."""
    organs = organs_kept(by)
    if not organs:
        raise NotAllowed("会议类别由本机关文书或办公室登记。请与他们联系。")
    return organs


def _posts(organs: list[Organ]) -> list[tuple[str, str]]:
    rows = Post.objects.open().filter(department__organ__in=organs).select_related("department__organ")
    found = rows.order_by("department__organ", "department__order", "order", "pk")[:MOST_POSTS]
    several = len(organs) > 1
    return [
        (str(one.uid), f"{f'{one.department.organ} ' if several else ''}{one.department.name} {one.title}")
        for one in found
    ]
