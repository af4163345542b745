"""催办签收：one call to those who have not signed yet."""

from django.db import models

from office.kernel.clock import now
from office.kernel.ids import uuid7


class Urging(models.Model):
    """Whom it reached, and whom not and why; names as they were, for the sentence that is said afterwards."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    document = models.ForeignKey("docflow.Document", models.PROTECT, related_name="urgings", verbose_name="公文")
    reached = models.JSONField("已催办", default=list, help_text="names of organs")
    passed_over = models.JSONField("未催办", default=list, help_text="[name of the organ, why]")
    by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="催办人")
    names = models.JSONField("催办人当时姓名职务")
    at = models.DateTimeField("时间", default=now)

    class Meta:
        verbose_name = "催办签收"
        ordering = ["document", "-id"]

    def __str__(self) -> str:
        return f"《{self.document}》催办{len(self.reached)}家"

    @property
    def sentence(self) -> str:
        """已催办3家；1家未催：市财政局已签收。"""
        whys: dict[str, list[str]] = {}
        for name, why in self.passed_over:
            whys.setdefault(why, []).append(name)
        left = "；".join(f"{len(names)}家未催：{_some(names)}{why}" for why, names in whys.items())
        done = f"已催办{len(self.reached)}家" if self.reached else "没有催办"
        return f"{done}；{left}。" if left else f"{done}。"


def _some(names: list[str]) -> str:
    return "、".join(names[:3]) + ("等" if len(names) > 3 else "")
