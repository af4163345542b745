"""One file judged by the rules of the flavour that it claims."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

import pikepdf

from archive.checks.pdfa.annotations import annotation_flaws
from archive.checks.pdfa.catalogue import catalogue_flaws
from archive.checks.pdfa.drawing import drawing_flaws
from archive.checks.pdfa.flaws import Flaw
from archive.checks.pdfa.streams import stream_flaws
from archive.checks.pdfa.writing import writing_flaws
from archive.checks.pdfa.xmp import metadata_flaws

RULED: Final = frozenset({1, 2, 3})
"""The parts of ISO 19005 that our rules know."""
_MOST: Final = 20  # flaws that are worth saying

_PART: Final = re.compile(rb"pdfaid:part\s*(?:=\s*[\"']|>)\s*(\d)")
_LEVEL: Final = re.compile(rb"pdfaid:conformance\s*(?:=\s*[\"']|>)\s*([A-Za-z])")


def claimed(pdf: pikepdf.Pdf) -> str:
    """“PDF/A-2b”: what its metadata says it is; empty when it claims nothing."""
    metadata = pdf.Root.get("/Metadata")
    if not isinstance(metadata, pikepdf.Stream):
        return ""
    said = metadata.read_bytes().replace(b"\x00", b"")
    part, level = _PART.search(said), _LEVEL.search(said)
    if part is None:
        return ""
    return f"PDF/A-{part[1].decode()}{level[1].decode().lower() if level else ''}"


def is_ruled(flavour: str) -> bool:
    """Whether our rules know the part that is claimed."""
    return flavour[6:7].isdigit() and int(flavour[6]) in RULED


def judge(content: bytes, pdf: pikepdf.Pdf) -> list[Flaw]:
    """The rules that it is found to break, each once; of very many the first ones."""
    flavour = claimed(pdf)
    if not is_ruled(flavour):
        return []
    return list(_first(_flaws(content, pdf, int(flavour[6]))))


def _flaws(content: bytes, pdf: pikepdf.Pdf, part: int) -> Iterator[Flaw]:
    yield from chain(
        writing_flaws(content, part),
        stream_flaws(pdf, part),
        catalogue_flaws(pdf, part),
        metadata_flaws(pdf, part),
        annotation_flaws(pdf, part),
        drawing_flaws(pdf, part),
    )


def _first(flaws: Iterator[Flaw]) -> Iterator[Flaw]:
    seen: set[Flaw] = set()
    for flaw in flaws:
        if flaw not in seen:
            seen.add(flaw)
            yield flaw
        if len(seen) == _MOST:
            return
