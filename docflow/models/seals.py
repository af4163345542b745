"""印章：the seal, who may use it, and each use; the use is written before the key is."""

from django.db import models
from django.db.models import Q

from office.kernel.clock import now
from office.kernel.ids import uuid7


class SealState(models.TextChoices):
    IN_FORCE = "in_force", "在用"
    SUSPENDED = "suspended", "停用"
    REVOKED = "revoked", "已收缴"


class Seal(models.Model):
    """An organ's seal: its picture, its certificate and its wrapped key."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    name = models.CharField("印章名称", max_length=120)
    diameter = models.DecimalField("直径（毫米）", max_digits=4, decimal_places=1)
    state = models.CharField("状态", max_length=12, choices=SealState.choices, default=SealState.IN_FORCE)
    drawing = models.ForeignKey("office.StoredFile", models.PROTECT, related_name="+", verbose_name="印模")
    certificate = models.TextField("证书与上级证书（PEM）")
    wrapped_key = models.BinaryField("加密的私钥", editable=False)
    made_at = models.DateTimeField("制发时间", default=now)

    class Meta:
        verbose_name = "印章"
        ordering = ["organ", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "name"], condition=~Q(state="revoked"), name="an_organ_has_a_seal_of_a_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class SealAuthorisation(models.Model):
    """用印授权：the post that may use a seal, from a day to a day."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="authorisations", verbose_name="印章")
    post = models.ForeignKey("office.Post", models.PROTECT, related_name="+", verbose_name="岗位")
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)
    why = models.CharField("依据", max_length=120)

    class Meta:
        verbose_name = "用印授权"
        constraints = [
            models.UniqueConstraint(
                fields=["seal", "post"], condition=Q(until__isnull=True), name="a_post_is_authorised_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="an_authorisation_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} 可用 {self.seal}"


class UseState(models.TextChoices):
    ASKED = "asked", "已申请"
    DONE = "done", "已用印"
    FAILED = "failed", "未成"


class SealUse(models.Model):
    """用印登记：one use, asked for by whom, on which page file; closed by the sealed file's digest or the reason why not."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="uses", verbose_name="印章")
    document = models.ForeignKey("docflow.Document", models.PROTECT, related_name="seal_uses", verbose_name="公文")
    state = models.CharField("状态", max_length=8, choices=UseState.choices, default=UseState.ASKED)
    asked_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="用印人")
    asked_names = models.JSONField("用印人当时姓名职务")
    asked_at = models.DateTimeField("用印时间", default=now)
    page_sm3 = models.CharField("所盖版面摘要", max_length=64)
    sealed_sm3 = models.CharField("正本摘要", max_length=64, blank=True)
    why = models.CharField("未成缘由", max_length=400, blank=True)
    ended_at = models.DateTimeField("了结时间", null=True, blank=True)

    class Meta:
        verbose_name = "用印登记"
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "seal"], condition=~Q(state="failed"), name="a_document_is_sealed_once_by_a_seal"
            ),
            models.CheckConstraint(condition=~Q(state="done") | ~Q(sealed_sm3=""), name="a_done_use_names_its_file"),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(why=""), name="a_failed_use_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.seal} 用于 {self.document}"
