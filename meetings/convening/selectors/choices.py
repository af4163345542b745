"""会议表单里可选的：kinds, hosts, rooms, units, reporters."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from meetings.api import Need, Slot, free_rooms
from meetings.convening.models import Meeting
from meetings.convening.policy import kinds, organising_posts
from office.api import Actor, Appointment, Department, Organ, Unit, valid_appointments

MOST = 400
CHAIRS = ("leader", "leader_in_charge", "head")
"""Who takes the chair of a meeting: in which roles, of the organ and of the one above it."""


@dataclass(frozen=True)
class Choice:
    """One that can be chosen; `small` stands behind it."""

    uid: UUID
    label: str
    small: str = ""


def kinds_for(by: Actor) -> list[Choice]:
    """会议类别 of which he may begin a meeting; the organ is said where there are several."""
    rows = list(kinds.usable(by).select_related("organ").order_by("organ", "order", "pk"))
    several = len({one.organ_id for one in rows}) > 1
    return [Choice(one.uid, str(one), str(one.organ) if several else "") for one in rows]


def hosts_for(by: Actor, meeting: Meeting | None) -> list[Choice]:
    """Leaders and heads of his organs and of those above them; whoever takes the chair now is among them."""
    organs = {one.organ.pk for one in organising_posts(by)} | {
        one.organ.parent_id for one in organising_posts(by) if one.organ.parent_id is not None
    }
    rows = valid_appointments().filter(post__department__organ__in=organs, post__roles__role__in=CHAIRS).distinct()
    found = list(
        rows.order_by(
            "post__department__organ__level", "post__department__organ__order", "post__department__order", "post__order"
        )[:MOST]
    )
    if meeting is not None and all(one.pk != meeting.host_id for one in found):
        found.insert(0, meeting.host)
    return [person_choice(one) for one in found]


def rooms_for(slot: Slot | None, people: int, by: Actor, meeting: Meeting | None) -> list[Choice]:
    """会议室 that are free then and big enough, the one it has first."""
    found = []
    booking = meeting.booking if meeting is not None else None
    if booking is not None and booking.holds:
        found.append(Choice(booking.room.uid, booking.room.full_name, f"{booking.room.seats}座，已订"))
    if slot is not None:
        rows = free_rooms(Need(slot, max(1, people)), by=by)[:40]
        found += [
            Choice(one.uid, one.full_name, f"{one.seats}座{'，要审批' if one.approved_by_id else ''}")
            for one in rows
            if booking is None or one.pk != booking.room_id
        ]
    return found


def units_for(organ: Organ) -> tuple[list[Choice], list[Choice]]:
    """Departments of the organ; organs beside and below it."""
    beside = Organ.objects.open().filter(parent__in=[one for one in (organ.pk, organ.parent_id) if one is not None])
    others: Iterable[Organ] = beside.exclude(pk=organ.pk)[:MOST]
    departments = Department.objects.open().filter(organ=organ)
    return (
        [Choice(one.uid, one.name) for one in departments],
        [Choice(organ.uid, str(organ), "本机关"), *(Choice(one.uid, str(one)) for one in others)],
    )


def reporters_for(unit: Unit | None, organ: Organ) -> list[Choice]:
    """People of the unit that reports; while none is chosen, leaders and heads of the organ."""
    rows = valid_appointments()
    if isinstance(unit, Department):
        rows = rows.filter(post__department=unit)
    elif unit is not None:
        rows = rows.filter(post__department__organ=unit)
    else:
        rows = rows.filter(post__department__organ=organ, post__roles__role__in=CHAIRS).distinct()
    return [person_choice(one) for one in rows.order_by("post__department__order", "post__order", "pk")[:MOST]]


def person_choice(one: Appointment) -> Choice:
    return Choice(one.uid, one.person.name, f"{one.organ} {one.department.name} {one.post.title}")
