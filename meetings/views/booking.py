"""预订：the form, the page of a booking, and what is done with it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings.actions.arrive import EARLY, confirm_arrival
from meetings.actions.book import book
from meetings.actions.change import change
from meetings.actions.decide import approve, decline
from meetings.actions.end import cancel, hand_over
from meetings.actions.wait import pass_on, take_offer
from meetings.forms import ActForm, BookingForm, HandOverForm
from meetings.models import Booking, Room
from meetings.policy import bookings, rooms
from meetings.rules.asking import unknown_years
from meetings.selectors.people import colleagues
from meetings.taking import Taken
from meetings.telling import approvers_of
from meetings.using import use_of
from meetings.views.asking import day_asked, hour_asked, uid_asked
from office.api import Actor, actor_for, history_of, key_of, working_calendar
from office.kernel.clock import OFFICE_ZONE, day_of, now
from office.kernel.refusals import Invalid, NotThere, Refusal, SomebodyWasFirst
from office.notices import say

INCOMPLETE = "没有办理：有的地方填得不对，或表单不完整。请改正或刷新页面后再办。"


@require_http_methods(["GET", "HEAD", "POST"])
def book_room(request: HttpRequest) -> HttpResponse:
    """预订: the room and the time come with the address."""
    by = actor_for(request)
    if request.method == "POST":
        form = BookingForm(request.POST)
        if not form.is_valid():
            return _form(request, form, by, status=422)
        if "again" in request.POST:
            return _form(request, form, by)
        try:
            made = book(form.wish(), by=by, key=key_of(request))
        except NotThere:
            raise
        except SomebodyWasFirst as first:
            return _somebody_was_first(request, form, by, first)
        except Refusal as refusal:
            return _form(request, form, by, refusal=refusal, status=refusal.status)
        say(request, f"已{'申请，等审批' if made.state == 'asked' else '预订'}：{made.room}，{made.slot.words}。")
        return redirect(made)
    room = uid_asked(request, "room")
    if room is None:
        return redirect("meetings:free")
    begins, ends = hour_asked(request, "begins"), hour_asked(request, "ends")
    start = (now().astimezone(OFFICE_ZONE) + timedelta(hours=1)).replace(minute=0)
    people = request.GET.get("people", "")
    initial = {
        "room": room,
        "day": day_asked(request),
        "begins": begins or start.time(),
        "ends": ends or (start + timedelta(hours=1)).time(),
        "people": people if people.isascii() and people.isdecimal() and len(people) < 6 else "",
    }
    return _form(request, BookingForm(initial=initial), by)


def _form(
    request: HttpRequest, form: BookingForm, by: Actor, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    """The form with its room."""
    if refusal is not None and refusal.field in form.fields:
        form.add_error(refusal.field, refusal.sentence)
    room = _room_of(form, by)
    day = form.cleaned_data.get("day") if form.is_bound else form.initial.get("day")
    context = {
        "form": form,
        "room": room,
        "refusal": refusal if refusal is not None and refusal.field not in form.fields else None,
        "approvers": approvers_of(room),
        "unknown_years": unknown_years(working_calendar(), [day]) if day else [],
    }
    return render(request, "meetings/pages/book.html", context, status=status)


def _somebody_was_first(request: HttpRequest, form: BookingForm, by: Actor, refusal: SomebodyWasFirst) -> HttpResponse:
    """What is in the way, and what can be done with all that was filled in. Many may be told at once: a page without the frame's numbers."""
    context = {
        "room": refusal.room if isinstance(refusal, Taken) else _room_of(form, by),
        "sentence": refusal.sentence,
        "wish": form.cleaned_data,
        "sent": [(name, form.data[name]) for name in form.fields if name in form.data],
        "search": _search(form),
    }
    return render(request, "meetings/pages/somebody_was_first.html", context, status=refusal.status)


def _search(form: BookingForm) -> str:
    """Where what comes nearest is looked for."""
    given = form.cleaned_data
    asked = {
        "day": given["day"],
        "begins": f"{given['begins']:%H:%M}",
        "ends": f"{given['ends']:%H:%M}",
        "people": given["people"],
    }
    return f"{reverse('meetings:free')}?{urlencode(asked)}"


def _room_of(form: BookingForm, by: Actor) -> Room:
    """The room of the form, which he sees. Raises NotThere."""
    said = form.data.get("room") if form.is_bound else form.initial.get("room")
    try:
        uid = UUID(str(said))
    except ValueError as error:
        raise NotThere("该会议室") from error
    return rooms.read(uid, by=by)


