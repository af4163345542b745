"""知悉范围：who may read what. Actions add grants; nothing else is consulted."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from office.kernel.clock import now

LONGEST_WHY = 60


class ReaderQuerySet(models.QuerySet["Reader"]):
    def in_force(self, moment: datetime | None = None) -> "ReaderQuerySet":
        """Those that hold now, or at a moment that has not passed.

        A grant holds from the commit that gave it: `since` is told, not asked. By a clock that is a little behind the one that wrote it,
        or that was set back, it would open nothing yet, and nobody could end it.
        """
        moment = moment or now()
        return self.filter(Q(until__isnull=True) | Q(until__gt=moment))


class Reader(models.Model):
    """A key that opens an object. Keys: person:UID appointment:UID department:UID role:ORGAN/ROLE organ:UID."""

    object_uid = models.UUIDField("对象")
    key = models.CharField("钥匙", max_length=120)
    versions_from = models.PositiveIntegerField("自第几稿", default=1)
    versions_to = models.PositiveIntegerField("至第几稿", null=True, blank=True)
    why = models.CharField("缘由", max_length=LONGEST_WHY)
    since = models.DateTimeField("起", default=now)
    until = models.DateTimeField("止", null=True, blank=True)

    objects = ReaderQuerySet.as_manager()

    class Meta:
        verbose_name = "知悉范围"
        indexes = [
            # with the term of the grant: a list of all that a key opens is counted from the index alone
            models.Index(fields=["key", "object_uid", "until", "since"], name="reader_in_force"),
            # what opens for a time is asked for at every search
            models.Index(fields=["key", "until"], condition=Q(until__isnull=False), name="reader_for_a_time"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["object_uid", "key"], condition=Q(until__isnull=True), name="a_key_opens_an_object_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} → {self.object_uid}"


class GrantChange(models.Model):
    """知悉范围的一处变动：what a copy of the grants has still to learn. Written by a trigger on the grants, in the transaction of the change.

    Only grants without an end are copied, so only their coming and going is told here; what opens for a time is always asked for.
    """

    object_uid = models.UUIDField("对象")
    takes = models.BooleanField("收回")

    class Meta:
        verbose_name = "知悉范围变动"
        ordering = ["id"]
        indexes = [models.Index(fields=["object_uid"], condition=Q(takes=True), name="grant_taken")]

    def __str__(self) -> str:
        return f"{'收回' if self.takes else '授予'} {self.object_uid}"
