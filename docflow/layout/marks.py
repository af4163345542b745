"""Punctuation by what it may do in a line (GB/T 15834-2011 5.1, 标点符号的位置和书写形式)."""

from typing import Final

NO_START: Final = frozenset("，。、；：？！）〕］｝】》〉」』”’％℃‰·…—～,.;:?!)]}%°〞›»、ー﹚﹞")
NO_END: Final = frozenset("（〔［｛【《〈「『“‘([{￥＄№‹«﹙﹝")
OPENING: Final = frozenset("（〔［｛【《〈「『“‘")
CLOSING: Final = frozenset("，。、；：）〕］｝】》〉」』”’")
HALF_OPENING: Final = frozenset("([{")
HALF_CLOSING: Final = frozenset(",.;:?!)]}%")
CENTRED: Final = frozenset("？！")
BLANKS: Final = frozenset(" \u00a0\u2002\u2003\u2009\u3000\t")


def can_give_before(char: str) -> float:
    """How much of an em may be taken from the empty left half of an opening mark."""
    return 0.5 if char in OPENING else 0.0


def can_give_after(char: str) -> float:
    """How much of an em may be taken from the empty right half of a closing mark."""
    return 0.5 if char in CLOSING else 0.25 if char in CENTRED else 0.0


def wide(char: str) -> bool:
    """Whether a character takes a whole square of the grid: 汉字, full-width marks, quotation marks, dashes, circled numbers."""
    code = ord(char)
    return (
        code >= 0x2E80
        or char in "“”‘’—…·※×÷±√℃‰№→←↑↓○●◎□■◇◆△▲☆★〇"
        or 0x2460 <= code <= 0x24FF  # ① ⑴ ⒈
        or 0x2160 <= code <= 0x217F  # Ⅰ ⅰ
        or 0x2500 <= code <= 0x25FF
    )
