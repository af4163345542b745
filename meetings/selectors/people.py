"""Who can take over a booking."""

from meetings.models import Booking
from office.api import Appointment, valid_appointments

MOST = 300


def colleagues(booking: Booking) -> list[Appointment]:
    """Those in office in the holder's organ, his department first."""
    rows = (
        valid_appointments().filter(post__department__organ=booking.booked_by.organ.pk).exclude(pk=booking.booked_by_id)
    )
    home = booking.booked_by.department.pk
    found = rows.order_by("post__department__order", "post__department", "post__order", "pk")[:MOST]
    return sorted(found, key=lambda one: one.department.pk != home)
