"""What befell one object: its acts, as its page tells them, and who read it. Whether somebody may see that is the room's to ask."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from office.models.access import Access, AccessEntry
from office.models.trail import TrailEntry
from office.selectors.trail import said
from office.trail.wording import act_in_words

LOOKED = (Access.READ, Access.DOWNLOAD, Access.PRINT)
OK = 400


@dataclass(frozen=True)
class HistoryLine:
    """One act: `unit` is department and post as they were, empty for the system."""

    act: str
    verb: str
    who: str
    unit: str
    at: datetime
    said: str


@dataclass(frozen=True)
class Reading:
    """Somebody read, downloaded or printed it."""

    who: str
    what: str
    at: datetime
    title: str = ""


def history_of(about: UUID) -> list[HistoryLine]:
    """The acts about an object, the earliest first."""
    rows = TrailEntry.objects.filter(about=about).order_by("pk")
    return [
        HistoryLine(one.act, act_in_words(one.act), one.name, f"{one.department}{one.post}", one.at, said(one.detail))
        for one in rows
    ]


def readings_of(about: UUID, most: int) -> list[Reading]:
    """The last readings of an object that were answered, the latest first."""
    return [reading(one) for one in lines_about([about])[:most]]


def lines_about(objects: Collection[UUID]) -> QuerySet[AccessEntry]:
    """All such lines about some objects, the latest first; `reading` says one of them in words."""
    return AccessEntry.objects.filter(about__in=objects, kind__in=LOOKED, status__lt=OK).order_by("-id")


def reading(line: AccessEntry) -> Reading:
    return Reading(line.name, line.get_kind_display(), line.at, line.title)
