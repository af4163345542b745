"""一期刊物 as a value: all that stands on its pages. Pure."""

import json
from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True, slots=True)
class Piece:
    """One item: its title, its paragraphs (a row of a table is one string with tabs), the units that it came from."""

    title: str
    body: tuple[str, ...]
    sources: str


@dataclass(frozen=True, slots=True)
class Paper:
    """`number` and `date` are empty while the issue has none; `readers` is the line at its foot."""

    name: str
    organ: str
    pieces: tuple[Piece, ...]
    readers: str = ""
    editor: str = ""
    signer: str = ""
    number: str = ""
    date: str = ""

    @property
    def unsigned(self) -> "Paper":
        """As it is before it is signed: what the signer is shown, and what he signs."""
        return replace(self, number="", date="", signer="")


def canonical_bytes(paper: Paper) -> bytes:
    """All that it shows: two papers with the same bytes look the same."""
    return json.dumps(asdict(paper), ensure_ascii=False, separators=(",", ":")).encode()
