"""机关：按层级成树，名称有起止，合并与分立留有去向。Nothing here is deleted or renamed in place."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from office.kernel.clock import today
from office.kernel.ids import uuid7


class Level(models.IntegerChoices):
    """行政层级。"""

    PROVINCE = 1, "省级"
    CITY = 2, "市级"
    COUNTY = 3, "县级"
    TOWNSHIP = 4, "乡级"
    VILLAGE = 5, "村级"


def still_open(day: date) -> Q:
    """The condition that a row with `closed_on` is there on a day: that date is the first day on which it is no more."""
    return Q(closed_on__isnull=True) | Q(closed_on__gt=day)


class OrganQuerySet(models.QuerySet["Organ"]):
    def under(self, organ: "Organ") -> "OrganQuerySet":
        """The organ and everything below it."""
        return self.filter(path__startswith=organ.path)

    def open(self) -> "OrganQuerySet":
        """Those that have not been merged or closed by today."""
        return self.filter(still_open(today()))


class Organ(models.Model):
    """A unit that speaks in its own name: a government, one of its departments, a township, a village."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级机关"
    )
    path = models.CharField(
        "路径", max_length=400, unique=True, editable=False, help_text="ids from the root, each followed by /"
    )
    level = models.PositiveSmallIntegerField("层级", choices=Level.choices)
    name = models.CharField("现名全称", max_length=120)
    short_name = models.CharField("现名简称", max_length=60)
    code = models.CharField("统一社会信用代码", max_length=18, null=True, blank=True, unique=True)
    is_government = models.BooleanField("是否人民政府", default=False)
    is_receiving_point = models.BooleanField("只收文", default=False, help_text="村居：没有文号，不用印")
    installation = models.CharField("所在平台", max_length=120, blank=True, help_text="empty: this installation")
    order = models.PositiveIntegerField("排序", default=0)
    closed_on = models.DateField("撤并日期", null=True, blank=True, help_text="the first day on which it is no more")

    objects = OrganQuerySet.as_manager()

    class Meta:
        verbose_name = "机关"
        ordering = ["level", "order", "id"]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None and self.closed_on <= today()

    def name_on(self, day: date) -> str:
        """The full name it bore on a day; documents keep the name of their day."""
        borne = self.names.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day).first()
        return borne.name if borne else self.name


class OrganName(models.Model):
    """A name and the days it was borne."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="names", verbose_name="机关")
    name = models.CharField("全称", max_length=120)
    short_name = models.CharField("简称", max_length=60)
    since = models.DateField("启用日期")
    until = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "机关名称"
        ordering = ["organ", "-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ"], condition=Q(until__isnull=True), name="an_organ_has_one_name_in_use"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="an_organ_name_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OrganSuccession(models.Model):
    """撤并去向：whose business went where, and when."""

    former = models.ForeignKey(Organ, models.PROTECT, related_name="successions", verbose_name="原机关")
    successor = models.ForeignKey(Organ, models.PROTECT, related_name="predecessions", verbose_name="承接机关")
    on = models.DateField("日期", default=today)
    why = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = "机关沿革"
        constraints = [
            models.UniqueConstraint(fields=["former", "successor"], name="a_succession_is_recorded_once"),
            models.CheckConstraint(condition=~Q(former=models.F("successor")), name="no_organ_succeeds_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.former} → {self.successor}"


def path_under(parent: Organ | None, key: int) -> str:
    """The path of an organ whose row key is known."""
    return f"{parent.path if parent else ''}{key}/"


def plant(parent: Organ | None, **fields: Any) -> Organ:
    """Insert an organ below its parent, with its first name; the path needs the row's key, so it is written second."""
    since = fields.pop("since", None) or today()
    organ = Organ(parent=parent, **fields)
    organ.path = f"?{organ.uid}"
    organ.save()
    organ.path = path_under(parent, organ.pk)
    organ.save(update_fields=["path"])
    OrganName.objects.create(organ=organ, name=organ.name, short_name=organ.short_name, since=since)
    return organ
