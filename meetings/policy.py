"""Who may read and do what with rooms and bookings. A row is asked for through its list, so the two cannot disagree."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from meetings.models import (
    MOVES,
    Admits,
    Booking,
    BookingSeries,
    Building,
    OpenHours,
    Room,
    SecretAddress,
    WaitingEntry,
)
from meetings.models.bookings import BookingQuerySet
from office.api import Actor, Department, Organ
from office.kernel.kept import Kept, prefetched
from office.kernel.refusals import NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.transactions import lock_kept, lock_only

ADMINISTRATOR = "system_administrator"
ROOM_NAMES = ("building__organ", "building__kept_by", "approved_by")
RULES = ("in_use", "seats", "longest_minutes", "days_ahead", "approved_by_id")
"""What an act on a room goes by, and its keepers may change at any moment; its hours too."""
NAMES = (
    "room__building__kept_by",
    "room__approved_by",
    "series",
    "booked_by__person",
    "booked_by__post__department__organ",
    "decided_by__person",
)
VERBS = {
    "change": "修改",
    "cancel": "取消",
    "hand_over": "转让",
    "approve": "同意",
    "decline": "答复",
    "arrive": "确认到场",
    "take": "确认候补",
    "pass": "放弃候补",
}


def departments_of(by: Actor) -> set[int]:
    """The row keys of all departments in which he holds a post."""
    return {one.department.pk for one in by.appointments}


def keeps_rooms(by: Actor) -> bool:
    """Whether he keeps a building's rooms, or may open a building: for the navigation and the administration's pages."""
    return by.has_role(by.organ, ADMINISTRATOR) or buildings.kept(by).exists()


def approves_rooms(by: Actor) -> bool:
    """Whether some room is had with the approval of a post of his."""
    return Room.objects.filter(approved_by__in={one.post_id for one in by.appointments}).exists()


class Buildings:
    """楼宇: kept by the people of a department; opened by the system administrator of the organ, or of one above it."""

    def kept(self, by: Actor) -> QuerySet[Building]:
        return Building.objects.filter(kept_by__in=departments_of(by))

    def seen(self, by: Actor) -> QuerySet[Building]:
        """Those that he keeps, and as an administrator those of his organs."""
        return Building.objects.filter(Q(kept_by__in=departments_of(by)) | Q(organ__in=self.organs(by)))

    def organs(self, by: Actor) -> QuerySet[Organ]:
        """Where he may open one."""
        roots = [one.organ.path for one in by.appointments if by.has_role(one.organ, ADMINISTRATOR)]
        below = Q(pk__in=())
        for path in roots:
            below |= Q(path__startswith=path)
        return Organ.objects.open().filter(below)

    def take(self, uid: UUID, *, by: Actor) -> Building:
        """One whose rooms he keeps, or that he may open. Raises NotThere."""
        found = self.seen(by).select_related("organ", "kept_by").filter(uid=uid).first()
        if found is None:
            raise NotThere("该楼宇")
        return found

    def keepers(self, organ: Organ) -> QuerySet[Department]:
        """Departments that could keep a building of an organ."""
        return Department.objects.open().filter(organ=organ).select_related("organ")


class Rooms:
    """会议室: seen by those who may book them and by those who keep them."""

    def kept(self, by: Actor) -> QuerySet[Room]:
        return Room.objects.filter(building__kept_by__in=departments_of(by))

    def seen(self, by: Actor) -> QuerySet[Room]:
        """All he may book, or keeps."""
        return _open_to(sorted(_organs_of(by)), sorted(departments_of(by)))

    def read(self, uid: UUID, *, by: Actor) -> Room:
        """One that he sees; not for him and not there are one refusal."""
        rows = _one_open_to(uid=uid, organs=sorted(_organs_of(by)), departments=sorted(departments_of(by)))
        if not rows:
            raise NotThere("该会议室")
        return rows[0]

    def is_keeper(self, room: Room, *, by: Actor) -> bool:
        return room.building.kept_by_id in departments_of(by)

    def is_approver(self, room: Room, *, by: Actor) -> bool:
        return room.approved_by_id is not None and room.approved_by_id in {one.post_id for one in by.appointments}

    def take(self, uid: UUID, *, by: Actor) -> Room:
        """One that he would book, locked. Raises NotThere, and NotAllowed where nobody books it now."""
        return self.lock(self.read(uid, by=by))

    def lock(self, found: Room) -> Room:
        """The same for one that was read already: its rules are those of this moment, whose it is was asked."""
        current = lock_kept(_rules, "room", room=found.pk)
        if current is None:
            raise NotThere("该会议室")
        for name in RULES:
            setattr(found, name, getattr(current, name))
        prefetched(found, "hours", _hours(room=found.pk))
        if not found.in_use:
            raise NotAllowed(f"“{found}”现在不开放预订。请另选会议室，或与{found.building.kept_by}联系。")
        return found

    def take_kept(self, uid: UUID, *, by: Actor) -> Room:
        """One that he keeps, locked. Raises NotThere, NotAllowed."""
        self._ask_keeper(self.read(uid, by=by), by)
        lock_only(Room.objects.filter(uid=uid), "room")
        room = self.read(uid, by=by)
        self._ask_keeper(room, by)
        return room

    def _ask_keeper(self, room: Room, by: Actor) -> None:
        if not self.is_keeper(room, by=by):
            raise NotAllowed(f"这个会议室由{room.building.kept_by}管理，您可以预订，不能这样办。")


def _organs_of(by: Actor) -> set[int]:
    return {one.organ.pk for one in by.appointments}


def _open_to(organs: list[int], departments: list[int]) -> QuerySet[Room]:
    """Rooms that somebody of these organs and departments may book, or keeps."""
    its_organs, its_departments = Room.admitted_organs.through.objects, Room.admitted_departments.through.objects
    listed = Exists(its_organs.filter(room=OuterRef("pk"), organ__pk__in=organs)) | Exists(
        its_departments.filter(room=OuterRef("pk"), department__pk__in=departments)
    )
    return Room.objects.filter(
        Q(admits=Admits.ALL)
        | Q(admits=Admits.ORGAN, building__organ__pk__in=organs)
        | Q(listed, admits=Admits.LISTED)
        | Q(building__kept_by__pk__in=departments)
    )


@Kept
def _one_open_to(uid: UUID, organs: list[int], departments: list[int]) -> QuerySet[Room]:
    return _open_to(organs, departments).select_related(*ROOM_NAMES).filter(uid=uid).order_by()


@Kept
def _rules(room: int) -> QuerySet[Room]:
    return (
        Room.objects.select_for_update().filter(pk=room).only(*(name.removesuffix("_id") for name in RULES)).order_by()
    )


@Kept
def _hours(room: int) -> QuerySet[OpenHours]:
    return OpenHours.objects.filter(room=room).order_by("weekday")


class Bookings:
    """预订: read by the people of its holder's department, by who keeps the room, and by who approves there."""

    def readable(self, by: Actor) -> BookingQuerySet:
        departments, posts = departments_of(by), {one.post_id for one in by.appointments}
        return Booking.objects.filter(
            Q(booked_by__post__department__in=departments)
            | Q(room__building__kept_by__in=departments)
            | Q(room__approved_by__in=posts)
        )

    def mine(self, by: Actor) -> BookingQuerySet:
        """Those that he answers for, in any of his posts."""
        return Booking.objects.filter(booked_by__in=by.appointments)

    def to_decide(self, by: Actor) -> BookingQuerySet:
        """Those of rooms that are booked with his approval."""
        return Booking.objects.filter(room__approved_by__in={one.post_id for one in by.appointments})

    def read(self, uid: UUID, *, by: Actor) -> Booking:
        found = self.readable(by).select_related(*NAMES).filter(uid=uid).first()
        if found is None:
            raise NotThere("该预订")
        return found

    def is_holder(self, booking: Booking, *, by: Actor) -> bool:
        return booking.booked_by_id in {one.pk for one in by.appointments}

    def may(self, booking: Booking, *, by: Actor) -> list[str]:
        """What he may do with it as it stands: the page's buttons and the acts' guard."""
        own, keeper = self.is_holder(booking, by=by), rooms.is_keeper(booking.room, by=by)
        approver = rooms.is_approver(booking.room, by=by)
        his = {
            "change": own or keeper,
            "cancel": own or keeper,
            "hand_over": own or keeper,
            "approve": approver,
            "decline": approver,
            "arrive": own or keeper,
            "take": own,
            "pass": own,
        }
        return [verb for verb, states in MOVES.items() if his[verb] and booking.state in states and not booking.is_over]

    def take(self, uid: UUID, *, by: Actor, to: str) -> Booking:
        """One with which he may do this, its room locked. Raises NotThere, NotAllowed, SomebodyWasFirst."""
        room = self._ask(self.read(uid, by=by), by, to).room_id
        lock_rooms([room])
        booking = self._ask(self.read(uid, by=by), by, to)
        if booking.room_id != room:
            raise SomebodyWasFirst(f"没有{VERBS[to]}：这场会议刚刚换了会议室。请刷新页面后再办。")
        return booking

    def _ask(self, booking: Booking, by: Actor, to: str) -> Booking:
        if to in self.may(booking, by=by):
            return booking
        if booking.state not in MOVES[to]:
            raise SomebodyWasFirst(
                f"没有{VERBS[to]}：这项预订现在是“{booking.get_state_display()}”。请刷新页面看最新情况。"
            )
        if booking.is_over:
            raise SomebodyWasFirst(f"没有{VERBS[to]}：这项预订的时间已经过去。")
        raise NotAllowed(f"{VERBS[to]}由{self._whose(to)}办。您可以看，不能这样办。")

    def _whose(self, to: str) -> str:
        if to in {"approve", "decline"}:
            return "这个会议室的审批人"
        return "候补人本人" if to in {"take", "pass"} else "预订人或会议室管理人员"


