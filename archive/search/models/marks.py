"""检索的进度：how far each sweep has come, and what is wrong with the index."""

from django.db import models

from office.kernel.clock import now


class Progress(models.Model):
    """How far a sweep has come. `says` of the one named `index`: why nothing was taken in since `at`; empty when all is well."""

    name = models.CharField("名称", max_length=20, unique=True)
    at = models.DateTimeField("到何时", default=now)
    says = models.CharField("不顺", max_length=200, blank=True)

    class Meta:
        verbose_name = "检索进度"

    def __str__(self) -> str:
        return f"{self.name} {self.at}"
