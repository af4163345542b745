"""座次图的画：a hall in em, so that letters never scale, and without letters in seats, to be shown whole at any width. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from meetings.seating.rules.hall import Hall
from meetings.seating.rules.seats import Board, Seat

STEP_X, STEP_Y = 4.8, 3.2
"""The em that a seat takes."""
WIDE, TALL = 0.88, 0.84
"""The part of that which its box fills."""
REM = 0.85
LONGEST = 4
"""Characters that stand in a box."""


@dataclass(frozen=True, slots=True)
class Sitter:
    """Who sits on a seat. `manner` is the class of its box, `letters` that of the name in it; `address` where it leads."""

    name: str = ""
    uid: str = ""
    said: str = ""
    is_locked: bool = False
    manner: str = "plan"
    letters: str = "in-held"
    address: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A seat in the plan, in em; `lines` are what stands in it."""

    seat: Seat
    sitter: Sitter
    x: float
    y: float
    lines: tuple[str, str]

    width, height = round(WIDE * STEP_X, 2), round(TALL * STEP_Y, 2)

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)

    @property
    def first_y(self) -> float:
        return round(self.y + 0.78, 2)

    @property
    def second_y(self) -> float:
        """Of the number: it stands alone in the middle of an empty seat."""
        return round(self.y + (1.98 if self.lines[0] else self.height / 2), 2)

    @property
    def words(self) -> str:
        """第2排5座 沈岚，已锁定."""
        who = self.sitter.name or "空座"
        return f"{self.seat.words} {who}{self.sitter.said}{'，已锁定' if self.sitter.is_locked else ''}"


@dataclass(frozen=True, slots=True)
class Shape:
    """A table, or a seat without letters; `width` and `height` in em, or in seats where the whole is shown."""

    x: float
    y: float
    width: float
    height: float
    radius: float
    manner: str = "off"


@dataclass(frozen=True, slots=True)
class Word:
    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    width: float
    height: float
    shapes: Sequence[Shape]
    words: Sequence[Word]
    spots: Sequence[Spot]

    @property
    def width_rem(self) -> float:
        """Of the picture in the page: an em of its letters is at most REM, in large type."""
        return round(self.width * REM + 0.2, 2)

    @property
    def height_rem(self) -> float:
        return round(self.height * REM + 0.2, 2)


def draw(hall: Hall, sitters: Mapping[str, Sitter]) -> Picture:
    """The plan to be read: boxes with names, in the order in which seats are given, so that the keyboard walks by rank."""
    words = [Word(_em(one.x, STEP_X), _em(one.y, STEP_Y), one.text) for one in hall.labels]
    spots = [_spot(seat, sitters.get(seat.code, Sitter())) for seat in hall.in_order]
    shapes = [_board(one, STEP_X, STEP_Y) for one in hall.boards]
    return Picture(_em(hall.width, STEP_X), _em(hall.height, STEP_Y), shapes, words, spots)


def overview(hall: Hall, sitters: Mapping[str, Sitter]) -> Picture:
    """The whole hall in seats, without a letter."""
    shapes = [_board(one, 1, 1) for one in hall.boards]
    for seat in hall.seats:
        manner = sitters.get(seat.code, Sitter()).manner
        shapes.append(Shape(_em(seat.x - 0.4, 1), _em(seat.y - 0.4, 1), 0.8, 0.8, 0.1, manner))
    return Picture(_em(hall.width, 1), _em(hall.height, 1), shapes, (), ())


def _spot(seat: Seat, sitter: Sitter) -> Spot:
    number = f"{seat.number}{' 锁' if sitter.is_locked else ''}"
    first, second = sitter.name, number
    if len(first) > LONGEST:
        before, dot, after = first.partition("·")
        first, second = (_cut(before), _cut(after)) if dot else (first[:LONGEST], _cut(first[LONGEST:]))
    x = _em(seat.x - WIDE / 2, STEP_X)
    return Spot(seat, sitter, x, _em(seat.y - TALL / 2, STEP_Y), (first, second))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _board(one: Board, across: float, down: float) -> Shape:
    radius = one.width / 2 * across if one.is_round else 0.1
    return Shape(_em(one.x, across), _em(one.y, down), _em(one.width, across), _em(one.height, down), _em(radius, 1))


def _em(length: float, step: float) -> float:
    return round(length * step, 2)
