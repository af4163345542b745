"""What is done in the child process: pure calls with plain arguments. It knows no Django and opens no database."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from docflow.elements.data import from_data
from docflow.seals.place import Place
from docflow.seals.sealing import SealedFile
from docflow.sheets.sheet import Sheet


def lay_out(data: dict[str, object], fonts: Path, preview: bool, diameter: float) -> dict[str, object]:
    """Typeset elements in their JSON form. `preview`: number and dates stand as grey placeholders; `diameter` of the seal in mm."""
    from docflow.layout.fonts import load_fonts  # noqa: PLC0415 - each kind of work loads its own libraries
    from docflow.layout.placeholders import Placeholders  # noqa: PLC0415
    from docflow.layout.typesetting import typeset  # noqa: PLC0415

    made = typeset(from_data(data), load_fonts(fonts), preview=Placeholders() if preview else None, diameter=diameter)
    return {
        "pdf": made.pdf,
        "pages": made.pages,
        "breaks": made.breaks_digest,
        "places": [{"page": p.page, "x": p.x, "y": p.y, "diameter": p.diameter} for p in made.seal_places],
        "engine": made.engine,
        "fonts": made.fonts,
    }


def print_sheet(sheet: Sheet, fonts: Path) -> bytes:
    """A handling sheet as PDF/A-2b."""
    from docflow.layout.fonts import load_fonts  # noqa: PLC0415
    from docflow.sheets.composing import print_sheet as printed  # noqa: PLC0415

    return printed(sheet, load_fonts(fonts)).pdf


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    import pypdfium2  # noqa: PLC0415

    pdfium: Any = pypdfium2
    document: Any = pdfium.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def tell_changes(pairs: Sequence[tuple[dict[str, object], dict[str, object]]]) -> list[str]:
    """What became of the first text of each pair in the second, in a sentence; texts in their JSON form."""
    from docflow.elements.changes import summary  # noqa: PLC0415

    return [summary(from_data(old), from_data(new)) for old, new in pairs]


def draw_seal(name: str, diameter: float, fonts: Path) -> bytes:
    """An organ's seal as a page of vectors."""
    from docflow.layout.fonts import Face, load_fonts  # noqa: PLC0415
    from docflow.seals.drawing import round_seal  # noqa: PLC0415
    from docflow.seals.outlines import Lettering  # noqa: PLC0415

    return round_seal(name, diameter, Lettering(load_fonts(fonts).chain(Face.TITLE))).pdf()


def apply_seal(
    pdf: bytes,
    places: Sequence[Place],
    appearance: bytes,
    certificates: bytes,
    wrapped_key: bytes,
    seal_uid: str,
    data_dir: Path,
    at: datetime,
) -> SealedFile:
    """Seal a page with a key that is unwrapped here and nowhere else."""
    from docflow.seals.demo_ca import DemoAuthority  # noqa: PLC0415
    from docflow.seals.keys import unwrap_key  # noqa: PLC0415
    from docflow.seals.sealer import SoftwareSealer  # noqa: PLC0415
    from docflow.seals.sealing import seal  # noqa: PLC0415
    from docflow.seals.trust import read_certificates  # noqa: PLC0415
    from office.kernel import keyring  # noqa: PLC0415

    own, *chain = read_certificates(certificates)
    key = unwrap_key(wrapped_key, keyring.installation(data_dir), seal=seal_uid)
    authority = DemoAuthority.open(data_dir / "demo-ca")
    return seal(
        pdf,
        places,
        appearance=appearance,
        sealer=SoftwareSealer(key, own, tuple(chain)),
        trust=authority.trust(at),
        time_stamps=authority.time_stamps(at),
        at=at,
    )


def page_image(pdf: bytes, page: int, dpi: int) -> bytes:
    """One page (from 1) as WebP, seals included."""
    import io  # noqa: PLC0415

    import pypdfium2  # noqa: PLC0415

    pdfium: Any = pypdfium2

    document: Any = pdfium.PdfDocument(pdf)
    try:
        document.init_forms()
        picture = document[page - 1].render(scale=dpi / 72, may_draw_forms=True).to_pil()
    finally:
        document.close()
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=80, method=4)
    return out.getvalue()
