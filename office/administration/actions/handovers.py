"""待办交接：what somebody alone held when his appointment ended is not lost. The flow administrators are called, and it is theirs to
hand over (指定转办) in the room where it belongs.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from office.administration.history import record_of_person
from office.administration.taking import lock_structure
from office.kernel.clock import today
from office.kernel.transactions import require_transaction
from office.models.organs import Organ
from office.models.people import Appointment, Role
from office.models.todos import Todo, TodoHolder
from office.succession import heirs_of
from office.todos import change_holders, close_todo, open_todo

ROOM, KIND, STEP = "administration", "交接", "指定转办"


def stranded() -> QuerySet[Todo]:
    """Open to-dos that nobody can do today: none of their holders has a valid appointment."""
    of_it = TodoHolder.objects.filter(todo=OuterRef("pk"))
    holding = of_it.filter(appointment__in=Appointment.objects.valid_on(today()))
    return Todo.objects.open().exclude(room=ROOM).filter(Exists(of_it)).exclude(Exists(holding))


def stranded_with(appointment: Appointment) -> QuerySet[Todo]:
    """Those of them that this appointment held."""
    return stranded().filter(holders__appointment=appointment)


def flow_administrators(organ: Organ) -> list[Appointment]:
    """Of the organ, or of those that go on with its business; where there are none, of the nearest one above; where there is none at
    all, the system administrators, who can appoint one."""
    for heir in heirs_of(organ) or [organ]:
        if found := _nearest(heir):
            return found
    return []


def _nearest(organ: Organ) -> list[Appointment]:
    above = [int(key) for key in organ.path.split("/") if key]
    roles = (Role.FLOW_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR)
    rows = Appointment.objects.valid_on(today()).with_names()
    found = rows.filter(post__department__organ__in=above, post__roles__role__in=roles).distinct()
    keepers = list(found.prefetch_related("post__roles"))
    for role in roles:
        for key in reversed(above):
            here = [one for one in keepers if one.organ.pk == key and role in {r.role for r in one.post.roles.all()}]
            if here:
                return here
    return []


def open_handovers_of(appointments: Iterable[Appointment]) -> None:
    """Call the flow administrators for those of these that leave something behind as of now. Inside the act that ends them."""
    require_transaction()
    for one in appointments:
        if stranded_with(one).exists():
            _open(one)


def tend_handovers() -> int:
    """The clock's: open what became necessary (a term ran out), close what was handed over, and keep the right people called."""
    ended = Appointment.objects.filter(todo_holdings__todo__in=stranded()).distinct()
    opened = Todo.objects.open().filter(room=ROOM)
    if not opened.exists() and not ended.exists():
        return 0
    with transaction.atomic():
        lock_structure()
        left = {one.uid: one for one in ended.with_names()}
        known = {todo.about: todo for todo in opened.prefetch_related("holders")}
        for uid, todo in known.items():
            if uid not in left:
                close_todo(ROOM, todo.task, why="都已交接")
                continue
            called = flow_administrators(left[uid].organ)
            if called and {one.pk for one in called} != {held.appointment_id for held in todo.holders.all()}:
                change_holders(ROOM, todo.task, called)
        for uid, one in left.items():
            if uid not in known:
                _open(one)
    return len(left)


def _open(appointment: Appointment) -> None:
    if Todo.objects.open().filter(room=ROOM, task=_task(appointment.uid)).exists():
        return
    open_todo(
        room=ROOM,
        kind=KIND,
        about=appointment.uid,
        task=_task(appointment.uid),
        title=f"{appointment.person.name}（{appointment.department} {appointment.post.title}）留下的待办",
        step=STEP,
        url=reverse("administration:handover", args=[appointment.uid]),
        holders=flow_administrators(appointment.organ),
    )
    record_of_person(None, "handover_opened", appointment.person, reason=f"任{appointment.post}时的待办")


def _task(uid: UUID) -> str:
    return f"handover:{uid}"
