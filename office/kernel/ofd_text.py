"""OFD (GB/T 33190-2016) 的文字：the text objects of its pages, put into lines by where they stand. Nothing else is read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from office.kernel.uploads.flaws import Flaw
from office.kernel.uploads.ofd_packages import ENTRY, inside
from office.kernel.uploads.xml_parts import Attributes, local, walk
from office.kernel.uploads.zip_directory import Package

PAGES = 30
SAME_LINE = 2.5  # millimetres


@dataclass
class _Page:
    """The pieces of one page: where each begins (mm from the top and the left), and its text."""

    pieces: list[tuple[float, float, str]] = field(default_factory=list)
    left: float = 0.0
    top: float = 0.0
    x: float = 0.0
    y: float = 0.0
    words: list[str] | None = None

    def start(self, tag: str, attributes: Attributes) -> None:
        match local(tag):
            case "TextObject":
                box = _numbers(attributes.get("Boundary", ""))
                self.left, self.top = (box[0], box[1]) if len(box) >= 2 else (0.0, 0.0)
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

    def lines(self) -> list[str]:
        """From the top, and from the left within a line."""
        lines: list[list[tuple[float, float, str]]] = []
        for piece in sorted(self.pieces):
            if lines and piece[0] - lines[-1][0][0] <= SAME_LINE:
                lines[-1].append(piece)
            else:
                lines.append([piece])
        return ["".join(text for _, _, text in sorted(line, key=lambda one: one[1])) for line in lines]


def ofd_text(content: bytes) -> str:
    """The lines of the first pages; empty for a file of pictures. A part that cannot be read is left out."""
    return "\n".join(line for lines in islice(ofd_pages(content), PAGES) for line in lines)


def ofd_pages(content: bytes) -> Iterator[list[str]]:
    """The lines of one page after the other; those of a page that cannot be read are none. Raises Flaw for a broken package."""
    package = Package(content)
    for document in _named(package, ENTRY, "DocRoot"):
        for name in _pages(package, document):
            page = _Page()
            try:
                walk(name, package.read(name), page.start, on_end=page.end, on_text=page.text)
            except Flaw:
                page.pieces.clear()
            yield page.lines()


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


def _numbers(text: str) -> list[float]:
    try:
        return [float(word) for word in text.split()]
    except ValueError:
        return []
