"""主送抄送分组：organs that an organ often writes to together."""

from django.db import models

from office.kernel.ids import uuid7


class AddresseeGroup(models.Model):
    """A named list of organs, of one organ: 各县（区）人民政府."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    name = models.CharField("名称", max_length=60)
    order = models.PositiveIntegerField("排序", default=0)

    class Meta:
        verbose_name = "收文单位分组"
        ordering = ["organ", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["organ", "name"], name="a_group_name_is_unique_in_its_organ")]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """One organ of a group, in its place."""

    group = models.ForeignKey(AddresseeGroup, models.CASCADE, related_name="members", verbose_name="分组")
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="收文机关")
    order = models.PositiveIntegerField("排序", default=0)

    class Meta:
        verbose_name = "分组成员"
        ordering = ["group", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["group", "organ"], name="an_organ_is_in_a_group_once")]

    def __str__(self) -> str:
        return f"{self.group}：{self.organ}"
