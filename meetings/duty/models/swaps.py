"""换班与替班: asked by one, agreed to by the other, approved by who keeps the unit."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from meetings.duty.models.rosters import Turn
from office.kernel.ids import uuid7


class SwapState(models.TextChoices):
    ASKED = "asked", "等对方答复"
    AGREED = "agreed", "等审批"
    APPROVED = "approved", "已换"
    DECLINED = "declined", "对方不同意"
    REFUSED = "refused", "没有批准"
    WITHDRAWN = "withdrawn", "已撤回"
    LAPSED = "lapsed", "已失效"


OPEN = (SwapState.ASKED, SwapState.AGREED)


class Swap(models.Model):
    """换班: two people give each other their turns (`turn` and `other_turn`). 替班: the other takes `turn` and gives none.

    While one is open, its turns are in no other one. Once approved, the turns are the other's; the row keeps who had them.
    """

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    turn = models.ForeignKey(Turn, models.PROTECT, related_name="swaps", verbose_name="班")
    other_turn = models.ForeignKey(
        Turn, models.PROTECT, null=True, blank=True, related_name="swaps_for", verbose_name="对方的班"
    )
    asker = models.ForeignKey("office.Person", models.PROTECT, related_name="+", verbose_name="申请人")
    other = models.ForeignKey("office.Person", models.PROTECT, related_name="+", verbose_name="对方")
    reason = models.CharField("缘由", max_length=200, blank=True)
    state = models.CharField("状态", max_length=10, choices=SwapState.choices, default=SwapState.ASKED)
    asked_at = models.DateTimeField("申请时间")
    agreed_at = models.DateTimeField("对方同意时间", null=True, blank=True)
    decided_at = models.DateTimeField("办结时间", null=True, blank=True)
    decided_names = models.JSONField("办结人", default=dict)
    said = models.CharField("答复", max_length=200, blank=True)

    class Meta:
        verbose_name = "换班"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["asker", "state"], name="swaps_asked_by_somebody"),
            models.Index(fields=["other", "state"], name="swaps_asked_of_somebody"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["turn"], condition=Q(state__in=OPEN), name="a_turn_is_in_one_open_swap"),
            models.UniqueConstraint(
                fields=["other_turn"], condition=Q(state__in=OPEN), name="the_turn_of_the_other_is_in_one_open_swap"
            ),
        ]

    def __str__(self) -> str:
        return "换班" if self.other_turn_id else "替班"

    def get_absolute_url(self) -> str:
        return reverse("duty:swap", args=[self.uid])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN
