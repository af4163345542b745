"""用印登记的查找：whether a file is one that was sealed here, or what is left of it."""

from dataclasses import dataclass

from docflow.elements.kinds import Disclosure
from docflow.elements.numbering import written_date
from docflow.models import Document, Sealed
from docflow.seals.verdict import Registered
from docflow.selectors.links import repealed_among
from docflow.selectors.versions import current_version, elements_of


@dataclass(frozen=True, slots=True)
class Entry:
    """正本登记：what the register says about a file to somebody who holds it."""

    registered: Registered
    number: str
    organ: str
    repealed: str = ""
    """That it was repealed, in a sentence; empty while it is in force. By which number is said only where that is public."""


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
    held = Registered(found.seals, tuple(found.revisions))
    return Entry(held, document.number, organ, _repealed(document))


def _repealed(document: Document) -> str:
    there = repealed_among([document.uid]).get(document.uid)
    if there is None:
        return ""
    on, by = there
    source = Document.objects.filter(uid=by).first()
    is_public = (
        source is not None
        and source.current
        and elements_of(current_version(source)).disclosure_known is Disclosure.PUBLISHED
    )
    named = f"被“{source.number}”" if source is not None and is_public and source.number else "被"
    return f"登记显示，该文件已于{written_date(on)}{named}废止。"


def registered(revisions: tuple[str, ...]) -> Registered | None:
    """How many seals the register holds for a file, and the digests of its revisions; None for a stranger's file."""
    entry = entry_of(revisions)
    return entry.registered if entry else None
