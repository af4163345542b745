"""What several pages read of an address. What cannot be understood is left out, and the page is the usual one."""

from datetime import date, time
from uuid import UUID

from django.http import HttpRequest

from meetings.forms.fields import YEARS
from office.kernel.clock import today


def day_asked(request: HttpRequest, name: str = "day") -> date:
    """The day of `?day=2026-03-16`, else today."""
    try:
        found = date.fromisoformat(request.GET.get(name, "")[:10])
    except ValueError:
        return today()
    return found if YEARS[0] <= found.year < YEARS[1] else today()


def hour_asked(request: HttpRequest, name: str) -> time | None:
    """The time of `?begins=09:30`, or None."""
    try:
        return time.fromisoformat(request.GET.get(name, "")[:5])
    except ValueError:
        return None


def uid_asked(request: HttpRequest, name: str) -> UUID | None:
    """The uid of `?room=…`, or None."""
    try:
        return UUID(request.GET.get(name, "")[:40])
    except ValueError:
        return None
