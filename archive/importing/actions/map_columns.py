"""对应各列。"""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from archive.importing.models import Batch, BatchState
from archive.importing.policy import batches
from archive.importing.reading.catalogue import retention_of
from archive.importing.reading.elements import LABELS
from office.api import Actor, action
from office.kernel.refusals import Invalid, NotAllowed


@action
def map_columns(uid: UUID, mapping: Mapping[int, str], *, retention: str, by: Actor, key: UUID) -> Batch:
    """对应各列：which element each column is, and what becomes of rows without 保管期限. Nothing is imported yet. Raises Invalid."""
    batch = batches.take(uid, by=by)
    if batch.state not in {BatchState.MAPPING, BatchState.READY}:
        raise NotAllowed("这一批已经开始导入，各列不能再改。要重来的，请停下并撤回后另送一份目录。")
    chosen = {n: element for n, element in mapping.items() if element and 0 <= n < len(batch.header)}
    if wrong := [element for element in chosen.values() if element not in LABELS]:
        raise Invalid(f"没有“{wrong[0][:20]}”这一项。请重新选择。")
    if twice := [element for element, times in Counter(chosen.values()).items() if times > 1]:
        raise Invalid(f"“{LABELS[twice[0]]}”选了不止一列。请只留一列。")
    if "title" not in chosen.values():
        raise Invalid("还没有选哪一列是题名。题名必须有。")
    batch.mapping = {str(n): element for n, element in chosen.items()}
    batch.retention = retention_of(retention)
    batch.state = BatchState.READY
    batch.save(update_fields=["mapping", "retention", "state"])
    return batch
