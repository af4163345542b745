"""公文、稿本、工作稿、附件。A version is never edited; number and dates are no part of it."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from docflow import flow
from docflow.elements.kinds import Form
from docflow.models.papers import Paper
from office.api import Appointment
from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.kernel.kept import Kept

AFTER_SIGNATURE = frozenset({"recheck", "number", "typeset", "proofread", "seal", "sealing"})
AFTER_SEAL = frozenset({"distribute", "receipts", "close"})


class State(models.TextChoices):
    """Where a document stands, for lists; the run says it exactly."""

    DRAFTING = "drafting", "拟稿"
    IN_REVIEW = "in_review", "审批中"
    SIGNED = "signed", "已签发"
    SEALED = "sealed", "已用印"
    DISTRIBUTED = "distributed", "已分发"
    CLOSED = "closed", "已办结"
    TERMINATED = "terminated", "已终止"


class Document(Paper):
    """公文：an outgoing document; its uid is its 公文标识, for ever and everywhere."""

    drafter = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="拟稿人")
    code = models.ForeignKey("docflow.IssuingCode", models.PROTECT, related_name="documents", verbose_name="代字")
    kind = models.CharField("文种", max_length=20)
    form = models.CharField("版式", max_length=4)
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.DRAFTING)
    co_units = models.JSONField("会签处室", default=list, help_text="uids of departments, in order")
    current = models.PositiveIntegerField("当前稿次", default=0)
    number = models.CharField("发文字号", max_length=60, blank=True)
    signed_on = models.DateField("成文日期", null=True, blank=True)
    signer = models.CharField("签发人", max_length=40, blank=True)
    printed_on = models.DateField("印发日期", null=True, blank=True)

    class Meta:
        verbose_name = "公文"
        ordering = ["-moved_at", "-id"]
        indexes = [
            models.Index(fields=["organ", "state", "-moved_at"], name="document_by_organ"),
            models.Index(fields=["drafter", "-moved_at"], name="document_by_drafter"),
            models.Index(
                fields=["drafter", "-moved_at", "-id"], condition=Q(closed_at__isnull=True), name="document_on_its_way"
            ),
            models.Index(fields=["-moved_at", "-id"], name="document_newest"),
            models.Index(fields=["closed_at", "uid"], condition=Q(state="closed"), name="document_closed"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "number"], condition=~Q(number=""), name="a_number_is_given_once_in_an_organ"
            ),
            models.CheckConstraint(
                condition=Q(number="") | Q(signed_on__isnull=False), name="a_numbered_document_has_its_day"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("docflow:document", args=[self.uid])

    def get_state_display(self) -> str:  # type: ignore[no-redef]  # Django leaves a method that is there already
        """Where it stands in words: minutes carry no seal, so they are 已排版 where others are 已用印."""
        return "已排版" if self.state == State.SEALED and not self.carries_seal else str(State(self.state).label)

    @property
    def carries_seal(self) -> bool:
        return self.form != Form.MINUTES

    @property
    def begun_by(self) -> Appointment:
        return self.drafter

    def route_fields(self) -> dict[str, object]:
        return {"title": self.title, "kind": self.kind, "form": self.form, "co_units": list(self.co_units)}

    def digest_seen(self) -> str:
        return next((text.sm3 for text in _text(document=self.pk, n=self.current)), "")

    def stand(self, after: flow.Run) -> None:
        self.state = _state(after)


def _state(after: flow.Run) -> State:
    if after.has_ended:
        return State.CLOSED if after.status == "finished" else State.TERMINATED
    steps = {visit.step for visit in after.open_visits}
    if steps & AFTER_SEAL:
        sent = {visit.step for visit in after.visits if visit.closed}
        return State.DISTRIBUTED if "distribute" in sent - steps else State.SEALED
    if "draft" in steps:
        return State.DRAFTING
    return State.SIGNED if steps & AFTER_SIGNATURE else State.IN_REVIEW


class Version(models.Model):
    """一稿：what one handler left, with its author and digest."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions", verbose_name="公文")
    n = models.PositiveIntegerField("稿次")
    elements = models.JSONField("要素")
    schema = models.PositiveSmallIntegerField("要素格式版本")
    sm3 = models.CharField("摘要", max_length=64)
    author = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="改稿人")
    author_names = models.JSONField("改稿人当时姓名职务")
    step = models.CharField("环节", max_length=40)
    at = models.DateTimeField("时间", default=now)

    class Meta:
        verbose_name = "稿本"
        ordering = ["document", "n"]
        constraints = [
            models.UniqueConstraint(fields=["document", "n"], name="a_version_has_its_own_number"),
            models.CheckConstraint(condition=Q(n__gte=1), name="versions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.document} 第{self.n}稿"


@Kept
def _text(document: int, n: int) -> models.QuerySet[Version]:
    return Version.objects.filter(document=document, n=n).only("sm3").order_by()


class WorkingCopy(models.Model):
    """工作稿：what the holder of a task is writing, saved as he writes; it becomes a version when he sends it on."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="working_copies", verbose_name="公文")
    author = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="改稿人")
    based_on = models.PositiveIntegerField("据第几稿")
    revision = models.PositiveIntegerField("第几次保存", default=1)
    elements = models.JSONField("要素")
    saved_at = models.DateTimeField("保存时间", default=now)

    class Meta:
        verbose_name = "工作稿"
        constraints = [models.UniqueConstraint(fields=["document", "author"], name="an_author_has_one_working_copy")]

    def __str__(self) -> str:
        return f"{self.document} {self.author}的工作稿"


class Attachment(models.Model):
    """附件文件：an uploaded file that goes with a document, from one version until another."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    document = models.ForeignKey(Document, models.PROTECT, related_name="attachments", verbose_name="公文")
    file = models.ForeignKey("office.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("文件名", max_length=200)
    added_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="上传人")
    added_at = models.DateTimeField("上传时间", default=now)
    from_version = models.PositiveIntegerField("自第几稿")
    removed_at = models.DateTimeField("移除时间", null=True, blank=True)

    class Meta:
        verbose_name = "附件"
        ordering = ["document", "added_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "file"], condition=Q(removed_at__isnull=True), name="a_file_is_attached_once"
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(removed_at__gte=F("added_at")),
                name="an_attachment_is_removed_after_it_came",
            ),
        ]

    def __str__(self) -> str:
        return self.name
