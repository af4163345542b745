"""就座：who has which seat."""

from django.db import models
from django.db.models import Q

from meetings.convening.models import Invitation
from meetings.seating.models.plans import SeatingPlan


class Sitting(models.Model):
    """就座. One that is locked stays where it is when seats are given anew. `code` is that of the rules: 2-3-5."""

    plan = models.ForeignKey(SeatingPlan, models.CASCADE, related_name="sittings", verbose_name="座次方案")
    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="sitting", verbose_name="参会人")
    code = models.CharField("座位", max_length=12)
    is_locked = models.BooleanField("锁定", default=False)

    class Meta:
        verbose_name = "就座"
        ordering = ["plan", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="a_seat_is_for_one"),
            models.CheckConstraint(condition=~Q(code=""), name="somebody_sits_somewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.invitation} {self.code}"
