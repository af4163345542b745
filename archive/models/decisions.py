"""人工判定：what a person decided about a finding that no program can decide. Only ever added."""

from django.db import models

from office.kernel.clock import now


class Decision(models.Model):
    """One 待人工 finding of one report, decided once."""

    report = models.ForeignKey("archive.CheckReport", models.PROTECT, related_name="decisions", verbose_name="检测报告")
    code = models.CharField("检测项", max_length=20)
    passed = models.BooleanField("合格")
    why = models.CharField("依据", max_length=400)
    by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="判定人")
    names = models.JSONField("判定人当时姓名职务")
    at = models.DateTimeField("时间", default=now)

    class Meta:
        verbose_name = "人工判定"
        ordering = ["report", "code"]
        constraints = [
            models.UniqueConstraint(fields=["report", "code"], name="a_finding_is_decided_once"),
            models.CheckConstraint(condition=~models.Q(why=""), name="a_decision_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {'合格' if self.passed else '不合格'}"
