"""避开相邻：two who are not to be neighbours."""

from django.db import models
from django.db.models import F, Q

from meetings.convening.models import Invitation
from meetings.seating.models.plans import SeatingPlan


class KeptApart(models.Model):
    """避开相邻. Written once for the two of them: the one invited first comes first."""

    plan = models.ForeignKey(SeatingPlan, models.CASCADE, related_name="apart", verbose_name="座次方案")
    one = models.ForeignKey(Invitation, models.CASCADE, related_name="+", verbose_name="参会人")
    other = models.ForeignKey(Invitation, models.CASCADE, related_name="+", verbose_name="与谁")

    class Meta:
        verbose_name = "避开相邻"
        ordering = ["plan", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "one", "other"], name="two_are_kept_apart_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="two_who_are_kept_apart_are_two"),
        ]

    def __str__(self) -> str:
        return f"{self.one} {self.other}"
