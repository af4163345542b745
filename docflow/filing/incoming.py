"""收文 as it is filed: what came in, its handling sheet, what came with it, and what it was answered with."""

from collections.abc import Iterator
from pathlib import PurePath

from docflow.elements.schema import Elements
from docflow.filing.links import linked_papers
from docflow.filing.outgoing import PDF, SHEET_ENGINE
from docflow.filing.printing import printing_and_checking
from docflow.filing.promised import promised_files
from docflow.filing.signatures import signatures_in
from docflow.filing.values import Deed, Filing, Part
from docflow.filing.way import deed, deeds_of, in_order, readings_of
from docflow.incoming.models import Incoming, Source
from docflow.incoming.selectors.incoming_sheet import incoming_sheet
from docflow.models import Document
from docflow.selectors.versions import current_version, whole
from docflow.sheets.sheet import Sheet
from docflow.workshop import count_pages
from office.api import Actor, Appointment, Department, department, keys_opening, read, with_role
from office.kernel.clock import now

_SETTLED = {"signed": "签收", "waived": "免签收"}


def incoming_filing(incoming: Incoming) -> Filing:
    """Slow: the sheet is printed and the seals are checked. Call it under no lock."""
    text = _text_of(incoming)
    file = incoming.kept_file
    content = read(file) if file is not None and file.media_type == PDF else b""
    home = incoming.organ.name
    with printing_and_checking(content) as work:
        work.prints(_sheet(incoming))
        clerks = tuple(with_role(incoming.organ, "document_clerk"))
        unit, who = _done_by(incoming)
        deeds = in_order(
            _arrived(incoming),
            deeds_of(incoming.run, begun="登记", home=home),
            readings_of(incoming.run, home=home),
        )
        signatures, links = signatures_in(content), linked_papers(incoming.uid)
        printed, checked = work.done()
    return Filing(
        uid=incoming.uid,
        outgoing=False,
        organ=incoming.organ,
        department=unit,
        responsible=who,
        clerks=clerks,
        title=incoming.title,
        number=incoming.their_number,
        own_number=incoming.number,
        kind=incoming.kind,
        author=incoming.sender,
        dated_on=incoming.signed_on,
        closed_at=incoming.closed_at or now(),
        url=incoming.get_absolute_url(),
        source=incoming.get_source_display(),
        manner=incoming.incoming_class.track,
        from_organ=incoming.from_organ,
        secrecy=text.secrecy.value if text is not None and text.secrecy else "公开",
        urgency=incoming.urgency,
        disclosure=text.disclosure if text is not None else "",
        main_recipients=tuple(filter(None, (incoming.main_recipients,))),
        cc=text.cc if text is not None else (),
        names=(who.person.name,),
        parts=tuple(_parts(incoming, printed)),
        deeds=deeds,
        check=checked.as_json() if checked is not None else {},
        signatures=signatures,
        checked_at=now() if checked is not None else None,
        links=links,
        body=text.body if text is not None else tuple(filter(None, incoming.text.split("\n"))),
        notes=tuple(filter(None, (incoming.note, incoming.answer_waived))),
        attachments=tuple((one.title, one.body) for one in text.attachments) if text is not None else (),
        promised=promised_files(text) if text is not None else (),
        readers=keys_opening(incoming.uid),
    )


def _text_of(incoming: Incoming) -> Elements | None:
    """The elements of a document of this platform; None for what came otherwise."""
    if incoming.source != Source.DELIVERY or incoming.delivery is None:
        return None
    document: Document = incoming.delivery.document
    return whole(document, current_version(document)) if document.current else None


def _done_by(incoming: Incoming) -> tuple[Department, Appointment]:
    """The lead unit and who undertook for it last; without one, who registered it."""
    done = incoming.run.tasks.filter(step="undertake", outcome="done", holder__isnull=False)
    holders = [task.holder for task in done.select_related("holder__person", "holder__post__department__organ")]
    lead = department(incoming.lead_unit) if incoming.lead_unit else None
    own = [one for one in holders if one is not None and (lead is None or one.department == lead)]
    who = own[-1] if own else incoming.registered_by
    return lead or who.department, who


def _parts(incoming: Incoming, printed: bytes) -> Iterator[Part]:
    """处理单 first, then what came and what came with it (DA/T 22)."""
    yield Part("CLD", "收文处理单", PDF, ".pdf", content=printed, pages=count_pages(printed), made_by=SHEET_ENGINE)
    if (file := incoming.kept_file) is not None:
        suffix = PurePath(incoming.file_name).suffix.lower() or ".pdf"
        yield Part("ZB", incoming.title, file.media_type, suffix, file=file, pages=incoming.pages)
    for one in incoming.enclosures.select_related("file").order_by("n"):
        path = PurePath(one.name)
        yield Part("FJ", path.stem, one.file.media_type, path.suffix.lower(), file=one.file)


def _sheet(incoming: Incoming) -> Sheet:
    """The whole sheet, as the clerk who registered it sees it."""
    who = incoming.registered_by
    return incoming_sheet(incoming, by=Actor(who.person, who), at=now())


def _arrived(incoming: Incoming) -> Iterator[Deed]:
    """送达 and 签收 of a delivery of this platform."""
    delivery = incoming.delivery
    if delivery is None:
        return
    sender = delivery.document.organ.name
    yield deed("送达", delivery.sent_names, delivery.sent_at, home=sender)
    if delivery.settled_at is not None and delivery.state in _SETTLED:
        names = delivery.settled_names
        yield deed(_SETTLED[delivery.state], names, delivery.settled_at, delivery.reason, home=incoming.organ.name)
