"""Titles in 小标宋 of size 2, in the middle (GB/T 9704-2012 7.3.1; those of attachments likewise, 7.3.7)."""

from collections.abc import Sequence
from typing import Final

from docflow.layout.flow import Block
from docflow.layout.fonts import Face, FontSet
from docflow.layout.geometry import BLACK, LEFT, SIZE_2, WIDTH, Colour, baseline
from docflow.layout.setting import set_text, width_of

TITLE_PITCH: Final = 12.0  # mm from line to line: 34 pt for 22 pt type


def title_block(lines: Sequence[str], fonts: FontSet, part: str = "标题", *, colour: Colour = BLACK) -> Block:
    """The lines of a title as a block from its own top edge. A line too long for the type area is narrowed."""
    runs = []
    for k, line in enumerate(lines):
        set_line = set_text(line, fonts, Face.TITLE, SIZE_2, colour=colour)
        if width_of(set_line) > WIDTH:
            set_line = set_text(line, fonts, Face.TITLE, SIZE_2, stretch=WIDTH / width_of(set_line), colour=colour)
        x = LEFT + (WIDTH - width_of(set_line)) / 2
        y = baseline(k * TITLE_PITCH, SIZE_2, TITLE_PITCH)
        runs += [run.moved(x, y) for run in set_line]
    return Block(len(lines) * TITLE_PITCH, tuple(runs), (), tuple(lines), part)
