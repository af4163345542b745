"""来件与分发的列表：each in a constant number of queries, however many documents and receivers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from docflow import policy as documents
from docflow.distribution import policy
from docflow.distribution.models import Delivery, DeliveryState
from docflow.distribution.selectors.board import OVERDUE, WORDS
from docflow.models import Document
from docflow.models.documents import State
from office.api import Actor, Waits, is_waiting
from office.kernel.clock import now

TABS = {
    "waiting": ("待签收", (DeliveryState.DELIVERED,)),
    "signed": ("已签收", (DeliveryState.SIGNED, DeliveryState.WAIVED)),
    "returned": ("已退与撤回", (DeliveryState.RETURNED, DeliveryState.RECALLED)),
}
RECEIPT = "签收"
RECEIPTS = Waits(Q(room=policy.ROOM, step=RECEIPT))
"""The deliveries that wait for somebody's signature."""
SENT_TABS = {"open": "等待签收", "all": "全部"}


def came_in(by: Actor, tab: str) -> QuerySet[Delivery]:
    """What came to him, of one tab; the longest wait first where it waits, else the newest first."""
    _, states = TABS[tab]
    rows = policy.deliveries.readable(by).filter(state__in=states).select_related("document__organ", "receiver")
    if tab == "waiting":
        return rows.order_by("sent_at", "pk")
    return rows.filter(settled_at__isnull=False).order_by("-settled_at", "-pk")


def tab_counts(by: Actor) -> dict[str, int]:
    """How many there are in each tab, in one query."""
    rows = policy.deliveries.readable(by)
    counted = rows.aggregate(**{tab: Count("pk", filter=Q(state__in=states)) for tab, (_, states) in TABS.items()})
    return {tab: int(count) for tab, count in counted.items()}


def receives(by: Actor) -> bool:
    """Whether papers of an organ come to him: its clerks, those who read along, and who stands in where there is no clerk."""
    roles = {role for _, role in by.roles}
    return bool(roles & {policy.RECEIVES, policy.READS_ALONG}) or is_waiting(by, policy.ROOM, RECEIPT)


@dataclass(frozen=True)
class SentDocument:
    """A document that was sent out, with the counts of its deliveries: (逾期1, tone)."""

    document: Document
    total: int
    counts: tuple[tuple[str, str], ...]


def sent_out(by: Actor, tab: str) -> QuerySet[Document]:
    """The documents that he may read and that were sent, those with something overdue first, then the latest moved."""
    sent = Delivery.objects.filter(document=OuterRef("pk"))
    late = sent.filter(state=DeliveryState.DELIVERED, due_at__lt=now())
    came_back = sent.filter(state=DeliveryState.RETURNED, sent_again__isnull=True)
    rows = documents.documents.readable(by).filter(state__in=(State.DISTRIBUTED, State.CLOSED))
    if tab == "open":
        rows = rows.filter(state=State.DISTRIBUTED)
    # asked of each document by an index: nobody knows how many deliveries are late at once
    rows = rows.filter(Exists(sent)).annotate(is_late=Exists(late), is_back=Exists(came_back))
    return rows.order_by("-is_late", "-is_back", "-moved_at", "-pk")


def counted(documents_of_page: list[Document]) -> list[SentDocument]:
    """The page's documents with their counts, in one query: the last delivery of each receiver counts."""
    at = now()
    rows = (
        Delivery.objects.filter(document__in=documents_of_page, sent_again__isnull=True)
        .values("document")
        .order_by("document")
        .annotate(
            **{state: Count("pk", filter=Q(state=state)) for state in WORDS if state != OVERDUE},
            overdue=Count("pk", filter=Q(state=DeliveryState.DELIVERED, due_at__lt=at)),
        )
    )
    by_document: dict[int, Mapping[str, int]] = {row["document"]: cast("Mapping[str, int]", row) for row in rows}
    return [_counted(document, by_document.get(document.pk, {})) for document in documents_of_page]


def _counted(document: Document, row: Mapping[str, int]) -> SentDocument:
    counts = {state: row.get(state, 0) for state in WORDS}
    counts[DeliveryState.DELIVERED] -= counts[OVERDUE]
    shown = tuple((f"{WORDS[state][0]}{count}", WORDS[state][2]) for state, count in counts.items() if count)
    return SentDocument(document, sum(counts.values()), shown)
