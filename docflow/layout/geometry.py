"""The page of GB/T 9704-2012 clause 5 in millimetres: margins 37/35/28/26, 22 lines of 28 characters in 156 × 225 mm."""

from typing import Final

Colour = tuple[float, float, float]

PAPER_WIDTH: Final = 210.0
PAPER_HEIGHT: Final = 297.0
TOP: Final = 37.0
LEFT: Final = 28.0
WIDTH: Final = 156.0
HEIGHT: Final = 225.0
RIGHT: Final = LEFT + WIDTH
BOTTOM: Final = TOP + HEIGHT

ROWS: Final = 22
COLUMNS: Final = 28
ROW: Final = HEIGHT / ROWS  # 10.227 mm
CHAR: Final = WIDTH / COLUMNS  # 5.571 mm: size 3 is 5.644 mm, so characters stand 0.07 mm closer than solid

POINT: Final = 25.4 / 72
SIZE_2: Final = 22.0  # 2号
SIZE_3: Final = 16.0  # 3号
SIZE_4: Final = 14.0  # 4号
EM_4: Final = SIZE_4 * POINT  # one character of size 4: 4.94 mm

ASCENT: Final = 0.86  # of the type size: from the top of a 汉字 down to the baseline

BLACK: Final[Colour] = (0.0, 0.0, 0.0)
RED: Final[Colour] = (0.86, 0.0, 0.0)  # prints as Y80 M80 and more
GREY: Final[Colour] = (0.6, 0.6, 0.6)  # what a preview does not know yet


def baseline(top: float, size: float, height: float = ROW) -> float:
    """Where type of this size stands in a row that begins at `top`: leading is half above, half below."""
    em = size * POINT
    return top + (height - em) / 2 + ASCENT * em
