"""档案：one 件 with its files and its description. Filed means frozen."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from office.kernel.clock import now
from office.kernel.ids import uuid7


class State(models.TextChoices):
    """Where a record stands between the office and the shelf."""

    COLLECTING = "collecting", "收集中"
    ARRANGING = "arranging", "待整理"
    CHECKING = "checking", "检测中"
    REFUSED = "refused", "检测未过"
    WAITING = "waiting", "待人工"
    FILED = "filed", "已归档"
    RETURNED = "returned", "已退回"
    LEFT_OUT = "left_out", "不归档"


class Origin(models.TextChoices):
    OUTGOING = "outgoing", "发文"
    INCOMING = "incoming", "收文"
    HISTORICAL = "historical", "历史文件"
    MEETING = "meeting", "会议"


class Record(models.Model):
    """档案（件）：its uid is its 电子文件号. 档号 is data: it comes when the retention is confirmed.

    `metadata` holds the description by the Chinese names of DA/T 46; the columns are those of its elements that lists and questions need.
    `text` is {"body": [strings], "notes": [strings], "attachments": [{"title", "body": [strings]}]}: what was written, string by string.
    """

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    fonds = models.ForeignKey("archive.Fonds", models.PROTECT, related_name="records", verbose_name="全宗")
    origin = models.CharField("来源", max_length=10, choices=Origin.choices)
    paper_uid = models.UUIDField("公文标识", null=True, blank=True, unique=True)
    source_id = models.CharField("原标识", max_length=200, blank=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.ARRANGING)
    why = models.CharField("缘由", max_length=400, blank=True, help_text="why it stands where it stands, for queues")
    revision = models.PositiveIntegerField("第几次归档", default=1)

    title = models.CharField("题名", max_length=400)
    number = models.CharField("文号", max_length=60, blank=True)
    kind = models.CharField("文种", max_length=20, blank=True)
    author = models.CharField("责任者", max_length=200, blank=True)
    dated_on = models.DateField("日期", null=True, blank=True)
    year = models.PositiveSmallIntegerField("年度")
    secrecy = models.CharField("密级", max_length=8, default="公开")
    openness = models.CharField("开放标识", max_length=8, default="未审核")
    pages = models.PositiveIntegerField("页数", default=0)

    department = models.ForeignKey(
        "office.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办处室"
    )
    undertaker = models.ForeignKey(
        "office.Appointment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="经办人"
    )
    category = models.CharField("门类", max_length=4, default="WS")
    unit = models.CharField("机构或问题", max_length=20, blank=True)
    proposed = models.CharField("拟定保管期限", max_length=8, blank=True)
    proposed_why = models.CharField("拟定依据", max_length=400, blank=True)
    retention = models.CharField("保管期限", max_length=8, blank=True)
    item = models.PositiveIntegerField("件号", null=True, blank=True)
    code = models.CharField("档号", max_length=120, blank=True)

    metadata = models.JSONField("元数据", default=dict)
    text = models.JSONField("文字", default=dict)
    digest = models.CharField(
        "摘要", max_length=64, blank=True, help_text="SM3 of the manifest of all its files and its metadata"
    )

    collected_at = models.DateTimeField("收集时间", default=now)
    confirmed_at = models.DateTimeField("定期限时间", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "office.Appointment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="定期限人"
    )
    filed_at = models.DateTimeField("归档时间", null=True, blank=True)
    moved_at = models.DateTimeField("最近变动", default=now)

    class Meta:
        verbose_name = "档案"
        ordering = ["-year", "code", "id"]
        indexes = [
            models.Index(fields=["organ", "state", "-moved_at"], name="record_by_state"),
            models.Index(fields=["fonds", "year", "retention", "unit", "item"], name="record_by_code"),
            models.Index(fields=["-moved_at", "-id"], name="record_newest"),
            models.Index(
                fields=["fonds", "category", "year", "retention", "unit", "item"],
                condition=Q(item__isnull=False),
                name="record_in_catalogue",
            ),
            models.Index(fields=["fonds", "number"], name="record_by_number"),
            models.Index(fields=["fonds", "dated_on"], name="record_by_date"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["fonds", "code"], condition=~Q(code=""), name="a_code_is_given_once_in_a_fonds"
            ),
            models.UniqueConstraint(
                fields=["fonds", "source_id"], condition=~Q(source_id=""), name="a_historical_document_comes_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="filed")
                | (~Q(code="") & Q(filed_at__isnull=False) & ~Q(retention="") & ~Q(digest="")),
                name="a_filed_record_has_code_retention_and_digest",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("archive:record", args=[self.uid])

    @property
    def current_files(self) -> "models.QuerySet[RecordFile]":
        """The files of the revision that stands."""
        return RecordFile.objects.filter(record=self, revision=self.revision).order_by("ordinal")


class Role(models.TextChoices):
    """What a file is in its record (GB/T 39362-2020)."""

    ORIGINAL = "ZB", "正本"
    FINAL_TEXT = "DG", "定稿"
    HANDLING_SHEET = "CLD", "文件处理单"
    ATTACHMENT = "FJ", "附件"
    DRAFT = "GG", "过程稿"
    METADATA = "YSJ", "元数据"
    SIGNATURE_FACTS = "QM", "签章验证信息"
    PROCESS = "GC", "办理过程"


class RecordFile(models.Model):
    """档案文件：one file of a record, by its digest; never changed, never overwritten. A later revision adds files of its own."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    record = models.ForeignKey(Record, models.PROTECT, related_name="files", verbose_name="档案")
    revision = models.PositiveIntegerField("第几次归档", default=1)
    role = models.CharField("组成部分", max_length=3, choices=Role.choices)
    ordinal = models.PositiveIntegerField("序号")
    name = models.CharField("计算机文件名", max_length=200)
    title = models.CharField("名称", max_length=400, blank=True)
    file = models.ForeignKey("office.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    pages = models.PositiveIntegerField("页数", default=0)
    at = models.DateTimeField("存入时间", default=now)

    class Meta:
        verbose_name = "档案文件"
        ordering = ["record", "revision", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["record", "revision", "ordinal"], name="a_file_of_a_record_has_its_place"),
            models.UniqueConstraint(fields=["record", "revision", "name"], name="a_file_of_a_record_has_its_name"),
        ]

    def __str__(self) -> str:
        return self.name


class RecordReturn(models.Model):
    """退回更正：the only way in which a filed record changes: recorded, with a reason; the record is then filed anew as its next revision."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="returns", verbose_name="档案")
    revision = models.PositiveIntegerField("退回的是第几次归档")
    why = models.CharField("缘由", max_length=400)
    by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="退回人")
    at = models.DateTimeField("时间", default=now)

    class Meta:
        verbose_name = "退回更正"
        ordering = ["record", "revision"]
        constraints = [models.UniqueConstraint(fields=["record", "revision"], name="a_revision_is_returned_once")]

    def __str__(self) -> str:
        return f"{self.record} 第{self.revision}次归档退回"