class Series:
    """系列: read and run by who booked it, and by who keeps its room; read by his department too."""

    def readable(self, by: Actor) -> QuerySet[BookingSeries]:
        departments = departments_of(by)
        return BookingSeries.objects.filter(
            Q(booked_by__post__department__in=departments) | Q(room__building__kept_by__in=departments)
        )

    def read(self, uid: UUID, *, by: Actor) -> BookingSeries:
        rows = self.readable(by).select_related(
            "room__building__kept_by", "booked_by__person", "booked_by__post__department__organ"
        )
        found = rows.filter(uid=uid).first()
        if found is None:
            raise NotThere("该系列")
        return found

    def may_run(self, series: BookingSeries, *, by: Actor) -> bool:
        return series.booked_by_id in {one.pk for one in by.appointments} or rooms.is_keeper(series.room, by=by)

    def take(self, uid: UUID, *, by: Actor) -> BookingSeries:
        """One that he runs, all rooms in which it meets locked. Raises NotThere, NotAllowed."""
        found = self.read(uid, by=by)
        if not self.may_run(found, by=by):
            raise NotAllowed("系列由预订人或会议室管理人员办。您可以看，不能这样办。")
        lock_rooms({found.room_id, *found.bookings.holding().values_list("room_id", flat=True)})
        return self.read(uid, by=by)


