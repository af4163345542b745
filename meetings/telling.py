"""Whom a booking concerns, and that they are told. Whoever does it is not told what he did."""

from collections.abc import Iterable

from meetings.models import Booking, BookingSeries, Room, WaitingEntry
from meetings.wording import holder
from office.api import Actor, Appointment, close_todo, open_todo, valid_appointments
from realtime import api as realtime

SPACE, GLYPH = "meetings", "会"


def approvers_of(room: Room) -> list[Appointment]:
    """Who holds the post with whose approval the room is booked; while nobody holds it, the people who keep the room."""
    if room.approved_by_id is None:
        return []
    held = list(valid_appointments().filter(post=room.approved_by_id))
    return held or keepers_of(room)


def keepers_of(room: Room) -> list[Appointment]:
    """The people of the department that keeps it."""
    return list(valid_appointments().filter(post__department=room.building.kept_by_id))


def tell(
    booking: Booking,
    said: str,
    *,
    by: Actor | None,
    body: str = "",
    besides: Iterable[Appointment] = (),
    kind: str = "booking",
) -> None:
    """Its holder, and whoever approves there, learn what became of it."""
    whom = [booking.booked_by, *approvers_of(booking.room), *besides]
    realtime.notify(
        [one for one in whom if by is None or one.person_id != by.person.pk],
        kind=kind,
        title=f"“{booking.title}”{said}"[:400],
        body=body or f"{booking.room.full_name}，{booking.slot.words}。",
        url=booking.get_absolute_url(),
        about=booking.uid,
    )


def ask_approvers(booking: Booking, *, by: Actor) -> None:
    """It waits for whoever approves there."""
    whom = approvers_of(booking.room)
    title = f"{booking.room}：{booking.title}"
    open_todo(
        room=SPACE,
        kind=GLYPH,
        about=booking.uid,
        task=booking.task,
        title=title,
        step="审批会议室",
        url=booking.get_absolute_url(),
        holders=whom,
        from_name=by.person.name,
    )
    realtime.notify(
        whom,
        kind="booking_asked",
        title=f"{holder(booking)}申请使用{booking.room}，请您审批"[:400],
        body=f"“{booking.title}”，{booking.slot.words}，{booking.people}人。",
        url=booking.get_absolute_url(),
        about=booking.uid,
    )


def asked_no_more(booking: Booking, *, why: str, by: Actor | None) -> None:
    """It waits for no approver any more."""
    close_todo(SPACE, booking.task, why=why, done_by=by.appointment if by else None)


def tell_series(series: BookingSeries, said: str, *, by: Actor | None, body: str = "") -> None:
    """Its holder."""
    if by is not None and by.person.pk == series.booked_by.person_id:
        return
    realtime.notify(
        [series.booked_by],
        kind="series",
        title=f"系列“{series.title}”{said}"[:400],
        body=body,
        url=series.get_absolute_url(),
        about=series.uid,
    )


def tell_waiter(entry: WaitingEntry, said: str, *, body: str = "", url: str) -> None:
    """Whoever waits."""
    realtime.notify(
        [entry.waiter],
        kind="waiting",
        title=f"“{entry.title}”{said}"[:400],
        body=body or f"{entry.room}，{entry.slot.words}。",
        url=url,
        about=entry.uid,
    )
