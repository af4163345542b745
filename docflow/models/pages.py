"""版面与正本：what was made of a version, and the one file that goes out."""

from django.db import models

from office.kernel.clock import now
from office.kernel.ids import uuid7


class Rendition(models.Model):
    """版面：a PDF made of one version, by which engine and fonts."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    document = models.ForeignKey("docflow.Document", models.PROTECT, related_name="renditions", verbose_name="公文")
    version = models.PositiveIntegerField("稿次")
    kind = models.CharField("种类", max_length=8, choices=[("preview", "预览"), ("final", "正本")])
    source = models.CharField(
        "所排内容摘要", max_length=64, help_text="SM3 of the elements as typeset, number and date included"
    )
    file = models.ForeignKey("office.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    pages = models.PositiveIntegerField("页数")
    breaks = models.CharField("断行摘要", max_length=64)
    places = models.JSONField("印章位置", default=list)
    engine = models.CharField("排版引擎", max_length=40)
    fonts = models.CharField("字体摘要", max_length=64)
    differs = models.CharField("与最后预览的差别", max_length=200, blank=True)
    at = models.DateTimeField("时间", default=now)

    class Meta:
        verbose_name = "版面"
        ordering = ["document", "-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "kind", "source", "engine", "fonts"], name="a_page_is_made_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} 第{self.version}稿 {self.get_kind_display()}"


class Sealed(models.Model):
    """正本：the sealed file; of minutes, which carry no seal, the page as it was set. Nothing is ever added to it."""

    document = models.OneToOneField("docflow.Document", models.PROTECT, related_name="sealed", verbose_name="公文")
    file = models.ForeignKey("office.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    sm3 = models.CharField("SM3", max_length=64, unique=True)
    page_sm3 = models.CharField(
        "所盖版面摘要", max_length=64, db_index=True, help_text="of the file before its first seal"
    )
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField("字节数")
    pages = models.PositiveIntegerField("页数")
    revisions = models.JSONField("各次修订的摘要", help_text="SM3 of each revision, the oldest first")
    seals = models.PositiveSmallIntegerField("印章数")
    at = models.DateTimeField("时间", default=now)

    class Meta:
        verbose_name = "用印正本"

    def __str__(self) -> str:
        return f"{self.document} 正本"
