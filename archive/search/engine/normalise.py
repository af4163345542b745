"""检索的写法归一：one function for what is taken in and for what is asked, so that what looks alike is alike in both.

Compatibility forms, case, brackets and traditional characters become one form. Characters that nobody sees are dropped.
White space counts only between two words or figures of an alphabet (`APP store`); elsewhere it is the layout's (`张　三`) and falls away.
"""

import re
import unicodedata
from collections.abc import Iterator

from archive.search.engine.hanfold import FOLDS

BLANK = " "
OPENING, CLOSING = "〔［[【〖（(", "〕］]】〗）)"
BRACKETS = (
    str.maketrans(OPENING, "(" * len(OPENING))
    | str.maketrans(CLOSING, ")" * len(CLOSING))
    | str.maketrans("〈＜<", "<<<")
    | str.maketrans("〉＞>", ">>>")
)
UNSEEN = {"Cc", "Cf", "Cs"}
CELL = re.compile("[\t\x0b\x0c]+")
WHITE = re.compile(r"\s+")
ALPHABETS = re.compile(r"[^\W_]")
HAN = re.compile("[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def normalise(text: str) -> str:
    """The form in which strings are compared. Applied twice it changes nothing more; the same length is not promised."""
    plain = unicodedata.normalize("NFKC", _seen(text).translate(BRACKETS)).casefold()
    plain = unicodedata.normalize("NFKC", plain).translate(BRACKETS).translate(FOLDS)
    return _closed_up(WHITE.sub(BLANK, _seen(plain)).strip())


def strings_of(text: str) -> Iterator[str]:
    """The strings of a text, normalised: cells of a table that are held apart by tabs are strings of their own."""
    for cell in CELL.split(text):
        if plain := normalise(cell):
            yield plain


def is_han(character: str) -> bool:
    """A Chinese character, or kana: written without blanks between words."""
    return HAN.match(character) is not None


def _seen(text: str) -> str:
    """Without control and format characters and lone surrogates; white space stays."""
    unseen = {one for one in set(text) if unicodedata.category(one) in UNSEEN and not one.isspace()}
    return "".join(one for one in text if one not in unseen) if unseen else text


def _closed_up(text: str) -> str:
    """Blanks stay between two letters or figures of an alphabet only."""
    if BLANK not in text:
        return text
    kept = [
        one
        for at, one in enumerate(text)
        if one != BLANK or (_of_an_alphabet(text[at - 1]) and _of_an_alphabet(text[at + 1]))
    ]
    return "".join(kept)


def _of_an_alphabet(character: str) -> bool:
    return ALPHABETS.match(character) is not None and not is_han(character)
