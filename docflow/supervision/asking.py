"""督办的待办与通知: whom a matter waits for. Inside an action, the matter locked."""

from collections.abc import Iterable
from datetime import date

from docflow.supervision.models import Assignment, Extension, Feedback, Matter, SupervisionLevel
from docflow.supervision.policy import AT_THE_DOOR, WHY, supervisors_of
from office.api import (
    Actor,
    Appointment,
    Todo,
    appointment_key,
    close_todos,
    grant,
    heads_of,
    in_charge_of,
    open_todo,
    set_deadline,
    valid_appointments,
    with_role,
)
from realtime import api as realtime

ROOM, GLYPH = "supervision", "督"


def sign_task(part: Assignment) -> str:
    return f"sign/{part.uid}"


def work_task(part: Assignment) -> str:
    return f"work/{part.uid}"


def feedback_task(feedback: Feedback) -> str:
    return f"feedback/{feedback.uid}/{feedback.state}"


def extension_task(extension: Extension) -> str:
    return f"extension/{extension.uid}/{extension.state}"


def close_task(matter: Matter) -> str:
    return f"close/{matter.uid}"


def recheck_task(matter: Matter) -> str:
    return f"recheck/{matter.uid}"


def wait_for(
    matter: Matter,
    task: str,
    step: str,
    holders: Iterable[Appointment],
    *,
    by: Actor | None,
    due_on: date | None = None,
) -> None:
    """Something about a matter waits for somebody, who is told; with a day, it stands among what is due."""
    whom = list(holders)
    url = matter.get_absolute_url()
    open_todo(
        room=ROOM,
        kind=GLYPH,
        about=matter.uid,
        task=task,
        title=str(matter),
        step=step,
        url=url,
        holders=whom,
        from_name=by.person.name if by is not None else "",
        urgent="特急" if matter.level == SupervisionLevel.URGENT else "",
    )
    if due_on is not None:
        _due(matter, task, due_on)
    tell(matter, whom, f"“{matter}”请您{step}", by=by)


def due_anew(part: Assignment) -> None:
    """The day of its unit's to-do: that of the next feedback, or of the whole."""
    task = work_task(part) if part.undertaker_id is not None else sign_task(part)
    _due(part.matter, task, min(filter(None, (part.feedback_due_on, part.due_on))))


def ask_to_sign(part: Assignment, *, by: Actor) -> None:
    wait_for(part.matter, sign_task(part), "签收督办事项", door_of(part), by=by, due_on=part.due_on)


def ask_to_work(part: Assignment, *, by: Actor | None) -> None:
    """Whoever is in charge has it before him until its unit has reported it done."""
    wait_for(part.matter, work_task(part), "办理并反馈", in_charge(part), by=by)
    due_anew(part)


def stop_waiting(*tasks: str, why: str, by: Actor | None) -> None:
    close_todos(ROOM, tasks, why=why, done_by=by.appointment if by is not None else None)


def stop_all(matter: Matter, why: str) -> None:
    """Nothing about the matter waits for anybody any more."""
    open_tasks = Todo.objects.open().filter(room=ROOM, about=matter.uid).values_list("task", flat=True)
    close_todos(ROOM, list(open_tasks), why=why)


def tell(matter: Matter, whom: Iterable[Appointment], title: str, *, by: Actor | None, body: str = "") -> None:
    """A notice with a ring, to all but himself. Whoever is told may read it: who leads the unit from outside, who came after others."""
    others = [one for one in whom if by is None or one.person_id != by.person.pk]
    grant(matter.uid, *(appointment_key(one) for one in others), why=WHY)
    realtime.notify(
        others, kind="supervision", title=title[:400], body=body, url=matter.get_absolute_url(), about=matter.uid
    )


def door_of(part: Assignment) -> list[Appointment]:
    """Who signs for it: the heads of a department, or its people; an organ's clerks, or its leaders."""
    if part.home is not None:
        heads = list(heads_of(part.home))
        return heads or list(valid_appointments().filter(post__department=part.home))
    found = [one for role in AT_THE_DOOR for one in with_role(part.organ, role)]
    return list(dict.fromkeys(found)) or list(with_role(part.organ, "leader"))


def leaders_of_unit(part: Assignment) -> list[Appointment]:
    """Who signs what the unit sends: the head of a department, else who is in charge of it; a leader of an organ."""
    if part.home is not None:
        found = list(heads_of(part.home)) or list(in_charge_of(part.home))
        if found:
            return found
    return list(with_role(part.organ, "leader"))


def in_charge(part: Assignment) -> list[Appointment]:
    """Whoever has it now: who was put in charge, while he is there."""
    own = list(valid_appointments().filter(pk__in=[part.undertaker_id])) if part.undertaker_id is not None else []
    return own or door_of(part)


def supervisors(matter: Matter) -> list[Appointment]:
    """Its supervisor; when he is there no more, those who supervise in the organ."""
    own = list(valid_appointments().filter(pk=matter.supervisor_id))
    return own or list(supervisors_of(matter.organ))


def closers(matter: Matter) -> list[Appointment]:
    """Who closes it: of a key matter its leader."""
    if not matter.is_key:
        return supervisors(matter)
    own = list(valid_appointments().filter(pk__in=[matter.leader_id]))
    return own or supervisors(matter)


def _due(matter: Matter, task: str, on: date) -> None:
    """A day that has passed already is shown as passed."""
    set_deadline(
        room=ROOM,
        task=task,
        about=matter.uid,
        title=str(matter),
        url=matter.get_absolute_url(),
        on=on,
        start=matter.opened_at,
    )
