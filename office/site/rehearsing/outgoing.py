"""An outgoing document from 拟稿 to its seal, or to its page where it carries none."""

from collections.abc import Iterator

from docflow.actions.ask_to_seal import ask_to_seal
from docflow.actions.assign_number import assign_number
from docflow.actions.countersign import countersign
from docflow.actions.drafting import save_draft, start_draft
from docflow.actions.examine import examine
from docflow.actions.hand_back import return_to
from docflow.actions.proofread import proofread
from docflow.actions.recheck import recheck
from docflow.actions.review import review
from docflow.actions.send_for_review import send_for_review
from docflow.actions.sign_off import sign_off
from docflow.elements.data import to_data
from docflow.elements.schema import Elements
from docflow.models import Document, WorkingCopy
from office.api import Actor, work_until
from office.kernel.ids import uuid7
from office.site.rehearsing.casting import Cast
from office.site.rehearsing.paper import revised
from office.site.rehearsing.stepping import Stuck, Walk, playing


class Outgoing(Walk[Document]):
    """A document that an organ issues."""

    def __init__(self, cast: Cast, document: Document) -> None:
        super().__init__(document)
        self.cast = cast

    @classmethod
    def begun(cls, cast: Cast, kind: str) -> "Outgoing":
        return cls(cast, start_draft(cast.code.uid, kind, by=playing(cast.drafter), key=uuid7()))

    @property
    def drafter(self) -> Actor:
        return playing(self.cast.drafter)

    def written(self, text: Elements, said: str, *, name: str = "拟稿", consult: bool = False) -> str:
        """The drafter saves a text and sends it on."""
        copy = WorkingCopy.objects.filter(document=self.paper, author=self.cast.drafter).first()
        save_draft(
            self.paper.uid,
            to_data(text),
            co_units=tuple(one.uid for one in self.cast.co_units) if consult else None,
            revision=copy.revision if copy else 0,
            by=self.drafter,
        )
        return self.does("draft", name, send_for_review, opinion=said)

    def consulted(self, text: Elements) -> Iterator[str]:
        """核稿, then three departments in parallel: one agrees, the next returns it, the drafter adds what it missed, all agree."""
        yield self.does("review", "核稿", review, opinion="内容可行，送会签。")
        first, second, *_ = self.tasks("countersign")
        yield self.done(first, "会签", countersign, stance="agree", opinion="同意。")
        yield self.done(second, "会签退回", return_to, "draft", reason="抄送单位有遗漏，请补齐后再会签。")
        yield self.written(revised(text), "已补齐抄送单位。", name="拟稿修改")
        while tasks := self.tasks("countersign"):
            yield self.done(tasks[0], "会签", countersign, stance="agree", opinion="无不同意见。")

    def reviewed(self) -> Iterator[str]:
        """核稿 without anybody to consult."""
        yield self.does("review", "核稿", review, opinion="情况属实，同意。")

    def issued(self) -> Iterator[str]:
        """From the general office to the seal."""
        chosen = [self.cast.leader.uid]
        said = "程序、格式、文字均符合要求，请签发。"
        yield self.does("office_review", "审核", examine, opinion=said, chosen=chosen)
        yield self.does("sign_off", "签发", sign_off, opinion="同意印发。")
        yield self.does("recheck", "复核", recheck, opinion="复核无误。")
        yield self.does("number", "编号", assign_number, opinion="")
        yield f"  发文字号 {self.paper.number}"
        work_until(lambda: any(map(self.waits_at, ("seal", "proofread", "distribute", "typeset"))))
        if self.waits_at("typeset"):
            raise Stuck(f"排版没有完成：{self._why()}")
        yield f"{'排版':　<5}平台　版面已按GB/T 9704排定"
        if not self.paper.carries_seal:
            yield self.does("proofread", "校核", proofread, opinion="版面无误。")
            return
        yield self.does("seal", "用印", ask_to_seal, opinion="")
        work_until(lambda: hasattr(self.paper, "sealed") or self.waits_at("sealing"))
        if not hasattr(self.paper, "sealed"):
            raise Stuck(f"盖章没有完成：{self._why()}")

    def _why(self) -> str:
        last = self.paper.run.acts.filter(kind="job_failed").order_by("-seq").first()
        return str(last.data.get("reason", "")) if last else "原因不明"
