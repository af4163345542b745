"""流程：definitions, runs, tasks, acts. The acts are the record; the run and its tasks are kept beside them for speed."""

from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q

from docflow.models.papers import Paper
from office.kernel.clock import now
from office.kernel.ids import uuid7


class FlowVersion(models.Model):
    """A published definition; never edited. A run keeps the version it began with."""

    key = models.CharField("流程", max_length=40)
    n = models.PositiveIntegerField("版本")
    label = models.CharField("名称", max_length=60)
    data = models.JSONField("定义")
    published_at = models.DateTimeField("发布时间", default=now)

    class Meta:
        verbose_name = "流程定义"
        ordering = ["key", "-n"]
        constraints = [models.UniqueConstraint(fields=["key", "n"], name="a_definition_is_published_once_as_a_version")]

    def __str__(self) -> str:
        return f"{self.label} 第{self.n}版"


class Run(models.Model):
    """One walk along a definition; locked by whoever acts on it."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    paper_kind = models.CharField("文件种类", max_length=20, help_text="by which name the run knows its paper")
    paper_uid = models.UUIDField("文件标识", unique=True, help_text="of what walks: the object of its grants")
    flow = models.ForeignKey(FlowVersion, models.PROTECT, related_name="runs", verbose_name="流程定义")
    version = models.PositiveIntegerField("第几步", default=0)
    state = models.JSONField("引擎状态", default=dict)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        verbose_name = "流程实例"
        indexes = [models.Index(fields=["id"], condition=Q(ended_at__isnull=True), name="run_live")]

    def __str__(self) -> str:
        return f"{self.paper} {self.flow.label}"

    @property
    def paper(self) -> Paper:
        """What walks."""
        paper: Paper = getattr(self, self.paper_kind)
        return paper

    @cached_property
    def begun_names(self) -> dict[str, Any]:
        """Who began it, and in which department, as both were called that day: a department that is renamed later changes no old paper."""
        return self.acts.order_by("seq").values_list("names", flat=True).first() or self.paper.begun_by.names()

    @property
    def is_suspended(self) -> bool:
        """Whether it stands still until the flow administrator resumes it."""
        return bool(self.state.get("status") == "suspended")


class Task(models.Model):
    """A step that waits, or waited, for somebody."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    run = models.ForeignKey(Run, models.PROTECT, related_name="tasks", verbose_name="流程实例")
    name = models.CharField("引擎内名", max_length=40)
    step = models.CharField("环节", max_length=40)
    label = models.CharField("环节名称", max_length=40)
    purpose = models.CharField("用途", max_length=10, default="handle", help_text="handle, reply or repair")
    round = models.PositiveIntegerField("第几轮", default=1)
    holder = models.ForeignKey("office.Appointment", models.PROTECT, null=True, related_name="+", verbose_name="办理人")
    opened_at = models.DateTimeField("何时起", default=now)
    closed_at = models.DateTimeField("何时了", null=True, blank=True)
    outcome = models.CharField("结果", max_length=40, blank=True)

    class Meta:
        verbose_name = "任务"
        ordering = ["run", "id"]
        constraints = [models.UniqueConstraint(fields=["run", "name"], name="a_task_has_its_own_name_in_a_run")]
        indexes = [models.Index(fields=["holder", "closed_at"], name="task_by_holder")]

    def __str__(self) -> str:
        return f"{self.run.paper} {self.label}"


class TaskCandidate(models.Model):
    """One of a pool who may take a task."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="candidates", verbose_name="任务")
    appointment = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="任职")

    class Meta:
        verbose_name = "可办理人"
        constraints = [models.UniqueConstraint(fields=["task", "appointment"], name="a_candidate_is_named_once")]

    def __str__(self) -> str:
        return f"{self.appointment} 可办 {self.task}"


class Act(models.Model):
    """One act, with all that was resolved when it was done: replaying the acts gives the run again."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="acts", verbose_name="流程实例")
    seq = models.PositiveIntegerField("次序")
    kind = models.CharField("动作", max_length=20)
    step = models.CharField("环节", max_length=40, blank=True)
    data = models.JSONField("内容")
    by = models.ForeignKey("office.Appointment", models.PROTECT, null=True, related_name="+", verbose_name="办理人")
    names = models.JSONField("办理人当时姓名职务")
    key = models.UUIDField("凭据")
    at = models.DateTimeField("时间", default=now)

    class Meta:
        verbose_name = "流程动作"
        ordering = ["run", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["run", "seq"], name="acts_of_a_run_are_in_one_order"),
            models.UniqueConstraint(fields=["run", "key"], name="an_act_is_done_once"),
        ]

    def __str__(self) -> str:
        return f"{self.run} {self.seq} {self.kind}"


class Opinion(models.Model):
    """意见：what a handler wrote, bound to the digest he saw. It never changes and never disappears."""

    act = models.ForeignKey(Act, models.PROTECT, related_name="opinions", verbose_name="流程动作")
    run = models.ForeignKey(Run, models.PROTECT, related_name="opinions", verbose_name="流程实例")
    version = models.PositiveIntegerField("所见稿次")
    seen_sm3 = models.CharField("所见摘要", max_length=64)
    step = models.CharField("环节名称", max_length=40)
    nature = models.CharField("性质", max_length=10, default="opinion", help_text="opinion, reply or return")
    round = models.PositiveIntegerField("第几轮", default=1)
    stance = models.CharField("态度", max_length=10, blank=True)
    text = models.TextField("意见", blank=True)
    names = models.JSONField("当时姓名职务")
    at = models.DateTimeField("时间", default=now)

    class Meta:
        verbose_name = "意见"
        ordering = ["run", "at", "id"]

    def __str__(self) -> str:
        return f"{self.names.get('name', '')}：{self.text or self.stance}"
