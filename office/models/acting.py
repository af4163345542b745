"""Acts already done, by the key of the form or call that asked for them."""

from django.db import models

from office.kernel.clock import now
from office.models.people import Person


class DoneAction(models.Model):
    """The first answer to a key: the same key again, by the same person, returns it and does nothing."""

    key = models.UUIDField("凭据", primary_key=True)
    verb = models.CharField("动作", max_length=80)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="人员", help_text="null: the system"
    )
    answer_model = models.CharField("答案类型", max_length=80, blank=True)
    answer_pk = models.BigIntegerField("答案", null=True)
    at = models.DateTimeField("时间", default=now)

    class Meta:
        verbose_name = "已办动作"
        indexes = [models.Index(fields=["at"], name="done_action_by_time")]

    def __str__(self) -> str:
        return f"{self.verb} {self.key}"
