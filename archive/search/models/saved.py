"""常用检索：a question that somebody keeps, and of whose new answers he is told."""

from django.db import models

from office.kernel.clock import now
from office.kernel.ids import uuid7

LONGEST_ASKED = 800


class SavedSearch(models.Model):
    """A question as it stands in the address of the page: words and conditions, without the place in the list."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    person = models.ForeignKey("office.Person", models.CASCADE, related_name="saved_searches", verbose_name="人员")
    name = models.CharField("名称", max_length=60)
    asked = models.CharField("检索式", max_length=LONGEST_ASKED)
    tells = models.BooleanField("有新结果时通知", default=True)
    saved_at = models.DateTimeField("何时起", default=now)
    checked_at = models.DateTimeField("看到何时", default=now)

    class Meta:
        verbose_name = "常用检索"
        ordering = ["person", "-saved_at"]
        constraints = [models.UniqueConstraint(fields=["person", "asked"], name="a_search_is_kept_once_by_a_person")]

    def __str__(self) -> str:
        return self.name


class SavedHit(models.Model):
    """An answer that he was told of: he is not told of it again."""

    saved = models.ForeignKey(SavedSearch, models.CASCADE, related_name="hits", verbose_name="常用检索")
    uid = models.UUIDField("对象")

    class Meta:
        verbose_name = "已告知的结果"
        constraints = [models.UniqueConstraint(fields=["saved", "uid"], name="a_hit_is_told_once")]

    def __str__(self) -> str:
        return f"{self.saved} {self.uid}"
