"""待判定：what the checks of a record leave to a person, until he decides or another check can tell."""

from django.db import models


class Undecided(models.Model):
    """One item of DA/T 70 of one record: the newest check that looked at it could not tell, and nobody has decided.

    Follows from the reports and the decisions: written with a report (`archive.undecided`), taken away by a decision or by the next look.
    """

    record = models.ForeignKey("archive.Record", models.CASCADE, related_name="undecided", verbose_name="档案")
    report = models.ForeignKey("archive.CheckReport", models.CASCADE, related_name="undecided", verbose_name="检测报告")
    number = models.CharField("检测项", max_length=8, help_text="without its stage: 4-2")
    code = models.CharField("编号", max_length=20)

    class Meta:
        verbose_name = "待判定的检测项"
        ordering = ["record", "code"]
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="an_item_waits_once_in_a_record")]
        indexes = [models.Index(fields=["number", "record"], name="undecided_by_number")]

    def __str__(self) -> str:
        return self.code
