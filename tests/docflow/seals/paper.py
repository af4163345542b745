"""What the seal tests stand on: a page to seal, an authority, seals of invented organs, one moment."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from docflow.seals.demo_ca import BEGIN, END, DemoAuthority
from docflow.seals.drawing import Drawing
from docflow.seals.keys import new_key
from docflow.seals.place import POINT, Place
from docflow.seals.sealer import SoftwareSealer
from docflow.seals.sealing import SealedFile, seal
from docflow.seals.trust import Trust

AT = datetime(2026, 9, 1, 2, 30, tzinfo=UTC)
ORGANS = ("云州市人民政府办公室", "云州市财政局", "云州市人力资源和社会保障局")
PLACES = tuple(Place.round(2, 60 + 45 * number, 200, 42) for number in range(3))
A4 = (210 * POINT, 297 * POINT)


def page(pages: int = 2, size: tuple[float, float] = A4) -> bytes:
    """A file as typesetting leaves it: one revision, no form."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for number in range(pages):
        canvas.rect(80, 300 + 20 * number, 440, 400)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def picture(width: float = 42, height: float = 42) -> bytes:
    """A red square, where the look of the seal does not matter."""
    steps = (("M", (0.0, 0.0)), ("L", (width, 0.0)), ("L", (width, height)), ("L", (0.0, height)), ("Z", ()))
    return Drawing(width, height, steps).pdf()


@dataclass(frozen=True)
class Office:
    """An authority with a sealer for each organ."""

    authority: DemoAuthority
    sealers: tuple[SoftwareSealer, ...]

    @classmethod
    def in_folder(cls, folder: Path) -> "Office":
        authority = DemoAuthority.open(folder)
        return cls(authority, tuple(cls.sealer_of(authority, organ) for organ in ORGANS))

    @staticmethod
    def sealer_of(
        authority: DemoAuthority, organ: str, since: datetime = BEGIN, until: datetime = END
    ) -> SoftwareSealer:
        key = new_key()
        certificate = authority.certify(organ, key.public_key(), since=since, until=until)
        return SoftwareSealer(key, certificate, authority.chain)

    def trust(self, at: datetime = AT) -> Trust:
        return self.authority.trust(at)

    def seal(
        self,
        pdf: bytes,
        places: tuple[Place, ...] = PLACES[:1],
        number: int = 1,
        *,
        sealer: SoftwareSealer | None = None,
        at: datetime = AT,
    ) -> SealedFile:
        return seal(
            pdf,
            places,
            number,
            appearance=picture(),
            sealer=sealer or self.sealers[number - 1],
            trust=self.trust(at),
            time_stamps=self.authority.time_stamps(at),
            at=at,
        )
