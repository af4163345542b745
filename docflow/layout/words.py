"""Words that a title of an official document should not be cut in, and a segmentation by them.

The list (words.txt) is short on purpose: what it does not know, the document's own body tells (two characters that keep meeting are one word).
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

_WORDS: Final = frozenset(Path(__file__).with_name("words.txt").read_text("utf-8").split())
_LONGEST: Final = max(map(len, _WORDS))


def cohesion(title: str, body: Sequence[str]) -> list[float]:
    """For every place between two characters of the title how bad a cut there is: 0 between two known words, 6 inside one.

    `result[k]` is the place before character k. Between characters of no known word it is 2, more if the body keeps them together.
    """
    pieces = _segments(title)
    pairs = Counter(text[k : k + 2] for text in body for k in range(len(text) - 1))
    cost = [0.0] * (len(title) + 1)
    at = 0
    known_before = True
    for piece in pieces:
        known = len(piece) > 1
        for k in range(at + 1, at + len(piece)):
            cost[k] = 6.0
        if at and not (known and known_before):
            together = pairs[title[at - 1 : at + 1]]
            cost[at] = (2.0 if not known and not known_before else 0.8) + min(2.0, together / 2)
        known_before = known
        at += len(piece)
    return cost


@lru_cache(maxsize=256)
def _segments(text: str) -> tuple[str, ...]:
    """The text as few pieces: known words, else single characters."""
    best: list[tuple[float, int]] = [(0.0, 0)] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        options = [(best[end - 1][0] + 1.1, end - 1)]
        starts = range(max(0, end - _LONGEST), end - 1)
        options += [(best[start][0] + 1.0, start) for start in starts if text[start:end] in _WORDS]
        best[end] = min(options)
    pieces: list[str] = []
    end = len(text)
    while end:
        start = best[end][1]
        pieces.append(text[start:end])
        end = start
    return tuple(reversed(pieces))
