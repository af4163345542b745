"""系列预订：the form, every conflict with a choice, and the page of a series."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings.actions.series import book_series, cancel_series, confirm_series
from meetings.forms import ActForm, SeriesForm
from meetings.models import BookingSeries, Room
from meetings.occurrences import Choice, Occurrence, Pattern, occurrences
from meetings.policy import NAMES, bookings, rooms, series
from meetings.rules.asking import unknown_years
from meetings.rules.recurring import left_out
from meetings.views.asking import day_asked, hour_asked, uid_asked
from meetings.views.booking import INCOMPLETE
from office.api import Actor, actor_for, history_of, key_of, working_calendar
from office.kernel.clock import day_of, now
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.notices import say


@require_http_methods(["GET", "HEAD", "POST"])
def new_series(request: HttpRequest) -> HttpResponse:
    """First the pattern; then, with every conflict chosen, the act. `look` only shows what would come of it."""
    by = actor_for(request)
    if request.method != "POST":
        asked = uid_asked(request, "room")
        if asked is None:
            return redirect("meetings:free")
        initial = {
            "room": asked,
            "first_on": day_asked(request),
            "begins": hour_asked(request, "begins"),
            "ends": hour_asked(request, "ends"),
            "every": "week",
        }
        return _page(request, SeriesForm(initial=initial), rooms.read(asked, by=by))
    form = SeriesForm(request.POST)
    if not form.is_valid():
        return _page(request, form, _room_of(request, by), status=422)
    room = rooms.read(form.cleaned_data["room"], by=by)
    try:
        pattern = form.pattern()
        found = occurrences(room, pattern, form.cleaned_data["people"], by=by)
        choices = form.choices([one.day for one in found])
        left = [one for one in found if one.against and one.day not in choices]
        if request.POST.get("look") or left:
            return _page(request, form, room, found=found, chosen=choices, pattern=pattern)
        made = book_series(form.wish(), pattern, choices, by=by, key=key_of(request))
    except NotThere:
        raise
    except Refusal as refusal:
        return _refused(request, form, room, refusal, by)
    say(request, f"已预订系列“{made.title}”，共{made.bookings.count()}次。")
    return redirect(made)


def _refused(request: HttpRequest, form: SeriesForm, room: Room, refusal: Refusal, by: Actor) -> HttpResponse:
    """What came between is shown with the conflicts as they are now."""
    if refusal.field in form.fields:
        form.add_error(refusal.field, refusal.sentence)
        return _page(request, form, room, status=refusal.status)
    pattern = form.pattern()
    found = occurrences(room, pattern, form.cleaned_data["people"], by=by)
    chosen = form.choices([one.day for one in found])
    return _page(
        request, form, room, found=found, chosen=chosen, pattern=pattern, refusal=refusal, status=refusal.status
    )


def _room_of(request: HttpRequest, by: Actor) -> Room:
    try:
        return rooms.read(UUID(request.POST.get("room", "")[:40]), by=by)
    except ValueError as error:
        raise NotThere("该会议室") from error


def _page(
    request: HttpRequest,
    form: SeriesForm,
    room: Room,
    *,
    found: list[Occurrence] | None = None,
    chosen: dict[Any, Choice] | None = None,
    pattern: Pattern | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = [(one, (chosen or {}).get(one.day)) for one in found or ()]
    context = {
        "form": form,
        "room": room,
        "occurrences": shown,
        "conflicts": [pair for pair in shown if pair[0].against],
        "clear": [one for one, _ in shown if not one.against],
        "months_left_out": left_out(pattern.every, pattern.first_on, pattern.until_on) if pattern else [],
        "unknown_years": unknown_years(working_calendar(), [one.day for one in found or ()]),
        "reconfirm": room.reconfirm_weeks,
        "refusal": refusal,
    }
    return render(request, "meetings/pages/new_series.html", context, status=status)


@require_GET
def series_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A series and its occurrences."""
    by = actor_for(request)
    return _series(request, series.read(uid, by=by), by)


def _series(
    request: HttpRequest,
    one: BookingSeries,
    by: Actor,
    *,
    refused: str = "",
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    one = series.read(one.uid, by=by)
    rows = list(one.bookings.select_related(*NAMES).order_by("starts_at"))
    may_run = series.may_run(one, by=by)
    years = unknown_years(working_calendar(), [day_of(row.starts_at) for row in rows if row.holds])
    context = {
        "series": one,
        "rows": rows,
        "readable": set(bookings.readable(by).filter(series=one).values_list("pk", flat=True)),
        "ahead": sum(row.holds and row.starts_at > now() for row in rows),
        "may_run": may_run,
        "unknown_years": years,
        "history": history_of(one.uid),
        "given": request.POST.dict(),
        "refused": refused,
        "refusal": refusal,
    }
    return render(request, "meetings/pages/series.html", context, status=status)


@require_POST
def run_series(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """确认仍需要、取消系列."""
    by = actor_for(request)
    one = series.read(uid, by=by)
    if verb not in {"confirm", "cancel"}:
        raise NotThere("该办法")
    form = ActForm(request.POST)
    refusal: Refusal = Invalid(INCOMPLETE)
    if form.is_valid():
        key = form.cleaned_data["key"]
        try:
            if verb == "confirm":
                confirm_series(uid, by=by, key=key)
            else:
                cancel_series(uid, form.cleaned_data["why"], by=by, key=key)
        except NotThere:
            raise
        except Refusal as found:
            refusal = found
        else:
            say(request, "已确认仍需要。" if verb == "confirm" else "已取消系列中还没开始的各次。")
            return redirect(one)
    return _series(request, one, by, refused=verb, refusal=refusal, status=refusal.status)
