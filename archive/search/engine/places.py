"""词在原文何处：what was typed, found again in the text as it was written, for a page that marks it. The index keeps no text."""

import unicodedata
from collections.abc import Iterable, Iterator

from archive.search.engine.normalise import BLANK, FORMS, LAYOUT_BLANK, normalise

Trace = list[tuple[str, int, int]]
"""A character of the normal form, and from where to where it was written."""


def places(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where any of the words stand in one string of an object: (start, end), in order; what touches is one."""
    trace = _traced(text)
    plain = "".join(one for one, _, _ in trace)
    if plain != normalise(text):  # a script whose signs join across letters: rather no mark than a wrong one
        return []
    spans = [
        (trace[at][1], trace[at + len(wanted) - 1][2])
        for wanted in {normalise(one) for one in words} - {""}
        for at in _all(wanted, plain)
    ]
    return _joined(sorted(spans))


def _all(wanted: str, plain: str) -> Iterator[int]:
    at = plain.find(wanted)
    while at >= 0:
        yield at
        at = plain.find(wanted, at + 1)


def _traced(text: str) -> Trace:
    trace: Trace = []
    for start, end in _letters(text):
        form = unicodedata.normalize("NFKC", text[start:end].translate(FORMS))
        trace += [(one, start, end) for one in form if one != BLANK or (trace and trace[-1][0] != BLANK)]
    if trace and trace[-1][0] == BLANK:
        trace.pop()
    fallen = {one.start() for one in LAYOUT_BLANK.finditer("".join(one for one, _, _ in trace))}
    return [one for at, one in enumerate(trace) if at not in fallen]


def _letters(text: str) -> Iterator[tuple[int, int]]:
    """Each character with the marks that stand on it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield start, at
            start = at


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
