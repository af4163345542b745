"""查找空闲会议室。"""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from meetings.forms import FindForm
from meetings.forms.fields import slot_from
from meetings.policy import rooms
from meetings.rules.asking import span_words, unknown_years
from meetings.selectors.calendar import kinds_of
from meetings.selectors.free import Need, free_rooms, near
from office.api import actor_for, working_calendar
from office.kernel.clock import OFFICE_ZONE, now, today

MOST = 50


@require_GET
def free(request: HttpRequest) -> HttpResponse:
    """By time, size and equipment; where nothing fits, the nearest there is."""
    by = actor_for(request)
    kinds = list(kinds_of(rooms.seen(by)))
    names: dict[str, list[str]] = {}
    for one in kinds:
        names.setdefault(one.name, []).append(str(one.uid))
    choices = [(uids[0], name) for name, uids in names.items()]
    asked = request.GET.get("day") is not None
    start = (now().astimezone(OFFICE_ZONE) + timedelta(hours=1)).replace(minute=0)
    usual = {"day": today(), "begins": start.time(), "ends": (start + timedelta(hours=1)).time(), "people": 10}
    form = FindForm(request.GET, kinds=choices) if asked else FindForm(initial=usual, kinds=choices)
    context: dict[str, object] = {"form": form, "asked": asked}
    if asked and form.is_valid():
        given = form.cleaned_data
        slot = slot_from(given["day"], given["begins"], given["ends"])
        equipment = [one.uid for one in kinds if str(one.uid) in given["equipment"]]
        need = Need(slot, given["people"], equipment)
        found = list(free_rooms(need, by=by).prefetch_related("equipment")[: MOST + 1])
        context |= {
            "need": need,
            "day": given["day"],
            "begins": given["begins"],
            "ends": given["ends"],
            "lasts": span_words(slot.minutes),
            "found": found[:MOST],
            "more": len(found) > MOST,
            "near": [] if found else near(need, by=by),
            "unknown_years": unknown_years(working_calendar(), [day for day, _, _ in slot.parts()]),
        }
    return render(request, "meetings/pages/free.html", context)
