"""参会：who is invited, by name or through his organ, and as what."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from meetings.convening.models.agenda import AgendaItem
from meetings.convening.models.meetings import Meeting
from office.kernel.clock import now
from office.kernel.ids import uuid7


class Capacity(models.TextChoices):
    """参会身份. The order is that of a list of those present."""

    HOST = "host", "主持"
    ATTENDING = "attending", "出席"
    SITTING_IN = "sitting_in", "列席"
    STAFF = "staff", "工作人员"


class Answer(models.TextChoices):
    """回执: what is known of whether he comes. Reasons and approvals stand with the reply itself."""

    OPEN = "open", "未回执"
    COMES = "comes", "参加"
    AWAY = "away", "请假"
    REPLACED = "replaced", "替会"


class InvitedOrgan(models.Model):
    """参会单位: an organ or a department that names its own people, at most `most` of them (0: as many as it likes)."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invited_organs", verbose_name="会议")
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    department = models.ForeignKey(
        "office.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="处室"
    )
    capacity = models.CharField("参会身份", max_length=10, choices=Capacity.choices, default=Capacity.ATTENDING)
    most = models.PositiveSmallIntegerField("名额", default=1)
    requirement = models.CharField("人员要求", max_length=120, blank=True)
    order = models.PositiveSmallIntegerField("排序", default=0)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)

    class Meta:
        verbose_name = "参会单位"
        ordering = ["meeting", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "organ"],
                condition=Q(department__isnull=True),
                name="an_organ_is_invited_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "department"],
                condition=Q(department__isnull=False),
                name="a_department_is_invited_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.department or self.organ)


class Invitation(models.Model):
    """参会人. A person is invited once, in whichever of his posts: a second invitation of the same person finds the first.

    `order` is his rank by protocol within his capacity. `item`: he comes for this item alone, and is called in. `named_through`: his organ
    named him. `stands_in_for`: whose place he takes (替会). What becomes of it (回执、签到、座次) stands in rows of other apps that point here;
    `answer` is kept here as all of them ask for it. One that was withdrawn stays, with its time.
    """

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations", verbose_name="会议")
    person = models.ForeignKey("office.Person", models.PROTECT, related_name="+", verbose_name="人员")
    appointment = models.ForeignKey("office.Appointment", models.PROTECT, related_name="+", verbose_name="任职")
    capacity = models.CharField("参会身份", max_length=10, choices=Capacity.choices, default=Capacity.ATTENDING)
    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="invitations", verbose_name="仅列席此项"
    )
    named_through = models.ForeignKey(
        InvitedOrgan, models.PROTECT, null=True, blank=True, related_name="named", verbose_name="由哪个单位报名"
    )
    stands_in_for = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="stand_in", verbose_name="替谁参会"
    )
    answer = models.CharField("回执", max_length=8, choices=Answer.choices, default=Answer.OPEN)
    order = models.PositiveSmallIntegerField("排序", default=0)
    invited_at = models.DateTimeField("列入时间", default=now)
    told_at = models.DateTimeField("通知时间", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)

    class Meta:
        verbose_name = "参会人"
        ordering = ["meeting", "order", "id"]
        indexes = [models.Index(fields=["person", "meeting"], name="invitation_of_a_person")]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="a_person_is_invited_once"),
        ]

    def __str__(self) -> str:
        return self.person.name

    def get_absolute_url(self) -> str:
        return reverse("convening:meeting", args=[self.meeting.uid])

    @property
    def is_in_force(self) -> bool:
        return self.withdrawn_at is None

    @property
    def takes_a_seat(self) -> bool:
        """Whether a place is kept for him: invited, and neither away nor replaced."""
        return self.withdrawn_at is None and self.answer in {Answer.OPEN, Answer.COMES}
