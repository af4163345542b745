"""送阅：one reader's part in a circulation, and what he said of the paper."""

from django.db import models
from django.db.models import Q

from docflow.circulation.models.circulations import Circulation
from office.kernel.clock import now
from office.kernel.ids import uuid7


class Reading(models.Model):
    """A person in a post, or a post as such: then each of its holders is asked, and the first who reads has read for it."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    circulation = models.ForeignKey(Circulation, models.PROTECT, related_name="readings", verbose_name="传阅")
    place = models.PositiveIntegerField("次序")
    appointment = models.ForeignKey(
        "office.Appointment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="送给谁"
    )
    post = models.ForeignKey(
        "office.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="送给哪个岗位"
    )
    names = models.JSONField("当时姓名职务", help_text="of the one or the post that it was sent to; a post has no name")
    added_names = models.JSONField(
        "加阅人当时姓名职务", default=dict, blank=True, help_text="empty for those there from the start"
    )
    added_at = models.DateTimeField("列入时间", default=now)
    asked_at = models.DateTimeField("送阅时间", null=True, blank=True, help_text="null: not his turn yet")
    skipped_at = models.DateTimeField("跳过时间", null=True, blank=True)
    skipped_why = models.CharField("因何跳过", max_length=400, blank=True)
    reminded_at = models.DateTimeField("最近催阅", null=True, blank=True)
    read_at = models.DateTimeField("阅毕时间", null=True, blank=True)
    read_by = models.ForeignKey(
        "office.Appointment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="阅者"
    )
    read_names = models.JSONField("阅者当时姓名职务", default=dict, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)

    class Meta:
        verbose_name = "送阅"
        ordering = ["circulation", "place"]
        constraints = [
            models.UniqueConstraint(fields=["circulation", "place"], name="a_place_in_a_circulation_is_taken_once"),
            models.UniqueConstraint(
                fields=["circulation", "appointment"],
                condition=Q(withdrawn_at__isnull=True, appointment__isnull=False),
                name="a_person_reads_a_circulation_once",
            ),
            models.UniqueConstraint(
                fields=["circulation", "post"],
                condition=Q(withdrawn_at__isnull=True, post__isnull=False),
                name="a_post_reads_a_circulation_once",
            ),
            models.CheckConstraint(
                condition=Q(appointment__isnull=False, post__isnull=True)
                | Q(appointment__isnull=True, post__isnull=False),
                name="a_reading_is_of_a_person_or_of_a_post",
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_by__isnull=True)
                | Q(read_at__isnull=False, read_by__isnull=False, asked_at__isnull=False, withdrawn_at__isnull=True),
                name="who_has_read_was_asked_and_is_not_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(skipped_at__isnull=True, skipped_why="")
                | (Q(skipped_at__isnull=False) & ~Q(skipped_why="")),
                name="a_skipped_reader_was_skipped_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["read_by", "-read_at"], name="reading_by_reader")]

    def __str__(self) -> str:
        return f"{self.circulation} {self.called}"

    @property
    def called(self) -> str:
        """何敏; a post: 综合科科长岗位."""
        return str(self.names.get("name") or f"{self.names['department']}{self.names['post']}岗位")

    @property
    def is_missing(self) -> bool:
        """He was asked, or will be, and has not read."""
        return self.read_at is None and self.withdrawn_at is None

    @property
    def is_waiting(self) -> bool:
        """It is his turn, or was and he has still to read."""
        return self.is_missing and self.asked_at is not None


class ReadingOpinion(models.Model):
    """阅读意见：only ever added. A second thought is a second row."""

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="opinions", verbose_name="送阅")
    text = models.TextField("意见")
    names = models.JSONField("当时姓名职务")
    at = models.DateTimeField("时间", default=now)

    class Meta:
        verbose_name = "阅读意见"
        ordering = ["reading", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_reading_opinion_says_something")]

    def __str__(self) -> str:
        return self.text
