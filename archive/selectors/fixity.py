"""固化复核 as its page shows it: what is not intact, the last rounds, how far behind it is."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from archive.models import Condition, Fixity, FixityRound, RecordFile
from archive.policy import organs_kept
from office.api import Actor


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of the files he keeps were looked at, and when the one that was looked at longest ago was."""

    files: int
    looked_at: int
    oldest: datetime | None

    @property
    def waiting(self) -> int:
        return self.files - self.looked_at


def broken(by: Actor) -> QuerySet[Fixity]:
    """Files of the organs whose archivist he is that are changed or absent."""
    rows = Fixity.objects.exclude(condition=Condition.INTACT).filter(file__record__organ__in=organs_kept(by))
    return rows.select_related("file__record", "file__file").order_by("-since", "-id")


def standing(by: Actor) -> Standing:
    organs = organs_kept(by)
    looked = Fixity.objects.filter(file__record__organ__in=organs)
    oldest = looked.order_by("checked_at").values_list("checked_at", flat=True).first()
    return Standing(RecordFile.objects.filter(record__organ__in=organs).count(), looked.count(), oldest)


def rounds(most: int = 10) -> list[FixityRound]:
    """The last rounds; they are of the whole installation."""
    return list(FixityRound.objects.all()[:most])
