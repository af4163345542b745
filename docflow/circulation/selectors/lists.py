"""Lists of circulations, each with how many of how many have read; constant in queries however long."""

from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from docflow.circulation import policy
from docflow.circulation.asking import ROOM
from docflow.circulation.models import Circulation, Reading
from office.api import Actor, waiting_for

VIEWS = {"waiting": "待我阅", "started": "我发起的", "read": "我阅过的"}


def listed(by: Actor, view: str) -> QuerySet[Circulation]:
    """The circulations of a view, the newest first; what waits for him is what his to-dos say, the longest wait first."""
    mine = [one.pk for one in by.appointments]
    match view:
        case "waiting":
            asked = [UUID(task) for task in waiting_for(by).filter(room=ROOM).values_list("task", flat=True)]
            waiting = Reading.objects.filter(uid__in=asked).values("circulation")
            return Circulation.objects.filter(pk__in=waiting).order_by("started_at", "pk")
        case "started":
            return policy.circulations.readable(by).filter(started_by__in=mine)
        case _:
            read = Reading.objects.filter(circulation=OuterRef("pk"), read_by__in=mine)
            return policy.circulations.readable(by).filter(Exists(read))


def of_paper(paper: UUID) -> QuerySet[Circulation]:
    """All circulations of a paper, the newest first."""
    return with_progress(Circulation.objects.filter(paper_uid=paper))


def with_progress(rows: QuerySet[Circulation]) -> QuerySet[Circulation]:
    """With `readers` (all its readers but those withdrawn) and `done` (who have read)."""
    standing = Reading.objects.filter(circulation=OuterRef("pk"), withdrawn_at__isnull=True)
    return rows.annotate(readers=_number_of(standing), done=_number_of(standing.filter(read_at__isnull=False)))


def _number_of(rows: QuerySet[Reading]) -> Coalesce:
    """Counted for the rows of a page alone: a join would count those of all pages first."""
    counted = rows.order_by().values("circulation").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
