"""One file judged by the rules of the flavour that it claims."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
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

_IS: Final = rb"(?:\s*=\s*[\"']|(?:\s[^<>]*)?>)\s*"
"""An attribute's value, or an element's text; the element may declare its namespace itself."""
_PART: Final = re.compile(rb"pdfaid:part" + _IS + rb"(\d)")
_LEVEL: Final = re.compile(rb"pdfaid:conformance" + _IS + rb"([A-Za-z])")


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


class NotJudgedError(Exception):
    """Our rules cannot say: another part of the standard, or a structure that they do not follow."""


def judge(content: bytes, pdf: pikepdf.Pdf) -> list[Flaw]:
    """The rules that it is found to break, each once; of very many the first ones. Raises NotJudgedError."""
    flavour = claimed(pdf)
    if not is_ruled(flavour):
        raise NotJudgedError(f"{flavour}不在本系统的规则之内")
    part = int(flavour[6])
    rules: tuple[Callable[[], Iterator[Flaw]], ...] = (
        partial(writing_flaws, content, part),
        partial(stream_flaws, pdf, part),
        partial(catalogue_flaws, pdf, part),
        partial(metadata_flaws, pdf, part),
        partial(annotation_flaws, pdf, part),
        partial(drawing_flaws, pdf, part),
    )
    found: dict[Flaw, None] = {}
    lost = False
    for rule in rules:
        try:
            found.update(dict.fromkeys(islice(rule(), _MOST)))
        except (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError, IndexError, RuntimeError):
            lost = True  # a value of another type than the standard gives it; the other rules go on
    if lost and not found:
        raise NotJudgedError("有的内容与标准的结构不同，本系统的规则判不下去")
    return list(found)[:_MOST]
