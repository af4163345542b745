"""What a turn of a meeting means for its replies: announced, moved, called off; and the last moment, which the clock brings."""

from django.db import transaction
from django.db.models import Q

from meetings.attendance.asking import NAME, REPLY, ROOM, tend
from meetings.attendance.models import Leave, LeaveState
from meetings.convening import life
from meetings.convening.models import Answer, Capacity, Meeting
from meetings.convening.people import people_changed
from office.api import Actor, Todo, retitle_todos
from office.kernel.clock import now
from office.kernel.transactions import lock_only

A_STRETCH = 100


def announced(meeting: Meeting, _: Actor) -> None:
    """Those invited were told, all of them or some more: who is to answer has his to-do."""
    tend(meeting)


def turned(meeting: Meeting, act: str, _: Actor) -> None:
    """Moved to another time, everybody is asked anew; postponed or called off, nobody is. Inside the act; the meeting is locked.

    Whatever else was changed, what waits is called as the meeting is called now, and waits until the moment that holds now.
    """
    if act == "reschedule" and meeting.reply_by is not None:
        _forget_answers(meeting)
    retitle_todos(ROOM, meeting.uid, title=str(meeting), urgent="")
    tend(meeting)


def tend_replies() -> int:
    """Nobody is asked to answer what he cannot answer any more. The clock's; it can be run twice at once, and die. → how many meetings."""
    open_todos = Todo.objects.open().filter(room=ROOM)
    late = open_todos.filter(due_at__lte=now()).filter(Q(task__startswith=REPLY) | Q(task__startswith=NAME))
    over = Meeting.objects.filter(uid__in=open_todos.values("about")).exclude(state__in=(life.ANNOUNCED, life.RUNNING))
    due = list(dict.fromkeys([*late.values_list("about", flat=True), *over.values_list("uid", flat=True)]))[:A_STRETCH]
    for uid in due:
        with transaction.atomic():
            lock_only(Meeting.objects.filter(uid=uid), "meeting")
            rows = Meeting.objects.select_related("kind", "host__person", "organised_by__person", "organised_by__post")
            tend(rows.get(uid=uid))
    return len(due)


def _forget_answers(meeting: Meeting) -> None:
    """Whoever came or stayed away on the old day is asked about the new one. Who is replaced stays so; whoever comes instead is asked."""
    rows = meeting.invitations.filter(withdrawn_at__isnull=True).exclude(capacity=Capacity.HOST)
    Leave.objects.filter(invitation__in=rows, state=LeaveState.ASKED).update(state=LeaveState.DROPPED)
    if rows.filter(answer__in=(Answer.COMES, Answer.AWAY)).update(answer=Answer.OPEN):
        people_changed(meeting)
