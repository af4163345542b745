"""Whom a meeting concerns, and that they are told. Whoever does it is not told what he did."""

from collections.abc import Iterable, Sequence

from meetings.convening.models import InvitedOrgan, Meeting
from meetings.convening.policy import AT_THE_DOOR
from office.api import Actor, Appointment, close_todo, holders_of, open_todo, valid_appointments
from realtime import api as realtime

SPACE, GLYPH = "convening", "会"
CHAIN = (SPACE, "topics", "attendance", "materials", "seating", "proceedings")
"""The rooms of a meeting's to-dos."""


def answering(units: Sequence[InvitedOrgan]) -> list[Appointment]:
    """Who answers for units that are invited as such: an organ's clerks; of a department its head, while it has none all of it."""
    organs = [one.organ for one in units if one.department is None]
    found = [who for people in holders_of(organs, *AT_THE_DOOR).values() for who in people] if organs else []
    departments = [one.department_id for one in units if one.department_id is not None]
    if departments:
        there = list(valid_appointments().filter(post__department__in=departments).prefetch_related("post__roles"))
        heads = [one for one in there if any(held.role == "head" for held in one.post.roles.all())]
        headed = {one.department.pk for one in heads}
        found += heads + [one for one in there if one.department.pk not in headed]
    return found


def concerned(meeting: Meeting) -> list[Appointment]:
    """All who know of it, or prepare it."""
    people = meeting.invitations.filter(withdrawn_at__isnull=True).select_related("appointment__person")
    units = meeting.invited_organs.filter(withdrawn_at__isnull=True).select_related("organ", "department")
    return [meeting.organised_by, *(one.appointment for one in people), *answering(list(units))]


def tell(meeting: Meeting, said: str, *, whom: Iterable[Appointment], by: Actor, body: str = "") -> None:
    """They learn what became of it; `said` goes on after its name."""
    realtime.notify(
        [one for one in whom if one.person_id != by.person.pk],
        kind="meeting",
        title=f"“{meeting.title}”{said}"[:400],
        body=body or when_and_where(meeting),
        url=meeting.get_absolute_url(),
        about=meeting.uid,
    )


def when_and_where(meeting: Meeting) -> str:
    """6月3日（星期三）9:00至11:00，市政府大楼第一会议室。"""
    return f"{meeting.slot.words}，{meeting.where or '地点另行通知'}。"


def approvers_of(meeting: Meeting) -> list[Appointment]:
    """Who holds the post that approves the plans of its kind."""
    return list(valid_appointments().filter(post=meeting.kind.approved_by_id)) if meeting.kind.approved_by_id else []


def ask_approvers(meeting: Meeting, *, by: Actor) -> None:
    """Its plan waits for them."""
    open_todo(
        room=SPACE,
        kind=GLYPH,
        about=meeting.uid,
        task=review_of(meeting),
        title=meeting.title,
        step="审定会议方案",
        url=meeting.get_absolute_url(),
        holders=approvers_of(meeting),
        from_name=by.person.name,
    )


def asked_no_more(meeting: Meeting, *, why: str, by: Actor) -> None:
    close_todo(SPACE, review_of(meeting), why=why, done_by=by.appointment)


def review_of(meeting: Meeting) -> str:
    """The name of the approver's to-do."""
    return f"plan/{meeting.uid}"
