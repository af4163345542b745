"""预订给谁用: an app that holds a room by a booking is asked and told when the booking is moved from the pages of rooms.

`before_lock` is called before the rooms are locked, so that it can lock what comes before them; `moved` inside the act, behind both locks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from meetings.models import Booking
from office.api import Actor


@dataclass(frozen=True)
class Use:
    """What uses a booking, for whoever may read it: its name, where it is, and whether the booking is still of its time."""

    title: str
    address: str
    fits: bool


@dataclass(frozen=True)
class User:
    """An app that uses bookings."""

    before_lock: Callable[[Booking], None]
    moved: Callable[[Booking, str, Actor], None]
    use_of: Callable[[Booking, Actor], Use | None]


_users: list[User] = []


def bring_user(user: User) -> None:
    """Called by an app in `ready`."""
    _users.append(user)


def lock_users_of(booking: Booking) -> None:
    for user in _users:
        user.before_lock(booking)


def was_moved(booking: Booking, said: str, *, by: Actor) -> None:
    """It has another time or room now; `said` is what changed, in words."""
    for user in _users:
        user.moved(booking, said, by)


def use_of(booking: Booking, *, by: Actor) -> Use | None:
    """What he may read of what uses it."""
    return next((found for user in _users if (found := user.use_of(booking, by)) is not None), None)


def covers(booking: Booking, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether it is had for all of a time."""
    return booking.starts_at <= starts_at and booking.ends_at >= ends_at
