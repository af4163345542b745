"""The paper of a form in millimetres: A4 upright, wider on the left, where it is bound."""

from typing import Final

LEFT: Final = 25.0
RIGHT: Final = 190.0
TOP: Final = 25.0
BOTTOM: Final = 270.0
WIDTH: Final = RIGHT - LEFT
FOOT: Final = BOTTOM + 6.5  # the baseline of the line at the foot of every page
HEAD: Final = TOP - 3.5  # the baseline of the line at the head of every further page
