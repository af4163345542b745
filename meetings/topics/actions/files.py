"""议题材料的上传与移除。"""

from collections.abc import Sequence
from uuid import UUID

from meetings.topics.models import Topic, TopicFile
from meetings.topics.policy import topics
from office.api import Actor, action, keep, record
from office.kernel.clock import now
from office.kernel.digests import sm3
from office.kernel.refusals import Invalid, NotThere
from office.kernel.uploads import Examined

MOST = 20


@action
def attach(task_uid: UUID, files: Sequence[tuple[bytes, Examined]], *, by: Actor, key: UUID) -> Topic:
    """上传材料：all of them or none, while the topic is with its unit. The same file twice is refused by name."""
    _, topic, actor = topics.take_task(task_uid, by=by, to="draft")
    if not files:
        raise Invalid("没有上传：请先选择文件。", field="files")
    names = dict(topic.files.filter(removed_at__isnull=True).values_list("file__sm3", "name"))
    if len(names) + len(files) > MOST:
        raise Invalid(f"没有上传：一个议题最多附{MOST}个文件。请合并后再传。", field="files")
    for content, examined in files:
        digest = sm3(content).hex()
        if digest in names:
            raise Invalid(f"没有上传“{examined.name}”：与“{names[digest]}”内容相同。请去掉一个。", field="files")
        names[digest] = examined.name
        file = keep(content, examined.media_type)
        TopicFile.objects.create(topic=topic, file=file, name=examined.name, added_by=actor.appointment)
    _record(topic, "topics.attached", "、".join(one.name for _, one in files), by=actor)
    return topic


@action
def detach(task_uid: UUID, file_uid: UUID, *, by: Actor, key: UUID) -> Topic:
    """移除材料：it stays in the history of the topic."""
    _, topic, actor = topics.take_task(task_uid, by=by, to="draft")
    row = topic.files.filter(uid=file_uid, removed_at__isnull=True).first()
    if row is None:
        raise NotThere("该材料")
    row.removed_at = now()
    row.save(update_fields=["removed_at"])
    _record(topic, "topics.detached", row.name, by=actor)
    return topic


def _record(topic: Topic, act: str, words: str, *, by: Actor) -> None:
    record(by, act, stream=f"run:{topic.run.uid}", about=topic.uid, title=str(topic), opinion=words)
