"""信息报送的待办与通知: whom it waits for. Inside an action, the desk locked."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import prefetch_related_objects

from docflow.briefs.models import AskedUnit, Brief, BriefRequest, Issue, Item, Periodical
from docflow.briefs.models.units import OfUnit
from docflow.briefs.policy import APPROVERS, AT_THE_DOOR, OF_AN_ORGAN, WHY
from office.api import (
    Actor,
    Appointment,
    Todo,
    appointment_key,
    close_todos,
    department_key,
    grant,
    heads_of,
    in_charge_of,
    keys_opening,
    open_todo,
    role_key,
    set_deadline,
    valid_appointments,
    with_role,
)
from realtime import api as realtime

ROOM, GLYPH = "briefs", "信"

Row = Brief | BriefRequest | Item | Issue


def approve_task(brief: Brief) -> str:
    return f"approve/{brief.uid}"


def revise_task(brief: Brief) -> str:
    return f"revise/{brief.uid}"


def take_task(brief: Brief) -> str:
    return f"take/{brief.uid}"


def edit_task(item: Item) -> str:
    return f"edit/{item.uid}"


def sign_task(issue: Issue) -> str:
    return f"sign/{issue.uid}"


def answer_task(asked: AskedUnit) -> str:
    return f"answer/{asked.uid}"


def wait_for(row: Row, task: str, step: str, holders: Iterable[Appointment], *, by: Actor | None) -> None:
    """Something waits for somebody, who is told."""
    whom = list(holders)
    open_todo(
        room=ROOM,
        kind=GLYPH,
        about=row.uid,
        task=task,
        title=str(row),
        step=step,
        url=row.get_absolute_url(),
        holders=whom,
        from_name=by.person.name if by is not None else "",
    )
    tell(row, whom, f"“{row}”请您{step}", by=by)


def ask_for_answer(asked: AskedUnit, request: BriefRequest, *, by: Actor | None) -> None:
    """A unit that was asked has it among its to-dos, with its day, until a brief that answers has reached the desk."""
    wait_for(request, answer_task(asked), "报送约稿信息", people_of(asked), by=by)
    _due(request, answer_task(asked), request.due_on)


def stop_waiting(*tasks: str, why: str, by: Actor | None) -> None:
    close_todos(ROOM, tasks, why=why, done_by=by.appointment if by is not None else None)


def is_waited_for(task: str) -> bool:
    return Todo.objects.open().filter(room=ROOM, task=task).exists()


def stop_all(about: UUID, why: str) -> None:
    """Nothing about it waits for anybody any more."""
    tasks = Todo.objects.open().filter(room=ROOM, about=about).values_list("task", flat=True)
    close_todos(ROOM, list(tasks), why=why)


def tell(row: Row, whom: Iterable[Appointment], title: str, *, by: Actor | None, body: str = "") -> None:
    """A notice with a ring, to all but himself. Whoever is told may read it; those who may already need no key of their own."""
    others = [one for one in dict.fromkeys(whom) if by is None or one.person_id != by.person.pk]
    prefetch_related_objects(others, "post__roles", "post__department__organ")
    held = set(keys_opening(row.uid))
    grant(row.uid, *(appointment_key(one) for one in others if not held & _keys(one)), why=WHY)
    realtime.notify(others, kind="briefs", title=title[:400], body=body, url=row.get_absolute_url(), about=row.uid)


def people_of(row: OfUnit) -> list[Appointment]:
    """Who in a unit is asked: its head, or its people; of an organ its clerk and its office, or its leaders."""
    if row.department is not None:
        return list(heads_of(row.department)) or list(valid_appointments().filter(post__department=row.department))
    found = [one for role in AT_THE_DOOR for one in with_role(row.organ, role)]
    return list(dict.fromkeys(found)) or list(with_role(row.organ, "leader"))


def approvers_of(row: OfUnit) -> list[Appointment]:
    """Who looks over what a unit reports; nobody where there is none."""
    if row.department is not None:
        return list(heads_of(row.department)) or list(in_charge_of(row.department))
    return list(dict.fromkeys(one for role in APPROVERS for one in with_role(row.organ, role)))


def readers_of(periodical: Periodical) -> list[Appointment]:
    """Those whom an issue is brought to."""
    found: list[Appointment] = []
    for one in periodical.readers.select_related("organ", "department", "appointment"):
        if one.appointment_id is not None:
            found += valid_appointments().filter(pk=one.appointment_id)
        elif one.department is not None:
            found += valid_appointments().filter(post__department=one.department)
        else:
            found += [who for role in OF_AN_ORGAN for who in with_role(one.organ, role)]
    return list(dict.fromkeys(found))


def _keys(one: Appointment) -> set[str]:
    """What an appointment opens by its department and its roles."""
    roles = {role_key(one.organ, held.role) for held in one.post.roles.all()}
    return {department_key(one.department), *roles}


def _due(request: BriefRequest, task: str, on: date) -> None:
    set_deadline(
        room=ROOM,
        task=task,
        about=request.uid,
        title=str(request),
        url=request.get_absolute_url(),
        on=on,
        start=request.at,
    )
