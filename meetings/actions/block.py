"""停用会议室，和恢复。"""

from collections.abc import Mapping
from uuid import UUID

from meetings import taking
from meetings.actions.book import record_of
from meetings.actions.end import cancel_taken
from meetings.models import Blocking, Booking, Room
from meetings.offering import offer
from meetings.policy import NAMES, lock_rooms, rooms
from meetings.rules.slots import Slot
from meetings.rules_of import objection_to
from meetings.taking import hold
from meetings.telling import tell
from office.api import Actor, action, record
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotThere, SomebodyWasFirst
from office.kernel.text import clean_line

KEEP, CANCEL = "keep", "cancel"
"""What can become of a booking in the time of a blocking; anything else is the uid of the room to which it moves."""
LONGEST_REASON = 200
MOST = 100


def in_blocking(room: Room, slot: Slot) -> list[Booking]:
    """The bookings that are there in that time: for each of them a choice is made."""
    rows = Booking.objects.holding().within(slot).filter(room=room).order_by("starts_at")
    return list(rows.select_related(*NAMES)[: MOST + 1])


@action
def block(room_uid: UUID, slot: Slot, reason: str, choices: Mapping[UUID, str], *, by: Actor, key: UUID) -> Blocking:
    """停用：nobody books the room in that time any more. Each booking that is there is kept, cancelled or moved, as `choices` says of it.

    Raises Invalid where something was not chosen (also where somebody booked meanwhile), SomebodyWasFirst where a room to move to is taken.
    """
    moves = {uid: UUID(choice) for uid, choice in choices.items() if choice not in {KEEP, CANCEL}}
    targets = {
        one.uid: one
        for one in rooms.seen(by).select_related("building__kept_by", "approved_by").filter(uid__in=moves.values())
    }
    found = rooms.read(room_uid, by=by)
    lock_rooms({found.pk, *(one.pk for one in targets.values())})
    room = rooms.take_kept(room_uid, by=by)
    said = clean_line(reason, "停用缘由", LONGEST_REASON, field="reason")
    if not said:
        raise Invalid("没有停用：请写明缘由，受影响的人会看到。", field="reason")
    if slot.ends_at <= slot.starts_at or slot.ends_at <= now():
        raise Invalid("没有停用：停用的时间须在现在以后，结束须在开始之后。", field="ends")
    there = in_blocking(room, slot)
    if len(there) > MOST:
        raise Invalid(f"没有停用：这段时间里的预订超过{MOST}项。请分几段停用。", field="ends")
    if left := [one for one in there if one.uid not in choices]:
        raise Invalid(f"没有停用：有{len(left)}项预订还没有选怎么办。请逐项选择。")
    blocking = Blocking.objects.create(
        room=room, starts_at=slot.starts_at, ends_at=slot.ends_at, reason=said, blocked_by=by.appointment
    )
    record(
        by,
        "meetings.blocked",
        stream=f"room:{room.uid}",
        about=room.uid,
        title=str(room),
        opinion=f"{slot.words}，{said}",
    )
    for one in there:
        _settle(one, choices[one.uid], blocking, targets, by=by)
    crash.point("meetings.blocked")
    return blocking


def _settle(booking: Booking, choice: str, blocking: Blocking, targets: dict[UUID, Room], *, by: Actor) -> None:
    why = f"{blocking.room}停用：{blocking.reason}"
    if choice == KEEP:
        tell(booking, "所在的会议室停用，您的预订保留", by=by, body=f"{booking.slot.words}。{why}")
    elif choice == CANCEL:
        if waited := getattr(booking, "waited", None):
            raise Invalid(f"没有停用：{waited.waiter.person.name}的候补正在保留，请选保留，或等他答复后再停用。")
        cancel_taken(booking, why, by=by)
    else:
        _move(booking, targets.get(UUID(choice)), why, by=by)


def _move(booking: Booking, room: Room | None, why: str, *, by: Actor) -> None:
    """With the keeper's word it needs no approval in the new room."""
    if room is None:
        raise NotThere("要换到的会议室")
    if objection_to(room, booking.slot, booking.people) is not None:
        raise Invalid(f"没有停用：“{booking.title}”换不到{room}，人数或时间不合那里的规则。请另选。")
    taking.refuse_unless_free(room, booking.slot, doing="停用")
    before = booking.room
    booking.room, booking.moved_at = room, now()
    booking.sequence += 1
    hold(booking, doing="停用")
    record_of(booking, "changed", by, said=f"{before} → {room}。{why}")
    tell(booking, f"已换到{room}", by=by, body=f"{room.full_name}，{booking.slot.words}。{why}")


@action
def unblock(blocking_uid: UUID, *, by: Actor, key: UUID) -> Blocking:
    """恢复：the room can be booked again at once, and whoever waits for it is asked."""
    found = Blocking.objects.filter(uid=blocking_uid).select_related("room").first()
    if found is None:
        raise NotThere("该停用")
    room = rooms.take_kept(found.room.uid, by=by)
    blocking = Blocking.objects.get(pk=found.pk)
    if blocking.lifted_at is not None:
        raise SomebodyWasFirst("没有恢复：这次停用已经恢复。")
    blocking.lifted_at = now()
    blocking.save(update_fields=["lifted_at"])
    record(
        by, "meetings.unblocked", stream=f"room:{room.uid}", about=room.uid, title=str(room), opinion=blocking.reason
    )
    offer(room, blocking.slot)
    return blocking
