"""大份目录和登记表：what is too long to be printed while one waits, made by a job and fetched afterwards."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from office.kernel.clock import now
from office.kernel.ids import uuid7


class PrintoutState(models.TextChoices):
    WAITING = "waiting", "等候"
    COLLECTING = "collecting", "正在取各件"
    SETTING = "setting", "正在排版"
    DONE = "done", "已印好"
    FAILED = "failed", "没有印成"


class Form(models.TextChoices):
    CATALOGUE = "catalogue", "归档文件目录"
    REGISTRATION = "registration", "归档登记表"


class Printout(models.Model):
    """One form of one choice, as it was asked for. Kept for some days; whoever keeps the fonds may fetch it."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    fonds = models.ForeignKey("archive.Fonds", models.PROTECT, related_name="+", verbose_name="全宗")
    form = models.CharField("哪一种", max_length=12, choices=Form.choices)
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    retention = models.CharField("保管期限", max_length=8, blank=True)
    unit = models.CharField("机构", max_length=20, null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=PrintoutState.choices, default=PrintoutState.WAITING)
    done = models.PositiveIntegerField("已取", default=0)
    total = models.PositiveIntegerField("共", default=0)
    says = models.CharField("没有印成的原因", max_length=400, blank=True)
    file = models.ForeignKey("office.StoredFile", models.PROTECT, null=True, related_name="+", verbose_name="文件")
    asked_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="要的人")
    asked_at = models.DateTimeField("时间", default=now)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        verbose_name = "打印件"
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", file__isnull=False) | ~Q(state="done") & Q(file__isnull=True),
                name="a_printout_that_is_done_has_its_file",
            ),
        ]

    def __str__(self) -> str:
        return self.get_form_display()

    def get_absolute_url(self) -> str:
        return reverse("archive:printout", args=[self.uid])

    @property
    def is_open(self) -> bool:
        return self.state in {PrintoutState.WAITING, PrintoutState.COLLECTING, PrintoutState.SETTING}
