"""One document into the archive, once: taken in, checked, filed; or found there already; or refused because another bears its name."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from archive.importing.actions.take_in import take_in
from archive.importing.admitting import admit
from archive.importing.bringing import SOURCE, Brought, same_source, source_file
from archive.importing.reading import Described
from archive.models import Fonds, Record, State
from docflow.api import refuse_marked
from office.api import Actor, read
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, SomebodyWasFirst


class Outcome(StrEnum):
    FILED = "filed"
    ALREADY = "already"
    HELD_BACK = "held_back"


@dataclass(frozen=True)
class Entered:
    record: Record
    outcome: Outcome


def enter(
    described: Described, source: bytes, fonds: Fonds, *, files: Sequence[Brought] = (), by: Actor | None
) -> Entered:
    """Take a document in, check and file it. The same document again is ALREADY; one that a kill left half-way is finished.

    Slow: call it outside a transaction. Raises Invalid, also where the fonds has another document under this source_id.
    """
    _refuse_secrets(described)
    item = _there(described, fonds)
    if item is None:
        try:
            item = take_in(described, [*files, source_file(source)], fonds, by=by, key=uuid7())
        except SomebodyWasFirst:  # another import of the same document, this moment
            item = Record.objects.get(fonds=fonds, source_id=described.source_id)
        else:
            return _entered(admit(item, by=by))
    if not _same(item, source):
        raise Invalid(
            f"标识“{described.source_id}”已有档案{item.code}《{item.title}》，内容不同，没有覆盖。确需更正的，请把那一件退回更正。"
        )
    return _entered(admit(item, by=by)) if item.state == State.CHECKING else Entered(item, Outcome.ALREADY)


def _there(described: Described, fonds: Fonds) -> Record | None:
    rows = Record.objects.select_related("fonds__organ", "organ")
    return rows.filter(fonds=fonds, source_id=described.source_id).first()


def _entered(item: Record) -> Entered:
    return Entered(item, Outcome.FILED if item.state == State.FILED else Outcome.HELD_BACK)


def _same(item: Record, source: bytes) -> bool:
    """Whether the record was made of the same data."""
    kept = item.files.filter(name=SOURCE).order_by("revision").select_related("file").first()
    return kept is not None and same_source(read(kept.file), source)


def _refuse_secrets(described: Described) -> None:
    attached = (text for one in described.attachments for text in (one.title, *one.body))
    for text in (described.title, *described.body, *described.notes, *attached):
        refuse_marked(text)
