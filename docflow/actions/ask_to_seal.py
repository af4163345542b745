"""用印申请。"""

from uuid import UUID

from django.db.models import Q

from docflow import flow, policy
from docflow.actions.completing import complete_taken
from docflow.actions.take_in_page import digest_as_typeset
from docflow.models import Document, Rendition, Seal, SealAuthorisation, SealUse
from docflow.models.seals import UseState
from docflow.selectors.seals import seal_in_force
from docflow.selectors.versions import current_version, whole
from office.api import Actor, action, record
from office.kernel import crash
from office.kernel.clock import today
from office.kernel.refusals import NotAllowed
from office.kernel.transactions import lock


@action
def ask_to_seal(task_uid: UUID, *, by: Actor, key: UUID, opinion: str = "") -> Document:
    """用印：the seal keeper orders the organ's seal onto the page. The use is in the log before the key is touched.

    Raises NotAllowed where there is no seal in force, he is not authorised for it, or the page is not of the present text.
    """
    task, actor = policy.tasks.take(task_uid, by=by, to="*")
    if task.step not in {"seal", "sealing"}:
        raise NotAllowed(f"该件现在是“{task.label}”环节，还不能用印。")
    document = task.run.document
    page = final_page(document)
    seal = seal_for(document, by=actor)
    SealUse.objects.create(
        seal=seal,
        document=document,
        asked_by=actor.appointment,
        asked_names=actor.names(),
        page_sm3=page.file.sm3,
    )
    crash.point("seal.use_written")
    record(
        actor,
        "docflow.seal_ordered",
        stream=f"run:{task.run.uid}",
        about=document.uid,
        title=str(document),
        seal=str(seal),
        page=page.file.sm3,
    )
    choice = flow.RETRY if task.purpose == "repair" else ""
    complete_taken(task, actor, key=key, verb="docflow.sealed", choice=choice, opinion=opinion)
    return document


def final_page(document: Document) -> Rendition:
    """The page that is to be sealed: made of the text as it stands, number and dates included."""
    source = digest_as_typeset(whole(document, current_version(document)))
    page = Rendition.objects.select_related("file").filter(document=document, kind="final", source=source).first()
    if page is None:
        raise NotAllowed("没有与现在的文稿一致的排版。请先重新排版。")
    return page


def seal_for(document: Document, *, by: Actor) -> Seal:
    """The organ's seal in force that this post may use, locked for the use."""
    seal = seal_in_force(document.organ_id)
    if seal is None:
        raise NotAllowed(f"{document.organ}没有在用的印章。请先办理印章启用。")
    day = today()
    held = lock(
        SealAuthorisation.objects.filter(
            Q(until__isnull=True) | Q(until__gte=day), seal=seal, post=by.appointment.post, since__lte=day
        ),
        "seal_authorisation",
    )
    if held is None:
        raise NotAllowed(f"您现在的岗位没有被授权使用“{seal}”。请由印章管理岗位办理。")
    if SealUse.objects.filter(document=document, seal=seal).exclude(state=UseState.FAILED).exists():
        raise NotAllowed("这份公文已经用过这枚印章，不能再盖一次。")
    return seal
