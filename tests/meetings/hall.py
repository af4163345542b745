"""A small world for tests: an organ with a building, its keepers, a room, and people who book it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from meetings.actions.book import Wish, book
from meetings.models import Admits, Booking, Building, OpenHours, Room
from meetings.rules.slots import Slot, slot_of
from office.api import Actor, Appointment, Organ, actor_of
from office.kernel.clock import today
from office.kernel.ids import uuid7
from tests.factories import a_department, an_organ, appointed

NINE, TEN, ELEVEN = 9 * 60, 10 * 60, 11 * 60


@dataclass
class Hall:
    """`room` is open to the organ every day from 0:00 to 24:00, to be had at once."""

    organ: Organ
    keeper: Appointment
    clerk: Appointment
    other: Appointment
    building: Building
    room: Room

    def another_room(self, name: str = "第二会议室", **fields: Any) -> Room:
        return a_room(self.building, name, **fields)


def a_hall(organ: Organ | None = None) -> Hall:
    organ = organ or an_organ()
    keeping = a_department(organ, "会务科")
    keeper = appointed(keeping)
    building = Building.objects.create(organ=organ, name="办公楼", kept_by=keeping)
    room = a_room(building, "第一会议室")
    return Hall(organ, keeper, appointed(a_department(organ)), appointed(a_department(organ)), building, room)


def a_room(building: Building, name: str, **fields: Any) -> Room:
    room = Room.objects.create(building=building, name=name, **{"seats": 30, "admits": Admits.ORGAN} | fields)
    OpenHours.objects.bulk_create(OpenHours(room=room, weekday=n, opens=0, closes=24 * 60) for n in range(7))
    return room


def actor(who: Appointment) -> Actor:
    return actor_of(who.person, who)


def in_days(days: int, begin: int = NINE, end: int = ELEVEN) -> Slot:
    """Some hours, so many days from now."""
    return slot_of(today() + timedelta(days=days), begin, end)


def on(day: date, begin: int = NINE, end: int = ELEVEN) -> Slot:
    return slot_of(day, begin, end)


def a_wish(room: Room, slot: Slot | None = None, **fields: Any) -> Wish:
    given: dict[str, Any] = {"room": room.uid, "slot": slot or in_days(1), "title": "调度会", "people": 10}
    return Wish(**given | fields)


def booked(room: Room, who: Appointment, slot: Slot | None = None, **fields: Any) -> Booking:
    return book(a_wish(room, slot, **fields), by=actor(who), key=uuid7())
