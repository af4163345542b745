"""The steps of the kill test, each done in a process of its own, in an installation of its own."""

import json
from datetime import timedelta
from itertools import count
from uuid import UUID, uuid5

from meetings.actions.arrive import release_no_shows
from meetings.actions.block import block
from meetings.actions.book import book
from meetings.actions.end import cancel
from meetings.actions.series import book_series
from meetings.actions.wait import take_offer, wait_for
from meetings.models import Blocking, Booking, BookingSeries, Room, WaitingEntry
from meetings.occurrences import Pattern
from meetings.rules.slots import Slot
from office.api import Todo
from office.kernel.clock import now, today
from office.models import Appointment, Organ, TrailEntry
from realtime.models import Notification
from tests import factories
from tests.meetings.hall import a_hall, a_wish, actor, in_days

SPACE = UUID("0f4de0c2-95d2-4d8c-9d3a-0c3b1ad0e5aa")


def make(offset: str) -> str:
    """A hall; its organ's uid stands for it. `offset`: from where names are numbered, in an installation that has others."""
    factories._numbers = count(int(offset))
    return str(a_hall().organ.uid)


def step(name: str, made: str) -> None:
    """One act, with a key that is the same whenever it is tried again."""
    organ = Organ.objects.get(uid=made)
    room = Room.objects.get(building__organ=organ)
    clerk, other = Appointment.objects.filter(post__department__organ=organ).exclude(
        post__department=room.building.kept_by
    ).order_by("pk")  # fmt: skip
    keeper = Appointment.objects.get(post__department=room.building.kept_by)
    key = uuid5(SPACE, f"{made} {name}")
    mine = Booking.objects.filter(room=room, series__isnull=True).order_by("pk")
    if name == "book":
        book(a_wish(room), by=actor(clerk), key=key)
    elif name == "wait":
        wait_for(a_wish(room), by=actor(other), key=key)
    elif name == "cancel":
        cancel(mine[0].uid, by=actor(clerk), key=key)
    elif name == "take":
        take_offer(Booking.objects.get(waited__room=room).uid, by=actor(other), key=key)
    elif name == "series":
        pattern = Pattern(
            every="week",
            first_on=today() + timedelta(days=3),
            until_on=today() + timedelta(days=24),
            begins=540,
            ends=600,
        )
        book_series(a_wish(room, pattern.slot(pattern.first_on)), pattern, {}, by=actor(clerk), key=key)
    elif name == "block":
        choices = {one.uid: "cancel" for one in mine.holding()}
        block(room.uid, in_days(1, 0, 24 * 60 - 1), "检修", choices, by=actor(keeper), key=key)
    elif name == "begin":
        slot = Slot(now() - timedelta(minutes=20), now() + timedelta(minutes=40))
        Room.objects.filter(pk=room.pk).update(arrival_minutes=15)
        mine.holding().update(starts_at=slot.starts_at, ends_at=slot.ends_at)
    else:
        release_no_shows()


def look(made: str) -> str:
    """What there is of it."""
    room = Room.objects.get(building__organ__uid=made)
    uids = list(Booking.objects.filter(room=room).values_list("uid", flat=True))
    return json.dumps(
        {
            "states": list(
                Booking.objects.filter(room=room, series=None).order_by("pk").values_list("state", flat=True)
            ),
            "series": [one.bookings.count() for one in BookingSeries.objects.filter(room=room)],
            "blocked": Blocking.objects.filter(room=room).count(),
            "waiting": list(WaitingEntry.objects.filter(room=room).values_list("state", flat=True)),
            "todos": Todo.objects.open().filter(room="meetings").count(),
            "told": Notification.objects.filter(about__in=uids).count(),
            "acts": TrailEntry.objects.filter(about__in=uids).count(),
        }
    )
