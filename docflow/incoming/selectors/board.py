"""承办情况：by unit and person, who has it, since when, what was done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from docflow.incoming.models import Incoming
from docflow.models import Opinion, Task
from docflow.selectors.units import names_then
from office.api import Appointment

PASSED_ON = {"reassigned", "handed"}
SAID = {"done": "已报", "returned": "已退回"}


@dataclass(frozen=True)
class Part:
    """One who undertakes: as what, since when, until when, what he reported."""

    unit: str
    who: str
    role: str
    since: datetime
    until: datetime | None
    state: str
    tone: str
    said: str


def board_of(incoming: Incoming) -> list[Part]:
    """The parts of the present 承办, the lead unit first; empty before it begins."""
    tasks = incoming.run.tasks.filter(step="undertake")
    last = tasks.aggregate(last=Max("round"))["last"]
    if last is None:
        return []
    rows = list(
        tasks.filter(round=last)
        .exclude(outcome__in=PASSED_ON)
        .select_related("holder__person", "holder__post__department")
        .prefetch_related("candidates__appointment__person", "candidates__appointment__post__department")
    )
    said = {
        str(one.act.data.get("task", "")): one.text
        for one in Opinion.objects.filter(run=incoming.run, act__step="undertake").select_related("act")
    }
    then = names_then(incoming.run, {unit for unit in map(_unit, rows) if unit})
    units = {_unit(task) for task in rows if not _is_named(incoming, task)}
    parts = [_part(incoming, task, units, then, said.get(task.name, "") if task.closed_at else "") for task in rows]
    order = {"牵头": 0, "配合": 1, "点名": 2}
    return sorted(parts, key=lambda part: order.get(part.role, 3))


def _holders(task: Task) -> list[Appointment]:
    return [task.holder] if task.holder else [one.appointment for one in task.candidates.all()]


def _unit(task: Task) -> str:
    """The department's uid; empty where nobody holds it."""
    return next((str(one.department.uid) for one in _holders(task)), "")


def _is_named(incoming: Incoming, task: Task) -> bool:
    return any(str(one.uid) in incoming.assignees for one in _holders(task))


def _part(incoming: Incoming, task: Task, units: set[str], then: Mapping[str, str], said: str) -> Part:
    """`units`: those that have somebody else who was not named; beside him a named person of the same unit undertakes as 点名.

    `then`: what each department was called when it acted.
    """
    uid = _unit(task)
    if _is_named(incoming, task) and uid in units:
        role = "点名"
    elif uid == incoming.lead_unit:
        role = "牵头"
    elif uid in incoming.co_units:
        role = "配合"
    else:
        role = "点名"
    state = SAID.get(task.outcome, "收回") if task.closed_at else "办理中"
    tone = {"已报": "ok", "已退回": "late", "办理中": "go"}.get(state, "")
    return Part(
        then.get(uid, ""),
        "、".join(one.person.name for one in _holders(task)),
        role,
        task.opened_at,
        task.closed_at,
        state,
        tone,
        said,
    )
