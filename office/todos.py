"""待办的开与了。Rooms call these inside their actions, with the thing itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from office.actor import Actor
from office.calendar.models import Deadline
from office.kernel.clock import now
from office.kernel.kept import Kept
from office.kernel.transactions import lock, require_transaction
from office.models.people import Appointment
from office.models.todos import Todo, TodoHolder


def open_todo(
    *,
    room: str,
    kind: str,
    about: UUID,
    task: str,
    title: str,
    step: str,
    url: str,
    holders: Iterable[Appointment],
    from_name: str = "",
    urgent: str = "",
    deadline: Deadline | None = None,
) -> Todo:
    """Let a task wait for one holder, or for each of a pool until one takes it.

    `deadline`: the one that was set for the task already. One that is set later is shown by `set_deadline` itself.
    """
    require_transaction()
    todo = Todo.objects.create(
        room=room,
        kind=kind,
        about=about,
        task=task,
        title=title,
        step=step,
        url=url,
        from_name=from_name,
        urgent=urgent,
        due_at=deadline.due_at if deadline else None,
        due_provisional=deadline is not None and deadline.provisional,
    )
    TodoHolder.objects.bulk_create(TodoHolder(todo=todo, appointment=one) for one in dict.fromkeys(holders))
    return todo


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One of many to-dos that are opened together: what it is about, and whom it waits for."""

    about: UUID
    task: str
    url: str
    holders: Sequence[Appointment]
    due_at: datetime | None = None
    due_provisional: bool = False


def open_todos(
    waiting: Iterable[Waiting], *, room: str, kind: str, title: str, step: str, from_name: str = "", urgent: str = ""
) -> None:
    """Many to-dos of one matter at once, in the same number of queries as for one. Whoever has no holder gets none."""
    require_transaction()
    wanted = [one for one in waiting if one.holders]
    todos = Todo.objects.bulk_create(
        Todo(
            room=room,
            kind=kind,
            about=one.about,
            task=one.task,
            title=title,
            step=step,
            url=one.url,
            from_name=from_name,
            urgent=urgent,
            due_at=one.due_at,
            due_provisional=one.due_provisional,
        )
        for one in wanted
    )
    TodoHolder.objects.bulk_create(
        TodoHolder(todo=todo, appointment=holder)
        for todo, one in zip(todos, wanted, strict=True)
        for holder in dict.fromkeys(one.holders)
    )


def change_holders(room: str, task: str, holders: Iterable[Appointment]) -> None:
    """The open to-do of a task waits for others now (taken, put back, reassigned). Raises Todo.DoesNotExist where none is open."""
    todo = lock(
        Todo.objects.open().filter(room=room, task=task), "todo"
    )  # whoever closes it now waits, and finds the new ones
    if todo is None:
        raise Todo.DoesNotExist(f"{room} {task}")
    todo.holders.all().delete()
    TodoHolder.objects.bulk_create(TodoHolder(todo=todo, appointment=one) for one in dict.fromkeys(holders))


def retitle_todos(room: str, about: UUID, *, title: str, urgent: str) -> None:
    """The open to-dos about an object, and their deadlines, are called as it is called now."""
    require_transaction()
    Deadline.objects.open().filter(room=room, about=about).update(title=title)
    Todo.objects.open().filter(room=room, about=about).update(title=title, urgent=urgent)


def holders_waiting(room: str, task: str) -> list[Appointment]:
    """Those for whom the open to-do of a task waits."""
    rows = TodoHolder.objects.filter(todo__room=room, todo__task=task, todo__closed_at__isnull=True)
    return [one.appointment for one in rows.select_related("appointment")]


def close_todo(room: str, task: str, *, why: str, done_by: Appointment | None = None) -> None:
    """The task waits no more, and its deadline runs no more; `done_by` only where he himself did it."""
    close_todos(room, [task], why=why, done_by=done_by)


def close_todos(room: str, tasks: Iterable[str], *, why: str, done_by: Appointment | None = None) -> None:
    """The same for many tasks at once."""
    require_transaction()
    ended, moment = list(tasks), now()
    Deadline.objects.open().filter(room=room, task__in=ended).update(ended_at=moment)
    rows = Todo.objects.filter(room=room, task__in=ended)
    if rows.open().update(closed_at=moment, closed_why=why, done_by=done_by):  # then their holders as they are then
        TodoHolder.objects.filter(waits=True, todo__in=rows.filter(closed_at=moment)).update(waits=False)


@dataclass(frozen=True)
class Waits:
    """Which to-dos count as one number. `by`: what is counted once, however many to-dos are about it (`pk`, `url`, `about`)."""

    where: Q = field(default_factory=Q)
    by: str = "pk"


def counts_waiting(actor: Actor, wanted: Mapping[str, Waits]) -> dict[str, int]:
    """How much waits for him of each wanted kind, all in one statement."""
    counts = {name: Count(one.by, filter=one.where, distinct=one.by != "pk") for name, one in wanted.items()}
    found: dict[str, int] = waiting_for(actor).order_by().aggregate(**counts)
    return found


def is_waiting(actor: Actor, room: str, step: str) -> bool:
    """Whether anything waits for him at a step; asked for the frame of every page."""
    return bool(_waiting_at(appointments=[one.pk for one in actor.appointments], room=room, step=step))


@Kept
def _waiting_at(appointments: list[int], room: str, step: str) -> QuerySet[Todo]:
    return Todo.objects.waiting_with(appointments).filter(room=room, step=step).order_by().only("pk")[:1]


def waiting_for(actor: Actor) -> QuerySet[Todo]:
    """What waits for him, through any of his posts, the longest wait first."""
    return Todo.objects.waiting_with([a.pk for a in actor.appointments])
