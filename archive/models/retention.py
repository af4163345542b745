"""归档范围和保管期限表：imported for a fonds; a rule proposes, a person confirms (国家档案局令第8号)."""

from django.db import models
from django.db.models import Q

from archive.arranging.retention import LEFT_OUT, Row
from office.kernel.clock import now
from office.kernel.ids import uuid7

__all__ = ["LEFT_OUT", "RetentionRow", "RetentionTable"]


class RetentionTable(models.Model):
    """One edition of a fonds' table; the newest in force is asked. Older ones stay: what was decided by them refers to them."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    fonds = models.ForeignKey("archive.Fonds", models.PROTECT, related_name="retention_tables", verbose_name="全宗")
    edition = models.PositiveIntegerField("第几版")
    approval = models.CharField("批准文号", max_length=120, blank=True)
    since = models.DateField("自何日起")
    imported_by = models.ForeignKey(
        "office.Appointment", models.PROTECT, null=True, related_name="+", verbose_name="导入人"
    )
    imported_at = models.DateTimeField("导入时间", default=now)
    is_shipped = models.BooleanField("随平台提供", default=False)

    class Meta:
        verbose_name = "保管期限表"
        ordering = ["fonds", "-edition"]
        constraints = [models.UniqueConstraint(fields=["fonds", "edition"], name="an_edition_of_a_table_is_one")]

    def __str__(self) -> str:
        return f"{self.fonds} 第{self.edition}版"


class RetentionRow(models.Model):
    """One line: what it speaks of, and the retention that it proposes. The first line that fits is the proposal.

    Empty conditions fit everything. `source` is outgoing (本机关), superior, peer or subordinate (来文); `manner` handle (办件) or read (阅件).
    """

    table = models.ForeignKey(RetentionTable, models.CASCADE, related_name="rows", verbose_name="保管期限表")
    ordinal = models.PositiveIntegerField("序号")
    heading = models.CharField("类目", max_length=120)
    content = models.CharField("归档范围", max_length=400)
    kinds = models.JSONField("文种", default=list)
    source = models.CharField("来源", max_length=12, blank=True)
    manner = models.CharField("办理", max_length=8, blank=True)
    words = models.JSONField("题名中的词", default=list)
    retention = models.CharField("保管期限", max_length=8, help_text="Y, D30, D10, … or N: 不归档")

    class Meta:
        verbose_name = "保管期限表的一条"
        ordering = ["table", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["table", "ordinal"], name="a_line_of_a_table_has_its_place"),
            models.CheckConstraint(condition=~Q(retention=""), name="a_line_of_a_table_proposes_something"),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal} {self.content}"

    def as_rule(self) -> Row:
        """The line as the rule reads it."""
        return Row(
            ordinal=self.ordinal,
            heading=self.heading,
            content=self.content,
            retention=self.retention,
            kinds=tuple(self.kinds),
            source=self.source,
            manner=self.manner,
            words=tuple(self.words),
        )
