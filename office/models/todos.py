"""待办：one table for all rooms. A badge, a list, a phone and the API all count these rows."""

from django.db import models
from django.db.models import Q

from office.kernel.clock import now
from office.kernel.ids import uuid7
from office.models.people import Appointment


class TodoQuerySet(models.QuerySet["Todo"]):
    def open(self) -> "TodoQuerySet":
        return self.filter(closed_at__isnull=True)

    def held_by(self, appointments: list[int]) -> "TodoQuerySet":
        """Those that one of these appointments holds or may take; of the closed ones, held or might have taken."""
        return self.filter(pk__in=TodoHolder.objects.filter(appointment__in=appointments).values("todo"))

    def waiting_with(self, appointments: list[int]) -> "TodoQuerySet":
        """The open ones that one of these appointments holds or may take. What they held before is not looked at, however much it is."""
        waiting = TodoHolder.objects.filter(appointment__pk__in=appointments, waits=True)
        return self.open().filter(pk__in=waiting.values("todo"))


class Todo(models.Model):
    """Something that waits for somebody: opened and closed in the transaction of the thing itself."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    room = models.CharField("来自", max_length=20)
    kind = models.CharField("种类", max_length=40, help_text="文 会 督 阅 …: the glyph and the filter of the list")
    about = models.UUIDField("所涉对象")
    task = models.CharField("所涉任务", max_length=80, help_text="the room's own name of the task, unique while open")
    title = models.CharField("题名", max_length=400)
    step = models.CharField("环节", max_length=40)
    url = models.CharField("去处", max_length=200)
    from_name = models.CharField("来自谁", max_length=120, blank=True)
    urgent = models.CharField("紧急程度", max_length=8, blank=True)
    since = models.DateTimeField("何时起", default=now)
    due_at = models.DateTimeField("到期", null=True, blank=True, help_text="as its deadline has it; empty: 未设时限")
    due_provisional = models.BooleanField("到期是否暂计", default=False)
    closed_at = models.DateTimeField("何时了", null=True, blank=True)
    closed_why = models.CharField("因何了", max_length=200, blank=True)
    done_by = models.ForeignKey(
        Appointment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办结人"
    )

    objects = TodoQuerySet.as_manager()

    class Meta:
        verbose_name = "待办"
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["room", "task"], condition=Q(closed_at__isnull=True), name="a_task_waits_once"
            ),
        ]
        indexes = [
            models.Index(fields=["about"], name="todo_about"),
            models.Index(fields=["closed_at", "since"], name="todo_open"),
            models.Index(fields=["due_at"], condition=Q(closed_at__isnull=True), name="todo_due"),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.step}）"

    @property
    def provisional(self) -> bool:
        """Like a deadline's: both can be shown by `due`."""
        return self.due_provisional


class TodoHolder(models.Model):
    """Whom it waits for: one appointment, or each of a pool. The row stays when the to-do is closed, and says so itself.

    `waits` may lag behind a to-do that was closed, never run ahead of one that is open: whoever closes it does so first, whoever changes
    its holders locks it first. So a list of what is open asks both rows.
    """

    todo = models.ForeignKey(Todo, models.CASCADE, related_name="holders", verbose_name="待办")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="todo_holdings", verbose_name="任职")

    waits = models.BooleanField("还在等他", default=True, help_text="false once the to-do is closed")

    class Meta:
        verbose_name = "待办人"
        constraints = [models.UniqueConstraint(fields=["todo", "appointment"], name="a_todo_waits_for_a_holder_once")]
        indexes = [
            models.Index(fields=["appointment", "todo"], condition=Q(waits=True), name="todo_that_waits"),
        ]

    def __str__(self) -> str:
        return f"{self.appointment}：{self.todo}"
