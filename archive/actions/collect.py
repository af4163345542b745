"""收集。"""

from collections.abc import Sequence
from uuid import UUID

from archive.describing import AMENDED, AS_TOLD, told_by, year_of
from archive.gathering import Piece, pieces_of
from archive.models import Fonds, Origin, Record, RecordFile, State
from archive.policy import ARCHIVIST
from archive.proposing import proposed_for
from archive.selectors.units import unit_code_of
from docflow.api import Filing
from meetings.api import MeetingFiling
from office.api import action, grant, keep, record, role_key
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.refusals import NotThere
from office.kernel.transactions import lock_only

LONGEST_TITLE, LONGEST_AUTHOR, LONGEST_WHY = 400, 200, 400


@action
def collect(filing: Filing, *, by: None, key: UUID) -> Record:
    """收集：a closed paper becomes a record that waits to be arranged; for ever the same record, however often it is collected.

    Its retention is proposed; a person confirms it. Raises NotThere where the organ has no fonds.
    """
    there = Record.objects.filter(paper_uid=filing.uid).first()
    if there is not None:
        return there
    fonds = Fonds.objects.filter(organ=filing.organ).first()
    if fonds is None:
        raise NotThere(f"{filing.organ}的全宗")
    uid, pieces = uuid7(), pieces_of(filing)
    item = Record(uid=uid, organ=filing.organ, fonds=fonds, paper_uid=filing.uid)
    tell(item, filing, pieces)
    Record.objects.bulk_create([item], ignore_conflicts=True)  # waits for another transaction with the same paper
    item = Record.objects.select_related("fonds", "organ").get(paper_uid=filing.uid)
    if item.uid != uid:  # collected by somebody else this moment
        return item
    keep_pieces(item, pieces)
    grant(uid, role_key(filing.organ, ARCHIVIST), why="归档")
    crash.point("archive.collected")
    record(
        None,
        "archive.collected",
        stream=f"record:{uid}",
        about=uid,
        title=str(item),
        paper=str(filing.uid),
        opinion=f"收集{len(pieces)}个文件，{item.proposed_why}",
    )
    return item


@action
def collect_again(record_uid: UUID, filing: Filing, *, by: None, key: UUID) -> Record:
    """重新收集：what was returned and put right is taken anew, as the record's next revision. What was filed before stays as it was."""
    lock_only(Record.objects.filter(uid=record_uid), "record")
    item = Record.objects.select_related("fonds", "organ").get(uid=record_uid)
    if item.state != State.COLLECTING:
        return item  # another job has done it
    pieces = pieces_of(filing)
    tell(item, filing, pieces)
    item.state, item.why, item.moved_at = State.ARRANGING, "", now()
    item.save()
    keep_pieces(item, pieces)
    crash.point("archive.collected_again")
    record(
        None,
        "archive.collected_again",
        stream=f"record:{item.uid}",
        about=item.uid,
        title=str(item),
        revision=item.revision,
        opinion=f"重新收集{len(pieces)}个文件，为第{item.revision}次归档",
    )
    return item


def tell(item: Record, filing: Filing, pieces: Sequence[Piece]) -> None:
    """Write what the paper says into a record: its columns, its description, its text, what is proposed for it.

    What an archivist had amended stays amended, unless the paper itself says it otherwise by now.
    """
    before = {name: (getattr(item, name), item.metadata.get(AS_TOLD + word)) for name, word in AMENDED.items()}
    proposal = proposed_for(item.fonds, filing)
    item.origin = origin_of(filing)
    item.title, item.number, item.kind = filing.title[:LONGEST_TITLE], filing.number, filing.kind
    item.author = filing.author[:LONGEST_AUTHOR]
    item.dated_on, item.year, item.secrecy = filing.dated_on, year_of(filing), filing.secrecy
    item.pages = sum(one.pages for one in pieces)
    item.department, item.undertaker = filing.department, filing.responsible
    item.unit = item.unit or unit_code_of(filing.department)
    item.proposed, item.proposed_why = proposal.retention, proposal.why[:LONGEST_WHY]
    item.metadata = told_by(filing, pieces, item.uid)
    for name, (amended, told) in before.items():
        if told is not None and told == str(getattr(item, name) or ""):
            item.metadata[AS_TOLD + AMENDED[name]] = told
            setattr(item, name, amended)
    item.text = {
        "body": list(filing.body),
        "notes": list(filing.notes),
        "attachments": [{"title": title, "body": list(body)} for title, body in filing.attachments],
    }


def origin_of(filing: Filing) -> Origin:
    """Where it comes from."""
    if isinstance(filing, MeetingFiling):
        return Origin.MEETING
    return Origin.OUTGOING if filing.outgoing else Origin.INCOMING


def keep_pieces(item: Record, pieces: Sequence[Piece]) -> None:
    """The files of a revision, in their order."""
    for place, one in enumerate(pieces, 1):
        RecordFile.objects.create(
            record=item,
            revision=item.revision,
            role=one.role,
            ordinal=place,
            name=one.name,
            title=one.title[:LONGEST_TITLE],
            file=one.file or keep(one.content, one.media_type),
            pages=one.pages,
        )
