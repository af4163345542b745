"""The steps of the kill test, each done in a process of its own, in an installation of its own."""

import json
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from uuid import UUID, uuid5

from meetings.attendance.actions.ask_leave import LeaveWish, ask_leave
from meetings.attendance.actions.bring_list import Line, bring_list
from meetings.attendance.actions.decide_leave import decide_leave
from meetings.attendance.actions.name_people import name_people
from meetings.attendance.actions.reply import Details, come
from meetings.attendance.actions.sign_in import sign_in
from meetings.attendance.actions.sign_in_for import sign_in_for, take_in
from meetings.attendance.models import Leave, Reply, SignIn
from meetings.convening.models import Invitation, Meeting
from office.api import Actor, Todo, actor_of
from office.kernel.clock import OFFICE_ZONE, now
from office.models import Appointment, TrailEntry
from realtime.models import Notification
from tests import factories
from tests.factories import a_department, appointed
from tests.meetings.attendance.hosting import a_unit, at_the_door, tended

SPACE = UUID("0f4de0c2-95d2-4d8c-9d3a-0c3b1ad0e5ab")


def make(offset: str) -> str:
    """A meeting that begins in ten minutes, with a unit to name people, and somebody who is nobody's guest; its uid stands for it."""
    factories._numbers = count(int(offset))
    there = at_the_door(reply_by=now() + timedelta(minutes=9))
    a_unit(there)
    appointed(a_department(there.organ, "旁听处"))
    tended(there.meeting)
    return str(there.meeting.uid)


def step(name: str, made: str) -> None:
    """One act, with a key that is the same whenever it is tried again."""
    meeting = Meeting.objects.get(uid=made)
    guests = list(meeting.invitations.exclude(capacity="host").order_by("order")[:3])
    organiser = _actor(meeting.organised_by)
    beside = Appointment.objects.get(post__department__organ=meeting.organ, post__department__name="旁听处")
    key = uuid5(SPACE, f"{made} {name}")
    local = f"{now().astimezone(OFFICE_ZONE):%H:%M:%S}"
    line = Line(2, str(guests[0].uid), guests[0].person.name, local)
    acts: dict[str, Callable[[], object]] = {
        "come": lambda: come(meeting.uid, Details(), by=_actor(guests[0].appointment), key=key),
        "leave": lambda: ask_leave(
            meeting.uid,
            LeaveWish(kind="replaced", reason="出差", substitute=beside.uid),
            by=_actor(guests[1].appointment),
            key=key,
        ),
        "agree": lambda: decide_leave(Leave.objects.get(invitation=guests[1]).uid, agreed=True, by=organiser, key=key),
        "name": lambda: name_people(meeting.uid, meeting.invited_organs.get().uid, [beside.uid], by=organiser, key=key),
        "sign": lambda: sign_in(meeting.uid, by=_actor(guests[0].appointment), key=key),
        "clerk": lambda: sign_in_for(meeting.uid, [one.uid for one in guests], by=organiser, key=key),
        "take-in": lambda: take_in(meeting.uid, beside.uid, by=organiser, key=key),
        "list": lambda: bring_list(meeting.uid, [line], by=organiser, key=key),
    }
    acts[name]()


def look(made: str) -> str:
    """What there is of it."""
    meeting = Meeting.objects.get(uid=made)
    rows = Invitation.objects.filter(meeting=meeting)
    about = [meeting.uid, *rows.values_list("uid", flat=True)]
    return json.dumps(
        {
            "answers": sorted(rows.values_list("answer", flat=True)),
            "replies": Reply.objects.filter(invitation__meeting=meeting).count(),
            "leaves": sorted(Leave.objects.filter(invitation__meeting=meeting).values_list("state", flat=True)),
            "signed": SignIn.objects.filter(invitation__meeting=meeting).count(),
            "todos": Todo.objects.open().filter(room="attendance", about=meeting.uid).count(),
            "told": Notification.objects.filter(about=meeting.uid).count(),
            "acts": TrailEntry.objects.filter(about__in=about).count(),
        }
    )


def _actor(one: Appointment) -> Actor:
    return actor_of(one.person, one)
