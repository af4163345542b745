"""进度：how many rows of a batch came to what, and how long the rest may take."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from archive.importing.models import Batch, BatchState, Row, RowState
from office.kernel.clock import now

LEFT = (RowState.REFUSED, RowState.HELD_BACK)


@dataclass(frozen=True)
class Progress:
    total: int
    done: int
    counts: tuple[tuple[str, str, int], ...]
    minutes: int | None

    @property
    def left(self) -> int:
        """Rows that are no filed record, and of which somebody should hear."""
        return sum(number for state, _, number in self.counts if state in LEFT)

    def count(self, state: str) -> int:
        return next((number for one, _, number in self.counts if one == state), 0)


def progress_of(batch: Batch) -> Progress:
    """Counts in the order of the states, those that are nought left out; `minutes` to go, where that can be said."""
    by_state = dict(batch.rows.order_by().values_list("state").annotate(Count("pk")))
    total, waiting = sum(by_state.values()), by_state.get(RowState.WAITING, 0)
    done = total - waiting
    minutes = None
    if batch.state == BatchState.RUNNING and batch.begun_at is not None and done >= 10:
        seconds = (now() - batch.begun_at).total_seconds()
        minutes = max(1, round(seconds / done * waiting / 60))
    counts = tuple((state.value, str(state.label), by_state[state]) for state in RowState if by_state.get(state))
    return Progress(total, done, counts, minutes)


def left_over(batch: Batch) -> QuerySet[Row]:
    """没有收的、检测未过的各行，each with its reason."""
    return batch.rows.filter(state__in=LEFT).select_related("record")


def rows_of(batch: Batch, state: str) -> QuerySet[Row]:
    """The rows that came to one state, with their records."""
    return batch.rows.filter(state=state).select_related("record")
