"""命中处：where the words stand in a text as it is kept, by the same normal form that the index compares."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.search.engine.normalise import normalise
from archive.search.engine.port import Field, Term

AROUND = 36
"""Characters before and after the first place in an excerpt."""
LONGEST = 20_000
"""Characters of a string that are looked at."""


@dataclass(frozen=True)
class Piece:
    """A part of a text; `marked` where the words stand."""

    text: str
    marked: bool = False


def marked(text: str, terms: Iterable[Term], *places: Field) -> list[Piece]:
    """The whole text in pieces."""
    return _pieces(text, _spans(text, _sought(terms, places)))


def excerpt(strings: Sequence[str], terms: Iterable[Term], *places: Field) -> list[Piece]:
    """Of the string in which most of the words stand, what is around the first; nothing where they stand in none."""
    sought = _sought(terms, places)
    best: tuple[str, list[tuple[int, int]]] = ("", [])
    for text in strings:
        spans = _spans(text, sought)
        if len(spans) > len(best[1]):
            best = (text, spans)
            if len(spans) >= len(sought):
                break
    text, spans = best
    if not spans:
        return []
    begin = max(0, spans[0][0] - AROUND)
    end = min(len(text), spans[0][1] + 2 * AROUND)
    inside = [(at - begin, min(to, end) - begin) for at, to in spans if at < end]
    pieces = _pieces(text[begin:end], inside)
    return [*([Piece("…")] if begin else []), *pieces, *([Piece("…")] if end < len(text) else [])]


def _sought(terms: Iterable[Term], places: tuple[Field, ...]) -> list[str]:
    sought = (_bare(term.words) for term in terms if not term.excluded and term.where in {Field.ANYWHERE, *places})
    return list(dict.fromkeys(filter(None, sought)))


def _bare(text: str) -> str:
    return normalise(text).replace(" ", "")


def _spans(text: str, sought: list[str]) -> list[tuple[int, int]]:
    """From where to where in the text each word stands, every time, without overlaps."""
    plain, origin = _plain(text[:LONGEST])
    found = []
    for word in sought:
        at = plain.find(word)
        while at >= 0:
            found.append((origin[at], origin[at + len(word) - 1] + 1))
            at = plain.find(word, at + len(word))
    spans: list[tuple[int, int]] = []
    for at, to in sorted(found):
        if spans and at < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(to, spans[-1][1]))
        else:
            spans.append((at, to))
    return spans


def _plain(text: str) -> tuple[str, list[int]]:
    """The text in its normal form without blanks, and of which character each character of it came."""
    plain: list[str] = []
    origin: list[int] = []
    for at, character in enumerate(text):
        for one in _bare(character):
            plain.append(one)
            origin.append(at)
    return "".join(plain), origin


def _pieces(text: str, spans: list[tuple[int, int]]) -> list[Piece]:
    pieces: list[Piece] = []
    done = 0
    for at, to in spans:
        pieces += [Piece(text[done:at]), Piece(text[at:to], marked=True)]
        done = to
    return [piece for piece in (*pieces, Piece(text[done:])) if piece.text]
