"""会议室的页面和照片。"""

from datetime import date, timedelta
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from meetings.actions.rooms import change_photo
from meetings.models import Blocking, Room
from meetings.photo import LARGEST, shown
from meetings.policy import rooms
from meetings.rules.asking import span_words
from meetings.rules.picture import Item, Lane, week_of
from meetings.rules.slots import clock_words
from meetings.rules_of import rules_of
from meetings.selectors.calendar import lanes_of
from meetings.telling import approvers_of
from meetings.views.asking import day_asked
from meetings.views.calendar import heading_of, picture_of
from office.api import Actor, actor_for, key_of, served
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotThere, Refusal, TooLarge
from office.notices import say

WEEKDAYS = "一二三四五六日"


@require_GET
def room_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What it has, its rules, its week."""
    by = actor_for(request)
    return room_answer(request, rooms.read(uid, by=by), by)


def room_answer(
    request: HttpRequest, room: Room, by: Actor, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    """The page as it is now."""
    day = day_asked(request)
    days = week_of(day)
    lanes = lanes_of([room], days, by=by)
    per_day = [(one, _on(lanes[0], one)) for one in days]
    context = {
        "room": room,
        "equipment": room.equipment.all(),
        "hours": hours_in_words(room),
        "longest": span_words(room.longest_minutes),
        "approvers": [one.person.name for one in approvers_of(room)],
        "picture": picture_of("week", lanes, days),
        "week": per_day,
        "heading": heading_of("week", days),
        "is_free": not any(items for _, items in per_day),
        "day": day,
        "before": (day - timedelta(weeks=1)).isoformat(),
        "after": (day + timedelta(weeks=1)).isoformat(),
        "is_keeper": rooms.is_keeper(room, by=by),
        "blockings": Blocking.objects.in_force()
        .filter(room=room, ends_at__gt=now())
        .select_related("blocked_by__person"),
        "refusal": refusal,
    }
    return render(request, "meetings/pages/room.html", context, status=status)


def _on(lane: Lane, day: date) -> list[Item]:
    return [one for one in lane.items if any(part[0] == day for part in one.slot.parts())]


def hours_in_words(room: Room) -> list[str]:
    """周一至周五8:00至18:00: days in a row with the same hours are one line."""
    hours = rules_of(room).hours
    found: list[tuple[int, int, tuple[int, int]]] = []
    for weekday in sorted(hours):
        if found and found[-1][1] == weekday - 1 and found[-1][2] == hours[weekday]:
            found[-1] = (found[-1][0], weekday, hours[weekday])
        else:
            found.append((weekday, weekday, hours[weekday]))
    return [f"{_days(first, last)}{clock_words(span[0])}至{clock_words(span[1])}" for first, last, span in found]


def _days(first: int, last: int) -> str:
    return f"周{WEEKDAYS[first]}" if first == last else f"周{WEEKDAYS[first]}至周{WEEKDAYS[last]}"


@require_GET
def photo(request: HttpRequest, uid: UUID) -> FileResponse:
    """The photo of a room that he sees."""
    room = rooms.read(uid, by=actor_for(request))
    if room.photo is None:
        raise NotThere("该照片")
    answer = served(room.photo, f"{room}.webp")
    answer.headers["Content-Disposition"] = "inline"
    return answer


@require_POST
def bring_photo(request: HttpRequest, uid: UUID) -> HttpResponse:
    """更换照片, or without a file 去掉."""
    by, key = actor_for(request), key_of(request)
    room = rooms.read(uid, by=by)
    try:
        change_photo(uid, None if request.POST.get("remove") else _brought(request), by=by, key=key)
    except NotThere:
        raise
    except Refusal as refusal:
        return room_answer(request, room, by, refusal=refusal, status=refusal.status)
    say(request, "已去掉照片。" if request.POST.get("remove") else "已更换照片。")
    return redirect(room)


def _brought(request: HttpRequest) -> bytes:
    file = request.FILES.get("file")
    if file is None:
        raise Invalid("没有更换照片：请先选择图片。", field="file")
    if (file.size or 0) > LARGEST:
        raise TooLarge(f"没有更换照片：超过{LARGEST // 1024 // 1024}兆字节。请缩小后再上传。", field="file")
    return shown(file.read(), str(file.name))