@require_GET
def booking_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One booking: what it is, what can be done, what was done."""
    by = actor_for(request)
    return booking_answer(request, bookings.read(uid, by=by), by)


def booking_answer(
    request: HttpRequest,
    booking: Booking,
    by: Actor,
    *,
    given: dict[str, Any] | None = None,
    refused: str = "",
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as it is now; a refused form comes back as it was filled, `refused` naming it."""
    booking = bookings.read(booking.uid, by=by)
    may = bookings.may(booking, by=by)
    context = {
        "booking": booking,
        "room": booking.room,
        "may": may,
        "may_arrive": "arrive" in may
        and booking.room.arrival_minutes
        and booking.arrived_at is None
        and booking.starts_at - EARLY <= now(),
        "asks_arrival": booking.room.arrival_minutes
        and booking.arrived_at is None
        and booking.holds
        and not booking.is_over,
        "is_holder": bookings.is_holder(booking, by=by),
        "colleagues": colleagues(booking) if "hand_over" in may else [],
        "approvers": approvers_of(booking.room) if booking.state == "asked" else [],
        "offer": getattr(booking, "waited", None) if booking.state == "offered" else None,
        "history": history_of(booking.uid),
        "use": use_of(booking, by=by),
        "given": given or {},
        "refused": refused,
        "refusal": refusal,
    }
    return render(request, "meetings/pages/booking.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def change_booking(request: HttpRequest, uid: UUID) -> HttpResponse:
    """修改: the form is that of a booking, filled with what it is; the room is one of those that he sees."""
    by = actor_for(request)
    booking = bookings.read(uid, by=by)
    if request.method == "POST":
        form, refusal = BookingForm(request.POST), None
        if form.is_valid():
            try:
                change(uid, form.wish(), by=by, key=key_of(request))
            except NotThere:
                raise
            except Refusal as found:
                refusal = found
                if found.field in form.fields:
                    form.add_error(found.field, found.sentence)
            else:
                say(request, "已修改，有关的人会收到通知。")
                return redirect(booking)
        return _change_page(request, booking, form, by, refusal=refusal, status=refusal.status if refusal else 422)
    begins, ends = (at.astimezone(OFFICE_ZONE) for at in (booking.starts_at, booking.ends_at))
    initial = {
        "room": booking.room.uid,
        "title": booking.title,
        "people": booking.people,
        "note": booking.note,
        "is_closed": booking.is_closed,
        "day": day_of(booking.starts_at),
        "begins": begins.time(),
        "ends": ends.time(),
    }
    return _change_page(request, booking, BookingForm(initial=initial), by)


def _change_page(
    request: HttpRequest,
    booking: Booking,
    form: BookingForm,
    by: Actor,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    choices = [(str(one.uid), f"{one.full_name}（{one.seats}座）") for one in rooms.seen(by).select_related("building")]
    chosen = str(form.data.get("room", "")) if form.is_bound else str(booking.room.uid)
    context = {
        "booking": booking,
        "form": form,
        "rooms": choices,
        "chosen": chosen,
        "refusal": refusal if refusal is not None and refusal.field not in form.fields else None,
        "asks": booking.room.approved_by_id is not None,
        "use": use_of(booking, by=by),
    }
    return render(request, "meetings/pages/change.html", context, status=status)


def _why(form: Any) -> str:
    return str(form.cleaned_data["why"])


VERBS: dict[str, tuple[str, type[ActForm | HandOverForm], Callable[[UUID, Actor, Any], object], str]] = {
    "cancel": (
        "cancel",
        ActForm,
        lambda uid, by, form: cancel(uid, _why(form), by=by, key=form.cleaned_data["key"]),
        "已取消预订。",
    ),
    "hand-over": (
        "hand_over",
        HandOverForm,
        lambda uid, by, form: hand_over(uid, form.cleaned_data["to"], by=by, key=form.cleaned_data["key"]),
        "已转让，接手的人会收到通知。",
    ),
    "approve": (
        "approve",
        ActForm,
        lambda uid, by, form: approve(uid, by=by, key=form.cleaned_data["key"]),
        "已同意。",
    ),
    "decline": (
        "decline",
        ActForm,
        lambda uid, by, form: decline(uid, _why(form), by=by, key=form.cleaned_data["key"]),
        "已答复不同意，预订人会看到缘由。",
    ),
    "arrive": (
        "arrive",
        ActForm,
        lambda uid, by, form: confirm_arrival(uid, by=by, key=form.cleaned_data["key"]),
        "已确认到场。",
    ),
    "take": ("take", ActForm, lambda uid, by, form: take_offer(uid, by=by, key=form.cleaned_data["key"]), "已订到。"),
    "pass": (
        "pass",
        ActForm,
        lambda uid, by, form: pass_on(uid, by=by, key=form.cleaned_data["key"]),
        "已放弃，转给下一位。",
    ),
}
"""By their word in the address: the verb, its form, the act, what is said afterwards."""


@require_POST
def act(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """取消、转让、同意、不同意、确认到场、确认或放弃候补."""
    by = actor_for(request)
    booking = bookings.read(uid, by=by)
    if verb not in VERBS:
        raise NotThere("该办法")
    _, kind, deed, said = VERBS[verb]
    form = kind(request.POST)
    refusal: Refusal = Invalid("没有转让：请选择转给谁。" if verb == "hand-over" else INCOMPLETE)
    if form.is_valid():
        try:
            deed(uid, by, form)
        except NotThere:
            raise
        except Refusal as found:
            refusal = found
        else:
            say(request, said)
            seen = bookings.readable(by).filter(uid=uid).exists()
            return redirect(booking) if seen else redirect("meetings:mine")
    return booking_answer(
        request, booking, by, given=request.POST.dict(), refused=verb, refusal=refusal, status=refusal.status
    )
