"""Texts made fit to be set: what no font has is shown by its code, so that nobody's word is lost and nothing stands there that he did not write."""

from typing import Final

from docflow.layout.fonts import FontSet
from docflow.layout.marks import BLANKS

_KEPT: Final = frozenset(" \u3000\n")


def legible(text: str, fonts: FontSet) -> str:
    """The text with 👍 as ［U+1F44D］ where no font has it; every blank that is not a 汉字 wide is a space."""
    return "".join(char if char in _KEPT else " " if char in BLANKS else _shown(char, fonts) for char in text)


def _shown(char: str, fonts: FontSet) -> str:
    return char if fonts.has(char) else f"［U+{ord(char):04X}］"
