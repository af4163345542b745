"""One paper through its whole life on both sides and onto the shelf, by the same actions that the pages call. Each step is told as it is done."""

from collections.abc import Iterator

from docflow.actions.close import close
from docflow.distribution.models import Delivery
from docflow.elements.schema import Elements
from docflow.models import Document
from docflow.models.papers import Paper
from office.api import Organ
from office.site.rehearsing import sending
from office.site.rehearsing.casting import Cast, who_answers, who_returns
from office.site.rehearsing.finding import found
from office.site.rehearsing.incoming import Handling
from office.site.rehearsing.outgoing import Outgoing
from office.site.rehearsing.paper import draft_of
from office.site.rehearsing.shelving import shelved
from office.site.rehearsing.stepping import playing


class Life:
    """From 拟稿 to 归档 at the sender, and from 登记 to 归档 at the receiver that answers."""

    def __init__(self, cast: Cast, source: Elements) -> None:
        self.cast = cast
        self.first = draft_of(source, cast.code)
        self.outgoing = Outgoing.begun(cast, self.first.kind)
        self.handled: list[Paper] = []

    @property
    def document(self) -> Document:
        return self.outgoing.paper

    def walk(self) -> Iterator[str]:
        """Walk it; yields a line a step, after the step, and a heading where the other side goes on."""
        yield f"发文方　{self.cast.organ.name}"
        yield self.outgoing.written(self.first, "请审核。", consult=True)
        yield from self.outgoing.consulted(self.first)
        yield from self.outgoing.issued()
        yield from sending.sent(self.outgoing, by_hand=True)
        yield from self._received()
        yield from _other_side("发文方", self.cast.organ)
        yield self.outgoing.does("close", "办结", close, opinion="")
        for paper in (self.document, *self.handled):
            yield from shelved(paper)
        yield found(self.document, by=playing(self.cast.drafter))

    def _received(self) -> Iterator[str]:
        """Everybody signs, one only when it was sent again; then one registers, handles and answers."""
        deliveries = list(self.document.deliveries.select_related("receiver").order_by("pk"))
        if not deliveries:
            sending.all_signed(self.outgoing)
            return
        answering = who_answers(deliveries)
        returning = who_returns(deliveries, answering=answering[0] if answering else None)
        yield from ("", f"收文方　{len(deliveries)}家")
        for one in deliveries:
            yield sending.gone_back(one) if one == returning else sending.signed(one)
        again = None
        if returning is not None:
            yield from _other_side("发文方", self.cast.organ)
            again, line = sending.sent_again(returning, by=playing(self.cast.clerk))
            yield line
            yield from _other_side("收文方", returning.receiver)
            yield sending.signed(again)
        sending.all_signed(self.outgoing)
        if answering is not None:
            delivery, cast = answering
            yield from self._handled(again if again and delivery == returning else delivery, cast)

    def _handled(self, delivery: Delivery, cast: Cast) -> Iterator[str]:
        """登记, 初审, 拟办, 批示, 承办, 传阅; the reply to its seal, and to the sender; 答复, 办结."""
        yield from _other_side("收文方", cast.organ)
        handling, line = Handling.registered(cast, delivery)
        yield line
        yield from handling.instructed()
        yield from handling.sent_round()
        yield from handling.undertaken()
        reply, text = handling.replied()
        yield reply.written(text, "答复稿，请审核。", name="起草答复")
        yield from reply.reviewed()
        yield from reply.issued()
        yield from sending.sent(reply, by_hand=False)
        for one in reply.paper.deliveries.select_related("receiver"):
            yield from _other_side("发文方", one.receiver)
            yield sending.signed(one)
        sending.all_signed(reply)
        yield from _other_side("收文方", cast.organ)
        yield reply.does("close", "复文办结", close, opinion="")
        yield from handling.ended()
        self.handled += [handling.paper, reply.paper]


def _other_side(side: str, organ: Organ) -> Iterator[str]:
    yield from ("", f"{side}　{organ.name}")
