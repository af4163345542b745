"""备考表：what is to be known of the records of one class: how they are, who arranged them, who looked at it (DA/T 22-2015)."""

from django.db import models
from django.db.models import F, Q

from office.kernel.clock import now
from office.kernel.ids import uuid7


class ClassNote(models.Model):
    """备考表 of one class (年度, 保管期限, 机构) of a fonds. Each writing is a row; the newest is in force, the older ones stay."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    fonds = models.ForeignKey("archive.Fonds", models.PROTECT, related_name="notes", verbose_name="全宗")
    year = models.PositiveSmallIntegerField("年度")
    retention = models.CharField("保管期限", max_length=8)
    unit = models.CharField("机构", max_length=20, blank=True)
    text = models.CharField("情况说明", max_length=1000)
    items = models.PositiveIntegerField("写时件数", default=0)
    arranged_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="整理人")
    arranged_at = models.DateTimeField("整理时间", default=now)
    checked_by = models.ForeignKey(
        "office.Appointment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="检查人"
    )
    checked_at = models.DateTimeField("检查时间", null=True, blank=True)

    class Meta:
        verbose_name = "备考表"
        ordering = ["fonds", "year", "retention", "unit", "-pk"]
        indexes = [models.Index(fields=["fonds", "year", "retention", "unit", "-id"], name="note_of_a_class")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_class_note_says_something"),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True, checked_at__isnull=True)
                | (Q(checked_by__isnull=False, checked_at__isnull=False) & ~Q(checked_by=F("arranged_by"))),
                name="a_class_note_is_checked_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fonds.code} {self.year} {self.retention} {self.unit} 备考表"
