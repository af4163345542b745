"""交接班：what the outgoing shift signs, what the incoming one signs for, and what is added afterwards. None of it is ever changed."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from meetings.duty.models import DutyUnit
from meetings.dutydesk.models.registers import LONGEST_WEATHER
from office.kernel.clock import now
from office.kernel.ids import uuid7

LONGEST_PART = 4000
LATE = timedelta(hours=1)
"""Signed so much after the end of the shift, it was made up for."""


class HandOver(models.Model):
    """交班. Which shifts change is said by the moment (`ends_at`) at which one ends; `matters` is what was open when it was signed."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    unit = models.ForeignKey(DutyUnit, models.PROTECT, related_name="hand_overs", verbose_name="值班单位")
    starts_at = models.DateTimeField("班次开始")
    ends_at = models.DateTimeField("班次结束")
    person = models.ForeignKey("office.Person", models.PROTECT, related_name="+", verbose_name="交班人")
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("交班人姓名职务")
    staff = models.CharField("本班人员", max_length=400, blank=True)
    weather = models.CharField("天气", max_length=LONGEST_WEATHER, blank=True)
    summary = models.TextField("本班情况", max_length=LONGEST_PART)
    devices = models.TextField("设备和钥匙", max_length=LONGEST_PART, blank=True)
    papers = models.TextField("收到的文件", max_length=LONGEST_PART, blank=True)
    calls = models.TextField("重要电话", max_length=LONGEST_PART, blank=True)
    matters: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(
        "未结事项", default=list, blank=True
    )
    signed_at = models.DateTimeField("交班时间", default=now)

    class Meta:
        verbose_name = "交接班"
        ordering = ["-ends_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "ends_at"], name="a_shift_is_handed_over_once"),
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="a_shift_that_is_handed_over_has_lasted"
            ),
            models.CheckConstraint(condition=~Q(summary=""), name="a_hand_over_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}交接班"

    def get_absolute_url(self) -> str:
        return reverse("dutydesk:hand_over", args=[self.uid])

    @property
    def is_made_up(self) -> bool:
        return self.signed_at > self.ends_at + LATE


class HandOverReceipt(models.Model):
    """接班确认: the incoming has read it and takes over, with his remarks."""

    hand_over = models.OneToOneField(HandOver, models.PROTECT, related_name="receipt", verbose_name="交接班")
    person = models.ForeignKey("office.Person", models.PROTECT, related_name="+", verbose_name="接班人")
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("接班人姓名职务")
    remarks = models.TextField("接班意见", max_length=LONGEST_PART, blank=True)
    at = models.DateTimeField("接班时间", default=now)

    class Meta:
        verbose_name = "接班确认"

    def __str__(self) -> str:
        return f"{self.hand_over}接班确认"


class HandOverNote(models.Model):
    """补充: what was forgotten is added behind it."""

    hand_over = models.ForeignKey(HandOver, models.PROTECT, related_name="notes", verbose_name="交接班")
    text = models.TextField("补充", max_length=LONGEST_PART)
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("补充人")
    at = models.DateTimeField("时间", default=now)

    class Meta:
        verbose_name = "交接班补充"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="what_is_added_to_a_hand_over_says_something")
        ]

    def __str__(self) -> str:
        return self.text[:40]
