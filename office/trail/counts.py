"""What a proof has seen, as far as it got."""

from dataclasses import dataclass


@dataclass
class Counts:
    entries: int = 0
    streams: int = 0
    blocks: int = 0
    sealed: int = 0
    waiting: int = 0
    anchored: int = 0
