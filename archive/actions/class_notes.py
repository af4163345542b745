"""备考表：whoever arranged a class says how it is; another looks at it (DA/T 22-2015)."""

from uuid import UUID

from archive import policy
from archive.models import ClassNote, Fonds
from archive.selectors.catalogue import Class, note_of, records_of
from office.api import Actor, action, record
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.text import clean_text

LONGEST = 1000
MOST_LINES = 30  # what the form has room for


@action
def write_note(fonds_uid: UUID, of: Class, *, by: Actor, key: UUID, text: str) -> ClassNote:
    """写备考表：what was written before stays; the new words are in force, and are looked at anew."""
    fonds = policy.fondses.take(fonds_uid, by=by)
    if not of.is_lowest:
        raise NotThere("该备考表")
    text = clean_text(text, "情况说明", LONGEST, field="text")
    if not text:
        raise Invalid("请写情况说明，如：件数、缺损、作废件号。没有特别情况的写“齐全完整”。", field="text")
    if text.count("\n") >= MOST_LINES:
        raise Invalid(f"情况说明最多写{MOST_LINES}行，表里放不下更多。请并成几段。", field="text")
    count = records_of(fonds, of).count()
    if not count:
        raise Invalid(f"{of.in_words}还没有归档的文件，不用写备考表。", field="text")
    note = ClassNote.objects.create(
        fonds=fonds,
        year=of.year or 0,
        retention=of.retention,
        unit=of.unit or "",
        text=text,
        items=count,
        arranged_by=by.appointment,
    )
    _record(by, fonds, "fonds.noted", of, opinion=text)
    return note


@action
def check_note(note_uid: UUID, *, by: Actor, key: UUID) -> ClassNote:
    """检查：by another archivist of the organ than wrote it."""
    note = ClassNote.objects.select_related("fonds", "arranged_by__person").filter(uid=note_uid).first()
    if note is None or not policy.fondses.kept(by).filter(pk=note.fonds_id).exists():
        raise NotThere("该备考表")
    fonds = policy.fondses.take(note.fonds.uid, by=by)
    note = ClassNote.objects.select_related("arranged_by__person", "checked_by__person").get(pk=note.pk)
    of = Class(note.year, note.retention, note.unit)
    if note.checked_by is not None:
        raise SomebodyWasFirst(f"{note.checked_by.person.name}已经检查过。")
    if note.arranged_by.person == by.person:
        raise NotAllowed("备考表由整理人以外的档案管理员检查。只有一位档案管理员的，打印后由检查人签名。")
    if note_of(fonds, of) != note:
        raise SomebodyWasFirst("备考表刚刚改过。请刷新页面，看过新写的再检查。")
    note.checked_by, note.checked_at = by.appointment, now()
    note.save(update_fields=["checked_by", "checked_at"])
    _record(by, fonds, "fonds.note_checked", of)
    return note


def _record(by: Actor, fonds: Fonds, act: str, of: Class, **detail: object) -> None:
    record(by, act, stream=f"fonds:{fonds.uid}", about=fonds.uid, title=f"全宗{fonds} {of.in_words}备考表", **detail)
