"""反馈：what a unit says of its part, signed by its leader, judged by the supervisor; and the evidence that goes with it."""

from typing import Any

from django.db import models
from django.db.models import Q

from docflow.supervision import moves
from docflow.supervision.models.assignments import WHOLE, Assignment
from office.kernel.clock import now
from office.kernel.ids import uuid7


class FeedbackKind(models.TextChoices):
    STAGE = "stage", "阶段反馈"
    FINAL = "final", "办结申请"


class FeedbackState(models.TextChoices):
    WRITTEN = moves.WRITTEN, "待本单位负责人签发"
    SIGNED = moves.SIGNED, "待督办审核"
    ACCEPTED = moves.ACCEPTED, "已采纳"
    RETURNED = moves.RETURNED, "已退办"
    DECLINED = moves.DECLINED, "退回修改"


class Feedback(models.Model):
    """One feedback. It never changes once it is written: what is wrong with it is answered by another one.

    `answers`: the day by which it was due, of the period that it answers; empty for one more in the same period.
    """

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    part = models.ForeignKey(Assignment, models.PROTECT, related_name="feedbacks", verbose_name="任务")
    n = models.PositiveSmallIntegerField("第几次")
    kind = models.CharField("种类", max_length=6, choices=FeedbackKind.choices, default=FeedbackKind.STAGE)
    state = models.CharField("状态", max_length=10, choices=FeedbackState.choices, default=FeedbackState.WRITTEN)
    answers = models.DateField("所属期限", null=True, blank=True)
    progress = models.PositiveSmallIntegerField("进度")
    text = models.TextField("办理情况", max_length=4000)
    problem = models.TextField("存在问题", max_length=2000, blank=True)
    next_step = models.TextField("下步打算", max_length=2000, blank=True)
    by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="填报人")
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("填报人姓名职务")
    at = models.DateTimeField("填报时间", default=now)
    signed_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "签发人", default=dict, blank=True
    )
    signed_at = models.DateTimeField("签发时间", null=True, blank=True)
    judged_names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "审核人", default=dict, blank=True
    )
    judged_at = models.DateTimeField("审核时间", null=True, blank=True)
    said = models.CharField("审核意见", max_length=400, blank=True)

    class Meta:
        verbose_name = "督办反馈"
        ordering = ["part", "n"]
        constraints = [
            models.UniqueConstraint(fields=["part", "n"], name="a_feedback_has_its_place"),
            models.UniqueConstraint(
                fields=["part"],
                condition=Q(state__in=moves.FEEDBACK_WAITS),
                name="one_feedback_of_a_part_waits_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_feedback_says_what_was_done"),
            models.CheckConstraint(condition=Q(progress__lte=WHOLE), name="a_progress_is_at_most_the_whole"),
            models.CheckConstraint(
                condition=~Q(kind="final") | Q(progress=WHOLE), name="what_is_proposed_as_done_is_done_wholly"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("returned", "declined")) | ~Q(said=""),
                name="a_feedback_that_is_sent_back_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("signed", "accepted", "returned")) | Q(signed_at__isnull=False),
                name="what_a_supervisor_sees_is_signed_by_the_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}（第{self.n}次）"

    @property
    def is_final(self) -> bool:
        return self.kind == FeedbackKind.FINAL

    @property
    def moves(self) -> moves.Moves:
        return moves.FINAL if self.is_final else moves.STAGE


class Evidence(models.Model):
    """佐证材料: a file of a feedback."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="evidence", verbose_name="反馈")
    n = models.PositiveSmallIntegerField("第几件")
    file = models.ForeignKey("office.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("文件名", max_length=200)

    class Meta:
        verbose_name = "佐证材料"
        ordering = ["feedback", "n"]
        constraints = [models.UniqueConstraint(fields=["feedback", "n"], name="an_evidence_has_its_place")]

    def __str__(self) -> str:
        return self.name
