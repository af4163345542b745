"""办理记录：acts as they happened, chained in streams and sealed in blocks. Rows are only ever added."""

from uuid import UUID

from django.db import models

from office.kernel.clock import now
from office.kernel.json_text import JsonText


class TrailEntryQuerySet(models.QuerySet["TrailEntry"]):
    def of(self, about: UUID) -> "TrailEntryQuerySet":
        """All that was done about an object, the earliest first."""
        return self.filter(about=about).order_by("id")


class TrailEntry(models.Model):
    """One act. Names are those of that moment; who acted for somebody else keeps both.

    `digest` = SM3(canonical content ‖ digest of the stream's previous entry), so the entries of a stream hold one another.
    """

    stream = models.CharField("流", max_length=80, help_text="the run or object whose history this is: run:UID …")
    stream_seq = models.PositiveIntegerField("流内序号", help_text="1, 2, 3 … without a gap")
    at = models.DateTimeField("时间", default=now)
    act = models.CharField("动作", max_length=80, help_text="room.past_participle: docflow.signed_off")
    about = models.UUIDField("所涉对象", null=True)
    title = models.CharField("对象题名", max_length=400, blank=True)
    person = models.UUIDField("人员", null=True, help_text="null: the system itself")
    appointment = models.UUIDField("任职", null=True)
    name = models.CharField("姓名", max_length=40)
    post = models.CharField("职务", max_length=60, blank=True)
    department = models.CharField("处室", max_length=80, blank=True)
    organ_uid = models.UUIDField("机关标识", null=True)
    organ = models.CharField("机关", max_length=120, blank=True)
    on_behalf_of = JsonText("代谁办理", default=dict, blank=True)
    address = models.CharField("来自何处", max_length=45, blank=True)
    session = models.CharField("会话", max_length=16, blank=True, help_text="first digits of the digest of its key")
    detail = JsonText("详情", default=dict, blank=True)
    digest = models.CharField("摘要", max_length=64)

    objects = TrailEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "办理记录"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["stream", "stream_seq"], name="a_place_in_a_stream_is_taken_once"),
            models.CheckConstraint(condition=models.Q(stream_seq__gte=1), name="a_stream_begins_with_one"),
        ]
        indexes = [
            models.Index(fields=["about", "id"], name="trail_about"),
            models.Index(fields=["person", "id"], name="trail_by_person"),
            models.Index(fields=["organ_uid", "id"], name="trail_by_organ"),
            models.Index(fields=["at"], name="trail_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.act} {self.title}".rstrip()


class TrailBlock(models.Model):
    """What was committed since the block before: `hash` = SM3(previous ‖ root), signed by a key that is not in the database."""

    n = models.PositiveBigIntegerField("块号", primary_key=True)
    previous = models.CharField("前块", max_length=64)
    root = models.CharField("默克尔根", max_length=64)
    hash = models.CharField("块摘要", max_length=64)
    count = models.PositiveIntegerField("条数")
    at = models.DateTimeField("时间")
    key = models.CharField("签名密钥", max_length=16, help_text="which key signed: the first digits of its digest")
    signature = models.CharField("签名", max_length=128)

    class Meta:
        verbose_name = "记录块"
        ordering = ["n"]

    def __str__(self) -> str:
        return f"第{self.n}块"


class TrailMember(models.Model):
    """An entry and the block that sealed it: one and no other, by the key of this table."""

    entry = models.OneToOneField(
        TrailEntry, models.PROTECT, primary_key=True, related_name="membership", verbose_name="记录"
    )
    block = models.ForeignKey(TrailBlock, models.PROTECT, related_name="members", verbose_name="块")
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = "入块记录"

    def __str__(self) -> str:
        return f"第{self.block_id}块：{self.entry_id}"
