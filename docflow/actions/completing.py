"""What every step's verb has in common: take the task, take in the changed text, complete, record."""

from collections.abc import Sequence
from uuid import UUID

from docflow import flow, policy
from docflow.actions.versions import take_in_working_copy
from docflow.flow.acts import Stance
from docflow.models import Document, Task
from docflow.selectors.tasks import may_edit
from docflow.walking.performing import Performed, perform
from office.api import Actor, record


def complete(
    task_uid: UUID,
    *,
    by: Actor,
    key: UUID,
    to: str,
    verb: str,
    choice: str = "",
    stance: Stance = "",
    opinion: str = "",
    chosen: Sequence[UUID] = (),
) -> tuple[Document, Actor, Performed]:
    """Complete a document's task of the step `to`; `verb` is the act's name in the trail."""
    task, actor = policy.tasks.take(task_uid, by=by, to=to)
    performed = complete_taken(
        task, actor, key=key, verb=verb, choice=choice, stance=stance, opinion=opinion, chosen=chosen
    )
    return task.run.document, actor, performed


def complete_taken(
    task: Task,
    actor: Actor,
    *,
    key: UUID,
    verb: str,
    choice: str = "",
    stance: Stance = "",
    opinion: str = "",
    chosen: Sequence[UUID] = (),
) -> Performed:
    """The same for a task that is taken already, of whatever paper."""
    paper = task.run.paper
    if may_edit(task):
        take_in_working_copy(task.run.document, by=actor, step=task.label)
    act = flow.Complete(
        task=task.name,
        choice=choice,
        stance=stance,
        opinion=opinion.strip(),
        chosen=tuple(str(uid) for uid in chosen),
    )
    performed = perform(task.run, act, by=actor, key=key)
    record(
        actor,
        verb,
        stream=f"run:{task.run.uid}",
        about=paper.uid,
        title=str(paper),
        opinion=opinion.strip(),
        stance=flow.STANCES.get(stance, ""),
        version=paper.current,
    )
    return performed
