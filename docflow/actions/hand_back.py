"""退回、撤回、领办、放回、转办。"""

from typing import Literal
from uuid import UUID

from docflow import flow, policy
from docflow.actions.versions import take_in_working_copy
from docflow.models import Task
from docflow.models.papers import Paper
from docflow.selectors.tasks import may_edit
from docflow.walking.performing import perform
from office.api import Actor, action, heirs_of, record, valid_appointments
from office.kernel.refusals import Invalid, NotAllowed


@action
def return_to(
    task_uid: UUID,
    step: str,
    *,
    by: Actor,
    key: UUID,
    reason: str,
    then: Literal["", "walk_again", "straight_back"] = "",
) -> Paper:
    """退回：to a step that was walked before, with the reason; from 会签 it comes straight back unless told otherwise."""
    task, actor = policy.tasks.take(task_uid, by=by, to="*")
    if may_edit(task):
        take_in_working_copy(task.run.document, by=actor, step=task.label)
    act = flow.ReturnTo(task=task.name, to=step, reason=reason.strip(), then=then)
    return _perform(task, act, actor, key=key, verb="docflow.returned", to=step, opinion=reason.strip())


@action
def withdraw(task_uid: UUID, *, by: Actor, key: UUID, reason: str = "") -> Paper:
    """撤回：take back what he did last on this task, until the next holder has acted."""
    task = policy.tasks.locked(task_uid, by=by)
    mine = next((a for a in by.appointments if a.pk == task.holder_id), None)
    if mine is None:
        raise NotAllowed("这一步不是您办的，不能撤回。")
    act = flow.Withdraw(task=task.name, reason=reason.strip())
    return _perform(task, act, by.acting_as(mine), key=key, verb="docflow.withdrew", opinion=reason.strip())


@action
def claim(task_uid: UUID, *, by: Actor, key: UUID) -> Paper:
    """领办：take a task that several might do."""
    task, actor = policy.tasks.take(task_uid, by=by, to="*")
    return _perform(task, flow.Claim(task=task.name), actor, key=key, verb="docflow.claimed")


@action
def put_back(task_uid: UUID, *, by: Actor, key: UUID) -> Paper:
    """放回：give a task that one has taken back to the others."""
    task, actor = policy.tasks.take(task_uid, by=by, to="*")
    return _perform(task, flow.PutBack(task=task.name), actor, key=key, verb="docflow.put_back")


@action
def reassign(task_uid: UUID, to: UUID, *, by: Actor, key: UUID, reason: str = "") -> Paper:
    """转办：another of the same organ is to do it."""
    task, actor = policy.tasks.take(task_uid, by=by, to="*")
    ask_colleague(task.run.paper, to)
    act = flow.Reassign(task=task.name, to=str(to), reason=reason.strip())
    return _perform(task, act, actor, key=key, verb="docflow.reassigned", opinion=reason.strip())


def ask_colleague(paper: Paper, to: UUID) -> None:
    """Raise unless a task of the paper may go to him: whoever gets it reads it, so he is of the paper's own organ, or of its heirs."""
    if not valid_appointments().filter(uid=to, post__department__organ__in=heirs_of(paper.organ)).exists():
        raise Invalid("只能转给本机关现在在任的人。请另选一人。", field="chosen")


def _perform(task: Task, act: flow.Act, actor: Actor, *, key: UUID, verb: str, **detail: str) -> Paper:
    perform(task.run, act, by=actor, key=key)
    paper = task.run.paper
    record(actor, verb, stream=f"run:{task.run.uid}", about=paper.uid, title=str(paper), **detail)
    return paper
