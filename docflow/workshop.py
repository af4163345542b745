"""Heavy work on documents, asked of the child process: typesetting, sealing, page images, sheets. Never called under a lock."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from docflow.elements.data import canonical_bytes, to_data
from docflow.elements.schema import Elements
from docflow.seals.place import Place
from docflow.seals.sealing import SealedFile
from docflow.sheets.sheet import Sheet
from office.api import read
from office.kernel import child
from office.kernel.clock import now
from office.kernel.digests import sm3
from office.kernel.refusals import Invalid

if TYPE_CHECKING:
    from docflow.actions.take_in_seal import SealWanted

REFUSALS = {
    "docflow.layout.refusals.MissingCharacters",
    "docflow.layout.refusals.Unsupported",
    "docflow.layout.refusals.LayoutRefused",
    "docflow.elements.data.ElementsError",
    "docflow.seals.sealing.SealingRefusedError",
    "docflow.seals.outlines.MissingCharacterError",
}
"""What the child says in a sentence for the reader; anything else is a failure of the program."""

DPI = 110


@dataclass(frozen=True)
class Page:
    """A typeset document. `source` is the digest of what was typeset, `places` where the seals go (page, x, y, diameter in mm)."""

    pdf: bytes = field(repr=False)
    source: str
    pages: int
    breaks: str
    places: tuple[dict[str, float], ...]
    engine: str
    fonts: str
    differs: str = ""

    def against(self, preview: "Page") -> "Page":
        """The same page, saying in what it differs from the preview that people had read."""
        if self.pages != preview.pages:
            return replace(self, differs=f"预览{preview.pages}页，排成{self.pages}页")
        return replace(self, differs="" if self.breaks == preview.breaks else "页数相同，有的行断在别处")


def lay_out(elements: Elements, *, diameter: float, preview: bool = False) -> Page:
    """排版, with room for a seal of `diameter` mm. Raises Invalid with the typesetter's sentence (characters that no font has, a form that it does not set)."""
    made = _ask("docflow.workbench.lay_out", to_data(elements), Path(settings.FONTS_DIR), preview, diameter)
    return Page(
        pdf=made["pdf"],
        source=sm3(canonical_bytes(elements)).hex(),
        pages=made["pages"],
        breaks=made["breaks"],
        places=tuple(made["places"]),
        engine=made["engine"],
        fonts=made["fonts"],
    )


def print_sheet(sheet: Sheet) -> bytes:
    """处理单 as PDF/A-2b. Nothing on it is refused: a character that no font has is shown by its code."""
    printed: bytes = _ask("docflow.workbench.print_sheet", sheet, Path(settings.FONTS_DIR))
    return printed


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF of our own making has."""
    counted: int = _ask("docflow.workbench.count_pages", pdf)
    return counted


def tell_changes(pairs: Sequence[tuple[dict[str, object], dict[str, object]]]) -> list[str]:
    """花脸稿 in a sentence for each pair of texts."""
    told: list[str] = _ask("docflow.workbench.tell_changes", pairs)
    return told


def draw_seal(name: str, diameter: float) -> bytes:
    """印模：the seal's picture, a vector PDF."""
    drawn: bytes = _ask("docflow.workbench.draw_seal", name, diameter, Path(settings.FONTS_DIR))
    return drawn


def apply_seal(wanted: "SealWanted") -> SealedFile:
    """盖章。Raises Invalid with the sealer's sentence."""
    seal, place = wanted.use.seal, wanted.page.places[0]
    diameter = float(seal.diameter)
    sealed: SealedFile = _ask(
        "docflow.workbench.apply_seal",
        read(wanted.page.file),
        [Place.round(int(place["page"]), place["x"], place["y"], diameter)],
        read(seal.drawing),
        seal.certificate.encode(),
        bytes(seal.wrapped_key),
        str(seal.uid),
        Path(settings.DATA_DIR),
        now(),
    )
    return sealed


def page_image(sm3_of_file: str, content: bytes, page: int, dpi: int = DPI) -> bytes:
    """One page as WebP, kept beside the files by the digest of what it shows."""
    place = Path(settings.DATA_DIR) / "cache" / "pages" / sm3_of_file[:2] / f"{sm3_of_file}-{page}-{dpi}.webp"
    if place.exists():
        return place.read_bytes()
    picture: bytes = _ask("docflow.workbench.page_image", content, page, dpi)
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f"{place.name}.{id(picture)}")
    part.write_bytes(picture)
    part.replace(place)
    return picture


def _ask(path: str, *args: Any) -> Any:
    try:
        return child.run(path, *args)
    except child.FailedInChild as failed:
        if failed.kind in REFUSALS:
            raise Invalid(failed.message) from failed
        raise
