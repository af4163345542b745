"""A city with many rooms and a long calendar: what booking is measured on."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Max

from meetings.api import Slot, slot_of
from meetings.models import Admits, Booking, Building, Equipment, OpenHours, Room, State
from office.api import Actor, Appointment, Department, Person, Post, actor_of
from office.demo.load import load_city
from office.kernel.clock import OFFICE_ZONE, today
from office.models import Organ
from office.site.benching.papers import ORGAN
from office.site.preparing import migrate

A_DAY = 24 * 60
HOURS = (8 * 60, 22 * 60)
TIMES = (9 * 60, 14 * 60)
"""When a room is had on each day of its calendar, for two hours."""
AHEAD = 20
"""Days of the calendar that lie ahead, whatever its length."""


class Halls:
    """`rooms` rooms of one organ, a third of them with each of three kinds of equipment; `people` of it who book them."""

    def __init__(self, rooms: int, people: int) -> None:
        migrate()
        load_city()
        organ = Organ.objects.get(name=ORGAN)
        self.department = Department.objects.create(organ=organ, name="量一量科")
        building = Building.objects.create(organ=organ, name="量一量楼", kept_by=self.department)
        self.kinds = [Equipment.objects.create(organ=organ, name=f"设备{n}") for n in range(3)]
        self.rooms = Room.objects.bulk_create(
            Room(building=building, name=f"{n}室", seats=8 + n % 60, admits=Admits.ORGAN, days_ahead=300)
            for n in range(rooms)
        )
        OpenHours.objects.bulk_create(
            OpenHours(room=one, weekday=day, opens=HOURS[0], closes=HOURS[1]) for one in self.rooms for day in range(7)
        )
        has = Room.equipment.through
        has.objects.bulk_create(
            has(room=one, equipment=self.kinds[n % len(self.kinds)]) for n, one in enumerate(self.rooms)
        )
        self.people = [self._person(n) for n in range(people)]

    def _person(self, n: int) -> Appointment:
        post = Post.objects.create(department=self.department, title=f"职{n}")
        person = Person.objects.create(login=f"bench{n}", name=f"量{n}")
        return Appointment.objects.create(person=person, post=post, since=date(2020, 1, 1))

    def actor(self) -> Actor:
        return actor_of(self.people[0].person)

    def fill(self, bookings: int) -> int:
        """Book every room twice a day, from as long ago as is needed until some days ahead; PostgreSQL makes the rows. → how many there are."""
        Booking.objects.all().delete()
        days = max(1, bookings // len(self.rooms) // len(TIMES))
        first = today() + timedelta(days=AHEAD - days)
        with connection.cursor() as cursor:
            for begin in TIMES:
                at = datetime.combine(first, time(begin // 60), OFFICE_ZONE)
                cursor.execute(
                    "INSERT INTO meetings_booking (uid, title, note, people, is_closed, starts_at, ends_at, state, sequence, why,"
                    " booked_at, moved_at, booked_by_id, room_id)"
                    " SELECT md5(r.id || '/' || d || '/' || %s)::uuid, '例会', '', 5, false, %s + d * interval '1 day',"
                    " %s + d * interval '1 day' + interval '2 hours', %s, 0, '', now(), now(), %s, r.id"
                    " FROM meetings_room r, generate_series(0, %s) AS d",
                    [begin, at, at, State.APPROVED.value, self.people[0].pk, days - 1],
                )
            cursor.execute("ANALYZE")
        return Booking.objects.count()

    def free_slots(self, count: int) -> list[Slot]:
        """Hours of days far ahead, in which nobody has a room; never the same twice."""
        last = Booking.objects.aggregate(last=Max("starts_at"))["last"]
        day = max(last.astimezone(OFFICE_ZONE).date() if last else today(), today()) + timedelta(days=1)
        return [slot_of(day + timedelta(days=n // 12), 60 * (9 + n % 12), 60 * (10 + n % 12)) for n in range(count)]


def fields(room: UUID, slot: Slot, key: UUID) -> dict[str, str]:
    """The booking form, as a browser posts it."""
    begins, ends = (at.astimezone(OFFICE_ZONE) for at in (slot.starts_at, slot.ends_at))
    return {
        "key": str(key),
        "room": str(room),
        "title": "量一量",
        "people": "5",
        "day": f"{begins:%Y-%m-%d}",
        "begins": f"{begins:%H:%M}",
        "ends": f"{ends:%H:%M}",
    }
