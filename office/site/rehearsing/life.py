"""One paper through its life, by the same actions that the pages call. Each step is told as it is done."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from docflow.actions.ask_to_seal import ask_to_seal
from docflow.actions.assign_number import assign_number
from docflow.actions.close import close
from docflow.actions.countersign import countersign
from docflow.actions.drafting import save_draft, start_draft
from docflow.actions.examine import examine
from docflow.actions.hand_back import claim, return_to
from docflow.actions.recheck import recheck
from docflow.actions.review import review
from docflow.actions.send_for_review import send_for_review
from docflow.actions.sign_off import sign_off
from docflow.distribution.actions.distribute import Offline, distribute
from docflow.distribution.actions.sign_for import sign_for
from docflow.distribution.models import Manner
from docflow.distribution.selectors.addressing import phrases_of, receivers_of
from docflow.elements.data import to_data
from docflow.elements.schema import Elements
from docflow.models import Document, IssuingCode, Task, WorkingCopy
from docflow.selectors.tasks import open_tasks
from office.api import Actor, Appointment, Department, actor_of, heads_of, with_role, work_until
from office.kernel.ids import uuid7
from office.kernel.refusals import Refusal
from office.site.rehearsing.paper import draft_of, revised


class Stuck(Refusal):
    """The life cannot go on: nobody holds the step that is due."""


@dataclass(frozen=True)
class Cast:
    """Who plays: the drafter, and the departments that are consulted."""

    code: IssuingCode
    drafter: Appointment
    co_units: tuple[Department, ...]


def cast_for(code: IssuingCode) -> Cast:
    """A drafter of a department with a head, and three other departments with heads."""
    headed = [one for one in code.organ.departments.all() if heads_of(one).exists()]
    business = [one for one in headed if not one.is_general_office] or headed
    for home in business:
        heads = set(heads_of(home).values_list("pk", flat=True))
        drafter = next((a for a in _members(home) if a.pk not in heads and not a.post.roles.exists()), None)
        others = tuple(one for one in business if one != home)[:3]
        if drafter is not None and len(others) == 3:
            return Cast(code, drafter, others)
    raise Stuck(f"{code.organ}没有可以拟稿的处室和三个可以会签的处室。")


def _members(home: Department) -> list[Appointment]:
    members = Appointment.objects.filter(post__department=home, until__isnull=True).with_names()
    return list(members.order_by("-post__order", "pk"))


class Life:
    """The route from 拟稿 to 办结, step by step."""

    def __init__(self, cast: Cast, source: Elements) -> None:
        self.cast = cast
        self.first = draft_of(source, cast.code)
        self.drafter = actor_of(cast.drafter.person, cast.drafter)
        self.document = start_draft(cast.code.uid, self.first.kind, by=self.drafter, key=uuid7())

    def walk(self) -> Iterator[str]:
        """Walk it; yields a line a step, after the step."""
        self._write(self.first, with_units=True)
        self._as(self.drafter, "draft", send_for_review, opinion="请审核。")
        yield self._told("拟稿", self.drafter, "请审核。")
        yield self._step("review", "核稿", review, opinion="内容可行，送会签。")
        yield from self._consult()
        signer = self._leader()
        yield self._step(
            "office_review", "审核", examine, opinion="程序、格式、文字均符合要求，请签发。", chosen=[signer.uid]
        )
        yield self._step("sign_off", "签发", sign_off, opinion="同意印发。")
        yield self._step("recheck", "复核", recheck, opinion="复核无误。")
        yield self._step("number", "编号", assign_number, opinion="")
        self._refresh()
        yield f"  发文字号 {self.document.number}"
        work_until(lambda: self._open("seal") is not None or self._open("typeset") is not None)
        if self._open("typeset") is not None:
            raise Stuck(f"排版没有完成：{self._why()}")
        yield "排版　　平台　版面已按GB/T 9704排定"
        yield self._step("seal", "用印", ask_to_seal, opinion="")
        work_until(lambda: self._sealed() or self._open("sealing") is not None)
        if not self._sealed():
            raise Stuck(f"盖章没有完成：{self._why()}")
        yield from self._send_out()
        yield self._step("close", "办结", close, opinion="")

    def _send_out(self) -> Iterator[str]:
        """Sent to all that 主送 and 抄送 mean, the rest on paper; every receiver signs."""
        phrases = phrases_of(self.document)
        chosen: dict[Manner, list[UUID]] = {
            manner: [one.organ.uid for phrase in phrases if phrase.manner == manner for one in phrase.candidates]
            for manner in Manner
        }
        offline = [Offline(phrase.text, "机要交换") for phrase in phrases if not phrase.candidates]
        yield self._step(
            "distribute", "分发", distribute, main=chosen[Manner.MAIN], copies=chosen[Manner.COPY], offline=offline
        )
        yield f"  送{len(chosen[Manner.MAIN]) + len(chosen[Manner.COPY])}家，线下送达{len(offline)}家"
        for delivery in self.document.deliveries.select_related("receiver").order_by("pk"):
            clerks, stand_ins = receivers_of([delivery.receiver])
            (signer, *_), *_ = (*clerks.values(), *stand_ins.values())
            actor = actor_of(signer.person, signer)
            sign_for(delivery.uid, by=actor, key=uuid7())
            yield self._told("签收", actor, str(delivery.receiver))
        work_until(lambda: self._open("close") is not None)

    def _consult(self) -> Iterator[str]:
        """Three departments in parallel: one agrees, the next returns it, the drafter adds what it missed, all agree."""
        first, second, *_ = self._tasks("countersign")
        agreeing = self._holder(first)
        countersign(first.uid, by=agreeing, key=uuid7(), stance="agree", opinion="同意。")
        yield self._told("会签", agreeing, "同意。")
        returning = self._holder(second)
        reason = "抄送单位有遗漏，请补齐后再会签。"
        return_to(second.uid, "draft", by=returning, key=uuid7(), reason=reason)
        yield self._told("会签退回", returning, reason)
        self._write(revised(self.first), with_units=False)
        self._as(self.drafter, "draft", send_for_review, opinion="已补齐抄送单位。")
        yield self._told("拟稿修改", self.drafter, "已补齐抄送单位。")
        while tasks := self._tasks("countersign"):
            one = self._holder(tasks[0])
            countersign(tasks[0].uid, by=one, key=uuid7(), stance="agree", opinion="无不同意见。")
            yield self._told("会签", one, "无不同意见。")

    def _write(self, elements: Elements, *, with_units: bool) -> None:
        copy = WorkingCopy.objects.filter(document=self.document, author=self.cast.drafter).first()
        units = tuple(one.uid for one in self.cast.co_units) if with_units else None
        save_draft(
            self.document.uid,
            to_data(elements),
            co_units=units,
            revision=copy.revision if copy else 0,
            by=self.drafter,
        )

    def _step(self, step: str, name: str, verb: Callable[..., object], **words: object) -> str:
        task = self._one(step)
        actor = self._holder(task)
        if task.holder_id is None:
            claim(task.uid, by=actor, key=uuid7())
        verb(task.uid, by=actor, key=uuid7(), **words)
        return self._told(name, actor, str(words.get("opinion") or ""))

    def _as(self, actor: Actor, step: str, verb: Callable[..., object], **words: object) -> None:
        verb(self._one(step).uid, by=actor, key=uuid7(), **words)

    def _leader(self) -> Appointment:
        return with_role(self.cast.code.organ, "leader").order_by("post__order", "pk")[0]

    def _tasks(self, step: str) -> list[Task]:
        return [task for task in open_tasks(self._refresh()) if task.step == step]

    def _open(self, step: str) -> Task | None:
        return next(iter(self._tasks(step)), None)

    def _one(self, step: str) -> Task:
        task = self._open(step)
        if task is None:
            raise Stuck(f"现在没有“{step}”环节可办，公文停在{[one.label for one in open_tasks(self.document)]}。")
        return task

    def _holder(self, task: Task) -> Actor:
        """Who plays it: its holder, or the first of its pool."""
        one = task.holder or task.candidates.order_by("pk")[0].appointment
        return actor_of(one.person, one)

    def _sealed(self) -> bool:
        return hasattr(self._refresh(), "sealed")

    def _why(self) -> str:
        last = self.document.run.acts.filter(kind="job_failed").order_by("-seq").first()
        return str(last.data.get("reason", "")) if last else "原因不明"

    def _refresh(self) -> Document:
        self.document = Document.objects.select_related("run", "organ", "code").get(pk=self.document.pk)
        return self.document

    def _told(self, step: str, actor: Actor, opinion: str) -> str:
        who = f"{actor.department}{actor.appointment.post.title} {actor.person.name}"
        return f"{step:　<4}{who}{f'：{opinion}' if opinion else ''}"
