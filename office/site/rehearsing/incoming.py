"""收文办理：what a receiver does with a paper, from 登记 to 办结, its reply included."""

from collections.abc import Iterator

from docflow.circulation.actions.circulate import circulate
from docflow.circulation.actions.reading import mark_read
from docflow.distribution.models import Delivery
from docflow.elements.schema import Elements
from docflow.incoming.actions.answer import answer
from docflow.incoming.actions.close import close
from docflow.incoming.actions.instruct import instruct
from docflow.incoming.actions.instructing import Instruction, words_of
from docflow.incoming.actions.pass_on import pass_on
from docflow.incoming.actions.propose import propose
from docflow.incoming.actions.registering import register_delivery
from docflow.incoming.actions.report import report
from docflow.incoming.actions.review import review
from docflow.incoming.actions.start_reply import start_reply
from docflow.incoming.models import Incoming
from docflow.models import IssuingCode, WorkingCopy
from docflow.selectors.versions import read_copy
from office.api import Appointment, Organ, heads_of, with_role
from office.kernel.ids import uuid7
from office.kernel.wording import full_day
from office.site.rehearsing.casting import Cast
from office.site.rehearsing.outgoing import Outgoing
from office.site.rehearsing.paper import reply_kind, reply_of
from office.site.rehearsing.stepping import Walk, holder, playing, told

DAYS = 5
CLASS = "收办"
PHRASE = "请{牵头}牵头，{配合}配合，{时限}前报结果。"
PURPOSE = "请了解来文要求和批示意见。"
READ = ("请抓紧落实。", "已了解，将做好配合。")


class Handling(Walk[Incoming]):
    """What came in, at the organ that answers it."""

    def __init__(self, cast: Cast, incoming: Incoming) -> None:
        super().__init__(incoming)
        self.cast = cast
        self.lead, self.helping = cast.drafter.department, cast.co_units[0]

    @classmethod
    def registered(cls, cast: Cast, delivery: Delivery) -> tuple["Handling", str]:
        """签收登记 by the clerk; → it, and how it is told."""
        clerk = playing(cast.clerk)
        incoming = register_delivery(delivery.uid, CLASS, by=clerk, key=uuid7())
        return cls(cast, incoming), told("收文登记", clerk, f"收文号{incoming.number}")

    def instructed(self) -> Iterator[str]:
        """初审, 拟办, 批示."""
        leader, lead, helping = self.cast.leader, self.lead, self.helping
        yield self.does("review", "初审", review, opinion="符合收文要求，送拟办。")
        asked = Instruction(lead_unit=lead.uid, co_units=(helping.uid,), days=DAYS, needs_reply=True, phrase=PHRASE)
        said = f"拟请{lead.name}牵头、{helping.name}配合办理，呈{leader.post.title}批示。"
        yield self.does("propose", "拟办", propose, asked, choice="instruct", opinion=said, chosen=[leader.uid])
        yield self.does("instruct", "批示", instruct, asked, opinion=words_of(self.paper, asked, ""))
        due_on = self.paper.due_on
        yield f"  限{DAYS}个工作日" + (f"，{full_day(due_on)}前办结" if due_on else "")

    def sent_round(self) -> Iterator[str]:
        """传阅 to another leader and to the head of a department that has no part in it, both at once."""
        clerk = playing(self.cast.clerk)
        readers = [self._second_leader(), heads_of(self.cast.co_units[1])[0]]
        going = circulate(self.paper.uid, [one.uid for one in readers], purpose=PURPOSE, by=clerk, key=uuid7())
        yield told("传阅", clerk, f"送{'、'.join(one.person.name for one in readers)}")
        for reading, one, said in zip(going.readings.order_by("place"), readers, READ, strict=True):
            reader = playing(one)
            mark_read(reading.uid, by=reader, key=uuid7(), opinion=said)
            yield told("已阅", reader, said)

    def undertaken(self) -> Iterator[str]:
        """The lead unit's head gives it to one of his people, who reports; so does the unit that helps."""
        drafter = self.cast.drafter
        first = next(task for task in self.tasks("undertake") if holder(task).department == self.lead)
        yield self.done(first, "转办", pass_on, drafter.uid, reason="请办理并起草答复。")
        said = {self.lead.pk: "已逐项落实，答复稿另报。", self.helping.pk: "已配合办理，无其他情况。"}
        while tasks := self.tasks("undertake"):
            one = tasks[0]
            yield self.done(one, "承办", report, opinion=said[holder(one).department.pk])

    def replied(self) -> tuple[Outgoing, Elements]:
        """The reply begun by who undertook it, and the text that he writes."""
        incoming = self.paper
        kind = reply_kind(incoming.kind, goes_up=_is_above(incoming.from_organ, incoming.organ))
        code, drafter = self.cast.code, playing(self.cast.drafter)
        document = start_reply(incoming.uid, code.uid, kind, by=drafter, key=uuid7())
        begun = read_copy(WorkingCopy.objects.get(document=document, author=self.cast.drafter))
        text = reply_of(begun, code, lead=self.lead.name, helping=self.helping.name)
        return Outgoing(self.cast, document), text

    def ended(self) -> Iterator[str]:
        """答复 and 办结."""
        yield self.does("answer", "答复", answer, opinion="已正式行文答复。")
        yield self.does("close", "办结", close)

    def _second_leader(self) -> Appointment:
        leaders = with_role(self.cast.organ, "leader").exclude(pk=self.cast.leader.pk)
        return leaders.order_by("post__order", "pk").first() or self.cast.leader


def _is_above(sender: Organ | None, organ: Organ) -> bool:
    """Whether a reply to the sender goes up: it is above the organ, or it is the office of the government above it."""
    if sender is None:
        return False
    speaks = IssuingCode.objects.filter(organ=organ.parent_id, print_organ=sender.name)
    return organ.path.startswith(sender.path) or (organ.parent_id is not None and speaks.exists())
