"""后台作业的行。The row is the job: whoever holds its lease may work it, and only he may write its result."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.module_loading import import_string

from office.jobs import terms
from office.kernel.clock import now
from office.kernel.ids import uuid7


class State(models.TextChoices):
    """The life of a job. The first two are open: it will be worked, or is."""

    WAITING = "waiting", "等候"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "未办成"  # refused by the task itself: another try would be refused again
    GIVEN_UP = "given_up", "已放弃"  # all tries went wrong


OPEN = (State.WAITING, State.RUNNING)
A_CLOCK_APART = timedelta(hours=1)
"""By so much no two machines' clocks differ; what differs more was set wrong."""
LOST = (State.FAILED, State.GIVEN_UP)


class JobQuerySet(models.QuerySet["Job"]):
    def open(self) -> "JobQuerySet":
        return self.filter(state__in=OPEN)

    def due(self, moment: datetime) -> "JobQuerySet":
        """Those that may be taken: their time has come, or the lease of whoever took them has run out.

        Where the clock ran ahead and was set back, what it wrote is not waited for: a job that was asked for at once is due at once, and
        neither a pause nor a lease lasts longer than any that could be given now. A worker that lives has mended its lease long before.
        """
        at_once = Q(tries=0, not_before__lte=F("created_at"))
        no_pause = Q(tries__gt=0, not_before__gt=moment + terms.longest_pause())
        no_lease = Q(leased_until__gt=moment + terms.lease() + A_CLOCK_APART)
        return self.filter(
            Q(state=State.WAITING) & (Q(not_before__lte=moment) | at_once | no_pause)
            | Q(state=State.RUNNING) & (Q(leased_until__lte=moment) | no_lease)
        )

    def lost(self) -> "JobQuerySet":
        """Those that ended without having been done."""
        return self.filter(state__in=LOST)

    def done(self) -> "JobQuerySet":
        return self.filter(state=State.DONE)

    def held_under(self, token: UUID | None) -> "JobQuerySet":
        """The one whose lease has this token; none when another worker has taken it since."""
        return self.filter(state=State.RUNNING, lease_token=token)


class Job(models.Model):
    """One call of a task: asked for inside an action, worked after it is committed."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    key = models.CharField("凭据", max_length=200, blank=True, help_text="one open job a key; empty: any number")
    task = models.CharField("任务", max_length=200, help_text="dotted path")
    args = models.JSONField("参数", default=list)
    kwargs = models.JSONField("具名参数", default=dict)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField("次数", default=0, help_text="begun so far")
    not_before = models.DateTimeField("不早于", default=now)
    worker = models.CharField("执行者", max_length=80, blank=True)
    lease_token = models.UUIDField("执行凭据", null=True)
    leased_until = models.DateTimeField("执行期限", null=True)
    result = models.JSONField("结果", null=True)
    error = models.TextField("未办成的原因", blank=True)
    error_type = models.CharField("错误类型", max_length=200, blank=True)
    traceback = models.TextField("出错之处", blank=True)
    created_at = models.DateTimeField("提交时间", default=now)
    started_at = models.DateTimeField("开始时间", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "后台作业"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(state__in=OPEN) & ~Q(key=""), name="a_key_has_one_open_job"
            ),
            models.CheckConstraint(
                condition=Q(state=State.RUNNING, lease_token__isnull=False, leased_until__isnull=False)
                | ~Q(state=State.RUNNING) & Q(lease_token__isnull=True, leased_until__isnull=True),
                name="a_job_has_a_lease_while_it_runs",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at__isnull=True) | ~Q(state__in=OPEN) & Q(ended_at__isnull=False),
                name="a_job_is_open_until_it_ends",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "not_before"], name="job_open", condition=Q(state__in=OPEN)),
            models.Index(fields=["key"], name="job_by_key"),
            models.Index(fields=["ended_at"], name="job_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{State(self.state).label}）"

    def get_absolute_url(self) -> str:
        return reverse("jobs:job", args=[self.uid])

    @property
    def is_lost(self) -> bool:
        """True when it ended without having been done."""
        return self.state in LOST

    @property
    def name(self) -> str:
        """What the task is called in the office: the word before the colon of its docstring; its dotted path where it has none."""
        try:
            said = import_string(self.task).func.__doc__ or ""
        except (ImportError, AttributeError):
            return self.task
        word, colon, _ = said.partition("：")
        return word.strip() if colon else self.task
