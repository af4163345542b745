"""Fonts that are used."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from archive.checks.pdfa.flaws import Flaw


@dataclass(slots=True)
class FontUse:
    """A font with the texts that were shown in it; `visible` when any of them can be seen."""

    font: Any
    texts: list[bytes] = field(default_factory=list)
    visible: bool = False


def font_flaws(use: FontUse, part: int) -> Iterator[Flaw]:
    yield from ()
