"""约稿：what the desk asks units for, and by when."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from docflow.briefs.models.desks import Desk
from docflow.briefs.models.units import OfUnit
from office.kernel.clock import now
from office.kernel.ids import uuid7


class BriefRequest(models.Model):
    """约稿通知单. It ends by its day, or when it is called off."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="requests", verbose_name="信息工作台")
    title = models.CharField("约稿题目", max_length=120)
    points = models.TextField("报送要点", max_length=4000)
    due_on = models.DateField("报送时限")
    by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="约稿人")
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("约稿人姓名职务")
    at = models.DateTimeField("约稿时间", default=now)
    called_off_at = models.DateTimeField("撤销时间", null=True, blank=True)
    called_off_why = models.CharField("撤销缘由", max_length=400, blank=True)
    counted_at = models.DateTimeField("计过未报的时间", null=True, blank=True)

    class Meta:
        verbose_name = "约稿"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(called_off_at__isnull=True, counted_at__isnull=True),
                name="request_to_be_counted",
            )
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(points=""), name="a_request_says_what_is_asked_for"),
            models.CheckConstraint(
                condition=Q(called_off_at__isnull=True) | ~Q(called_off_why=""),
                name="a_request_that_is_called_off_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("briefs:request", args=[self.uid])

    @property
    def is_open(self) -> bool:
        return self.called_off_at is None


class AskedUnit(OfUnit):
    """One unit that was asked. It has answered once a brief that answers has reached the desk."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    request = models.ForeignKey(BriefRequest, models.PROTECT, related_name="units", verbose_name="约稿")
    answered_at = models.DateTimeField("报送时间", null=True, blank=True)

    class Meta:
        verbose_name = "约稿单位"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "organ"], condition=Q(department__isnull=True), name="an_organ_is_asked_once"
            ),
            models.UniqueConstraint(fields=["request", "department"], name="a_department_is_asked_once"),
        ]

    def __str__(self) -> str:
        return self.unit_name
