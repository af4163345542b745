"""A rule that a file breaks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flaw:
    """`clause` is that of ISO 19005-1 or -2, whichever the file claims; `says` a half-sentence without a stop."""

    clause: str
    says: str
