"""重试与答复：tasks that come up beside the route."""

from uuid import UUID

from docflow import flow, policy
from docflow.actions.completing import complete_taken
from docflow.models import Document
from office.api import Actor, action
from office.kernel.refusals import NotAllowed


@action
def try_again(task_uid: UUID, *, by: Actor, key: UUID) -> Document:
    """重试：a system step that failed is asked for again. Sealing is ordered anew by `ask_to_seal`."""
    task, actor = policy.tasks.take(task_uid, by=by, to="typeset")
    if task.purpose != "repair":
        raise NotAllowed("该环节没有故障，不用重试。")
    complete_taken(task, actor, key=key, verb="docflow.retried", choice=flow.RETRY)
    return task.run.document


@action
def answer_disagreement(task_uid: UUID, *, by: Actor, key: UUID, opinion: str) -> Document:
    """答复：the drafter answers a department that disagreed."""
    task, actor = policy.tasks.take(task_uid, by=by, to="*")
    if task.purpose != "reply":
        raise NotAllowed("这里没有要答复的不同意见。")
    complete_taken(task, actor, key=key, verb="docflow.replied", choice=flow.REPLY, opinion=opinion)
    return task.run.document
