"""附件的上传与移除。"""

from uuid import UUID

from docflow import policy
from docflow.models import Attachment, Document
from docflow.selectors.tasks import editing_task
from office.api import Actor, StoredFile, action, keep, record
from office.kernel.clock import now
from office.kernel.digests import sm3
from office.kernel.refusals import Invalid, NotThere
from office.kernel.uploads import Examined

LARGEST = 50 * 1024 * 1024
MOST = 50


@action
def attach(document_uid: UUID, content: bytes, examined: Examined, *, by: Actor, key: UUID) -> Attachment:
    """上传附件：for whoever may change the text now. The same file twice is refused by name."""
    document = policy.documents.take(document_uid, by=by)
    _, actor = editing_task(document, by=by)
    there = document.attachments.filter(removed_at__isnull=True)
    if twin := there.filter(file__sm3=sm3(content).hex()).first():
        raise Invalid(f"没有上传“{examined.name}”：与已有的“{twin.name}”内容相同。")
    if there.count() >= MOST:
        raise Invalid(f"没有上传“{examined.name}”：附件已有{MOST}个。请合并后再传。")
    return put_with(document, keep(content, examined.media_type), examined.name, by=actor)


def put_with(document: Document, file: StoredFile, name: str, *, by: Actor) -> Attachment:
    """A file that is kept already, inside an act that holds the document."""
    row = Attachment.objects.create(
        document=document,
        file=file,
        name=name,
        added_by=by.appointment,
        from_version=document.current + 1,
    )
    record(
        by,
        "docflow.attached",
        stream=f"run:{document.run.uid}",
        about=document.uid,
        title=str(document),
        name=row.name,
        sm3=row.file.sm3,
    )
    return row


@action
def detach(document_uid: UUID, attachment_uid: UUID, *, by: Actor, key: UUID) -> Attachment:
    """移除附件：it stays in the history of the document."""
    document = policy.documents.take(document_uid, by=by)
    _, actor = editing_task(document, by=by)
    row = document.attachments.filter(uid=attachment_uid, removed_at__isnull=True).first()
    if row is None:
        raise NotThere("该附件")
    row.removed_at = now()
    row.save(update_fields=["removed_at"])
    record(
        actor,
        "docflow.detached",
        stream=f"run:{document.run.uid}",
        about=document.uid,
        title=str(document),
        name=row.name,
    )
    return row
