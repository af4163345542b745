"""送核稿。"""

from uuid import UUID

from docflow import policy
from docflow.actions.completing import complete_taken
from docflow.actions.versions import read_elements
from docflow.models import Document, Task, WorkingCopy
from docflow.selectors.versions import current_version, elements_of
from office.api import Actor, action
from office.kernel.refusals import Invalid


@action
def send_for_review(task_uid: UUID, *, by: Actor, key: UUID, choice: str = "", opinion: str = "") -> Document:
    """送核稿：the drafter sends his text on; after a return, back to where it came from."""
    task, actor = policy.tasks.take(task_uid, by=by, to="draft")
    _refuse_unfinished(task, actor)
    complete_taken(task, actor, key=key, verb="docflow.sent_for_review", choice=choice, opinion=opinion)
    return task.run.document


def _refuse_unfinished(task: Task, actor: Actor) -> None:
    """A draft without title or body has nothing to review."""
    document = task.run.document
    copy = WorkingCopy.objects.filter(document=document, author=actor.appointment, based_on=document.current).first()
    elements = read_elements(copy.elements) if copy else elements_of(current_version(document))
    if not elements.title:
        raise Invalid("还没有标题。请写好标题再送核稿。", field="title")
    if not elements.body:
        raise Invalid("还没有正文。请写好正文再送核稿。", field="body")
    if elements.kind_known is None:
        raise Invalid("请选择文种。", field="kind")
