"""我的批注：what a reader wrote beside a page or marked on it. Nobody else's, ever."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from meetings.materials.models.materials import Material, MaterialVersion
from office.kernel.clock import now
from office.kernel.ids import uuid7

WHOLE = 1000
"""The width and the height of a page."""


@dataclass(frozen=True)
class Mark:
    """A place on a page, in thousandths of it from its upper left corner."""

    x: int
    y: int
    wide: int
    high: int

    @property
    def lies_on_the_page(self) -> bool:
        return (
            min(self.x, self.y) >= 0 < min(self.wide, self.high)
            and max(self.x + self.wide, self.y + self.high) <= WHOLE
        )


class Note(models.Model):
    """批注: on a page of the version that was read then; `x`, `y`, `wide`, `high` in thousandths of the page mark a place, or are all empty."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    material = models.ForeignKey(Material, models.CASCADE, related_name="notes", verbose_name="会议材料")
    version = models.ForeignKey(MaterialVersion, models.CASCADE, related_name="+", verbose_name="版本")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="谁的")
    page = models.PositiveSmallIntegerField("第几页")
    text = models.CharField("批注", max_length=500, blank=True)
    x = models.PositiveSmallIntegerField("左", null=True, blank=True)
    y = models.PositiveSmallIntegerField("上", null=True, blank=True)
    wide = models.PositiveSmallIntegerField("宽", null=True, blank=True)
    high = models.PositiveSmallIntegerField("高", null=True, blank=True)
    made_at = models.DateTimeField("时间", default=now)

    class Meta:
        verbose_name = "材料批注"
        ordering = ["material", "version", "page", "id"]
        indexes = [models.Index(fields=["person", "material"], name="note_of_a_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(x__isnull=True, y__isnull=True, wide__isnull=True, high__isnull=True)
                | Q(wide__gt=0, high__gt=0, x__lte=WHOLE - F("wide"), y__lte=WHOLE - F("high")),
                name="a_mark_lies_on_its_page",
            ),
            models.CheckConstraint(condition=~Q(text="") | Q(x__isnull=False), name="a_note_says_or_marks_something"),
            models.CheckConstraint(condition=Q(page__gte=1), name="a_note_stands_on_a_page"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_mark(self) -> bool:
        return self.x is not None

    @property
    def percent(self) -> dict[str, str]:
        """As the picture over the page is drawn."""
        names = ("x", "y", "wide", "high")
        return {name: f"{(getattr(self, name) or 0) / 10:g}%" for name in names}
