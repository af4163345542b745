"""The neutral page model: characters and rules at fixed places. PDF, OFD and page pictures are drawn from it, none of them sets type again."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from docflow.layout.geometry import BLACK, Colour


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one font on one baseline. `advances[k]` is the way from character k to the next, its own width included.

    `font` is a key of `FontSet.files`, `size` in points; `stretch` widens (or narrows) the glyphs, and is in the advances already.
    """

    x: float
    y: float
    text: str
    font: str
    size: float
    advances: tuple[float, ...]
    colour: Colour = BLACK
    stretch: float = 1.0

    @property
    def width(self) -> float:
        return sum(self.advances)

    def moved(self, dx: float = 0.0, dy: float = 0.0) -> "Run":
        return replace(self, x=self.x + dx, y=self.y + dy)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line of some thickness, its middle on (x0, y0)–(x1, y1)."""

    x0: float
    y0: float
    x1: float
    y1: float
    thickness: float
    colour: Colour = BLACK

    def moved(self, dx: float = 0.0, dy: float = 0.0) -> "Rule":
        return replace(self, x0=self.x0 + dx, x1=self.x1 + dx, y0=self.y0 + dy, y1=self.y1 + dy)


@dataclass(slots=True)
class Page:
    """One side of paper. `breaks` are the texts of its lines as broken, without what is given at registration."""

    runs: list[Run] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    breaks: list[str] = field(default_factory=list)
    numbered: bool = True

    def add(self, runs: Iterable[Run], rules: Iterable[Rule] = (), *, dx: float = 0.0, dy: float = 0.0) -> None:
        self.runs += [run.moved(dx, dy) for run in runs]
        self.rules += [rule.moved(dx, dy) for rule in rules]

    @property
    def blank(self) -> bool:
        return not self.runs and not self.rules


@dataclass(frozen=True, slots=True)
class SealPlace:
    """Where an organ's seal belongs (7.3.5.1): its centre on a page (the first is 1), and the diameter the place was made for."""

    organ: str
    page: int
    x: float
    y: float
    diameter: float
