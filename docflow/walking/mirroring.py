"""What the engine opened and closed, as rows: tasks, to-dos, grants, notifications, jobs; and a ring for all whose desk changes by it."""

from docflow import flow
from docflow.directory import OfficeDirectory
from docflow.models import Run, Task, TaskCandidate
from docflow.models.papers import Paper
from docflow.walking.definitions import definition_of
from docflow.walking.waiting import ask_job
from office import api as office
from office.api import Actor, Appointment
from office.kernel.clock import now
from realtime import api as realtime

ROOM = "docflow"
WORDS = {
    "done": "已办",
    "returned": "已退回",
    "reassigned": "已转办",
    "handed": "流程管理员指定转办",
    "retried": "已重试",
    "closed": "他人退回，任务收回",
    "withdrawn": "上一环节撤回",
    "reopened": "文稿有改动，重新送签",
    "corrected": "流程管理员特送",
    "not_needed": "已有足够的人办理",
    "terminated": "流程终止",
}


def mirror(run: Run, before: flow.Run | None, after: flow.Run, *, by: Actor | None, people: OfficeDirectory) -> None:
    """Make the rows agree with the run. `people`: the directory that the act was applied with; it knows whom it has named."""
    known = {task.id: task for task in before.tasks} if before else {}
    touched = [run.paper.begun_by]  # his list says who has it now
    for task in after.tasks:
        old = known.get(task.id)
        if old is None:
            touched += _open(run, task, by=by, people=people)
        elif task.closed and not old.closed:
            _close(run, task, by=by)
            touched += _waited_for(old, by=by, people=people)
        elif task.candidates != old.candidates:
            touched += [*_waited_for(old, by=by, people=people), *_change_hands(run, task, people)]
    realtime.ring(touched)
    waited = {wait.id for wait in before.waits} if before else set()
    for wait in after.open_waits:
        if wait.id not in waited:
            ask_job(run, wait)
    _restate(run.paper, after)


def todo_name(run: Run, task: flow.Task) -> str:
    """The name of a task in the to-do table."""
    return f"{run.uid}/{task.id}"


def _open(run: Run, task: flow.Task, *, by: Actor | None, people: OfficeDirectory) -> list[Appointment]:
    paper = run.paper
    label = _label(run, task)
    holders = people.those(task.candidates)
    row = Task.objects.create(
        run=run,
        name=task.id,
        step=task.step,
        label=label,
        purpose=task.purpose,
        round=task.round,
        holder=_holder(task, holders),
        opened_at=task.opened.at,
    )
    if task.closed:  # opened and passed in one act
        _stamp(run, task)
        return []
    if not task.holder:
        TaskCandidate.objects.bulk_create(TaskCandidate(task=row, appointment=one) for one in holders)
    office.grant(paper.uid, *(office.appointment_key(one) for one in holders), why=label)
    others = [one for one in holders if by is None or one.person_id != by.person.pk]
    office.open_todo(
        room=ROOM,
        kind=paper.glyph,
        about=paper.uid,
        task=todo_name(run, task),
        title=str(paper),
        step=label,
        url=paper.get_absolute_url(),
        holders=holders,
        from_name=by.person.name if by and others else "",
        urgent=paper.urgency,
    )
    if (limit := paper.limit_of(task.step)) is not None:
        office.set_deadline(
            room=ROOM,
            task=todo_name(run, task),
            about=paper.uid,
            title=str(paper),
            url=paper.get_absolute_url(),
            days=limit.days,
            on=limit.on,
            start=limit.start,
        )
    realtime.notify(
        others,
        kind="todo",
        title=f"《{paper}》请您{label}",
        url=paper.get_absolute_url(),
        about=paper.uid,
        key=todo_name(run, task),
    )
    return holders


def _close(run: Run, task: flow.Task, *, by: Actor | None) -> None:
    _stamp(run, task)
    mine = by is not None and task.by == str(by.appointment.uid)
    done_by = by.appointment if by is not None and mine else None  # closed by another's act, it was done by nobody
    if task.outcome not in flow.DEEDS:
        done_by = None
    office.close_todo(ROOM, todo_name(run, task), why=WORDS.get(task.outcome, task.outcome), done_by=done_by)


def _stamp(run: Run, task: flow.Task) -> None:
    run.tasks.filter(name=task.id).update(closed_at=task.closed.at if task.closed else now(), outcome=task.outcome)


def _change_hands(run: Run, task: flow.Task, people: OfficeDirectory) -> list[Appointment]:
    row = run.tasks.get(name=task.id)
    holders = people.those(task.candidates)
    row.holder = _holder(task, holders)
    row.save(update_fields=["holder"])
    row.candidates.all().delete()
    if not task.holder:
        TaskCandidate.objects.bulk_create(TaskCandidate(task=row, appointment=one) for one in holders)
    office.grant(run.paper.uid, *(office.appointment_key(one) for one in holders), why=row.label)
    office.change_holders(ROOM, todo_name(run, task), holders)
    return holders


def _holder(task: flow.Task, holders: list[Appointment]) -> Appointment | None:
    """A task that lies in a pool has none."""
    return holders[0] if task.holder and holders else None


def _waited_for(task: flow.Task, *, by: Actor | None, people: OfficeDirectory) -> list[Appointment]:
    """Whose desk a task lay on: mostly his who acts."""
    if by is not None and task.candidates == (str(by.appointment.uid),):
        return [by.appointment]
    return people.those(task.candidates)


def _label(run: Run, task: flow.Task) -> str:
    label = definition_of(run).label_of(task.step)
    return {"reply": "答复不同意见", "repair": f"处理{label}故障"}.get(task.purpose, label)


def _restate(paper: Paper, after: flow.Run) -> None:
    paper.moved_at = now()
    paper.stand(after)
    if after.has_ended and paper.closed_at is None:
        paper.closed_at = paper.moved_at
    paper.save(update_fields=["moved_at", "state", "closed_at"])
