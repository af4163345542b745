"""公平的画：a row a person, his turns on workdays, weekends and holidays side by side. x in per cent, y in em, so that letters never scale."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

LABEL, NUMBER = 22.0, 14.0
"""Per cent of the width for the name at the left and the counts at the right."""
ROW, BAR = 1.9, 1.1  # em
CLASSES = ("held", "now", "near")
KINDS = ("workday", "weekend", "holiday")
"""The kinds of day in the order in which turns are counted."""
LABELS = ("工作日", "周末", "节假日")


@dataclass(frozen=True)
class Counted:
    """Somebody's turns: on workdays, weekends, holidays, or by other `labels`. `uid` is the person's."""

    name: str
    counts: tuple[int, int, int]
    money: int = 0
    uid: UUID | None = None
    labels: tuple[str, str, str] = LABELS

    @property
    def by_kind(self) -> Iterable[tuple[str, str, int]]:
        """Each kind with its label and how many."""
        return zip(KINDS, self.labels, self.counts, strict=True)

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def words(self) -> str:
        said = "，".join(f"{label}{many}班" for label, many in zip(self.labels, self.counts, strict=True))
        return f"{self.name}：{said}"


@dataclass(frozen=True)
class Piece:
    x: float
    width: float
    manner: str


@dataclass(frozen=True)
class Bar:
    of: Counted
    y: float
    pieces: tuple[Piece, ...]

    @property
    def text_y(self) -> float:
        return round(self.y + BAR / 2, 2)

    @property
    def end_x(self) -> float:
        last = self.pieces[-1] if self.pieces else None
        return round(last.x + last.width + 1 if last else LABEL, 2)


@dataclass(frozen=True)
class Bars:
    rows: Sequence[Bar]

    bar = BAR

    @property
    def height(self) -> float:
        return round(ROW * len(self.rows) + 0.4, 2)


def bars_of(people: Iterable[Counted]) -> Bars:
    """All to one scale, from nought."""
    rows = list(people)
    most = max((one.total for one in rows), default=0) or 1
    each = (100 - LABEL - NUMBER) / most
    found = []
    for n, one in enumerate(rows):
        x, pieces = LABEL, []
        for many, manner in zip(one.counts, CLASSES, strict=True):
            if many:
                pieces.append(Piece(round(x, 2), round(many * each, 2), manner))
                x += many * each
        found.append(Bar(one, round(0.3 + n * ROW, 2), tuple(pieces)))
    return Bars(found)
