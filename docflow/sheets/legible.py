"""Texts made fit to be set: what no font has, or nobody would see, is shown by its code, so that nothing of them is lost unseen."""

import unicodedata
from typing import Final

from docflow.layout.fonts import FontSet
from docflow.layout.marks import BLANKS

_KEPT: Final = frozenset(" \u3000\n")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # a font may have them and draw nothing


def legible(text: str, fonts: FontSet) -> str:
    """The text with 👍 as ［U+1F44D］ where no font has it; every blank that is not a 汉字 wide is a space."""
    return "".join(char if char in _KEPT else " " if char in BLANKS else _shown(char, fonts) for char in text)


def _shown(char: str, fonts: FontSet) -> str:
    return char if unicodedata.category(char) not in _UNSEEN and fonts.has(char) else f"［U+{ord(char):04X}］"
