"""表决：a question on an item, who has voted, and the votes. In a secret ballot no row joins the two, and no vote is a row at all."""

from django.db import models
from django.db.models import F, Q

from meetings.convening.models import AgendaItem, Invitation, Meeting
from meetings.proceedings.rules import voting
from office.kernel.clock import now
from office.kernel.ids import uuid7


class Manner(models.TextChoices):
    """怎样表决."""

    NAMED = "named", "记名"
    SECRET = "secret", "无记名"
    HANDS = "hands", "举手"


class Choice(models.TextChoices):
    AGREE = voting.AGREE, "同意"
    AGAINST = voting.AGAINST, "反对"
    ABSTAIN = voting.ABSTAIN, "弃权"


class Ballot(models.Model):
    """一次表决. `eligible` and `present` are counted when it is opened; what it came to is counted when it is closed, and stands."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="ballots", verbose_name="会议")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="ballots", verbose_name="议程项")
    question = models.CharField("表决什么", max_length=200)
    manner = models.CharField("方式", max_length=6, choices=Manner.choices, default=Manner.NAMED)
    eligible = models.PositiveIntegerField("应到")
    present = models.PositiveIntegerField("实到")
    opened_at = models.DateTimeField("开始", default=now)
    opened_by = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="谁发起")
    closed_at = models.DateTimeField("结束", null=True, blank=True)
    called_off = models.BooleanField("作废", default=False)

    class Meta:
        verbose_name = "表决"
        ordering = ["meeting", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(closed_at__isnull=True),
                name="one_ballot_of_a_meeting_is_open_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(question=""), name="a_ballot_says_what_is_voted_on"),
            models.CheckConstraint(condition=Q(present__lte=F("eligible")), name="nobody_votes_who_has_no_vote"),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Voter(models.Model):
    """有表决权的人 of a ballot who was there when it was opened. `has_voted` is all that is known of him in a secret one; there, no moment either."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="voters", verbose_name="表决")
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="+", verbose_name="参会人")
    has_voted = models.BooleanField("已表决", default=False)

    class Meta:
        verbose_name = "表决人"
        ordering = ["ballot", "id"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "invitation"], name="a_voter_has_one_vote_in_a_ballot")
        ]

    def __str__(self) -> str:
        return str(self.invitation)


class NamedVote(models.Model):
    """记名的一票."""

    voter = models.OneToOneField(Voter, models.PROTECT, related_name="vote", verbose_name="表决人")
    choice = models.CharField("意见", max_length=8, choices=Choice.choices)
    at = models.DateTimeField("时间", default=now)

    class Meta:
        verbose_name = "记名票"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.voter}：{self.get_choice_display()}"


class Tally(models.Model):
    """计票: how many votes one choice has. Of a secret ballot nothing else is kept; of a show of hands the clerk enters it."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="tallies", verbose_name="表决")
    choice = models.CharField("意见", max_length=8, choices=Choice.choices)
    votes = models.PositiveIntegerField("票数", default=0)

    class Meta:
        verbose_name = "计票"
        ordering = ["ballot", "id"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "choice"], name="a_choice_is_counted_once_in_a_ballot")
        ]

    def __str__(self) -> str:
        return f"{self.get_choice_display()}{self.votes}票"
