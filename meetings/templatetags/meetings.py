"""Marks of bookings on a page."""

from django import template
from django.utils.safestring import SafeString

from meetings.models import Booking
from office.templatetags.face import tag

register = template.Library()

MANNERS = {
    "offered": "near",
    "asked": "go",
    "approved": "ok",
    "declined": "late",
    "cancelled": "",
    "released": "late",
    "lapsed": "",
}


@register.filter
def booking_tag(booking: Booking) -> SafeString:
    """Where it stands."""
    return tag(booking.get_state_display(), MANNERS[booking.state])
