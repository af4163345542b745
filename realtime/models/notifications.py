"""通知：one row for one person, written in the transaction of what it tells of."""

from django.db import models
from django.db.models import Q

from office.kernel.clock import now
from office.kernel.ids import uuid7


class NotificationQuerySet(models.QuerySet["Notification"]):
    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at__isnull=True)


class Notification(models.Model):
    """Something a person should know of, with the page that shows it."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    person = models.ForeignKey("office.Person", models.PROTECT, related_name="notifications", verbose_name="收件人")
    kind = models.CharField("种类", max_length=40, help_text="the kind of what it tells of; rooms name their own")
    title = models.CharField("标题", max_length=400)
    body = models.TextField("正文", blank=True)
    url = models.CharField("去处", max_length=200, help_text="a path of this site")
    about = models.UUIDField("所涉对象", null=True, blank=True)
    key = models.CharField(
        "凭据", max_length=120, blank=True, help_text="told once to a person, however often it is said"
    )
    at = models.DateTimeField("时间", default=now)
    read_at = models.DateTimeField("读于", null=True, blank=True)
    read_in = models.UUIDField(
        "读于哪次操作", null=True, blank=True, help_text="the key of the act that marked it read"
    )

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = "通知"
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "key"], condition=~Q(key=""), name="a_person_is_told_a_thing_once"
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_in__isnull=True)
                | Q(read_at__isnull=False, read_in__isnull=False),
                name="a_read_notification_says_when_and_in_which_act",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notification_of_person"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notification_unread"),
            models.Index(fields=["about"], name="notification_about"),
        ]

    def __str__(self) -> str:
        return self.title
