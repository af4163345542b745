"""收文：what came in, by whichever way, and what was decided about it."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from docflow import flow
from docflow.models.papers import Paper, TimeLimit
from office.api import Actor, Appointment, StoredFile
from office.kernel.clock import end_of, today

UNDER_LIMIT = frozenset({"undertake", "answer"})
"""The steps that the deadline of a 批示 is for."""


class Source(models.TextChoices):
    """How it came."""

    DELIVERY = "delivery", "平台送达"
    PAPER = "paper", "纸质件"
    FILE = "file", "电子件"


class IncomingState(models.TextChoices):
    """Where it stands, for lists; the run says it exactly."""

    REGISTERING = "registering", "登记中"
    REVIEWING = "reviewing", "初审中"
    INSTRUCTING = "instructing", "拟办批示中"
    UNDERTAKING = "undertaking", "承办中"
    ANSWERING = "answering", "答复中"
    CIRCULATING = "circulating", "送阅中"
    CLOSING = "closing", "待办结"
    CLOSED = "closed", "已办结"
    RETURNED = "returned", "已退文"
    TERMINATED = "terminated", "已终止"


_STEPS = {
    "register": IncomingState.REGISTERING,
    "review": IncomingState.REVIEWING,
    "propose": IncomingState.INSTRUCTING,
    "instruct": IncomingState.INSTRUCTING,
    "undertake": IncomingState.UNDERTAKING,
    "answer": IncomingState.ANSWERING,
    "circulate": IncomingState.CIRCULATING,
    "close": IncomingState.CLOSING,
}


class IncomingQuerySet(models.QuerySet["Incoming"]):
    def registered(self) -> "Incoming | None":
        """The one of them whose registration stands."""
        return self.exclude(state=IncomingState.TERMINATED).first()


class Incoming(Paper):
    """One registered piece. Its elements are what the sender wrote on it; lead unit, people and deadline are our own leaders' words."""

    glyph: ClassVar[str] = "收"
    space: ClassVar[str] = "incoming"
    called: ClassVar[str] = "收文"
    number_name: ClassVar[str] = "收文号"
    ending: ClassVar[str] = "作废登记"
    found_by: ClassVar[tuple[str, ...]] = ("title", "number", "their_number", "sender")

    registered_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="登记人")
    incoming_class = models.ForeignKey(
        "incoming.IncomingClass", models.PROTECT, related_name="incomings", verbose_name="收文类别"
    )
    number = models.CharField("收文号", max_length=60, blank=True)
    state = models.CharField("状态", max_length=12, choices=IncomingState.choices, default=IncomingState.REGISTERING)
    source = models.CharField("来件方式", max_length=8, choices=Source.choices)
    delivery = models.ForeignKey(
        "distribution.Delivery", models.PROTECT, null=True, blank=True, related_name="incomings", verbose_name="送件"
    )
    sender = models.CharField("来文机关", max_length=200, help_text="as the document names it")
    from_organ = models.ForeignKey(
        "office.Organ", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="来文机关（本平台）"
    )
    their_number = models.CharField("来文字号", max_length=60, blank=True)
    kind = models.CharField("文种", max_length=20, blank=True)
    signed_on = models.DateField("成文日期", null=True, blank=True)
    received_on = models.DateField("收文日期", default=today)
    copies = models.PositiveSmallIntegerField("份数", default=1)
    main_recipients = models.CharField("主送", max_length=400, blank=True)
    note = models.CharField("备注", max_length=400, blank=True)

    file = models.ForeignKey(
        "office.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="正文文件"
    )
    file_name = models.CharField("文件名", max_length=200, blank=True)
    pages = models.PositiveIntegerField("可看的页数", default=0, help_text="of which there are images; 0 for none")
    text = models.TextField("正文文字", blank=True, help_text="read from the file, where it has a text")
    verdict = models.CharField("验章结论", max_length=12, blank=True, help_text="of docflow.seals, on arrival")
    verdict_says = models.CharField("验章说明", max_length=400, blank=True)
    checked_at = models.DateTimeField("验章时间", null=True, blank=True)

    lead_unit = models.CharField("牵头处室", max_length=36, blank=True, help_text="uid of a department")
    co_units = models.JSONField("配合处室", default=list, blank=True, help_text="uids of departments, in order")
    assignees = models.JSONField("指定的人", default=list, blank=True, help_text="uids of appointments, in order")
    due_on = models.DateField("办理时限", null=True, blank=True)
    due_days = models.PositiveSmallIntegerField(
        "几个工作日", null=True, blank=True, help_text="from due_since; empty where the day itself was named"
    )
    due_since = models.DateTimeField("时限起算", null=True, blank=True)
    due_provisional = models.BooleanField("时限为暂定", default=False, help_text="its year had no working calendar yet")
    needs_reply = models.BooleanField("需要答复", default=False)
    answer_waived = models.CharField("无需书面答复的缘由", max_length=400, blank=True)
    turned_back = models.CharField("退文缘由", max_length=400, blank=True)

    objects = IncomingQuerySet.as_manager()

    class Meta:
        verbose_name = "收文"
        ordering = ["-moved_at", "-id"]
        indexes = [
            models.Index(fields=["organ", "state", "-moved_at"], name="incoming_by_organ"),
            models.Index(fields=["registered_by", "-moved_at"], name="incoming_by_registrar"),
            models.Index(fields=["-moved_at", "-id"], name="incoming_newest"),
            models.Index(fields=["organ", "their_number"], name="incoming_by_their_number"),
            models.Index(fields=["closed_at", "uid"], condition=Q(state="closed"), name="incoming_closed"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "number"], condition=~Q(number=""), name="an_incoming_number_is_given_once_in_an_organ"
            ),
            models.UniqueConstraint(
                fields=["delivery"], condition=~Q(state="terminated"), name="a_delivery_is_registered_once"
            ),
            models.CheckConstraint(
                condition=Q(source="delivery", delivery__isnull=False)
                | (~Q(source="delivery") & Q(delivery__isnull=True)),
                name="an_incoming_from_a_delivery_names_it",
            ),
            models.CheckConstraint(condition=Q(copies__gte=1), name="an_incoming_has_a_copy"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("incoming:incoming", args=[self.uid])

    @property
    def kept_file(self) -> StoredFile | None:
        """The main text, while the organ has it: a delivery that was sent back is here no more."""
        return None if self.source == Source.DELIVERY and self.turned_back else self.file

    @property
    def begun_by(self) -> Appointment:
        return self.registered_by

    def route_fields(self) -> dict[str, object]:
        return {
            "title": self.title,
            "kind": self.kind,
            "track": self.incoming_class.track,
            "lead_unit": self.lead_unit,
            "co_units": list(self.co_units),
            "people": list(self.assignees),
            "needs_reply": self.needs_reply,
        }

    def limit_of(self, step: str) -> TimeLimit | None:
        if step not in UNDER_LIMIT or self.due_on is None or self.due_since is None:
            return None
        return TimeLimit(self.due_since, days=self.due_days, on=None if self.due_days else self.due_on)

    @property
    def due_at(self) -> datetime | None:
        """The end of its last day, for what is shown."""
        return end_of(self.due_on) if self.due_on is not None else None

    @property
    def provisional(self) -> bool:
        return self.due_provisional

    @property
    def ended_at(self) -> datetime | None:
        return self.closed_at

    def digest_seen(self) -> str:
        return self.file.sm3 if self.file is not None else ""

    def stand(self, after: flow.Run) -> None:
        if after.status == "finished":
            self.state = IncomingState.CLOSED
        elif after.status == "terminated":
            self.state = IncomingState.RETURNED if self.turned_back else IncomingState.TERMINATED
        else:
            steps = {visit.step for visit in after.open_visits}
            self.state = next((_STEPS[step] for step in _STEPS if step in steps), IncomingState.REGISTERING)

    def may_be_urged_by(self, by: Actor) -> bool:
        """催办: besides the clerks, whoever proposed or instructed, and the lead unit for its co-units."""
        mine = [one.pk for one in by.appointments]
        took_part = self.run.acts.filter(by__in=mine, kind="complete", step__in=("propose", "instruct")).exists()
        in_lead = bool(self.lead_unit) and any(str(one.department.uid) == self.lead_unit for one in by.appointments)
        leads = in_lead and self.run.tasks.filter(step="undertake", holder__in=mine).exists()
        return took_part or leads or super().may_be_urged_by(by)


class Enclosure(models.Model):
    """随文附件：a file that came with it beside the main text."""

    incoming = models.ForeignKey(Incoming, models.PROTECT, related_name="enclosures", verbose_name="收文")
    n = models.PositiveSmallIntegerField("第几件")
    file = models.ForeignKey("office.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("文件名", max_length=200)

    class Meta:
        verbose_name = "随文附件"
        ordering = ["incoming", "n"]
        constraints = [models.UniqueConstraint(fields=["incoming", "n"], name="an_enclosure_has_its_place")]

    def __str__(self) -> str:
        return self.name
