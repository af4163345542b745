"""会议室预订从会议室那边改了：the meeting learns it. Another room is its room at once; another time it takes over by one act of its organisers."""

from meetings.convening import life
from meetings.convening.actions.plan_meeting import Plan
from meetings.convening.models import Meeting
from meetings.convening.policy import meetings
from meetings.convening.recording import record_of
from meetings.convening.telling import concerned, tell
from meetings.models import Booking
from meetings.using import Use, User, covers
from office.api import Actor
from office.kernel.clock import now
from office.kernel.transactions import lock_only


def lock_meeting_of(booking: Booking) -> None:
    """Before its room is: whoever changes the meeting locks it first, too."""
    lock_only(Meeting.objects.filter(booking=booking), "meeting")


def booking_moved(booking: Booking, said: str, by: Actor) -> None:
    """The organiser is told what became of it. Where only the room is another, everybody concerned is: it is where they are to go."""
    found = Meeting.objects.filter(booking=booking, state__in=life.AHEAD)
    meeting = found.select_related("organised_by__person", "booking__room__building").first()
    if meeting is None:
        return
    was_told = meeting.is_told
    meeting.version = meeting.version + 1
    fields = ["version"]
    tells_all = meeting.announced_at is not None and not meeting.has_lost_its_room
    if tells_all:
        meeting.sequence, meeting.moved_at = meeting.sequence + 1, now()
        meeting.told_version = meeting.version if was_told else meeting.told_version
        fields += ["sequence", "moved_at", "told_version"]
    meeting.save(update_fields=fields)
    record_of(meeting, "room_moved", by, said)
    if tells_all:
        tell(meeting, "有变更", whom=concerned(meeting), by=by, body=f"地点改为{meeting.where}。")
    else:
        body = f"{said}会议的时间没有跟着改，请打开会议，照预订改期，或另选会议室。"
        tell(meeting, "的会议室预订改了时间", whom=[meeting.organised_by], by=by, body=body)


def use_of_booking(booking: Booking, by: Actor) -> Use | None:
    """The meeting in it, for whoever may read it."""
    found = meetings.readable(by).filter(booking=booking).first()
    if found is None:
        return None
    return Use(found.title, found.get_absolute_url(), covers(booking, found.starts_at, found.ends_at))


def plan_by_booking(meeting: Meeting) -> Plan:
    """The plan as it is, at the time and in the room of its booking. Replies close when it begins, where they would have closed later."""
    held = meeting.booking
    assert held is not None  # noqa: S101 - asked before
    return Plan(
        kind=meeting.kind.uid,
        title=meeting.title,
        host=meeting.host.uid,
        starts_at=held.starts_at,
        ends_at=held.ends_at,
        place=meeting.place,
        room=held.room.uid,
        people=held.people,
        has_video=bool(meeting.video),
        ordinal=meeting.ordinal,
        reply_by=min(meeting.reply_by, held.starts_at) if meeting.reply_by is not None else None,
        budget=meeting.budget,
        note=meeting.note,
        is_closed=meeting.is_closed,
    )


USER = User(lock_meeting_of, booking_moved, use_of_booking)
