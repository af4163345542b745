"""催办。"""

from datetime import datetime, timedelta
from uuid import UUID

from docflow import policy
from docflow.models import Task, Urge
from docflow.models.papers import Paper
from docflow.selectors.tasks import open_tasks
from office.api import Actor, Appointment, action, record
from office.kernel.clock import now
from office.kernel.refusals import NotAllowed
from office.kernel.text import clean_line
from office.kernel.wording import moment_in_words
from realtime import api as realtime

REST = timedelta(hours=2)
"""Nobody is urged about the same task more often."""
LONGEST = 200


@action
def urge(paper_uid: UUID, *, by: Actor, key: UUID, words: str = "") -> Urge:
    """催办：tell those who hold the paper now to get on with it; it stands in the trail, with the time.

    Raises NotAllowed where it is suspended, nobody else holds it, or all were urged within two hours.
    """
    paper = policy.papers.take(paper_uid, by=by)
    if not paper.may_be_urged_by(by):
        raise NotAllowed("催办由经办文书、拟稿人、批示领导或牵头处室办理。")
    if paper.run.is_suspended:
        raise NotAllowed("没有催办：流程已挂起，谁都不能办。恢复后再催。")
    words = clean_line(words, "催办语", LONGEST, field="words")
    waiting = others_tasks(paper, by=by)
    if not waiting:
        raise NotAllowed("没有催办：现在没有等着别人办的任务。")
    urged = last_urged(waiting)
    due = [task for task in waiting if task.pk not in urged or urged[task.pk] <= now() - REST]
    if not due:
        last = max(urged.values())
        raise NotAllowed(f"没有催办：{moment_in_words(last)}刚催过，同一任务两小时内只催一次。请稍后再催。")
    people = {one.pk: one for task in due for one in _waited_for(task)}
    row = Urge.objects.create(
        run=paper.run,
        by=by.appointment,
        names=by.names(),
        whom=[one.person.name for one in people.values()],
        words=words,
    )
    row.tasks.set(due)
    realtime.notify(
        people.values(),
        kind="urge",
        title=f"{by.person.name}催办《{paper}》",
        body=words or f"“{due[0].label}”请抓紧办理。",
        url=paper.get_absolute_url(),
        about=paper.uid,
        key=f"urge/{row.uid}",
    )
    record(
        by,
        "docflow.urged_holders",
        stream=f"run:{paper.run.uid}",
        about=paper.uid,
        title=str(paper),
        whom="、".join(row.whom),
        opinion=words,
    )
    return row


def others_tasks(paper: Paper, *, by: Actor) -> list[Task]:
    """The open tasks that wait for somebody else."""
    mine = {one.pk for one in by.appointments}
    return [task for task in open_tasks(paper) if not mine & {one.pk for one in _waited_for(task)}]


def last_urged(tasks: list[Task]) -> dict[int, datetime]:
    """When each of the tasks was last urged, by row key."""
    rows = Urge.objects.filter(tasks__in=tasks).order_by("at").values_list("tasks", "at")
    known = {task.pk for task in tasks}
    return {pk: at for pk, at in rows if pk in known}


def _waited_for(task: Task) -> list[Appointment]:
    if task.holder is not None:
        return [task.holder]
    return [one.appointment for one in task.candidates.all()]
