"""发文处理单：what was recorded of an outgoing document, from its first draft to its receivers."""

from collections.abc import Iterator
from datetime import datetime

from django.template.defaultfilters import filesizeformat

from docflow.distribution.models import Delivery
from docflow.elements.numbering import written_date
from docflow.elements.schema import Elements
from docflow.models import Document
from docflow.models.seals import UseState
from docflow.seals.certified import certified
from docflow.selectors.changes import told_versions
from docflow.selectors.handling import entries_of
from docflow.selectors.units import names_then
from docflow.selectors.versions import current_version, whole
from docflow.sheets.sheet import Column, Entries, Fact, Facts, Listing, Sheet, Voice
from docflow.walking.performing import state_of
from docflow.wording import acting_name
from office.kernel.clock import day_of
from office.kernel.wording import full_day, full_moment

FORM = "发文处理单"


def outgoing_sheet(document: Document, *, at: datetime) -> Sheet:
    """The sheet as it stands, printed `at`; in a constant number of queries."""
    elements = whole(document, current_version(document)) if document.current else Elements(kind=document.kind)
    home = document.organ.name
    way = entries_of(document.run, home=home, changes=changes_by_act(document))
    return Sheet(
        organ=home,
        form=FORM,
        about=document.number or str(document),
        uid=str(document.uid),
        printed_at=full_moment(at),
        sections=(
            Facts("", tuple(_facts(document, elements))),
            Entries("办理过程", tuple(way)),
            _attachments(document),
            *([_seal_uses(document)] if document.carries_seal else []),
            Facts("正本", tuple(_sealed(document))),
            _deliveries(document),
        ),
    )


def changes_by_act(document: Document) -> dict[int, str]:
    """seq of an act → what its handler had changed in the text. A version is its author's, and goes with his next act on that text."""
    told = told_versions(document)
    acts = list(document.run.acts.filter(by__isnull=False).order_by("seq").values_list("seq", "by", "at", "data"))
    found: dict[int, str] = {}
    for n, author, at, digest in document.versions.values_list("n", "author", "at", "sm3"):
        for seq, by, done, data in acts:
            if by == author and done >= at and data.get("digest") == digest:
                found[seq] = f"形成第{n}稿" + (f"，{told[n]}" if told.get(n) else "。")
                break
    return found


def _facts(document: Document, elements: Elements) -> Iterator[Fact]:
    yield Fact("发文字号", document.number, 6, Voice.DOCUMENT)
    yield Fact("成文日期", written_date(document.signed_on) if document.signed_on else "", 6)
    yield _signature(document)
    yield Fact("标题", document.title, voice=Voice.DOCUMENT)
    yield Fact("主送机关", elements.main_recipients_line or "，".join(elements.main_recipients), voice=Voice.DOCUMENT)
    yield Fact("抄送机关", "，".join(elements.cc), voice=Voice.DOCUMENT)
    if elements.attachment_note:
        yield Fact("附件说明", "\n".join(elements.attachment_note), voice=Voice.DOCUMENT)
    for label, names in elements.people:
        yield Fact(label, "、".join(names), voice=Voice.DOCUMENT)
    if elements.note:
        yield Fact("附注", elements.note, voice=Voice.DOCUMENT)
    yield Fact("文种", document.kind, 4)
    yield Fact("密级", elements.secrecy.value if elements.secrecy else "", 4)
    yield Fact("紧急程度", document.urgency, 4)
    yield Fact("公开属性", elements.disclosure, 4)
    yield Fact("拟稿处室", document.run.begun_names["department"], 4)
    yield Fact("拟稿人", document.run.begun_names["name"], 4)
    if units := names_then(document.run, document.co_units):
        yield Fact("会签处室", "、".join(units.values()))
    yield Fact("印发机关", elements.print_organ, 6)
    yield Fact("印发日期", full_day(document.printed_on) if document.printed_on else "", 6)


