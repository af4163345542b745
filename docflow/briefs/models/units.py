"""报送单位：a department of the desk's organ, or another organ."""

from django.db import models

from office.api import Department, Organ


class OfUnit(models.Model):
    """What belongs to a unit: `department` is empty where it is a whole organ."""

    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    department = models.ForeignKey(
        "office.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="处室"
    )

    class Meta:
        abstract = True

    @property
    def unit(self) -> Department | Organ:
        return self.department or self.organ

    @property
    def unit_name(self) -> str:
        return str(self.unit)
