"""会议材料：of a meeting or of one item, who may read it, and its versions."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from meetings.convening.models import AgendaItem, Meeting
from office.kernel.clock import now
from office.kernel.ids import uuid7


class Audience(models.TextChoices):
    """阅看范围, besides the organisers, who read everything."""

    ALL = "all", "全体参会人"
    ITEM = "item", "本议题参会人"
    ORGANISERS = "organisers", "仅会务"


class MaterialState(models.TextChoices):
    DRAFT = "draft", "未分发"
    HANDED_OUT = "handed_out", "已分发"
    RECALLED = "recalled", "已收回"


class Material(models.Model):
    """会议材料. Until it is handed out and after it was recalled nobody but the organisers reads it; `open_from`: nor before that moment.

    A numbered one (编号材料) has a copy for each reader, with a number that is his. An item that is taken off the agenda leaves its materials
    behind without one; those for its own people alone are then read by nobody but the organisers.
    """

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="materials", verbose_name="会议")
    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="materials", verbose_name="议程项"
    )
    title = models.CharField("材料名称", max_length=200)
    audience = models.CharField("阅看范围", max_length=10, choices=Audience.choices, default=Audience.ALL)
    is_numbered = models.BooleanField("编号材料", default=False)
    may_print = models.BooleanField("可打印", default=False)
    may_download = models.BooleanField("可下载", default=False)
    order = models.PositiveSmallIntegerField("排序", default=0)
    state = models.CharField("状态", max_length=10, choices=MaterialState.choices, default=MaterialState.DRAFT)
    handed_out_at = models.DateTimeField("分发时间", null=True, blank=True)
    open_from = models.DateTimeField("何时起可看", null=True, blank=True)
    recalled_at = models.DateTimeField("收回时间", null=True, blank=True)
    why = models.CharField("收回缘由", max_length=400, blank=True)
    brought_at = models.DateTimeField("上传时间", default=now)

    class Meta:
        verbose_name = "会议材料"
        ordering = ["meeting", "order", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_material_has_a_name"),
            models.CheckConstraint(
                condition=Q(state="draft", handed_out_at__isnull=True)
                | (~Q(state="draft") & Q(handed_out_at__isnull=False)),
                name="a_material_is_read_once_it_was_handed_out",
            ),
            models.CheckConstraint(
                condition=~Q(state="recalled") | (Q(recalled_at__isnull=False) & ~Q(why="")),
                name="whoever_recalls_a_material_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("materials:material", args=[self.uid])

    @property
    def is_handed_out(self) -> bool:
        return self.state == MaterialState.HANDED_OUT

    @property
    def opens_later(self) -> bool:
        """Handed out, and still to come."""
        return self.is_handed_out and self.open_from is not None and self.open_from > now()

    @property
    def version(self) -> "MaterialVersion":
        """The one that is read; fetched with the row where a list is shown."""
        return max(self.versions.all(), key=lambda one: one.n)


class MaterialVersion(models.Model):
    """一版: a new one takes the place of the last, which is kept."""

    material = models.ForeignKey(Material, models.CASCADE, related_name="versions", verbose_name="会议材料")
    n = models.PositiveSmallIntegerField("第几版")
    file = models.ForeignKey("office.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("文件名", max_length=255)
    note = models.CharField("改了什么", max_length=200, blank=True)
    added_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="上传人")
    added_at = models.DateTimeField("上传时间", default=now)

    class Meta:
        verbose_name = "材料版本"
        ordering = ["material", "n"]
        constraints = [
            models.UniqueConstraint(fields=["material", "n"], name="versions_of_a_material_are_counted"),
            models.CheckConstraint(condition=Q(n__gte=1), name="versions_of_a_material_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"第{self.n}版"
