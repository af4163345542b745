"""二维码 as an outline on a grid: one square a dark module, joined along each line. The picture's white border is part of it."""

from dataclasses import dataclass
from itertools import groupby

BORDER = 4
"""Light modules around it, as ISO/IEC 18004 asks."""


@dataclass(frozen=True)
class Picture:
    """`outline` is the `d` of an SVG path; `size` modules a side, the border among them."""

    outline: str
    size: int


def picture_of(text: str) -> Picture:
    """The picture that says a text."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel  # noqa: PLC0415 - seldom needed

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    rows = [[bool(one) for one in row] for row in code.modules]
    return Picture("".join(_line(row, y) for y, row in enumerate(rows, BORDER)), len(rows) + 2 * BORDER)


def _line(row: list[bool], y: int) -> str:
    found, x = [], BORDER
    for dark, group in groupby(row):
        length = len(list(group))
        if dark:
            found.append(f"M{x} {y}h{length}v1h-{length}z")
        x += length
    return "".join(found)
