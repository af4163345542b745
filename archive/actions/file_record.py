"""归档。"""

import json
from uuid import UUID

from archive.models import Record, RecordFile, Role, State
from archive.numbering import take_item
from archive.policy import ARCHIVIST
from office.api import Actor, action, grant, keep, record, role_key
from office.kernel.clock import now
from office.kernel.digests import sm3
from office.kernel.json_text import canonical_json
from office.kernel.refusals import NotThere
from office.kernel.transactions import lock_only

METADATA = "元数据.json"


@action
def file_record(uid: UUID, *, by: Actor | None, key: UUID) -> Record:
    """归档：a checked record takes its 件号 and 档号 (where it did not bring them), its metadata is written, and it is frozen.

    Filing what is filed changes nothing.
    """
    if lock_only(Record.objects.filter(uid=uid), "record") is None:
        raise NotThere("该档案")
    item = Record.objects.select_related("fonds", "organ").get(uid=uid)
    if item.state == State.FILED:
        return item
    if not item.code:
        item.item, item.code = take_item(item)
    item.metadata = item.metadata | {"档号": item.code, "保管期限": item.retention, "年度": f"{item.year}"}
    files = list(item.files.filter(revision=item.revision).select_related("file"))
    files.append(_metadata_file(item, len(files) + 1))
    item.digest = sm3(canonical_json({one.name: one.file.sm3 for one in files}).encode()).hex()
    item.state = State.FILED
    item.filed_at = item.moved_at = now()
    item.save()
    grant(item.uid, role_key(item.organ, ARCHIVIST), why="归档")
    record(by, "archive.filed", stream=f"record:{item.uid}", about=item.uid, title=item.title, code=item.code)
    return item


def _metadata_file(item: Record, ordinal: int) -> RecordFile:
    content = json.dumps(item.metadata, ensure_ascii=False, indent=1).encode()
    return RecordFile.objects.create(
        record=item,
        revision=item.revision,
        role=Role.METADATA,
        ordinal=ordinal,
        name=METADATA,
        title="元数据（DA/T 46）",
        file=keep(content, "application/json"),
    )
