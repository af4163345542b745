"""Whom the course of a meeting concerns, and that they are told, each once."""

from collections.abc import Iterable

from django.urls import reverse

from meetings.convening.models import AgendaItem, Invitation, Meeting
from meetings.proceedings.models import Ballot, Excerpt
from office.api import Appointment, Department, Organ, heads_of, holders_of, valid_appointments
from realtime import api as realtime

AT_THE_DOOR = ("document_clerk", "office_reviewer")


def people_of_item(item: AgendaItem) -> list[Appointment]:
    """Those who are invited for this item alone, and who reports on it where he is invited."""
    rows = Invitation.objects.filter(meeting=item.meeting_id, withdrawn_at__isnull=True).select_related("appointment")
    return [one.appointment for one in rows if one.takes_a_seat and one.item_id == item.pk] + [
        one.appointment for one in rows if one.takes_a_seat and one.appointment_id == item.reporter_id
    ]


def tell_to_wait(meeting: Meeting, item: AgendaItem) -> None:
    """Their item is the next one. Told once, however often the order changes."""
    _tell_item(meeting, item, "wait", "下一项是您参加的议题，请到会场候会")


def tell_to_come_in(meeting: Meeting, item: AgendaItem, turn: int) -> None:
    """They are called in; anew where the item is taken up again."""
    _tell_item(meeting, item, f"come_in {turn}", "请进场")


def _tell_item(meeting: Meeting, item: AgendaItem, what: str, said: str) -> None:
    realtime.notify(
        people_of_item(item),
        kind="meeting_item",
        title=f"{said}：第{item.place}项"[:400],
        body=f"{_name(meeting)}，{meeting.where or '地点见会议通知'}。",
        url=meeting.get_absolute_url(),
        about=meeting.uid,
        key=f"{what} {item.uid}",
    )


def tell_voters(ballot: Ballot, voters: Iterable[Invitation]) -> None:
    """They are asked to vote."""
    realtime.notify(
        [one.appointment for one in voters],
        kind="meeting_ballot",
        title=f"请您表决：第{ballot.item.place}项"[:400],
        body=f"{_name(ballot.meeting)}，{ballot.get_manner_display()}表决。",
        url=reverse("proceedings:votes", args=[ballot.meeting.uid]),
        about=ballot.meeting.uid,
    )


def tell_units(excerpt: Excerpt, units: Iterable[Department | Organ]) -> None:
    """Each unit learns what was decided on its item: a department's heads, or all of it where it has none; of an organ its clerks."""
    whom: list[Appointment] = []
    for unit in units:
        whom += people_of_unit(unit)
    realtime.notify(
        whom,
        kind="meeting_excerpt",
        title=f"会议议定事项节录：{excerpt.item}"[:400],
        body=f"{_name(excerpt.meeting)}的纪要已经印发，与贵单位有关的议定事项请看节录。",
        url=excerpt.get_absolute_url(),
        about=excerpt.uid,
        key=f"excerpt {excerpt.uid}",
    )


def people_of_unit(unit: Department | Organ) -> list[Appointment]:
    if isinstance(unit, Department):
        return list(heads_of(unit)) or list(valid_appointments().filter(post__department=unit))
    return holders_of([unit], *AT_THE_DOOR).get(unit.pk, [])


def _name(meeting: Meeting) -> str:
    return "内部会议" if meeting.is_closed else str(meeting)
