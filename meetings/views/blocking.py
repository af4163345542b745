"""停用会议室：the time, then every booking that is there with a choice."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from meetings.actions.block import MOST, block, in_blocking, unblock
from meetings.forms import BlockForm
from meetings.models import Blocking, Booking, Room
from meetings.policy import rooms
from meetings.selectors.free import Need, free_rooms
from office.api import Actor, actor_for, key_of
from office.kernel.clock import today
from office.kernel.refusals import NotAllowed, NotThere, Refusal
from office.notices import say

ALTERNATIVES = 5


@require_http_methods(["GET", "HEAD", "POST"])
def block_room(request: HttpRequest, uid: UUID) -> HttpResponse:
    """`look` shows what is in the way; without it, and with everything chosen, the room is blocked."""
    by = actor_for(request)
    room = rooms.read(uid, by=by)
    if not rooms.is_keeper(room, by=by):
        raise NotAllowed(f"停用由{room.building.kept_by}办，您可以预订，不能停用。")
    if request.method != "POST":
        initial = {"first_on": today(), "begins": "08:00", "last_on": today(), "ends": "18:00"}
        return _page(request, BlockForm(initial=initial), room)
    form = BlockForm(request.POST)
    if not form.is_valid():
        return _page(request, form, room, status=422)
    there, choices = in_blocking(room, form.slot()), form.choices()
    if request.POST.get("look") or any(one.uid not in choices for one in there):
        return _page(request, form, room, there=there, by=by, looked=True, chosen=choices)
    try:
        block(uid, form.slot(), form.cleaned_data["reason"], choices, by=by, key=key_of(request))
    except Refusal as refusal:
        if refusal.field in form.fields:
            form.add_error(refusal.field, refusal.sentence)
        again = in_blocking(room, form.slot())
        return _page(
            request, form, room, there=again, by=by, refusal=refusal, chosen=choices, looked=True, status=refusal.status
        )
    say(request, f"已停用，{len(there)}项预订的预订人会收到通知。" if there else "已停用。")
    return redirect(room)


def _page(
    request: HttpRequest,
    form: BlockForm,
    room: Room,
    *,
    there: list[Booking] | None = None,
    by: Actor | None = None,
    chosen: dict[UUID, str] | None = None,
    refusal: Refusal | None = None,
    looked: bool = False,
    status: int = 200,
) -> HttpResponse:
    conflicts: list[tuple[Booking, list[Room], str]] = []
    for one in (there or [])[:MOST]:
        need = Need(one.slot, one.people)
        others = [other for other in free_rooms(need, by=by)[: ALTERNATIVES + 1] if other.pk != room.pk] if by else []
        conflicts.append((one, others[:ALTERNATIVES], (chosen or {}).get(one.uid, "")))
    context: dict[str, Any] = {
        "form": form,
        "room": room,
        "conflicts": conflicts,
        "looked": looked,
        "refusal": refusal if refusal is not None and refusal.field not in form.fields else None,
    }
    return render(request, "meetings/pages/block.html", context, status=status)


@require_POST
def lift(request: HttpRequest, uid: UUID) -> HttpResponse:
    """恢复."""
    by = actor_for(request)
    found = Blocking.objects.filter(uid=uid, room__in=rooms.kept(by)).select_related("room").first()
    if found is None:
        raise NotThere("该停用")
    unblock(uid, by=by, key=key_of(request))
    say(request, "已恢复，可以预订。")
    return redirect(found.room)
