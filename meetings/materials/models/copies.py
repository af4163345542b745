"""分发清单：to whom a material was handed out, which copy he has, when a copy on paper came back."""

from typing import Any

from django.db import models
from django.db.models import Q

from meetings.convening.models import Invitation
from meetings.materials.models.materials import Material
from office.kernel.clock import now
from office.kernel.ids import uuid7


class Copy(models.Model):
    """一份. `number` (份号) where the material is numbered: from one without a gap, in the order of the list, and never another's.

    It says who was told and what he has, not that he may read: that is asked anew each time. One whose invitation was withdrawn keeps his line.
    """

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    material = models.ForeignKey(Material, models.CASCADE, related_name="copies", verbose_name="会议材料")
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="+", verbose_name="参会人")
    number = models.PositiveSmallIntegerField("份号", null=True, blank=True)
    given_at = models.DateTimeField("分发时间", default=now)
    returned_at = models.DateTimeField("收回时间", null=True, blank=True)
    returned_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "收回登记人", default=dict, blank=True
    )

    class Meta:
        verbose_name = "材料份数"
        ordering = ["material", "number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["material", "invitation"], name="a_material_is_given_to_somebody_once"),
            models.UniqueConstraint(
                fields=["material", "number"],
                condition=Q(number__isnull=False),
                name="a_copy_of_a_material_has_its_own_number",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(number__gte=1), name="copies_of_a_material_count_from_one"
            ),
        ]

    def __str__(self) -> str:
        return number_in_words(self.number)


def number_in_words(number: int | None) -> str:
    """第3份; empty for what bears none."""
    return f"第{number}份" if number is not None else ""
