"""续借：more days for what is lent, asked before the end."""

from django.db import models
from django.db.models import Q

from archive.loans.models.loans import LONGEST, Loan
from office.kernel.clock import now
from office.kernel.ids import uuid7


class Extension(models.Model):
    """续借申请. `agreed` is empty while it waits; one that still waits when the loan ends is refused by that."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    loan = models.ForeignKey(Loan, models.PROTECT, related_name="extensions", verbose_name="借阅")
    days = models.PositiveSmallIntegerField("再借几个工作日")
    reason = models.CharField("续借事由", max_length=400)
    asked_at = models.DateTimeField("申请时间", default=now)
    agreed = models.BooleanField("同意", null=True, blank=True)
    said = models.CharField("答复", max_length=400, blank=True)
    decided_by = models.ForeignKey(
        "office.Appointment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="答复人"
    )
    decided_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = "续借"
        ordering = ["loan", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["loan"], condition=Q(agreed__isnull=True), name="one_extension_of_a_loan_waits_at_a_time"
            ),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=LONGEST), name="an_extension_lasts_some_days"),
            models.CheckConstraint(
                condition=Q(agreed__isnull=True, decided_at__isnull=True)
                | Q(agreed__isnull=False, decided_at__isnull=False),
                name="an_extension_is_answered_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(agreed=False) | ~Q(said=""), name="an_extension_that_is_refused_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loan} 续借{self.days}个工作日"

    @property
    def task(self) -> str:
        """The name of its to-do."""
        return f"extension/{self.uid}"
