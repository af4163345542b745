"""发文 as it is filed: the sealed original, the final text, the handling sheet, the attachments, all that is known of its making."""

from collections.abc import Iterator
from pathlib import PurePath

from docflow.distribution.models import DeliveryState
from docflow.elements.schema import Elements
from docflow.filing.links import linked_papers
from docflow.filing.printing import printing_and_checking
from docflow.filing.promised import promised_files
from docflow.filing.signatures import signatures_in
from docflow.filing.values import Deed, Filing, Part
from docflow.filing.way import deed, deeds_of, in_order, readings_of
from docflow.models import Document, Rendition, Sealed
from docflow.models.seals import UseState
from docflow.selectors.outgoing_sheet import outgoing_sheet
from docflow.selectors.versions import current_version, whole
from docflow.sheets import ENGINE_VERSION
from docflow.workshop import count_pages
from office.api import keys_opening, read, with_role
from office.kernel.clock import now

PDF = "application/pdf"
SHEET_ENGINE = f"一网协同处理单 {ENGINE_VERSION}"
_SETTLED = {
    DeliveryState.SIGNED: "签收",
    DeliveryState.RETURNED: "退文",
    DeliveryState.RECALLED: "撤回送件",
    DeliveryState.WAIVED: "免签收",
}


def outgoing_filing(document: Document) -> Filing:
    """Slow: the sheet is printed and the seals are checked. Call it under no lock."""
    elements = whole(document, current_version(document)) if document.current else Elements(kind=document.kind)
    sealed = Sealed.objects.select_related("file").filter(document=document).first()
    content = read(sealed.file) if sealed is not None else b""
    home = document.organ.name
    with printing_and_checking(content) as work:
        work.prints(outgoing_sheet(document, at=now()))
        deeds = in_order(
            deeds_of(document.run, begun="起草", home=home),
            _sent(document, home=home),
            readings_of(document.run, home=home),
        )
        signer, signatures, links = document.signer, signatures_in(content), linked_papers(document.uid)
        printed, checked = work.done()
    return Filing(
        uid=document.uid,
        outgoing=True,
        organ=document.organ,
        department=document.drafter.department,
        responsible=document.drafter,
        clerks=tuple(with_role(document.organ, "document_clerk")),
        title=document.title,
        number=document.number,
        own_number=document.number,
        kind=document.kind,
        author=document.organ.name_on(document.signed_on) if document.signed_on else home,
        dated_on=document.signed_on,
        closed_at=document.closed_at or now(),
        url=document.get_absolute_url(),
        source="本机关发文",
        secrecy=elements.secrecy.value if elements.secrecy else "公开",
        secrecy_period=elements.secrecy_period,
        urgency=document.urgency,
        disclosure=elements.disclosure,
        main_recipients=elements.main_recipients,
        cc=elements.cc,
        names=tuple(dict.fromkeys(filter(None, (document.drafter.person.name, signer)))),
        parts=tuple(_parts(document, sealed, printed)),
        deeds=deeds,
        check=checked.as_json() if checked is not None else {},
        signatures=signatures,
        checked_at=now() if checked is not None else None,
        links=links,
        body=(*elements.body, *elements.people_lines),
        notes=tuple(filter(None, (elements.note,))),
        attachments=tuple((one.title, one.body) for one in elements.attachments),
        promised=promised_files(elements),
        readers=keys_opening(document.uid),
    )


def _parts(document: Document, sealed: Sealed | None, printed: bytes) -> Iterator[Part]:
    """正本 with what goes out with it, then the sheet and the final text (DA/T 22)."""
    if sealed is not None:
        made_by = "一网协同用印" if sealed.seals else "一网协同排版"
        yield Part("ZB", document.title, PDF, ".pdf", file=sealed.file, pages=sealed.pages, made_by=made_by)
    for one in document.attachments.filter(removed_at__isnull=True).select_related("file"):
        path = PurePath(one.name)
        yield Part("FJ", path.stem, one.file.media_type, path.suffix.lower(), file=one.file)
    yield Part("CLD", "发文处理单", PDF, ".pdf", content=printed, pages=count_pages(printed), made_by=SHEET_ENGINE)
    if sealed is None:
        return
    used = [*document.seal_uses.filter(state=UseState.DONE).values_list("page_sm3", flat=True)]
    pages = used or [sealed.sm3]  # without a seal the 正本 is the final text itself
    rows = Rendition.objects.filter(document=document, kind="final", file__sm3__in=pages).order_by("-at", "-pk")
    if (final := rows.select_related("file").first()) is not None:
        title = f"{document.title}（定稿）"
        yield Part("DG", title, PDF, ".pdf", file=final.file, pages=final.pages, made_by=f"一网协同排版 {final.engine}")


def _sent(document: Document, *, home: str) -> Iterator[Deed]:
    """送达, 签收, 退文 of every receiver; what went on paper."""
    for one in document.deliveries.select_related("receiver").order_by("pk"):
        yield deed(
            "重发" if one.follows_id else "送达", one.sent_names, one.sent_at, f"送{one.receiver.name}", home=home
        )
        if one.settled_at is not None and (called := _SETTLED.get(DeliveryState(one.state))):
            yield deed(called, one.settled_names, one.settled_at, one.reason, home=one.receiver.name)
    for offline in document.offline_deliveries.order_by("at", "pk"):
        yield deed("线下送达", offline.names, offline.at, f"{offline.name}：{offline.note}", home=home)
