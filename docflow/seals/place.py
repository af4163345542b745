"""Where a seal goes."""

from dataclasses import dataclass
from typing import Final, Self

POINT: Final = 72 / 25.4
"""Points to the millimetre."""


@dataclass(frozen=True)
class Place:
    """The place of one seal: page (from 1), centre from the page's left and top edge, width and height, all in mm."""

    page: int
    x: float
    y: float
    width: float
    height: float

    @classmethod
    def round(cls, page: int, x: float, y: float, diameter: float) -> Self:
        """The place of a round seal."""
        return cls(page, x, y, diameter, diameter)

    def box(self, left: float, bottom: float, width: float, height: float) -> tuple[float, float, float, float]:
        """The rectangle on a page whose media box begins at left, bottom (points). Raises ValueError when it leaves the page."""
        x0, x1 = (left + (self.x + side * self.width / 2) * POINT for side in (-1, 1))
        y0, y1 = (bottom + height - (self.y - side * self.height / 2) * POINT for side in (-1, 1))
        if not (left <= x0 < x1 <= left + width and bottom <= y0 < y1 <= bottom + height):
            raise ValueError(f"第{self.page}页上的印章位置（中心 {self.x:.1f}，{self.y:.1f} 毫米）超出了纸张。")
        return (round(x0, 3), round(y0, 3), round(x1, 3), round(y1, 3))
