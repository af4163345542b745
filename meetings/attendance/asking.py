"""回执的待办与通知：whom a meeting waits for. Inside an action.

`tend` is what the hooks of a meeting call: it makes the open to-dos what they have to be as the meeting and its people stand now, however
often it is called.
"""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from meetings.attendance.models import Leave, LeaveState
from meetings.attendance.policy import organisers_of, representatives
from meetings.convening import life
from meetings.convening.models import Answer, Invitation, InvitedOrgan, Meeting
from office.api import (
    Actor,
    Appointment,
    Limit,
    Organ,
    Todo,
    Waiting,
    close_todo,
    close_todos,
    deadlines_of,
    open_todo,
    open_todos,
    set_deadlines,
)
from office.kernel.clock import now
from office.kernel.refusals import NotAllowed, SomebodyWasFirst
from office.kernel.wording import until_in_words
from realtime import api as realtime

ROOM, GLYPH = "attendance", "会"
REPLY, NAME = "reply", "name"


def reply_task(invitation: Invitation) -> str:
    return f"{REPLY}/{invitation.uid}"


def name_task(invited: InvitedOrgan) -> str:
    return f"{NAME}/{invited.uid}"


def last_moment(meeting: Meeting) -> datetime:
    """Until when it is answered: its day, or its beginning."""
    return meeting.reply_by or meeting.starts_at


def whom_to_call(meeting: Meeting, organ: Organ) -> str:
    """The organiser; his telephone to people of his organ alone, as in the directory."""
    who = meeting.organised_by
    phone = who.person.phone if who.organ.pk == organ.pk else ""
    return f"{who.department.name}{who.person.name}{f'（电话{phone}）' if phone else ''}"


def refuse_late(meeting: Meeting, organ: Organ, *, on_behalf: bool = False) -> None:
    """Raise where it is answered no more, with whom to call; the organiser can still write down what he is told. `organ`: the asker's."""
    if meeting.state not in {life.ANNOUNCED, life.RUNNING} or (meeting.state == life.RUNNING and not on_behalf):
        raise SomebodyWasFirst(f"没有收下：会议现在是“{meeting.state_in_words}”，不用再回执。")
    if not on_behalf and now() >= last_moment(meeting):
        until = until_in_words(last_moment(meeting))
        raise NotAllowed(
            f"没有收下：回执已于{until}截止。要改的请与{whom_to_call(meeting, organ)}联系，由承办处室代为登记。"
        )


def tend(meeting: Meeting) -> None:
    """Every guest who has not answered has a to-do until the last moment, every unit that has named nobody too; and nobody else.

    A leave that was asked for waits for its answer as long as it can be given.
    """
    gone = Leave.objects.filter(invitation__meeting=meeting, invitation__withdrawn_at__isnull=False)
    gone.filter(state=LeaveState.ASKED).update(state=LeaveState.DROPPED)
    asks = meeting.state == life.ANNOUNCED and meeting.reply_by is not None and now() < meeting.reply_by
    open_tasks = set(Todo.objects.open().filter(room=ROOM, about=meeting.uid).values_list("task", flat=True))
    wanted = {one.task: one for one in (*_guests(meeting), *_units(meeting))} if asks else {}
    kept = set(wanted) | (_leaves(meeting) if meeting.state in {life.ANNOUNCED, life.RUNNING} else set())
    close_todos(ROOM, open_tasks - kept, why="不用再回执")
    for step, kind in (("回执", REPLY), ("报名", NAME)):
        new = [one for task, one in wanted.items() if task not in open_tasks and task.startswith(f"{kind}/")]
        if new:
            from_name = meeting.organised_by.person.name
            open_todos(new, room=ROOM, kind=GLYPH, title=str(meeting), step=step, from_name=from_name)
            realtime.ring(holder for one in new for holder in one.holders)
    _limit(meeting, [one for task, one in wanted.items() if one.holders or task in open_tasks])


def answered(invitation: Invitation, *, by: Actor | None) -> None:
    """His to-do is gone; the organiser's open pages count anew."""
    close_todo(ROOM, reply_task(invitation), why="已回执", done_by=by.appointment if by is not None else None)
    ring_round(invitation.meeting, invitation.appointment)


