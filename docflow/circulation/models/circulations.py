"""传阅：a paper of an organ on its way through its readers. It knows the paper by its uid alone: whatever walks, returns or ends there, this stays."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from office.kernel.clock import now, today
from office.kernel.ids import uuid7


class Order(models.TextChoices):
    AT_ONCE = "at_once", "同时传阅"
    IN_ORDER = "in_order", "依次传阅"


class Circulation(models.Model):
    """One sending round, with its purpose. It is locked by whoever acts on it or on one of its readings."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    paper_uid = models.UUIDField("文件标识", help_text="of what circulates: the object of its grants")
    title = models.CharField("文件标题", max_length=400, help_text="as it was called when it was sent round")
    url = models.CharField("文件去处", max_length=200)
    purpose = models.CharField("事由", max_length=400)
    order = models.CharField("方式", max_length=8, choices=Order.choices, default=Order.AT_ONCE)
    started_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="发起人")
    started_names = models.JSONField("发起人当时姓名职务")
    started_at = models.DateTimeField("发起时间", default=now)
    due_on = models.DateField("阅毕时限", null=True, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    ended_why = models.CharField("因何结束", max_length=400, blank=True)
    ended_names = models.JSONField(
        "结束人当时姓名职务", default=dict, blank=True, help_text="empty where the last reader's reading ended it"
    )

    class Meta:
        verbose_name = "传阅"
        ordering = ["-started_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(purpose=""), name="a_circulation_says_what_for"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_why="") | (Q(ended_at__isnull=False) & ~Q(ended_why="")),
                name="an_ended_circulation_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["paper_uid", "-started_at"], name="circulation_of_paper"),
            models.Index(fields=["started_by", "-started_at"], name="circulation_by_starter"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("circulation:circulation", args=[self.uid])

    @property
    def is_overdue(self) -> bool:
        """Its day has gone by and somebody has not read."""
        return self.ended_at is None and self.due_on is not None and self.due_on < today()


class Reminder(models.Model):
    """催阅一次：how many of the missing were told, and how many were left in peace because they had been told just before."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    circulation = models.ForeignKey(Circulation, models.PROTECT, related_name="reminders", verbose_name="传阅")
    names = models.JSONField("催阅人当时姓名职务")
    at = models.DateTimeField("时间", default=now)
    told = models.PositiveIntegerField("催了几人")
    spared = models.PositiveIntegerField("刚催过、未再催几人", default=0)

    class Meta:
        verbose_name = "催阅"
        ordering = ["circulation", "-id"]
        constraints = [models.CheckConstraint(condition=Q(told__gte=1), name="a_reminder_reminds_somebody")]

    def __str__(self) -> str:
        return f"{self.circulation} 催阅{self.told}人"
