"""借阅：one record, one borrower, so many days; first a request on a route, then a right that ends."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from archive.models import Role, State
from docflow.api import Paper, Walk
from office.api import Actor, Appointment, appointment_key
from office.kernel.clock import now

LONGEST = 60
"""Working days: who needs it longer asks for more time."""
OPEN = "公开"


class Scope(models.TextChoices):
    """How much of a record, from little to all."""

    ORIGINAL = "original", "正本"
    ATTACHED = "attached", "正本和附件"
    WHOLE = "whole", "全卷"


OPENS: dict[str, frozenset[str]] = {
    Scope.ORIGINAL: frozenset({Role.ORIGINAL}),
    Scope.ATTACHED: frozenset({Role.ORIGINAL, Role.ATTACHMENT}),
    Scope.WHOLE: frozenset(Role.values),
}
"""A scope, and the parts of a record that it opens."""


class LoanState(models.TextChoices):
    ASKED = "asked", "审批中"
    AGREED = "agreed", "已同意"
    LENT = "lent", "借阅中"
    REFUSED = "refused", "未同意"
    CALLED_OFF = "called_off", "已撤销"
    GIVEN_BACK = "given_back", "已归还"
    TAKEN_BACK = "taken_back", "已收回"
    EXPIRED = "expired", "已到期"


STANDING = (LoanState.ASKED, LoanState.AGREED, LoanState.LENT)
"""While a loan stands there, the same person asks for the same record no second time."""


class Loan(Paper):
    """借阅单. `organ` is whose record it is. `record` is empty while the archivist has not said which one the borrower's words mean.

    `title` is what the borrower asked for, in words that he knows; that of the record only once he may read it. `number` is its 档号 then.
    """

    glyph: ClassVar[str] = "借"
    space: ClassVar[str] = "loans"
    called: ClassVar[str] = "借阅"
    number_name: ClassVar[str] = "档号"
    ending: ClassVar[str] = "终止借阅"
    found_by: ClassVar[tuple[str, ...]] = ()

    borrower = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="借阅人")
    record = models.ForeignKey(
        "archive.Record", models.PROTECT, null=True, blank=True, related_name="loans", verbose_name="档案"
    )
    number = models.CharField("档号", max_length=120, blank=True)
    state = models.CharField("状态", max_length=12, choices=LoanState.choices, default=LoanState.ASKED)
    reason = models.CharField("借阅事由", max_length=400)
    scope = models.CharField("范围", max_length=10, choices=Scope.choices, default=Scope.ORIGINAL)
    days = models.PositiveSmallIntegerField("几个工作日")
    may_print = models.BooleanField("可以打印", default=False)
    may_download = models.BooleanField("可以下载", default=False)
    why = models.CharField("缘由", max_length=400, blank=True, help_text="why it was refused or taken back")
    lent_at = models.DateTimeField("借出时间", null=True, blank=True)
    until = models.DateTimeField("借到何时", null=True, blank=True)
    told_at = models.DateTimeField("提醒到期的时间", null=True, blank=True, help_text="that it ends soon")
    ended_at = models.DateTimeField("了结时间", null=True, blank=True)

    class Meta:
        verbose_name = "借阅"
        ordering = ["-moved_at", "-id"]
        indexes = [
            models.Index(fields=["borrower", "-moved_at"], name="loan_by_borrower"),
            models.Index(fields=["organ", "state", "-moved_at"], name="loan_by_organ"),
            models.Index(fields=["until"], condition=Q(state="lent"), name="loan_that_ends"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "borrower"],
                condition=Q(state__in=STANDING),
                name="a_record_is_lent_to_somebody_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="lent")
                | Q(record__isnull=False, lent_at__isnull=False, until__isnull=False, ended_at__isnull=True),
                name="what_is_lent_is_a_record_and_has_an_end",
            ),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=LONGEST), name="a_loan_lasts_some_days"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_loan_says_what_for"),
            models.CheckConstraint(
                condition=~Q(state__in=("refused", "taken_back")) | ~Q(why=""),
                name="a_loan_that_is_refused_or_taken_back_says_why",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("loans:loan", args=[self.uid])

    @property
    def begun_by(self) -> Appointment:
        return self.borrower

    @property
    def key(self) -> str:
        """Whom it opens the record to: the post in which he asked, so that the right ends with it."""
        return appointment_key(self.borrower)

    @property
    def is_open(self) -> bool:
        """Whether the record may be read by it at this moment: the row may say 借阅中 for a while after the end has come."""
        return self.state == LoanState.LENT and self.until is not None and self.until > now()

    @property
    def has_expired(self) -> bool:
        """The end has come, whether or not the row says so already."""
        return self.state == LoanState.EXPIRED or (self.state == LoanState.LENT and not self.is_open)

    @property
    def is_readable(self) -> bool:
        """The same, and the record lies on the shelf: one that was sent back to be put right is lent to nobody meanwhile."""
        return self.is_open and self.record is not None and self.record.state == State.FILED

    @property
    def opens(self) -> frozenset[str]:
        """The parts of the record that it opens."""
        return OPENS[self.scope]

    @property
    def opens_what_is_searched(self) -> bool:
        """Whether all that a search looks through is open to the borrower: only then may the record be found by him."""
        return OPENS[Scope.ATTACHED] <= self.opens

    @property
    def asks(self) -> str:
        """Who is asked besides the archivist: `nobody`, the `department` that did the paper, a `leader`.

        What is public goes out on the archivist's word, unless the handling is wanted too; so does everything to the department that did it.
        """
        if self.record is None or (self.record.secrecy == OPEN and self.scope != Scope.WHOLE):
            return "nobody"
        did = self.record.department
        if did is not None and did.pk == self.borrower.department.pk:
            return "nobody"
        return "department" if did is not None and self.borrower.organ.pk == self.organ_id else "leader"

    def route_fields(self) -> dict[str, object]:
        did = self.record.department if self.record is not None else None
        return {
            "title": self.title,
            "lender": str(self.organ.uid),
            "department": str(did.uid) if did is not None else "",
            "asks": self.asks,
        }

    def digest_seen(self) -> str:
        return ""

    def stand(self, after: Walk) -> None:
        if after.status == "finished":
            self.state = LoanState.AGREED
        elif after.status == "terminated":
            self.state = LoanState.REFUSED if self.why else LoanState.CALLED_OFF
        else:
            self.state = LoanState.ASKED

    def may_be_urged_by(self, by: Actor) -> bool:
        """催办: the borrower, and whoever keeps the records."""
        return self.borrower_id in {one.pk for one in by.appointments} or by.has_role(self.organ, "archivist")
