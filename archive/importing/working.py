"""The rows of a batch, one after the other: read, its files examined and their text taken out, taken in, checked, filed."""

import json
from dataclasses import dataclass, replace
from uuid import UUID

from archive.importing.bringing import BATCH, Brought
from archive.importing.entering import Entered, Outcome, enter
from archive.importing.models import Batch, BatchState, Row, RowState
from archive.importing.packages import Files
from archive.importing.reading import AttachedText, Described
from archive.importing.reading.catalogue import files_of, read_row
from archive.models import Role
from archive.texts import has_text, text_in
from office.api import Actor, actor_of, read
from office.kernel import child, crash
from office.kernel.digests import sm3
from office.kernel.json_text import canonical_json
from office.kernel.refusals import NotAllowed, Refusal
from office.kernel.uploads import NoTurn, clean_name, examine

ROWS = 50  # a turn
NAME = 190  # characters


@dataclass(frozen=True)
class _Work:
    batch: Batch
    files: Files | None
    by: Actor | None


def work(uid: UUID, turn: int) -> int:
    """Take in the next rows of a turn, until they are done or somebody stops it. A row that was begun before is finished, not doubled."""
    batch = Batch.objects.select_related("fonds__organ", "package", "brought_by__person").get(uid=uid)
    rows = list(batch.rows.filter(state=RowState.WAITING)[:ROWS])
    if not rows or not _goes_on(batch, turn):
        return 0
    work = _Work(batch, Files(read(batch.package), batch.package_name) if batch.package else None, _who(batch))
    done = 0
    for row in rows:
        if not _goes_on(batch, turn):
            break
        _take_in(work, row)
        crash.point("importing.row_done")
        done += 1
    return done


def described_by(batch: Batch, row: Row) -> tuple[Described, list[str]]:
    """What a row says, and which files it names. Raises Invalid."""
    cells = batch.named(row.cells)
    found = read_row(cells, nameless=f"sm3:{sm3(canonical_json(cells).encode()).hex()}")
    return replace(found, retention=found.retention or batch.retention), files_of(cells)


def _take_in(work: _Work, row: Row) -> None:
    try:
        entered, remarks = _entered(work, row)
    except NoTurn as busy:  # says nothing about the row: the job tries again
        raise child.ChildTimeout(busy.sentence) from busy
    except Refusal as refusal:
        _note(row, RowState.REFUSED, refusal.sentence)
        return
    crash.point("importing.row_entered")
    state = {
        Outcome.FILED: RowState.FILED,
        Outcome.HELD_BACK: RowState.HELD_BACK,
        Outcome.ALREADY: RowState.FILED if _is_ours(work.batch, entered) else RowState.ALREADY,
    }[entered.outcome]
    held_back = ("归档检测没有通过，详见该件的检测报告。",) if state == RowState.HELD_BACK else ()
    _note(row, state, "".join((*held_back, *remarks)), entered)


def _entered(work: _Work, row: Row) -> tuple[Entered, tuple[str, ...]]:
    described, names = described_by(work.batch, row)
    brought = [_file(work, name, n) for n, name in enumerate(names)]
    described = _with_text(described, brought)
    cells = work.batch.named(row.cells)
    source = json.dumps(
        {"elements": cells, "files": {one.name: sm3(one.content).hex() for one in brought}},
        ensure_ascii=False,
        indent=1,
    )
    described = replace(described, facts=dict(described.facts) | {BATCH: str(work.batch.uid)})
    return enter(described, source.encode(), work.batch.fonds, files=brought, by=work.by), described.remarks


def _file(work: _Work, name: str, n: int) -> Brought:
    """The first file that a row names is the main text, the others go with it. Raises Invalid, TooLarge."""
    if work.files is None:
        raise NotAllowed(f"目录里写了文件“{name}”，这一批却没有压缩包。")
    content = work.files.read(name)
    found = examine(content, name.replace("\\", "/").rpartition("/")[2])
    role = Role.ATTACHMENT if n else Role.ORIGINAL
    return Brought(role, f"{n + 1:02}-{clean_name(found.name)[-NAME:]}", content, found.media_type, found.name)


def _with_text(described: Described, brought: list[Brought]) -> Described:
    """With the words of its files, and a remark where a file should have some and has none."""
    body: tuple[str, ...] = ()
    attachments, remarks = [], list(described.remarks)
    for one in brought:
        if not has_text(one.media_type):
            continue
        found = text_in(one.content, one.media_type)
        if found.says or found.cut:
            remarks.append(f"“{one.title}”{found.says or '文字太多，只取了前一部分供检索。'}")
        if one.role == Role.ORIGINAL:
            body = tuple(found.strings)
        else:
            attachments.append(AttachedText(one.title, tuple(found.strings)))
    return replace(described, body=body, attachments=tuple(attachments), remarks=tuple(remarks))


def _note(row: Row, state: RowState, says: str, entered: Entered | None = None) -> None:
    """What became of a row, once: where two work at it after a lost lease, the first to say it has said it."""
    Row.objects.filter(pk=row.pk, state=RowState.WAITING).update(
        state=state, says=says[:400], record=entered.record if entered else None
    )


def _is_ours(batch: Batch, entered: Entered) -> bool:
    """Filed by this batch before it was killed, not by another or by an earlier row."""
    item = entered.record
    return item.metadata.get(BATCH) == str(batch.uid) and not batch.rows.filter(record=item).exists()


def _goes_on(batch: Batch, turn: int) -> bool:
    return Batch.objects.filter(pk=batch.pk, state=BatchState.RUNNING, turn=turn).exists()


def _who(batch: Batch) -> Actor | None:
    """Whoever brought it, while he is in that post; else the system."""
    try:
        return actor_of(batch.brought_by.person, batch.brought_by)
    except NotAllowed:
        return None
