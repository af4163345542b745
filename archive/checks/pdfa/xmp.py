"""Metadata."""
from collections.abc import Iterator
import pikepdf
from archive.checks.pdfa.flaws import Flaw


def metadata_flaws(pdf: pikepdf.Pdf, part: int) -> Iterator[Flaw]:
    yield from ()
