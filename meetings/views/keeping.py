"""会议室管理：buildings, rooms with their rules, equipment."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings.actions.rooms import add_equipment, save_building, save_room
from meetings.forms import BuildingForm, EquipmentForm, RoomForm
from meetings.forms.rooms import hours_initial, initial_of
from meetings.models import Building, Equipment, Room
from meetings.policy import buildings, departments_of, keeps_rooms, rooms
from office.api import Actor, Department, Organ, Post, actor_for, key_of
from office.kernel.refusals import Invalid, NotAllowed, NotThere, Refusal
from office.notices import say

FOR_KEEPERS = "会议室管理由管理处室和系统管理员使用。要预订的，请到“会议室”。"
USUAL_HOURS = dict.fromkeys(range(5), (8 * 60, 18 * 60))


@require_GET
def keeping(request: HttpRequest) -> HttpResponse:
    """The buildings that he keeps or may open, with their rooms."""
    by = actor_for(request)
    if not keeps_rooms(by):
        raise NotAllowed(FOR_KEEPERS)
    rows = buildings.seen(by).select_related("organ", "kept_by").prefetch_related("rooms__approved_by__department")
    context = {
        "buildings": list(rows),
        "kept": set(buildings.kept(by).values_list("pk", flat=True)),
        "may_open": buildings.organs(by).exists(),
    }
    return render(request, "meetings/pages/keeping.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_building(request: HttpRequest) -> HttpResponse:
    """登记楼宇: the system administrator's."""
    by = actor_for(request)
    if not buildings.organs(by).exists():
        raise NotAllowed("楼宇由机关的系统管理员登记。")
    return _building(request, None, by)


@require_http_methods(["GET", "HEAD", "POST"])
def building_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A building: its name, who keeps it, its equipment."""
    by = actor_for(request)
    return _building(request, buildings.take(uid, by=by), by)


def _building(
    request: HttpRequest, building: Building | None, by: Actor, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    governs = buildings.organs(by)
    organs = list(governs[:500]) if building is None else [building.organ]
    form = _building_form(request, building, organs, posted=request.method == "POST" and refusal is None)
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                made = save_building(building.uid if building else None, form.premises(), by=by, key=key_of(request))
            except NotThere:
                raise
            except Refusal as found:
                refusal, status = found, found.status
                if found.field in form.fields:
                    form.add_error(found.field, found.sentence)
            else:
                say(request, f"已登记“{made}”。")
                return redirect("meetings:building", uid=made.uid)
    kept = building is not None and building.kept_by_id in departments_of(by)
    context = {
        "form": form,
        "building": building,
        "names_keeper": building is None or governs.filter(pk=building.organ_id).exists(),
        "is_kept": kept,
        "equipment": Equipment.objects.filter(organ=building.organ_id) if building else [],
        "rooms": building.rooms.all() if building else [],
        "refusal": refusal if refusal is not None and refusal.field not in form.fields else None,
    }
    return render(request, "meetings/pages/building.html", context, status=status)


def _building_form(
    request: HttpRequest, building: Building | None, organs: list[Organ], *, posted: bool
) -> BuildingForm:
    departments = (
        Department.objects.open().filter(organ__in=organs).select_related("organ").order_by("organ", "order", "pk")
    )
    grouped: dict[str, list[tuple[str, str]]] = {}
    for one in departments:
        grouped.setdefault(one.organ.name, []).append((str(one.uid), one.name))
    choices: dict[str, Any] = {
        "organs": [(str(one.uid), one.name) for one in organs],
        "keepers": list(grouped.items()) if len(grouped) > 1 else next(iter(grouped.values()), []),
    }
    if posted:
        return BuildingForm(request.POST, **choices)
    initial = None
    if building is not None:
        initial = {
            "organ": building.organ.uid,
            "name": building.name,
            "place": building.place,
            "kept_by": building.kept_by.uid,
        }
    return BuildingForm(initial=initial, **choices)


@require_POST
def new_equipment(request: HttpRequest, uid: UUID) -> HttpResponse:
    """登记设备."""
    by = actor_for(request)
    building = buildings.take(uid, by=by)
    form = EquipmentForm(request.POST)
    if not form.is_valid():
        return _building(request, building, by, refusal=Invalid("没有登记：设备名称最多40字。"), status=422)
    try:
        made = add_equipment(uid, form.cleaned_data["name"], by=by, key=form.cleaned_data["key"])
    except NotThere:
        raise
    except Refusal as refusal:
        return _building(request, building, by, refusal=refusal, status=refusal.status)
    say(request, f"已登记设备“{made}”。")
    return redirect("meetings:building", uid=uid)


@require_http_methods(["GET", "HEAD", "POST"])
def new_room(request: HttpRequest, uid: UUID) -> HttpResponse:
    """登记会议室."""
    by = actor_for(request)
    building = buildings.kept(by).select_related("organ").filter(uid=uid).first()
    if building is None:
        raise NotThere("该楼宇")
    return _room(request, building, None, by)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_room(request: HttpRequest, uid: UUID) -> HttpResponse:
    """修改会议室和规则."""
    by = actor_for(request)
    room = rooms.read(uid, by=by)
    if not rooms.is_keeper(room, by=by):
        raise NotAllowed(f"这个会议室由{room.building.kept_by}管理，您可以预订，不能修改。")
    return _room(request, room.building, room, by)


def _room(request: HttpRequest, building: Building, room: Room | None, by: Actor) -> HttpResponse:
    status, refusal = 200, None
    if request.method == "POST":
        form = RoomForm(request.POST, offered=offered(building))
        status = 422
        if form.is_valid():
            try:
                made = save_room(room.uid if room else None, form.described(building.uid), by=by, key=key_of(request))
            except NotThere:
                raise
            except Refusal as found:
                refusal, status = found, found.status
                if found.field in form.fields:
                    form.add_error(found.field, found.sentence)
            else:
                say(request, f"已登记“{made}”。")
                return redirect(made)
    else:
        form = RoomForm(initial=initial_of(room) if room else hours_initial(USUAL_HOURS), offered=offered(building))
    context = {
        "form": form,
        "building": building,
        "room": room,
        "refusal": refusal if refusal is not None and refusal.field not in form.fields else None,
    }
    return render(request, "meetings/pages/edit_room.html", context, status=status)


def offered(building: Building) -> dict[str, list[tuple[str, Any]]]:
    """Among what a room's rules are chosen."""
    posts = Post.objects.open().filter(department__organ=building.organ_id).select_related("department")
    return {
        "equipment": [(str(one.uid), one.name) for one in Equipment.objects.filter(organ=building.organ_id)],
        "organs": [(str(one.uid), one.name) for one in Organ.objects.open()[:2000]],
        "departments": [(str(one.uid), one.name) for one in buildings.keepers(building.organ)],
        "approved_by": [
            (str(one.uid), f"{one.department} {one.title}")
            for one in posts.order_by("department__order", "order", "pk")
        ],
    }
