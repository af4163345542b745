"""What a described document becomes: a row of the archive that is not saved yet, and what its own 档号 must say to belong to it."""

from collections.abc import Sequence

from archive.arranging.codes import flaw_in, parts_of
from archive.arranging.retention import Row
from archive.importing.reading import Described
from archive.importing.retaining import proposed_for
from archive.models import Fonds, Origin, Record, State
from archive.numbering import parts_for
from office.api import Actor
from office.kernel.clock import now, today

UNREVIEWED = "未审核"


def row_of(described: Described, fonds: Fonds, rules: Sequence[Row], *, by: Actor | None = None) -> Record:
    """`rules`: the lines of the fonds' retention table that is in force."""
    proposed, why = proposed_for(described, rules)
    return Record(
        organ=fonds.organ,
        fonds=fonds,
        origin=Origin.HISTORICAL,
        source_id=described.source_id,
        state=State.CHECKING,
        title=described.title,
        number=described.number,
        kind=described.kind,
        author=described.author,
        dated_on=described.dated_on,
        year=described.year or today().year,
        secrecy=described.secrecy,
        openness=described.openness or UNREVIEWED,
        pages=described.pages,
        unit=described.unit,
        proposed=proposed,
        proposed_why=why,
        retention=described.retention or proposed,
        text=_text(described),
        confirmed_at=now(),
        confirmed_by=by.appointment if by else None,
    )


def flaw_of_code(described: Described, fonds: Fonds, rules: Sequence[Row]) -> str | None:
    """What is wrong with the 档号 that it came with, in a sentence; one of an older form than the template's is kept as it is."""
    read = parts_of(described.code, fonds.template)
    if read is None:
        return None
    return flaw_in(described.code, fonds.template, parts_for(row_of(described, fonds, rules), read.item))


def _text(described: Described) -> dict[str, object]:
    return {
        "body": list(described.body),
        "notes": list(described.notes),
        "attachments": [{"title": one.title, "body": list(one.body)} for one in described.attachments],
    }
