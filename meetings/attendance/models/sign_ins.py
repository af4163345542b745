"""签到：that somebody came, and when."""

from typing import Any

from django.db import models

from meetings.convening.models import Invitation
from office.kernel.clock import now


class Manner(models.TextChoices):
    CODE = "code", "扫码"
    CLERK = "clerk", "代签"
    LIST = "list", "补录"


class SignIn(models.Model):
    """签到. Its key is the guest's invitation, so that a thousand people who sign in at once each write one row and wait for nobody.

    One that was undone is gone; that it was, history says. `names`: who did it, where that was not the guest.
    """

    invitation = models.OneToOneField(
        Invitation, models.PROTECT, primary_key=True, related_name="sign_in", verbose_name="参会人"
    )
    at = models.DateTimeField("签到时间", default=now)
    manner = models.CharField("方式", max_length=5, choices=Manner.choices, default=Manner.CODE)
    names: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("代签人", default=dict, blank=True)
    noted_at = models.DateTimeField("记下时间", default=now)

    class Meta:
        verbose_name = "签到"

    def __str__(self) -> str:
        return str(self.invitation)
