"""候补的保留：what became free is kept for who waits for it, one after the other. Inside an action, the room locked."""

from datetime import timedelta

from django.urls import reverse

from meetings import taking
from meetings.models import Booking, Room, State, WaitingEntry, WaitingState
from meetings.rules.slots import Slot
from meetings.telling import GLYPH, SPACE, tell_waiter
from office.api import open_todo, record
from office.kernel.clock import now
from office.kernel.wording import moment_in_words


def offer(room: Room, freed: Slot) -> None:
    """Keep it for those who wait for some of that time, in the order in which they asked, as far as it is free for them."""
    rows = WaitingEntry.objects.filter(room=room, state=WaitingState.WAITING, starts_at__gt=now())
    rows = rows.filter(starts_at__lt=freed.ends_at, ends_at__gt=freed.starts_at)
    for entry in rows.select_related("waiter__person", "waiter__post__department").order_by("asked_at", "pk"):
        if taking.in_the_way(room, entry.slot) is None and taking.blocked_by(room, entry.slot) is None:
            _keep_for(entry, room)


def _keep_for(entry: WaitingEntry, room: Room) -> None:
    entry.booking = taking.hold(
        Booking(
            room=room,
            booked_by=entry.waiter,
            title=entry.title,
            note=entry.note,
            people=entry.people,
            is_closed=entry.is_closed,
            starts_at=entry.starts_at,
            ends_at=entry.ends_at,
            state=State.OFFERED,
        ),
        doing="保留",
    )
    entry.state = WaitingState.OFFERED
    entry.offer_until = min(now() + timedelta(hours=room.offer_hours), entry.starts_at)
    entry.save(update_fields=["booking", "state", "offer_until"])
    url = entry.booking.get_absolute_url()
    open_todo(
        room=SPACE,
        kind=GLYPH,
        about=entry.uid,
        task=entry.task,
        title=f"{room}：{entry.title}",
        step="确认候补",
        url=url,
        holders=[entry.waiter],
        from_name="会议室候补",
    )
    record(None, "meetings.offered", stream=f"booking:{entry.booking.uid}", about=entry.booking.uid, title="候补")
    until = moment_in_words(entry.offer_until)
    body = f"{room}，{entry.slot.words}。为您保留到{until}，过时转给下一位。"
    tell_waiter(entry, "候补的时段空出来了", body=body, url=url)


def mine_address() -> str:
    """Where somebody finds what he waits for."""
    return reverse("meetings:mine") + "?view=waiting"
