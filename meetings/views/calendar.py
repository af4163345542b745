"""会议室日程：day, week and month, by room and by equipment."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from meetings.models import Building
from meetings.policy import approves_rooms, keeps_rooms, rooms
from meetings.rules.asking import unknown_years
from meetings.rules.picture import Lane, Picture, month_of, one_day, some_days, week_of
from meetings.rules.slots import ONE_DAY, day_words
from meetings.selectors.calendar import A_PAGE, by_equipment, for_lanes, lanes_of
from meetings.views.asking import day_asked, uid_asked
from office.api import actor_for, working_calendar
from office.kernel.clock import now, today
from office.tabs import Tab

VIEWS = {"day": "日", "week": "周", "month": "月"}


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """The rooms that he may book, a page at a time."""
    by = actor_for(request)
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "day"
    day, chosen = day_asked(request), uid_asked(request, "building")
    days = days_of(view, day)
    seen = rooms.seen(by)
    buildings = list(Building.objects.filter(rooms__in=seen).distinct())
    chosen = chosen if chosen in {one.uid for one in buildings} else None
    if chosen is not None:
        seen = seen.filter(building__uid=chosen)
    grouped = request.GET.get("by") == "equipment"
    pairs = by_equipment(seen) if grouped else [(None, one) for one in for_lanes(seen)]
    page = Paginator(pairs, A_PAGE).get_page(request.GET.get("page"))
    headings = [kind.name for kind, _ in page if kind is not None]
    lanes = lanes_of([room for _, room in page], days, by=by, headings=headings)
    address = reverse("meetings:calendar")
    kept = {"building": str(chosen) if chosen else "", "by": "equipment" if grouped else ""}
    context = {
        "view": view,
        "views": [
            Tab(label, address_for(address, key, day, **kept), current=key == view) for key, label in VIEWS.items()
        ],
        "day": day,
        "heading": heading_of(view, days),
        "picture": picture_of(view, lanes, days),
        "lanes": lanes,
        "days": agenda(lanes, days) if view != "day" else [],
        "before": address_for(address, view, step(view, day, -1), **kept),
        "after": address_for(address, view, step(view, day, 1), **kept),
        "today": address_for(address, view, today(), **kept),
        "is_today": today() in days,
        "buildings": [
            (one.name, address_for(address, view, day, **kept | {"building": str(one.uid)}), one.uid == chosen)
            for one in buildings
        ],
        "all_buildings": address_for(address, view, day, **kept | {"building": ""}),
        "any_building": chosen is None,
        "grouped": grouped,
        "by_room": address_for(address, view, day, **kept | {"by": ""}),
        "by_equipment": address_for(address, view, day, **kept | {"by": "equipment"}),
        "page": page,
        "thing": "行" if grouped else "个会议室",
        "unknown_years": unknown_years(working_calendar(), days),
        "keeps": keeps_rooms(by),
        "approves": approves_rooms(by),
    }
    return render(request, "meetings/pages/calendar.html", context)


def days_of(view: str, day: date) -> list[date]:
    """The days that a view of a day shows."""
    return {"day": lambda: [day], "week": lambda: week_of(day), "month": lambda: month_of(day)}[view]()


def picture_of(view: str, lanes: Any, days: list[date]) -> Picture:
    """As the server draws it."""
    if view == "day":
        return one_day(lanes, days[0], now())
    worked = working_calendar()
    rests = {day for day in days if not worked.is_working_day(day)}
    return some_days(lanes, days, now(), rests, linked=view == "week")


def step(view: str, day: date, by: int) -> date:
    """The next or the one before, within the years that there are."""
    if view == "month":
        first = day.replace(day=1)
        return first - ONE_DAY if by < 0 else (first + timedelta(days=31)).replace(day=1)
    return day + by * (ONE_DAY if view == "day" else timedelta(weeks=1))


def address_for(address: str, view: str, day: date, **kept: str) -> str:
    """With what was chosen; the rest of a query is left out."""
    more = "".join(f"&{name}={value}" for name, value in kept.items() if value)
    return f"{address}?view={view}&day={day.isoformat()}{more}"


def heading_of(view: str, days: list[date]) -> str:
    """3月16日（星期一）, 3月16日至22日, 2026年3月."""
    first, last = days[0], days[-1]
    year = "" if first.year == today().year else f"{first.year}年"
    if view == "day":
        return f"{year}{day_words(first)}"
    if view == "month":
        return f"{first.year}年{first.month}月"
    end = f"{last.day}日" if last.month == first.month else f"{last.month}月{last.day}日"
    return f"{year}{first.month}月{first.day}日至{end}"


def agenda(lanes: Sequence[Lane], days: list[date]) -> list[tuple[date, str, str]]:
    """For the phone: each day, in words, with how much there is on it."""
    counted = dict.fromkeys(days, 0)
    for lane in {one.address: one for one in lanes}.values():
        for item in lane.items:
            for day, _, _ in item.slot.parts():
                if day in counted:
                    counted[day] += 1
    opened = {day for lane in lanes for day in lane.hours}
    nothing = {day: "空闲" if day in opened else "不开放" for day in days}
    return [(day, day_words(day), f"{count}项" if count else nothing[day]) for day, count in counted.items()]
