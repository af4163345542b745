"""时限：by when a task of some room is to be done, and by which rule that was found."""

from django.db import models
from django.db.models import F, Q

from office.kernel.clock import day_of, now
from office.kernel.ids import uuid7


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def open(self) -> "DeadlineQuerySet":
        return self.filter(ended_at__isnull=True)

    def overdue(self) -> "DeadlineQuerySet":
        return self.open().filter(due_at__lt=now())


class Deadline(models.Model):
    """A task's time limit: its rule (so many working days, or a day), its start, and what came of it.

    It is due with the last second of its day: a limit in days counts days, and whoever works late on the last of them is in time. Where
    a moment of the day was named and announced, it is due then.
    """

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    room = models.CharField("来自", max_length=20)
    about = models.UUIDField("所涉对象")
    task = models.CharField("所涉任务", max_length=80, help_text="the room's own name of the task, as its to-do has it")
    title = models.CharField("题名", max_length=400)
    url = models.CharField("去处", max_length=200)
    days = models.PositiveSmallIntegerField("工作日数", null=True, blank=True)
    on = models.DateField("指定日期", null=True, blank=True)
    starts_at = models.DateTimeField("起算", help_text="the day in which it lies is not counted")
    due_at = models.DateTimeField("到期")
    provisional = models.BooleanField(
        "是否暂计", default=False, help_text="counted through a year whose calendar is not imported"
    )
    ended_at = models.DateTimeField("了结", null=True, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = "时限"
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["room", "task"], condition=Q(ended_at__isnull=True), name="a_task_has_one_open_deadline"
            ),
            models.CheckConstraint(
                condition=Q(days__isnull=False, on__isnull=True) | Q(days__isnull=True, on__isnull=False),
                name="a_deadline_has_one_rule",
            ),
            models.CheckConstraint(condition=Q(due_at__gte=F("starts_at")), name="a_deadline_is_due_after_it_starts"),
            models.CheckConstraint(
                condition=Q(on__isnull=True) | Q(provisional=False), name="a_day_that_was_named_is_not_provisional"
            ),
        ]
        indexes = [
            models.Index(fields=["about"], name="deadline_about"),
            models.Index(fields=["due_at"], condition=Q(ended_at__isnull=True), name="deadline_open"),
        ]

    def __str__(self) -> str:
        day = day_of(self.due_at)
        return f"{self.title}（{day.month}月{day.day}日前）"
