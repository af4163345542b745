"""Bookings in words. The name of a closed meeting is for those who have to do with it."""

from meetings.models import Booking, State

CLOSED = "内部会议"


def open_title(booking: Booking) -> str:
    """As anybody may read it, who sees the room."""
    return CLOSED if booking.is_closed else booking.title


def holder(booking: Booking) -> str:
    """综合一处 沈岚."""
    return f"{booking.booked_by.post.department.name} {booking.booked_by.person.name}"


def who_has_it(booking: Booking) -> str:
    """由综合一处 沈岚预订, 为候补的综合一处 沈岚保留."""
    if booking.state == State.OFFERED:
        return f"正为候补的{holder(booking)}保留"
    return f"已由{holder(booking)}预订"
