"""固化信息的定期复核：each night a slice of the archive's files is read again, those first that were read longest ago."""

from collections.abc import Iterable, Sequence

from django.conf import settings

from archive.actions.take_in_fixity import Look, note_looked_at, take_in_fixity
from archive.checking import run_check
from archive.models import Condition, Fixity, FixityRound, Record, RecordFile, Stage
from office.api import as_it_lies, lies_there, task
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.digests import sm3
from office.kernel.ids import uuid7

_SHOWN = 12  # digits of a digest that a sentence shows
_AT_ONCE = 100  # looks that are noted together
_SAMPLE = 10  # files of which one at least lies there, where there is a store


class StoreGoneError(OSError):
    """Nothing that was looked for is in the store."""


@task()
def recheck_fixity() -> None:
    """固化复核：the nightly slice."""
    if files := due(settings.FIXITY_FILES):
        recheck(files)


def due(most: int) -> list[RecordFile]:
    """The files never looked at, then those looked at longest ago."""
    rows = RecordFile.objects.select_related("file", "record__organ", "fixity")
    fresh = list(rows.filter(fixity__isnull=True).order_by("pk")[:most])
    if len(fresh) == most:
        return fresh
    return fresh + list(
        rows.filter(fixity__isnull=False).order_by("fixity__checked_at", "fixity__pk")[: most - len(fresh)]
    )


def recheck(files: Sequence[RecordFile]) -> FixityRound:
    """Read files again and take in what is found; whatever ends it in the middle, the next round begins with those not noted yet.

    A record whose file is found otherwise than the last time is checked as a whole (长期保存), and its archivists are told.
    """
    began, size, broken = now(), 0, 0
    _refuse_without_store(files)
    same: list[RecordFile] = []
    for row in files:
        look = _look(row)
        size += look.size
        broken += look.broken
        if look.condition == _before(row):
            same.append(row)
        else:
            _turned(look)
        if len(same) == _AT_ONCE:
            note_looked_at(same)
            same = []
    note_looked_at(same)
    return FixityRound.objects.create(began_at=began, files=len(files), bytes=size, broken=broken)


def _refuse_without_store(files: Sequence[RecordFile]) -> None:
    """A store that is not there at all is one matter for one person: no file is called lost for it. Raises StoreGoneError."""
    some = files[:: max(1, len(files) // _SAMPLE)]
    if len(some) >= _SAMPLE and not any(lies_there(row.file) for row in some):
        raise StoreGoneError(f"抽看的{len(some)}个文件一个也不在：文件存储没有接上。请先恢复存储，再重试。")


def _turned(look: Look) -> None:
    item = Record.objects.select_related("fonds", "organ", "confirmed_by").get(pk=look.row.record_id)
    report = run_check(item, Stage.KEEPING)
    crash.point("fixity.reported")  # once more is harmless: the next round finds the same, and reports it
    take_in_fixity(look, report, by=None, key=uuid7())


def _before(row: RecordFile) -> str:
    """How it was the last time; a file never looked at was as it was stored."""
    known: Fixity | None = getattr(row, "fixity", None)
    return known.condition if known else Condition.INTACT


def _look(row: RecordFile) -> Look:
    """Read one file through."""
    try:
        content = as_it_lies(row.file)
    except FileNotFoundError:
        return Look(row, Condition.ABSENT, f"“{row.name}”不在存储中。", 0)
    except OSError as error:  # a bad sector, a right that is gone: of this file, and the others are still to be read
        return Look(row, Condition.UNREAD, f"“{row.name}”读不出：{error.strerror or error}。", 0)
    found = sm3(content).hex()
    if found == row.file.sm3 and len(content) == row.file.size:
        return Look(row, Condition.INTACT, "", len(content))
    if len(content) != row.file.size:
        says = f"“{row.name}”登记为{row.file.size}字节，现有{len(content)}字节。"
    else:
        says = f"“{row.name}”的内容变了：登记的摘要{row.file.sm3[:_SHOWN]}…，现为{found[:_SHOWN]}…。"
    return Look(row, Condition.CHANGED, says, len(content))


def recheck_all(batch: int = 2000) -> Iterable[FixityRound]:
    """Every file once, round after round: what `check_records --all` asks for."""
    last = 0
    rows = RecordFile.objects.select_related("file", "record__organ", "fixity").order_by("pk")
    while files := list(rows.filter(pk__gt=last)[:batch]):
        last = files[-1].pk
        yield recheck(files)
