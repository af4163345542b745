"""OFD (GB/T 33190-2016) 的文字：the text objects of its pages, put into lines by where they stand; those of a composite unit (13) stand
where the first page that draws it puts it. Nothing else is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from office.kernel.uploads.flaws import Flaw
from office.kernel.uploads.ofd_packages import ENTRY, inside
from office.kernel.uploads.xml_parts import Attributes, local, walk
from office.kernel.uploads.zip_directory import Package

PAGES = 30
SAME_LINE = 2.5  # millimetres
AS_DRAWN = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]

Piece = tuple[float, float, str]
"""Where a text begins, in mm from the top and from the left, and its words."""


@dataclass
class _Page:
    """The pieces of one page or composite unit, and the composite objects on it: the unit that each draws, by what matrix, from where."""

    pieces: list[Piece] = field(default_factory=list)
    drawn: list[tuple[str, list[float], float, float]] = field(default_factory=list)
    left: float = 0.0
    top: float = 0.0
    x: float = 0.0
    y: float = 0.0
    words: list[str] | None = None

    def start(self, tag: str, attributes: Attributes) -> None:
        match local(tag):
            case "TextObject":
                self.left, self.top = _corner(attributes)
            case "CompositeObject":
                matrix = _numbers(attributes.get("CTM", ""))
                placed = matrix if len(matrix) == len(AS_DRAWN) else AS_DRAWN
                self.drawn.append((attributes.get("ResourceID", ""), placed, *_corner(attributes)))
            case "TextCode":
                self.x = (_numbers(attributes.get("X", "")) or [0.0])[0]
                self.y = (_numbers(attributes.get("Y", "")) or [0.0])[0]
                self.words = []

    def text(self, words: str) -> None:
        if self.words is not None:
            self.words.append(words)

    def end(self, tag: str) -> None:
        if local(tag) == "TextCode" and self.words is not None:
            if text := "".join(self.words).strip():
                self.pieces.append((self.top + self.y, self.left + self.x, text))
            self.words = None

    def take(self, units: "_Units") -> None:
        """Put the pieces of the units that it draws where they stand on it."""
        for name, (a, b, c, d, e, f), left, top in self.drawn:
            unit = units.found.pop(name, None)  # each is put once: what is read grows with the file alone
            if unit is not None:
                self.pieces += [(top + b * x + d * y + f, left + a * x + c * y + e, text) for y, x, text in unit.pieces]

    def lines(self) -> list[str]:
        """From the top, and from the left within a line."""
        lines: list[list[Piece]] = []
        for piece in sorted(self.pieces):
            if lines and piece[0] - lines[-1][0][0] <= SAME_LINE:
                lines[-1].append(piece)
            else:
                lines.append([piece])
        return ["".join(text for _, _, text in sorted(line, key=lambda one: one[1])) for line in lines]


@dataclass
class _Units:
    """The composite units (13) of a document's resources, by their ID."""

    found: dict[str, _Page] = field(default_factory=dict)
    unit: _Page | None = None

    def start(self, tag: str, attributes: Attributes) -> None:
        if local(tag) == "CompositeGraphicUnit":
            self.unit = self.found.setdefault(attributes.get("ID", ""), _Page())
        elif self.unit is not None:
            self.unit.start(tag, attributes)

    def text(self, words: str) -> None:
        if self.unit is not None:
            self.unit.text(words)

    def end(self, tag: str) -> None:
        if local(tag) == "CompositeGraphicUnit":
            self.unit = None
        elif self.unit is not None:
            self.unit.end(tag)


def ofd_text(content: bytes) -> str:
    """The lines of the first pages; empty for a file of pictures. A part that cannot be read is left out."""
    return "\n".join(line for lines in islice(ofd_pages(content), PAGES) for line in lines)


def ofd_pages(content: bytes) -> Iterator[list[str]]:
    """The lines of one page after the other; those of a page that cannot be read are none. Raises Flaw for a broken package."""
    package = Package(content)
    for document in _named(package, ENTRY, "DocRoot"):
        units: _Units | None = None
        for name in _pages(package, document):
            page = _Page()
            try:
                walk(name, package.read(name), page.start, on_end=page.end, on_text=page.text)
            except Flaw:
                page.pieces.clear()
                page.drawn.clear()
            if page.drawn:
                units = units or _units(package, document)
                page.take(units)
            yield page.lines()


def _units(package: Package, document: str) -> _Units:
    """Those of the resources (7.5) that can be read."""
    units = _Units()
    for tag in ("PublicRes", "DocumentRes"):
        try:
            for name in _named(package, document, tag):
                walk(name, package.read(name), units.start, on_end=units.end, on_text=units.text)
        except Flaw:
            units.unit = None
    return units


def _named(package: Package, part: str, tag: str) -> list[str]:
    """The locations that the elements of a name hold as their text."""
    found: list[str] = []
    words: list[str] = []

    def end(ended: str) -> None:
        if local(ended) == tag:
            found.append(inside(package, part, "".join(words)))

    walk(part, package.read(part), lambda *_: words.clear(), on_end=end, on_text=words.append)
    return found


def _pages(package: Package, document: str) -> list[str]:
    found: list[str] = []

    def start(tag: str, attributes: Attributes) -> None:
        if local(tag) == "Page" and "BaseLoc" in attributes:
            found.append(inside(package, document, attributes["BaseLoc"]))

    walk(document, package.read(document), start)
    return found


def _corner(attributes: Attributes) -> tuple[float, float]:
    """Where an object's box begins, from the left and from the top."""
    box = _numbers(attributes.get("Boundary", ""))
    return (box[0], box[1]) if len(box) >= 2 else (0.0, 0.0)


def _numbers(text: str) -> list[float]:
    try:
        return [float(word) for word in text.split()]
    except ValueError:
        return []