def _signature(document: Document) -> Fact:
    """签发: the leader's words, name and day; the box is open until he has signed the text that goes out."""
    visits = [visit for visit in state_of(document.run).visits if visit.step == "sign_off"]
    acts = document.run.acts.filter(kind="complete", step="sign_off").prefetch_related("opinions")
    act = acts.order_by("-seq").first() if visits and visits[-1].outcome == "done" else None
    if act is None:
        return Fact("签发", "", voice=Voice.PERSON)
    words = next((one.text for one in act.opinions.all()), "")
    return Fact("签发", words, voice=Voice.PERSON, signed=f"{acting_name(act.names)}　{full_day(day_of(act.at))}")


def _attachments(document: Document) -> Listing:
    """The files that were attached; one that was taken off again says so."""
    rows = document.attachments.select_related("file", "added_by__person")
    return Listing(
        "附件文件",
        (Column("序号", 1), Column("名称", 6), Column("大小", 2), Column("上传", 3)),
        tuple(
            (
                str(k),
                one.name + (f"（{full_day(day_of(one.removed_at))}移除）" if one.removed_at else ""),
                filesizeformat(one.file.size),
                f"{one.added_by.person.name}\n{full_moment(one.added_at)}",
            )
            for k, one in enumerate(rows, 1)
        ),
    )


def _seal_uses(document: Document) -> Listing:
    """用印登记, the earliest first."""
    uses = document.seal_uses.select_related("seal").order_by("asked_at", "pk")
    return Listing(
        "用印登记",
        (Column("印章", 5), Column("用印人", 2), Column("登记时间", 3), Column("结果", 2)),
        tuple(
            (
                str(use.seal),
                acting_name(use.asked_names),
                full_moment(use.asked_at),
                use.get_state_display() + (f"：{use.why}" if use.why else ""),
            )
            for use in uses
        ),
    )


def _sealed(document: Document) -> Iterator[Fact]:
    """The sealed file: when it was sealed, by which certificate, and the digests by which it is known."""
    sealed = getattr(document, "sealed", None)
    if sealed is None:
        return
    yield Fact("加盖时间" if sealed.seals else "排版时间", full_moment(sealed.at), 6)
    yield Fact("页数", f"{sealed.pages}页，" + (f"印章{sealed.seals}枚" if sealed.seals else "不加盖印章"), 6)
    for use in document.seal_uses.filter(state=UseState.DONE).select_related("seal").order_by("ended_at", "pk"):
        shown = certified(use.seal.certificate.encode())
        yield Fact("印章证书", f"{shown.subject}，由{shown.issuer}签发，序列号{shown.serial}")
    yield Fact("SM3", sealed.sm3, voice=Voice.DIGEST)
    yield Fact("SHA-256", sealed.sha256, voice=Voice.DIGEST)


def _deliveries(document: Document) -> Listing:
    """分发与签收：a receiver's deliveries below each other, what was sent again after what came back; then what went on paper."""
    rows = document.deliveries.select_related("receiver")
    rows = rows.order_by("receiver__level", "receiver__order", "receiver", "pk")
    return Listing(
        "分发与签收",
        (Column("收文单位", 4), Column("方式", 1), Column("送达", 3), Column("签收情况", 4)),
        (
            *(
                (
                    one.receiver.name,
                    one.get_manner_display(),
                    ("重发\n" if one.follows_id else "") + full_moment(one.sent_at),
                    _settled(one),
                )
                for one in rows
            ),
            *((one.name, "线下", full_moment(one.at), one.note) for one in document.offline_deliveries.all()),
        ),
    )


def _settled(delivery: Delivery) -> str:
    """已签收, by whom and when; what was not taken says why; what is awaited says so."""
    if delivery.settled_at is None:
        return "待签收"
    who = f"{delivery.get_state_display()}　{acting_name(delivery.settled_names)}"
    return "\n".join(filter(None, (who, full_moment(delivery.settled_at), delivery.reason)))
