"""Which papers are closed: finished, of both directions, in an order that can be walked again and again."""

from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Q

from docflow.filing.values import Closed
from docflow.incoming.models import Incoming, IncomingState
from docflow.models import Document
from docflow.models.documents import State

Place = tuple[datetime, UUID]


def closed_papers(after: Place | None = None, limit: int = 500) -> list[Closed]:
    """The next of them behind a place (closed at, uid), in that order; from the first where there is none.

    A paper shows itself when its act is committed, with the moment at which the act began: whoever remembers a place misses what
    was committed late. Walk a stretch again that is longer than any act takes, and now and then all of it.
    """
    kinds: tuple[Any, ...] = (
        Document.objects.filter(state=State.CLOSED),
        Incoming.objects.filter(state=IncomingState.CLOSED),
    )
    found = (_behind(rows, after)[:limit].values_list("uid", "organ", "closed_at") for rows in kinds)
    in_order = merge(*found, key=lambda row: (row[2], row[0]))
    return [Closed(*row) for row in islice(in_order, limit)]


def _behind(rows: Any, after: Place | None) -> Any:
    rows = rows.filter(closed_at__isnull=False)
    if after is not None:
        at, uid = after
        rows = rows.filter(Q(closed_at__gt=at) | Q(closed_at=at, uid__gt=uid))
    return rows.order_by("closed_at", "uid")
