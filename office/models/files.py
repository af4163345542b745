"""文件：what lies in the store, by the digest of its content."""

from django.db import models

from office.kernel.clock import now
from office.kernel.ids import uuid7


class StoredFile(models.Model):
    """A file that something refers to. Whoever may read that thing may read the file; nobody asks for it by its digest."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    sm3 = models.CharField("SM3 摘要", max_length=64, editable=False)
    size = models.PositiveBigIntegerField("字节数", editable=False)
    media_type = models.CharField("类型", max_length=120)
    at = models.DateTimeField("存入时间", default=now)

    class Meta:
        verbose_name = "文件"
        indexes = [models.Index(fields=["sm3"], name="stored_file_by_digest")]

    def __str__(self) -> str:
        return f"{self.media_type}，{self.size} 字节"
