"""DOCX 的文字：paragraphs and table cells in the order of the document, each a string; notes, heads and feet after them."""

import re
from collections.abc import Iterator

from office.kernel.uploads.xml_parts import Attributes, local, walk
from office.kernel.uploads.zip_directory import Package

BODY = "word/document.xml"
BESIDE = re.compile(r"word/(footnotes|endnotes|header\d*|footer\d*)\.xml")
NOT_READ = frozenset({"del", "moveFrom", "Fallback"})  # taken out by a revision; the older drawing of the same text box
BLANKS = {"tab": "\t", "br": "\n", "cr": "\n"}


def word_pages(content: bytes) -> Iterator[list[str]]:
    """The strings of one part of the package after the other. Raises Flaw."""
    package = Package(content)
    for name in (BODY, *sorted(filter(BESIDE.fullmatch, package.names))):
        if name in package:
            part = _Part()
            walk(name, package.read(name), part.start, on_end=part.end, on_text=part.text)
            yield part.strings


class _Part:
    """Paragraphs may hold text boxes with paragraphs of their own: those in work stand on a stack."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._open: list[list[str]] = []
        self._skipped = 0
        self._in_text = False

    def start(self, tag: str, _attributes: Attributes) -> None:
        name = local(tag)
        if name in NOT_READ or self._skipped:
            self._skipped += 1
        elif name == "p":
            self._open.append([])
        elif name == "t":
            self._in_text = True
        elif self._open and (blank := BLANKS.get(name)):
            self._open[-1].append(blank)

    def text(self, words: str) -> None:
        if self._in_text and self._open:
            self._open[-1].append(words)

    def end(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif local(tag) == "t":
            self._in_text = False
        elif local(tag) == "p" and self._open:
            self.strings.append("".join(self._open.pop()))
