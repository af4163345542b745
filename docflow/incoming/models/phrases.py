"""常用批示语：what a leader often writes, with places for people, units and the day."""

from django.db import models


class Phrase(models.Model):
    """One phrase of one person. Who has none is shown the usual ones."""

    person = models.ForeignKey("office.Person", models.PROTECT, related_name="+", verbose_name="人员")
    text = models.CharField("批示语", max_length=200)
    order = models.PositiveSmallIntegerField("排序", default=0)

    class Meta:
        verbose_name = "常用批示语"
        ordering = ["person", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["person", "text"], name="a_person_keeps_a_phrase_once")]

    def __str__(self) -> str:
        return self.text
