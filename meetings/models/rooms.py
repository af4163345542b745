"""楼宇、会议室、设备，和会议室的规则：who may book it, for how long, how far ahead, in which hours, with whose approval."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from office.kernel.ids import uuid7

A_DAY = 24 * 60
LONGEST_BOOKING = 7 * A_DAY
"""Minutes, of any room."""
WEEKDAYS = [(n, f"星期{name}") for n, name in enumerate("一二三四五六日")]


class Building(models.Model):
    """楼宇. `kept_by` is the department whose people keep its rooms: they write the rules, block rooms, and read every booking."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    name = models.CharField("名称", max_length=60)
    place = models.CharField("地址", max_length=120, blank=True)
    kept_by = models.ForeignKey("office.Department", models.PROTECT, related_name="+", verbose_name="管理处室")
    order = models.PositiveSmallIntegerField("排序", default=0)

    class Meta:
        verbose_name = "楼宇"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "name"], name="a_building_has_a_name_of_its_own_in_its_organ")
        ]

    def __str__(self) -> str:
        return self.name


class Equipment(models.Model):
    """设备: a kind of thing that a room may have. The names are an organ's own."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    name = models.CharField("名称", max_length=40)

    class Meta:
        verbose_name = "设备"
        ordering = ["organ", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "name"], name="a_kind_of_equipment_is_named_once_in_its_organ")
        ]

    def __str__(self) -> str:
        return self.name


class Admits(models.TextChoices):
    """谁可以预订."""

    ALL = "all", "平台上各机关"
    ORGAN = "organ", "本机关"
    LISTED = "listed", "指定的机关和处室"


class Room(models.Model):
    """会议室. Minutes and days are limits of a booking; 0 of `arrival_minutes` and `reconfirm_weeks` means that nothing is asked."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    building = models.ForeignKey(Building, models.PROTECT, related_name="rooms", verbose_name="楼宇")
    name = models.CharField("名称", max_length=60)
    floor = models.CharField("楼层", max_length=20, blank=True)
    seats = models.PositiveSmallIntegerField("座位数")
    note = models.CharField("说明", max_length=400, blank=True)
    photo = models.ForeignKey(
        "office.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="照片"
    )
    equipment = models.ManyToManyField(Equipment, blank=True, related_name="rooms", verbose_name="设备")
    admits = models.CharField("谁可以预订", max_length=8, choices=Admits.choices, default=Admits.ORGAN)
    admitted_organs = models.ManyToManyField("office.Organ", blank=True, related_name="+", verbose_name="指定的机关")
    admitted_departments = models.ManyToManyField(
        "office.Department", blank=True, related_name="+", verbose_name="指定的处室"
    )
    approved_by = models.ForeignKey(
        "office.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审批岗位"
    )
    longest_minutes = models.PositiveSmallIntegerField("一次最长（分钟）", default=8 * 60)
    days_ahead = models.PositiveSmallIntegerField("最多提前（天）", default=90)
    arrival_minutes = models.PositiveSmallIntegerField("开始后多久未确认到场即释放（分钟）", default=0)
    offer_hours = models.PositiveSmallIntegerField("空出后为候补保留（小时）", default=4)
    reconfirm_weeks = models.PositiveSmallIntegerField("系列预订每几周再确认", default=0)
    in_use = models.BooleanField("可以预订", default=True)
    order = models.PositiveSmallIntegerField("排序", default=0)

    class Meta:
        verbose_name = "会议室"
        ordering = ["building__order", "building_id", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["building", "name"], name="a_room_has_a_name_of_its_own_in_its_building"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="a_room_seats_somebody"),
            models.CheckConstraint(
                condition=Q(longest_minutes__gte=15, longest_minutes__lte=LONGEST_BOOKING),
                name="a_booking_of_a_room_lasts_from_a_quarter_hour_to_a_week",
            ),
            models.CheckConstraint(condition=Q(offer_hours__gte=1), name="an_offer_stands_for_some_hours"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:room", args=[self.uid])

    @property
    def full_name(self) -> str:
        """市政府大楼 第一会议室: for whoever does not see where it is."""
        return f"{self.building} {self.name}"


class OpenHours(models.Model):
    """可预订时间: of one weekday, in minutes from midnight. A weekday without a row is closed.

    A weekend day that is worked (调休) counts as a Monday, a day off (放假) as a Sunday.
    """

    room = models.ForeignKey(Room, models.CASCADE, related_name="hours", verbose_name="会议室")
    weekday = models.PositiveSmallIntegerField("星期", choices=WEEKDAYS)
    opens = models.PositiveSmallIntegerField("从")
    closes = models.PositiveSmallIntegerField("到")

    class Meta:
        verbose_name = "可预订时间"
        ordering = ["room", "weekday"]
        constraints = [
            models.UniqueConstraint(fields=["room", "weekday"], name="a_weekday_of_a_room_has_one_span_of_hours"),
            models.CheckConstraint(
                condition=Q(opens__lt=F("closes"), closes__lte=A_DAY, weekday__lte=6),
                name="a_room_closes_after_it_opens_on_that_day",
            ),
        ]