class Waiting:
    """候补: his own."""

    def mine(self, by: Actor) -> QuerySet[WaitingEntry]:
        return WaitingEntry.objects.filter(waiter__in=by.appointments)

    def take(self, uid: UUID, *, by: Actor) -> WaitingEntry:
        """His own, its room locked."""
        rows = self.mine(by).select_related("room__building", "room__approved_by", "waiter__person", "booking")
        found = rows.filter(uid=uid).first()
        if found is None:
            raise NotThere("该候补")
        lock_rooms([found.room_id])
        return rows.get(uid=uid)


class Addresses:
    """保密地址: his own, and those of doors and rooms that he keeps."""

    def seen(self, by: Actor) -> QuerySet[SecretAddress]:
        kept = Q(room__building__kept_by__in=departments_of(by))
        return SecretAddress.objects.filter(Q(made_by__in=by.appointments) | kept, revoked_at__isnull=True)

    def take(self, uid: UUID, *, by: Actor) -> SecretAddress:
        found = self.seen(by).select_related("room").filter(uid=uid).first()
        if found is None:
            raise NotThere("该地址")
        return found


def lock_rooms(keys: Iterable[int]) -> None:
    """Rooms locked in the order of their keys, so that two acts that want several never wait in a ring."""
    for key in sorted(set(keys)):
        lock_only(Room.objects.filter(pk=key), "room")


buildings = Buildings()
rooms = Rooms()
bookings = Bookings()
series = Series()
waiting = Waiting()
addresses = Addresses()