def ring_round(meeting: Meeting, *others: Appointment) -> None:
    realtime.ring([*organisers_of(meeting), meeting.host, *others])


def ask_to_decide(leave: Leave, whom: Iterable[Appointment], *, by: Actor) -> None:
    meeting, holders = leave.invitation.meeting, list(whom)
    open_todo(
        room=ROOM,
        kind=GLYPH,
        about=meeting.uid,
        task=leave.task,
        title=str(meeting),
        step=f"答复{leave.get_kind_display()}",
        url=reverse("attendance:replies", args=[meeting.uid]),
        holders=holders,
        from_name=leave.invitation.person.name,
    )
    tell(meeting, holders, f"{leave.invitation}申请{leave.get_kind_display()}，请您答复", by=by, body=leave.reason)


def decided(leave: Leave, *, by: Actor | None) -> None:
    close_todo(ROOM, leave.task, why=leave.get_state_display(), done_by=by.appointment if by is not None else None)


def tell(
    meeting: Meeting, whom: Iterable[Appointment], title: str, *, by: Actor | None, body: str = "", url: str = ""
) -> None:
    """A notice with a ring, to all but himself."""
    realtime.notify(
        [one for one in whom if by is None or one.person_id != by.person.pk],
        kind="attendance",
        title=f"“{meeting}”{title}"[:400],
        body=body or f"{meeting.slot.words}，{meeting.where or '地点待定'}。",
        url=url or reverse("attendance:replies", args=[meeting.uid]),
        about=meeting.uid,
    )


def tell_guest(invitation: Invitation, title: str, *, by: Actor | None, body: str = "") -> None:
    url = reverse("attendance:mine", args=[invitation.meeting.uid])
    tell(invitation.meeting, [invitation.appointment], title, by=by, body=body, url=url)


def unanswered(meeting: Meeting) -> list[Invitation]:
    """Who has said nothing yet; one whose leave waits has."""
    rows = meeting.invitations.filter(withdrawn_at__isnull=True, answer=Answer.OPEN)
    rows = rows.exclude(leaves__state=LeaveState.ASKED).exclude(person=meeting.host.person_id)
    return list(rows.select_related("person", "appointment__person", "appointment__post__department"))


def unnamed(meeting: Meeting) -> list[InvitedOrgan]:
    """The units that have named nobody."""
    named = meeting.invitations.filter(withdrawn_at__isnull=True, named_through__isnull=False)
    rows = meeting.invited_organs.filter(withdrawn_at__isnull=True).exclude(pk__in=named.values("named_through"))
    return list(rows.select_related("organ", "department"))


def _limit(meeting: Meeting, waiting: Iterable[Waiting]) -> None:
    """回执时限：until the moment that was announced; of those that run to another one, and of those that have none yet."""
    right = {one.task for one in deadlines_of(meeting.uid).open() if one.due_at == meeting.reply_by}
    if wrong := [one for one in waiting if one.task not in right]:
        set_deadlines(
            Limit(room=ROOM, task=one.task, about=one.about, title=str(meeting), url=one.url, at=meeting.reply_by)
            for one in wrong
        )


def _guests(meeting: Meeting) -> list[Waiting]:
    url = reverse("attendance:mine", args=[meeting.uid])
    return [
        Waiting(about=meeting.uid, task=reply_task(one), url=url, holders=[one.appointment], due_at=meeting.reply_by)
        for one in unanswered(meeting)
    ]


def _units(meeting: Meeting) -> list[Waiting]:
    return [
        Waiting(
            about=meeting.uid,
            task=name_task(one),
            url=reverse("attendance:naming", args=[meeting.uid, one.uid]),
            holders=representatives(one),
            due_at=meeting.reply_by,
        )
        for one in unnamed(meeting)
    ]


def _leaves(meeting: Meeting) -> set[str]:
    rows = Leave.objects.filter(invitation__meeting=meeting, invitation__withdrawn_at__isnull=True)
    return {one.task for one in rows.filter(state=LeaveState.ASKED)}
