"""退回更正，和补正后再送归档。"""

from uuid import UUID

from django.utils.module_loading import import_string

from archive.calling import call_the_office, close_calls
from archive.models import Record, RecordFile, RecordReturn, Role, State
from archive.policy import records
from archive.standing import ask, reason_given
from office.api import Actor, action, enqueue, record
from office.kernel import crash
from office.kernel.clock import now

COLLECT_AGAIN = "archive.tasks.collect_again_of"


@action
def return_record(record_uid: UUID, reason: str, *, by: Actor, key: UUID) -> Record:
    """退回：back to whoever did the paper, to be put right; the reason is kept for ever. The only way in which a filed record changes.

    Its files and its number stay as they are; what comes back is its next revision. Raises SomebodyWasFirst, Invalid without a reason.
    """
    item = records.take(record_uid, by=by)
    by = records.capacity(item, by=by)
    ask("退回", item)
    why = reason_given(reason, "退回")
    was_filed = item.state == State.FILED
    RecordReturn.objects.create(record=item, revision=item.revision, why=why, by=by.appointment)
    crash.point("archive.return_recorded")
    item.state, item.why, item.moved_at = State.RETURNED, why, now()
    item.save(update_fields=["state", "why", "moved_at"])
    call_the_office(item, by=by.appointment)
    record(
        by,
        "archive.returned",
        stream=f"record:{item.uid}",
        about=item.uid,
        title=str(item),
        revision=item.revision,
        filed=was_filed,
        reason=why,
    )
    return item


@action
def send_again(record_uid: UUID, said: str, *, by: Actor, key: UUID) -> Record:
    """补正后再送归档：by whoever it was returned to, or by the archivist. The paper is collected anew, as the record's next revision."""
    item = records.take_returned(record_uid, by=by)
    ask("送归档", item)
    words = reason_given(said, "送归档")
    before = list(item.current_files.exclude(role=Role.METADATA))
    item.revision += 1
    item.state = State.COLLECTING if item.paper_uid is not None else State.ARRANGING
    item.why, item.moved_at = "", now()
    item.save()
    close_calls(item, why="已补正", done_by=by.appointment)
    record(
        by,
        "archive.sent_again",
        stream=f"record:{item.uid}",
        about=item.uid,
        title=str(item),
        revision=item.revision,
        opinion=words,
    )
    if item.paper_uid is not None:
        enqueue(import_string(COLLECT_AGAIN), str(item.uid), key=f"archive/collect/{item.uid}/{item.revision}")
    else:
        _carry_over(item, before)
    return item


def _carry_over(item: Record, files: list[RecordFile]) -> None:
    """What came from nowhere in this system cannot be collected: its files go with it."""
    for place, one in enumerate(files, 1):
        RecordFile.objects.create(
            record=item,
            revision=item.revision,
            role=one.role,
            ordinal=place,
            name=one.name,
            title=one.title,
            file=one.file,
            pages=one.pages,
        )
