"""会议类别：what an organ's meetings are called, and what goes for all of one kind."""

from django.db import models
from django.db.models import Q

from office.kernel.ids import uuid7


class MeetingKind(models.Model):
    """会议类别: 政府常务会议, 全体会议, 办公会议, 专题会议. A kind that is numbered counts its meetings: 第12次.

    `approved_by`: the post that approves the plan before anybody is told; empty where the organiser decides. `takes_topics`: units hand in
    议题 for it. `is_voted`: its items are put to the vote. Whoever signs in more than `late_minutes` after the beginning is late.
    """

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    name = models.CharField("名称", max_length=60)
    approved_by = models.ForeignKey(
        "office.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="方案审定岗位"
    )
    is_numbered = models.BooleanField("编次序号", default=False)
    takes_topics = models.BooleanField("征集议题", default=False)
    is_voted = models.BooleanField("逐项表决", default=False)
    is_closed = models.BooleanField("不公开名称", default=False)
    late_minutes = models.PositiveSmallIntegerField("开始后几分钟签到算迟到", default=0)
    in_use = models.BooleanField("使用中", default=True)
    order = models.PositiveSmallIntegerField("排序", default=0)

    class Meta:
        verbose_name = "会议类别"
        ordering = ["organ", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "name"], name="a_kind_of_meeting_is_named_once_in_its_organ"),
            models.CheckConstraint(condition=~Q(name=""), name="a_kind_of_meeting_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
