"""拟定保管期限：what the table of a fonds proposes for a paper, and by which code its department is written."""

from archive.arranging.retention import Facts, Proposal, Row, propose
from archive.models import Fonds, RetentionRow, RetentionTable, UnitCode
from docflow.api import Filing
from office.api import Department
from office.kernel.clock import today


def proposed_for(fonds: Fonds, filing: Filing) -> Proposal:
    """By the newest edition in force."""
    table = RetentionTable.objects.filter(fonds=fonds, since__lte=today()).order_by("-edition").first()
    rows = RetentionRow.objects.filter(table=table).order_by("ordinal") if table is not None else ()
    facts = Facts(title=filing.title, kind=filing.kind, source=source_of(filing), manner=filing.manner)
    return propose([_row(one) for one in rows], facts)


def source_of(filing: Filing) -> str:
    """Whose document it is, seen from the organ that files it: outgoing, superior, subordinate or peer."""
    if filing.outgoing:
        return "outgoing"
    sender, own = filing.from_organ, filing.organ
    if sender is None:
        return "superior" if filing.author and _sounds_above(filing) else "peer"
    if own.path.startswith(sender.path) and own.pk != sender.pk:
        return "superior"
    if sender.path.startswith(own.path):
        return "subordinate"
    return "superior" if sender.level < own.level or _sounds_above(filing) else "peer"


def unit_of(fonds: Fonds, department: Department) -> str:
    """机构代码 of a department; empty where it has none."""
    found = UnitCode.objects.filter(fonds=fonds, department=department).first()
    return found.code if found is not None else ""


def _sounds_above(filing: Filing) -> bool:
    """What comes from a government or its office to an organ below speaks for who is above it."""
    parent = filing.organ.parent
    return parent is not None and filing.author.startswith(parent.name)


def _row(one: RetentionRow) -> Row:
    return Row(
        ordinal=one.ordinal,
        heading=one.heading,
        content=one.content,
        retention=one.retention,
        kinds=tuple(one.kinds),
        source=one.source,
        words=tuple(one.words),
    )
