"""公文和收文怎样被检索到：what a search is told of each paper, and which of them moved. Who may find it, the grants say.

Of a document only what stands on its pages is told: the text, never the handling, since receivers read the file alone.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch

from docflow.elements.data import ElementsError
from docflow.elements.schema import Elements
from docflow.incoming.models import Enclosure, Incoming
from docflow.models import Attachment, Document, Version, WorkingCopy
from docflow.selectors.versions import whole
from office.kernel.clock import day_of

OUTGOING, INCOMING = "document", "incoming"
STAMPED = ("uid", "moved_at", "title")


@dataclass(frozen=True)
class Attached:
    """A file that belongs to a paper: by what name, and the digest of its content."""

    name: str
    sm3: str


@dataclass(frozen=True)
class Findable:
    """A paper, string by string. `stamp` changes whenever anything here may have changed."""

    uid: UUID
    kind: str
    stamp: str
    organ: int
    title: str
    number: str
    numbers: tuple[str, ...]
    people: tuple[str, ...]
    body: tuple[str, ...]
    attached_texts: tuple[str, ...]
    attached: tuple[Attached, ...]
    document_kind: str
    secrecy: str
    dated_on: date
    url: str


def papers_moved(since: datetime) -> dict[UUID, str]:
    """Papers that moved or were written on at or after a moment, each with its stamp as it is now.

    A file that was attached or taken away counts when the paper goes on to the next step.
    """
    copies = WorkingCopy.objects.filter(saved_at__gte=since).values("document")
    moved: dict[UUID, str] = {}
    for rows in (
        Document.objects.filter(moved_at__gte=since),
        Document.objects.filter(pk__in=copies),  # each found by an index of its own
        Incoming.objects.filter(moved_at__gte=since),
    ):
        moved.update(_stamps(rows.order_by().values_list(*STAMPED)))
    return moved


def every_paper() -> Iterator[tuple[UUID, str]]:
    """All there are, with their stamps."""
    for model in (Document, Incoming):
        rows = model._default_manager.order_by("pk").values_list(*STAMPED)
        yield from _stamps(rows.iterator(chunk_size=2000))


def papers_with(digests: Collection[str]) -> set[UUID]:
    """The papers to which files with these digests belong."""
    attachments = Attachment.objects.filter(file__sm3__in=digests, removed_at__isnull=True)
    enclosures = Enclosure.objects.filter(file__sm3__in=digests)
    return {
        *attachments.values_list("document__uid", flat=True),
        *enclosures.values_list("incoming__uid", flat=True),
    }


def findable(uids: Collection[UUID]) -> Iterator[Findable]:
    """These papers, string by string; those that are not there are left out."""
    present = Prefetch("attachments", Attachment.objects.filter(removed_at__isnull=True).select_related("file"))
    documents = Document.objects.filter(uid__in=uids).select_related("organ").prefetch_related(present)
    texts = _current_texts(uids)
    for document in documents:
        yield _outgoing(document, texts.get(document.pk))
    incomings = Incoming.objects.filter(uid__in=uids).select_related("organ").prefetch_related("enclosures__file")
    yield from map(_incoming, incomings)


def _stamps(rows: Iterable[tuple[UUID, datetime, str]]) -> Iterator[tuple[UUID, str]]:
    for uid, moved_at, title in rows:
        yield uid, _stamp(moved_at, title)


def _stamp(moved_at: datetime, title: str) -> str:
    return f"{moved_at.timestamp():.6f} {title}"[:120]


def _current_texts(uids: Collection[UUID]) -> dict[int, Version]:
    rows = Version.objects.filter(document__uid__in=uids).select_related("document").order_by()
    return {one.document_id: one for one in rows if one.n == one.document.current}


def _outgoing(document: Document, version: Version | None) -> Findable:
    text = _text(document, version)
    return Findable(
        uid=document.uid,
        kind=OUTGOING,
        stamp=_stamp(document.moved_at, document.title),
        organ=document.organ_id,
        title=document.title,
        number=document.number,
        numbers=_those(document.number),
        people=_those(document.organ.name, document.signer, *_people(text)),
        body=_those(*text.attachment_note, *text.body, *text.people_lines, text.note),
        attached_texts=_those(*(part for one in text.attachments for part in (one.title, *one.body))),
        attached=tuple(Attached(one.name, one.file.sm3) for one in document.attachments.all()),
        document_kind=document.kind,
        secrecy=(text.secrecy.value if text.secrecy else ""),
        dated_on=document.signed_on or day_of(document.opened_at),
        url=document.get_absolute_url(),
    )


def _text(document: Document, version: Version | None) -> Elements:
    """What its current version says; nothing where there is none, or where this version of the program cannot read it."""
    if version is None:
        return Elements()
    try:
        return whole(document, version)
    except ElementsError:
        return Elements()


def _people(text: Elements) -> tuple[str, ...]:
    return (
        *text.issuers, *text.signers, *text.signature, *text.main_recipients, text.main_recipients_line, *text.cc,
        text.print_organ,
    )  # fmt: skip


def _incoming(incoming: Incoming) -> Findable:
    return Findable(
        uid=incoming.uid,
        kind=INCOMING,
        stamp=_stamp(incoming.moved_at, incoming.title),
        organ=incoming.organ_id,
        title=incoming.title,
        number=incoming.number or incoming.their_number,
        numbers=_those(incoming.number, incoming.their_number),
        people=_those(incoming.sender, incoming.main_recipients),
        body=_those(*incoming.text.splitlines(), incoming.note),
        attached_texts=(),
        attached=tuple(Attached(one.name, one.file.sm3) for one in incoming.enclosures.all()),
        document_kind=incoming.kind,
        secrecy="",
        dated_on=incoming.signed_on or incoming.received_on,
        url=incoming.get_absolute_url(),
    )


def _those(*strings: str) -> tuple[str, ...]:
    """Each once, without those that are empty."""
    return tuple(dict.fromkeys(one for one in strings if one.strip()))
