"""著录：the archivist puts right what the description says, before the record is filed. And the description as a file."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from archive.describing import AMENDED, AS_TOLD, completed, metadata_xml
from archive.gathering import XML
from archive.models import Record, RecordFile, Role, State
from archive.policy import records
from archive.standing import ask
from office.api import Actor, action, keep, record
from office.kernel import crash
from office.kernel.clock import now, today
from office.kernel.files import address_of
from office.kernel.refusals import Invalid
from office.kernel.text import clean_line
from office.kernel.transactions import lock_only

NAME = "YSJ-01.xml"
EARLIEST = 1800


@dataclass(frozen=True)
class Description:
    """What an archivist may say otherwise than the paper: 题名, 文件编号, 责任者, 日期, 年度. Self-made titles stand in [ ] (DA/T 22)."""

    title: str
    number: str
    author: str
    dated_on: date | None
    year: int

    def cleaned(self) -> "Description":
        """The same, fit to be kept. Raises Invalid."""
        title = clean_line(self.title, "题名", 400, field="title")
        author = clean_line(self.author, "责任者", 200, field="author")
        if not title:
            raise Invalid("没有保存：题名不能空着。", field="title")
        if not author:
            raise Invalid("没有保存：责任者不能空着。", field="author")
        if not EARLIEST <= self.year <= today().year:
            raise Invalid(f"没有保存：年度应在{EARLIEST}年至{today().year}年之间。", field="year")
        if self.dated_on is not None and self.dated_on > today():
            raise Invalid("没有保存：日期在今天之后。请核对后再填。", field="dated_on")
        return Description(
            title, clean_line(self.number, "文件编号", 60, field="number"), author, self.dated_on, self.year
        )


@action
def amend(record_uid: UUID, description: Description, *, by: Actor, key: UUID) -> Record:
    """著录：the description as the archivist corrects it, while it is being arranged. History keeps what it said before."""
    item = records.take(record_uid, by=by)
    by = records.capacity(item, by=by)
    ask("著录", item)
    given = description.cleaned()
    names = AMENDED
    changed = [name for name in names if getattr(item, name) != getattr(given, name)]
    if not changed:
        return item
    before = {names[name]: str(getattr(item, name) or "") for name in changed}
    item.metadata = {AS_TOLD + names[name]: before[names[name]] for name in changed} | item.metadata
    for name in changed:
        setattr(item, name, getattr(given, name))
    item.moved_at = now()
    item.save()
    record(
        by,
        "archive.amended",
        stream=f"record:{item.uid}",
        about=item.uid,
        title=str(item),
        before=before,
        opinion="，".join(f"{names[name]}原为“{before[names[name]]}”" for name in changed),
    )
    return item


@action
def describe(record_uid: UUID, *, by: None, key: UUID) -> Record:
    """元数据成文：the whole description of a numbered record is written down, into its row and as a file of it; before the check, which looks at both."""
    lock_only(Record.objects.filter(uid=record_uid), "record")
    item = Record.objects.select_related("fonds", "organ", "confirmed_by__person").get(uid=record_uid)
    if item.state != State.CHECKING:
        return item
    item.metadata = completed(item)
    xml = metadata_xml(item.metadata)
    rows = RecordFile.objects.filter(record=item, revision=item.revision).select_related("file")
    there = rows.filter(role=Role.METADATA).first()
    if there is None or there.file.sm3 != address_of(xml):
        place = there.ordinal if there is not None else rows.count() + 1
        if there is not None:  # of a check that was refused; it never was filed
            there.delete()
        RecordFile.objects.create(
            record=item,
            revision=item.revision,
            role=Role.METADATA,
            ordinal=place,
            name=NAME,
            title="元数据",
            file=keep(xml, XML),
        )
    item.save(update_fields=["metadata"])
    crash.point("archive.described")
    return item
