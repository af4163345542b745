"""预览：the page of a text as it stands, made on request and kept in a cache by what it shows; nothing of it is in the database."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from docflow.elements.data import canonical_bytes
from docflow.elements.schema import Elements
from docflow.workshop import Page, lay_out, page_image
from office.kernel.digests import sm3


@dataclass(frozen=True)
class Preview:
    """A typeset draft: number and date stand as grey placeholders. `source` names it within the cache."""

    source: str
    pages: int
    breaks: str

    @property
    def folder(self) -> Path:
        return _folder(self.source)

    def pdf(self) -> bytes:
        return (self.folder / "page.pdf").read_bytes()

    def image(self, page: int) -> bytes:
        """One page (from 1) as WebP."""
        return page_image(self.source, self.pdf(), page)


def preview_of(elements: Elements, *, diameter: float) -> Preview:
    """Make it, or find it. Raises Invalid with the typesetter's sentence, naming what cannot be set."""
    source = sm3(f"preview {diameter:g} ".encode(), canonical_bytes(elements)).hex()
    known = _folder(source) / "page.json"
    if known.exists():
        return Preview(**json.loads(known.read_text()))
    page = lay_out(elements, diameter=diameter, preview=True)
    return _keep(source, page)


def _keep(source: str, page: Page) -> Preview:
    made = Preview(source, page.pages, page.breaks)
    made.folder.mkdir(parents=True, exist_ok=True)
    _write(made.folder / "page.pdf", page.pdf)
    _write(made.folder / "page.json", json.dumps(asdict(made)).encode())
    return made


def _folder(source: str) -> Path:
    return Path(settings.DATA_DIR) / "cache" / "previews" / source[:2] / source


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(f"{path.name}.{id(content)}")
    part.write_bytes(content)
    part.replace(path)
