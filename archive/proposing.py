"""拟定保管期限：what the table of a fonds proposes for a paper."""

from archive.arranging.retention import Facts, Proposal
from archive.models import Fonds
from archive.selectors.retention import proposed
from docflow.api import Filing
from meetings.api import MeetingFiling

LIKE_ITS_MINUTES = "纪要"
"""The record of a meeting is of no 文种; it is kept as long as its minutes are."""


def proposed_for(fonds: Fonds, filing: Filing) -> Proposal:
    """By the newest edition in force."""
    kind = LIKE_ITS_MINUTES if isinstance(filing, MeetingFiling) else filing.kind
    facts = Facts(title=filing.title, kind=kind, source=source_of(filing), manner=filing.manner)
    return proposed(fonds, facts)


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


def _sounds_above(filing: Filing) -> bool:
    """What comes from a government or its office to an organ below speaks for who is above it."""
    parent = filing.organ.parent
    return parent is not None and filing.author.startswith(parent.name)
