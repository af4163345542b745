"""用印登记的查找：whether a file is one that was sealed here, or what is left of it."""

from dataclasses import dataclass

from docflow.models import Sealed
from docflow.seals.verdict import Registered


@dataclass(frozen=True, slots=True)
class Entry:
    """正本登记：what the register says about a file to somebody who holds it."""

    registered: Registered
    number: str
    organ: str


def entry_of(revisions: tuple[str, ...]) -> Entry | None:
    """The sealed file of which these are the revisions (SM3 up to each %%EOF, the oldest first), or some, or more.

    Whoever cuts a file off at an earlier seal, or adds to it, leaves its first revision as it was.
    """
    if not revisions:
        return None
    found = Sealed.objects.filter(page_sm3=revisions[0]).select_related("document__organ").first()
    if found is None:
        return None
    document = found.document
    organ = document.organ.name_on(document.signed_on) if document.signed_on else document.organ.name
    return Entry(Registered(found.seals, tuple(found.revisions)), document.number, organ)


def registered(revisions: tuple[str, ...]) -> Registered | None:
    """How many seals the register holds for a file, and the digests of its revisions; None for a stranger's file."""
    entry = entry_of(revisions)
    return entry.registered if entry else None
