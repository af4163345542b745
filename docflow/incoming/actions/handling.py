"""What the verbs of the steps have in common: the task is taken, its paper is one that came in."""

from uuid import UUID

from docflow import policy
from docflow.incoming.models import Incoming
from docflow.models import Task
from office.api import Actor
from office.kernel.refusals import NotThere


def take(task_uid: UUID, *, by: Actor, to: str) -> tuple[Task, Incoming, Actor]:
    """His task of the step `to`, the paper on which it stands, and he in the capacity that it asks for."""
    task, actor = policy.tasks.take(task_uid, by=by, to=to)
    return task, paper_of(task), actor


def paper_of(task: Task) -> Incoming:
    """What came in, of a task."""
    paper = task.run.paper
    if not isinstance(paper, Incoming):
        raise NotThere("该收文")
    return paper
