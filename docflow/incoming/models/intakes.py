"""待登记的文件：a file that was brought and read, while its registration is being filled in."""

from django.db import models

from office.kernel.clock import now
from office.kernel.ids import uuid7


class Intake(models.Model):
    """Kept until it is registered, so that a refused form loses nothing; what is left over is swept after a week."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="上传人")
    file = models.ForeignKey("office.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("文件名", max_length=200)
    pages = models.PositiveIntegerField("可看的页数", default=0)
    text = models.TextField("正文文字", blank=True)
    guessed = models.JSONField("读出的要素", default=dict, blank=True)
    at = models.DateTimeField("上传时间", default=now)
    used_at = models.DateTimeField("登记时间", null=True, blank=True)

    class Meta:
        verbose_name = "待登记文件"
        ordering = ["-at"]
        indexes = [models.Index(fields=["used_at", "at"], name="intake_left_over")]

    def __str__(self) -> str:
        return self.name
