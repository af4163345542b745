"""检索的条目：what can be found, string by string, as it was last seen; the index is made from these rows alone."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest

from office.kernel.clock import now


class Kind(models.TextChoices):
    """What an entry stands for."""

    RECORD = "record", "档案"
    DOCUMENT = "document", "公文"
    INCOMING = "incoming", "收文"


def _milliseconds() -> int:
    """Newer than whatever an index was told before."""
    return int(now().timestamp() * 1000)


def newer() -> Greatest:
    """The next version of an entry: what an index holds is older, whatever this database was before."""
    return Greatest(F("version") + 1, Value(_milliseconds()))


class Entry(models.Model):
    """One thing that can be found. Readers are not here: they are read from the grants when it is indexed, and asked for when it is shown.

    `uid` is the object's own. `body` and `attachments` are lists of strings: no match runs across two of them. A paper that was filed
    is found as its record: `filed_as` names it, and `beside` says that somebody reads the paper by a key that does not open the record.
    """

    uid = models.UUIDField("对象", unique=True)
    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    version = models.PositiveBigIntegerField(
        "版次", default=_milliseconds, help_text="grows; also when an older backup was put back"
    )
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    title = models.CharField("题名", max_length=400)
    number = models.CharField("文号", max_length=60, blank=True)
    numbers = models.JSONField("各文号", default=list)
    code = models.CharField("档号", max_length=120, blank=True, db_index=True)
    people = models.JSONField("人名与机关名", default=list)
    body = models.JSONField("正文", default=list)
    attachments = models.JSONField("附件", default=list)
    fonds = models.CharField("全宗号", max_length=20, blank=True)
    document_kind = models.CharField("文种", max_length=20, blank=True)
    secrecy = models.CharField("密级", max_length=8, blank=True)
    retention = models.CharField("保管期限", max_length=8, blank=True)
    openness = models.CharField("开放标识", max_length=8, blank=True)
    dated_on = models.DateField("日期", null=True, blank=True)
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    source_id = models.CharField("原标识", max_length=200, blank=True)
    url = models.CharField("地址", max_length=200)
    files = models.JSONField("文件摘要", default=list, help_text="of the files whose text belongs to it")
    stamp = models.CharField("印记", max_length=160, blank=True, default="", help_text="of the source as it was read")
    filed_as = models.UUIDField("归为档案", null=True, blank=True)
    beside = models.BooleanField("另有读者", default=False)
    known_at = models.DateTimeField("入索引时间", null=True, blank=True)
    opened_at = models.DateTimeField(
        "可检索时间", null=True, blank=True, help_text="when it, or a key to it, was last new"
    )
    seen_at = models.DateTimeField("取文时间", default=now)

    class Meta:
        verbose_name = "检索条目"
        ordering = ["-dated_on", "-id"]
        indexes = [
            models.Index(fields=["filed_as"], condition=Q(filed_as__isnull=False), name="entry_filed"),
            models.Index(fields=["uid"], condition=Q(beside=True), name="entry_beside_its_record"),
            models.Index(fields=["opened_at"], name="entry_newly_open"),
        ]

    def __str__(self) -> str:
        return self.title


class Pending(models.Model):
    """待入索引：what the index does not know yet. Written in the transaction of the change, deleted when the engine has taken it."""

    uid = models.UUIDField("对象")
    at = models.DateTimeField("何时起", default=now)

    class Meta:
        verbose_name = "待入索引"
        ordering = ["id"]
        indexes = [models.Index(fields=["uid"], name="pending_by_object")]

    def __str__(self) -> str:
        return str(self.uid)


class FileText(models.Model):
    """附件文字：the text of a file, taken out once by the digest of its content."""

    sm3 = models.CharField("SM3", max_length=64, unique=True)
    strings = models.JSONField("文字", default=list)
    cut = models.BooleanField("未取全", default=False)
    says = models.CharField("未取出的缘由", max_length=200, blank=True)
    at = models.DateTimeField("时间", default=now)

    class Meta:
        verbose_name = "附件文字"
        indexes = [models.Index(fields=["at"], name="file_text_newest")]

    def __str__(self) -> str:
        return self.sm3
