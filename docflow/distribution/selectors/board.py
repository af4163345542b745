"""分发的一览：every receiver in its place with its state, and the counts in words, from the same rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from docflow.distribution.models import Delivery, DeliveryState, OfflineDelivery
from docflow.models import Document
from office.api import held_in_words, overdue_in_words, working_calendar
from office.kernel.clock import day_of, now
from office.kernel.wording import moment_in_words

OVERDUE = "overdue"
WORDS = {
    DeliveryState.SIGNED: ("签收", "ok", "ok"),
    DeliveryState.DELIVERED: ("已送达", "wait", ""),
    OVERDUE: ("逾期", "warn", "late"),
    DeliveryState.RETURNED: ("退文", "back", "late"),
    DeliveryState.RECALLED: ("撤回", "close", ""),
    DeliveryState.WAIVED: ("免签收", "leave", ""),
}
"""State → word, icon, tone; in the order in which they are counted."""


@dataclass(frozen=True)
class Cell:
    """One receiver: `state` is that of its last delivery, or overdue."""

    uid: UUID
    name: str
    state: str
    says: str
    manner: str

    @property
    def word(self) -> str:
        return WORDS[self.state][0]

    @property
    def icon(self) -> str:
        return WORDS[self.state][1]

    @property
    def tone(self) -> str:
        return WORDS[self.state][2]


@dataclass(frozen=True)
class Share:
    """A stretch of the bar, in per cent."""

    x: float
    width: float
    tone: str


@dataclass(frozen=True)
class Count:
    word: str
    count: int


@dataclass(frozen=True)
class Board:
    """What the sender sees of a document's deliveries."""

    groups: tuple[tuple[str, tuple[Cell, ...]], ...]
    counts: tuple[Count, ...]
    shares: tuple[Share, ...]
    awaited: int
    """How many have not signed yet: 催签收."""
    at: datetime
    """When it was drawn up."""
    returned: tuple[Delivery, ...]
    """What came back, and is neither sent again nor waived."""
    offline: tuple[OfflineDelivery, ...]

    @property
    def total(self) -> int:
        return sum(one.count for one in self.counts)

    @property
    def sentence(self) -> str:
        """18家：签收13·已送达3·逾期1·退文1."""
        return f"{self.total}家：" + "·".join(f"{one.word}{one.count}" for one in self.counts)


def board_of(document: Document) -> Board | None:
    """The board, in two queries however many receivers; None before anything was sent."""
    rows = document.deliveries.filter(sent_again__isnull=True).select_related("receiver")
    shown = list(rows.order_by("receiver__level", "receiver__order", "receiver"))
    offline = tuple(document.offline_deliveries.all())
    if not shown and not offline:
        return None
    at = now()
    counts = _counts([state_of(row, at) for row in shown])
    return Board(
        tuple(_groups(shown, at)),
        tuple(Count(WORDS[state][0], count) for state, count in counts.items()),
        tuple(_shares(counts)),
        sum(row.state == DeliveryState.DELIVERED for row in shown),
        at,
        tuple(row for row in shown if row.state == DeliveryState.RETURNED),
        offline,
    )


def awaited_at(document: Document, at: datetime) -> list[UUID]:
    """The deliveries that were awaited at a moment: those that a board of that moment shows as missing."""
    rows = document.deliveries.filter(sent_at__lte=at).filter(Q(settled_at__isnull=True) | Q(settled_at__gt=at))
    return list(rows.values_list("uid", flat=True))


def state_of(delivery: Delivery, at: datetime) -> str:
    """Its state; overdue where it is awaited and its day has passed."""
    if delivery.state == DeliveryState.DELIVERED and delivery.due_at is not None and delivery.due_at < at:
        return OVERDUE
    return delivery.state


def _counts(states: list[str]) -> dict[str, int]:
    return {state: count for state in WORDS if (count := states.count(state))}


def _shares(counts: dict[str, int]) -> Iterator[Share]:
    total, x = sum(counts.values()), 0.0
    for state, count in counts.items():
        width = 100 * count / total
        yield Share(round(x, 2), round(width, 2), WORDS[state][2] or "wait")
        x += width


def _groups(shown: Iterable[Delivery], at: datetime) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    found: dict[str, list[Cell]] = {}
    for row in shown:
        found.setdefault(row.receiver.get_level_display(), []).append(_cell(row, at))
    return ((label, tuple(cells)) for label, cells in found.items())


def _cell(row: Delivery, at: datetime) -> Cell:
    state = state_of(row, at)
    when = moment_in_words(row.settled_at) if row.settled_at else ""
    if state == OVERDUE and row.due_at is not None:
        says = overdue_in_words(working_calendar(), day_of(row.due_at))
    elif state == DeliveryState.DELIVERED:
        says = f"送达{held_in_words(working_calendar(), row.sent_at, at)}"
    else:
        says = when if state == DeliveryState.SIGNED else f"{WORDS[state][0]} {when}"
    if row.urges and state in {OVERDUE, DeliveryState.DELIVERED}:
        says += f"，已催{row.urges}次"
    return Cell(row.uid, str(row.receiver), state, says, row.get_manner_display())
