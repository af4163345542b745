"""复核的结果入库。"""

from dataclasses import dataclass
from uuid import UUID

from archive.models import CheckReport, Condition, Fixity, Record, RecordFile
from archive.policy import ARCHIVIST
from office.api import Actor, action, close_todo, open_todo, pool_of, record
from office.kernel.clock import now
from office.kernel.transactions import lock_only

ROOM, KIND = "archive", "档"


@dataclass(frozen=True, slots=True)
class Look:
    """One file as it was found: `says` is a sentence where it is not intact, `size` the bytes that were read."""

    row: RecordFile
    condition: Condition
    says: str
    size: int

    @property
    def broken(self) -> bool:
        return self.condition != Condition.INTACT


@action
def take_in_fixity(look: Look, report: CheckReport, *, by: Actor | None, key: UUID) -> Fixity:
    """复核：a file is found otherwise than the last time. Changed or absent, it waits for the archivists of its organ; intact again, no more.

    `report` is that of the record's check that followed.
    """
    lock_only(Record.objects.filter(pk=look.row.record_id), "record")
    moment = now()
    known = Fixity.objects.filter(file=look.row).first()
    if known is not None and known.condition == look.condition:  # another round came first
        Fixity.objects.filter(pk=known.pk).update(checked_at=moment)
        return known
    found = known or Fixity(file=look.row)
    found.condition, found.says, found.since, found.checked_at = look.condition, look.says[:400], moment, moment
    found.save()
    item = look.row.record
    record(
        by,
        "archive.found_broken" if look.broken else "archive.found_intact",
        stream=f"record:{item.uid}",
        about=item.uid,
        title=str(item),
        file=look.row.name,
        sm3=look.row.file.sm3,
        says=look.says,
    )
    task = str(look.row.uid)
    close_todo(ROOM, task, why="文件的状况又变了" if look.broken else "复核时文件已完好")
    if look.broken:
        open_todo(
            room=ROOM,
            kind=KIND,
            about=item.uid,
            task=task,
            title=f"《{item.title}》的文件{look.says}"[:400],
            step="固化复核",
            url=report.get_absolute_url(),
            holders=pool_of(item.organ, ARCHIVIST),
        )
    return found


def note_looked_at(rows: list[RecordFile]) -> None:
    """Files found as they were the last time: only the moment is new. Whoever is killed before this looks at them once more."""
    moment = now()
    Fixity.objects.bulk_create(
        [Fixity(file=row, condition=Condition.INTACT, since=moment, checked_at=moment) for row in rows],
        ignore_conflicts=True,
    )
    Fixity.objects.filter(file__in=rows).update(checked_at=moment)
