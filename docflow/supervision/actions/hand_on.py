"""督办的待办跟着人走：what waits for somebody who is there no more waits for whoever does his part today."""

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from docflow.supervision.asking import ROOM, closers, door_of, in_charge, leaders_of_unit, supervisors, tell
from docflow.supervision.models import Assignment, Extension, Feedback, Matter
from docflow.supervision.moves import ASKED, WRITTEN
from office.api import Appointment, Todo, change_holders, valid_appointments
from office.kernel.transactions import lock_only


def hand_on() -> int:
    """The clock's. Where nobody is there today either, it stays where it was. Returns how many changed hands."""
    there = Todo.objects.filter(pk=OuterRef("pk"), holders__appointment__in=valid_appointments())
    left = list(Todo.objects.open().filter(room=ROOM).exclude(Exists(there)))
    return sum(_hand_on(todo) for todo in left)


def _hand_on(todo: Todo) -> bool:
    with transaction.atomic():
        lock_only(Matter.objects.filter(uid=todo.about), "matter")
        if not Todo.objects.open().filter(pk=todo.pk).exists():
            return False
        matter = Matter.objects.select_related("organ", "supervisor__person", "leader__person").get(uid=todo.about)
        wanted = _wanted(todo.task, matter)
        if not wanted:
            return False
        change_holders(ROOM, todo.task, wanted)
        tell(matter, wanted, f"“{matter}”转由您{todo.step}", by=None)
    return True


def _wanted(task: str, matter: Matter) -> list[Appointment]:
    """Whom a task waits for, by its name."""
    kind, _, rest = task.partition("/")
    uid = UUID(rest.partition("/")[0])
    match kind:
        case "sign":
            return door_of(_parts(matter).get(uid=uid))
        case "work":
            return in_charge(_parts(matter).get(uid=uid))
        case "feedback":
            feedback = Feedback.objects.get(uid=uid)
            part = _parts(matter).get(pk=feedback.part_id)
            return leaders_of_unit(part) if feedback.state == WRITTEN else supervisors(matter)
        case "extension":
            extension = Extension.objects.get(uid=uid)
            part = _parts(matter).get(pk=extension.part_id)
            return leaders_of_unit(part) if extension.state == ASKED else supervisors(matter)
        case "close":
            return closers(matter)
    return supervisors(matter)


def _parts(matter: Matter) -> QuerySet[Assignment]:
    return Assignment.objects.filter(matter=matter).select_related("organ", "department")
