"""Lines of a page put together to paragraphs, so that a string broken at the end of a line is found."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

NEARLY = 0.9  # of the widest line of the page: a shorter one is the last of its paragraph
FOLIO = re.compile(r"[—–\-－\s]*\d{1,5}[—–\-－\s]*")  # GB/T 9704-2012 7.5: — 1 —


def paragraphs(pages: Iterable[Sequence[str]]) -> Iterator[list[str]]:
    """For each page the paragraphs that end on it; one that runs on to the next page is given there."""
    begun = ""
    for page in pages:
        lines = [line.strip() for line in page]
        while lines and (not lines[-1] or FOLIO.fullmatch(lines[-1])):
            lines.pop()
        full = max(map(_width, lines), default=0) * NEARLY
        ended: list[str] = []
        for line in lines:
            begun = _joined(begun, line)
            if _width(line) < full:
                ended.append(begun)
                begun = ""
        yield ended
    yield [begun]


def _joined(begun: str, line: str) -> str:
    """Han runs on without a blank; words of Latin letters keep one between them."""
    if begun and line and begun[-1].isascii() and line[0].isascii() and begun[-1].isalnum() and line[0].isalnum():
        return f"{begun} {line}"
    return begun + line


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line)
