"""元数据成文。"""

import json
from uuid import UUID

from archive.models import Record, RecordFile, Role, State
from office.api import action, keep
from office.kernel.transactions import lock_only

NAME = "YSJ-01.json"
JSON = "application/json"


@action
def describe(record_uid: UUID, *, by: None, key: UUID) -> Record:
    """元数据成文：the whole description of a numbered record is written down, into its row and as a file of it, before the check."""
    lock_only(Record.objects.filter(uid=record_uid), "record")
    item = Record.objects.select_related("fonds", "organ").get(uid=record_uid)
    rows = item.files.filter(revision=item.revision)
    if item.state != State.CHECKING or rows.filter(role=Role.METADATA).exists():
        return item
    item.metadata = item.metadata | {"档号": item.code, "保管期限": item.retention, "年度": f"{item.year}"}
    item.save(update_fields=["metadata"])
    content = json.dumps(item.metadata, ensure_ascii=False, indent=1).encode()
    RecordFile.objects.create(
        record=item,
        revision=item.revision,
        role=Role.METADATA,
        ordinal=rows.count() + 1,
        name=NAME,
        title="元数据",
        file=keep(content, JSON),
    )
    return item
