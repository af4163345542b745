"""One file judged by the rules of the flavour that it claims."""

import re
from collections.abc import Iterator
from typing import Final

import pikepdf

from archive.checks.pdfa.flaws import Flaw

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


def judge(content: bytes, pdf: pikepdf.Pdf) -> Iterator[Flaw]:
    """Every rule that it is found to break."""
    yield from ()
