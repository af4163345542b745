"""文件：what walks a route, whether it goes out (公文) or came in (收文)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import models

from docflow import flow
from office.api import Actor, Appointment
from office.kernel.clock import now
from office.kernel.ids import uuid7


@dataclass(frozen=True)
class TimeLimit:
    """By when a step is to be done: so many working days after `start`, or a day that was named."""

    start: datetime
    days: int | None = None
    on: date | None = None


class Paper(models.Model):
    """Something with a route of its own. Walking it needs no more of it than what stands here."""

    glyph: ClassVar[str] = "文"
    """Its to-dos' kind."""
    space: ClassVar[str] = "docflow"
    """The namespace of its addresses: `act` for its tasks, `keep` for its route."""
    found_by: ClassVar[tuple[str, ...]] = ("title", "number")
    """The fields in which a search looks for words; none: it is not offered as what another could be linked with."""
    called: ClassVar[str] = "公文"
    """What it is, where papers of several sorts stand in one list."""
    number_name: ClassVar[str] = "文号"
    ending: ClassVar[str] = "终止流程"
    """What it is called to end it before its time."""
    number: "models.CharField[str, str]"
    """By which it is called: 文号 or 收文号; each kind says what it is."""
    current: int = 0
    """The number of its newest version; 0 for a paper whose text is not written here."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    organ = models.ForeignKey("office.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    run = models.OneToOneField("docflow.Run", models.PROTECT, related_name="%(class)s", verbose_name="流程实例")
    title = models.CharField("标题", max_length=400, blank=True)
    state = models.CharField("状态", max_length=12)
    urgency = models.CharField("紧急程度", max_length=4, blank=True)
    opened_at = models.DateTimeField("何时起", default=now)
    moved_at = models.DateTimeField("最近一步", default=now)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title or "（未拟标题）"

    def get_absolute_url(self) -> str:
        """Its page."""
        raise NotImplementedError

    def get_state_display(self) -> str:
        """Where it stands, in words: Django makes it of the choices of `state`."""
        raise NotImplementedError

    @property
    def begun_by(self) -> Appointment:
        """Who began its route: to the engine, its drafter."""
        raise NotImplementedError

    def route_fields(self) -> dict[str, object]:
        """What the route's conditions and rules may ask about."""
        raise NotImplementedError

    def digest_seen(self) -> str:
        """The digest of the text as it stands: what an act is bound to. Empty before there is a text."""
        raise NotImplementedError

    def limit_of(self, step: str) -> TimeLimit | None:  # noqa: ARG002 - for the kinds that have limits
        """The time limit of whoever is to do a step; None where there is none."""
        return None

    def stand(self, after: flow.Run) -> None:
        """Set `state`, for lists, from where the run stands now."""
        raise NotImplementedError

    def may_be_urged_by(self, by: Actor) -> bool:
        """催办: whoever began it, and the clerks of its organ."""
        begun = self.begun_by.pk in {one.pk for one in by.appointments}
        return begun or by.has_role(self.organ, "document_clerk")


def paper_models() -> list[type[Paper]]:
    """Every kind of paper that the installation knows."""
    return [model for model in Paper.__subclasses__() if not model._meta.abstract]
