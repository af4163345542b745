"""事件的报告、报送与过错：what was reported, to whom it went, and what a person found out about it afterwards."""

from typing import Any

from django.db import models
from django.db.models import Q

from meetings.duty.models import DutyUnit
from meetings.urgent.models.events import UrgentEvent
from meetings.urgent.rules.ordinals import ordinal_in_words
from office.kernel.clock import now
from office.kernel.ids import uuid7


class Stage(models.TextChoices):
    """报告的种类, in the order in which they come."""

    TELEPHONE = "telephone", "电话报告"
    FIRST = "first", "初报"
    FOLLOW_UP = "follow_up", "续报"
    DAILY = "daily", "日报"
    FINAL = "final", "终报"


class Report(models.Model):
    """一次报告. It is never changed: the table is append-only. `facts` are those of the event at that moment, label by label.

    `place` is its number in the event, `ordinal` among those of its kind; `is_nil`: 零报告, nothing has changed.
    """

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    event = models.ForeignKey(UrgentEvent, models.PROTECT, related_name="reports", verbose_name="事件")
    place = models.PositiveIntegerField("第几次报告")
    stage = models.CharField("种类", max_length=12, choices=Stage.choices)
    ordinal = models.PositiveIntegerField("第几份")
    is_nil = models.BooleanField("零报告", default=False)
    text = models.TextField("本次情况", max_length=4000, blank=True)
    facts: "models.JSONField[list[list[str]], list[list[str]]]" = models.JSONField("当时的要素")
    told_whom = models.CharField("电话报给", max_length=100, blank=True)
    sent_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="报送人")
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("报送人姓名职务")
    sent_at = models.DateTimeField("报送时间", default=now)

    class Meta:
        verbose_name = "事件报告"
        ordering = ["event", "place"]
        constraints = [
            models.UniqueConstraint(fields=["event", "place"], name="a_report_has_a_number_of_its_own_in_its_event"),
            models.UniqueConstraint(
                fields=["event", "stage", "ordinal"], name="a_report_is_counted_once_among_those_of_its_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """初报, 续报（二）, 日报（3）, 零报告."""
        called = "零报告" if self.is_nil else str(Stage(self.stage).label)
        if self.stage in (Stage.FIRST, Stage.FINAL) and self.ordinal == 1:
            return called
        return f"{called}（{ordinal_in_words(self.ordinal)}）"


class ReportFile(models.Model):
    """附件 of a report, as it was sent: the table is append-only like that of the reports."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="files", verbose_name="报告")
    file = models.ForeignKey("office.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("文件名", max_length=200)

    class Meta:
        verbose_name = "报告附件"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Dispatch(models.Model):
    """报送：one report on its way to one unit, where the officer on duty receives it, and may pass it further up."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    event = models.ForeignKey(UrgentEvent, models.PROTECT, related_name="dispatches", verbose_name="事件")
    report = models.ForeignKey(Report, models.PROTECT, related_name="dispatches", verbose_name="报告")
    sender = models.ForeignKey(DutyUnit, models.PROTECT, related_name="+", verbose_name="报送单位")
    receiver = models.ForeignKey(DutyUnit, models.PROTECT, related_name="received", verbose_name="收报单位")
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("报送人姓名职务")
    sent_at = models.DateTimeField("报送时间", default=now)
    acknowledged_at = models.DateTimeField("核收时间", null=True, blank=True)
    acknowledged_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "核收人姓名职务", default=dict, blank=True
    )

    class Meta:
        verbose_name = "报送"
        ordering = ["sent_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "receiver"], name="a_report_goes_to_a_unit_once"),
            models.CheckConstraint(
                condition=~Q(sender=models.F("receiver")), name="a_report_goes_to_another_unit_than_its_sender"
            ),
        ]


class Finding(models.Model):
    """漏报、谎报、瞒报的认定: a person's word with its reason, never the system's."""

    class What(models.TextChoices):
        MISSED = "missed", "漏报"
        FALSE = "false", "谎报"
        CONCEALED = "concealed", "瞒报"

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    event = models.ForeignKey(UrgentEvent, models.PROTECT, related_name="findings", verbose_name="事件")
    what = models.CharField("认定", max_length=12, choices=What.choices)
    reason = models.CharField("事实和依据", max_length=1000)
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("认定人姓名职务")
    at = models.DateTimeField("认定时间", default=now)

    class Meta:
        verbose_name = "报告过错的认定"
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_fault_in_reporting_is_found_with_a_reason")
        ]


class ReportDocument(models.Model):
    """一份报告转成的公文: what was drafted from it, to go its way as a document."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="documents", verbose_name="报告")
    document = models.UUIDField("公文的标识", unique=True)
    drafted_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="起草人")
    drafted_at = models.DateTimeField("起草时间", default=now)

    class Meta:
        verbose_name = "报告转成的公文"
        ordering = ["drafted_at", "id"]
